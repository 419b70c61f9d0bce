"""The demo office's year, told once for all who read it."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from desktop.correspondence.demo_year import (
    BodyText,
    DemoYear,
    IncomingText,
    OutgoingText,
    bodies,
)

REPOSITORY = Path(__file__).parents[3]
LAW = REPOSITORY / "resources" / "law"


@pytest.fixture(scope="session")
def whole_year() -> DemoYear:
    return DemoYear()


@pytest.fixture(scope="session")
def arrivals(whole_year: DemoYear) -> list[IncomingText]:
    return whole_year.arrivals


@pytest.fixture(scope="session")
def departures(whole_year: DemoYear) -> list[OutgoingText]:
    return whole_year.departures


@pytest.fixture(scope="session")
def body_of() -> dict[str, BodyText]:
    return {body.name: body for body in bodies()}


def catalogue(name: str) -> dict[str, dict[str, Any]]:
    told = tomllib.loads((LAW / f"{name}.toml").read_text(encoding="utf-8"))
    return {entry["code"]: {**told.get("all", {}), **entry} for entry in told["entry"]}


def subjects(
    arrivals: Iterable[IncomingText], departures: Iterable[OutgoingText]
) -> list[tuple[str, str]]:
    incoming_ones = [(letter.kind, letter.subject) for letter in arrivals]
    return incoming_ones + [(document.kind, document.subject) for document in departures]
