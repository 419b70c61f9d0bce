"""The demo office's year, told once for all who read it."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from desktop.correspondence.demo_year import (
    BodyText,
    IncomingText,
    OutgoingText,
    bodies,
    incoming,
    outgoing,
)

REPOSITORY = Path(__file__).parents[3]
LAW = REPOSITORY / "resources" / "law"


@pytest.fixture(scope="session")
def arrivals() -> list[IncomingText]:
    return list(incoming())


@pytest.fixture(scope="session")
def departures() -> list[OutgoingText]:
    return list(outgoing())


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
