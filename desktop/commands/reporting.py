"""sovan report: the documents and the meetings of a year, counted."""

import json
from contextlib import closing
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from desktop.commands.parameters import AS_JSON, FILE, YEAR
from desktop.commands.troubles import refusing
from desktop.correspondence.following_up.deadlines import UnitLoad, overdue_by_unit
from desktop.correspondence.reporting import YearCount, count_year
from desktop.language.words import Ms, Words
from desktop.meetings.counting import MeetingCount, as_json, count_meetings
from desktop.opening import open_office
from desktop.storage.store import Store


@click.command()
@FILE
@click.option("--year", type=YEAR, required=True, help="The year to report.")
@AS_JSON
@refusing
def report(words: Words, file: Path, *, year: int, as_json: bool) -> None:
    """Count the documents and the meetings of a year."""
    with closing(open_office(file, read_only=True)) as store:
        counts = count_year(store.reader, year)
        meetings = count_meetings(store.reader, year)
        late = _late(store, year) if as_json else []
    if as_json:
        click.echo(json.dumps(_as_json(year, counts, meetings, late), ensure_ascii=False))
        return
    for count in counts:
        said = {
            "incoming": Ms("{count} incoming document", "{count} incoming documents", count.total),
            "outgoing": Ms("{count} outgoing document", "{count} outgoing documents", count.total),
        }
        click.echo(words(said[count.register]))
    if held := meetings.held.count:
        click.echo(words(Ms("{count} meeting held", "{count} meetings held", held)))


def _late(store: Store, year: int) -> list[UnitLoad]:
    """Which units are late, seen from the end of a year that is over, in another one from today.

    What has been settled since is not late any more: a delay counts as long as somebody waits.
    """
    return overdue_by_unit(store.reader, min(date(year, 12, 31), store.today))


def _as_json(
    year: int, counts: tuple[YearCount, ...], meetings: MeetingCount, late: list[UnitLoad]
) -> dict[str, Any]:
    totals = {count.register: count.total for count in counts}
    parts = {f"{count.register}_detail": _detail(count) for count in counts}
    return {
        "year": year,
        **totals,
        "meetings": meetings.held.count,
        **parts,
        "meetings_detail": as_json(meetings),
        "overdue_by_unit": [asdict(one) for one in late],
    }


def _detail(count: YearCount) -> dict[str, Any]:
    return {
        "by_series": dict(count.by_series),
        "by_kind": {kind or "": number for kind, number in count.by_kind},
        "not_handed_over": count.not_handed_over,
    }
