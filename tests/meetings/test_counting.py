"""Counting the meetings of a year: each held one once, and every number opens its list."""

from datetime import date
from typing import Any

import pytest

from desktop.language.words import M
from desktop.meetings.counting import as_json, count_meetings
from desktop.meetings.meeting import Meeting
from desktop.storage.store import Store


@pytest.fixture
def year(office: Store) -> Store:
    facts: list[dict[str, Any]] = [
        {"leaders": ("A", "B", "C"), "room": "Phòng 1", "form": "truc-tiep", "hosting": "chu-tri"},
        {"meeting_kind": "doan", "level": "nuoc-ngoai", "room": "Phòng 1"},
        {"meeting_kind": "di-co-so", "place": "huyện Kỳ Anh", "hosting": "tham-du"},
        {"state": "cancelled", "state_reason": "Bão"},
        {"state": "postponed", "state_reason": "Bão"},
        {"state": "planned"},
        {"day": date(2024, 1, 12)},
        {"day": date(2022, 12, 31)},
        {"title": "trash"},
    ]
    with office.writing(M("year")) as writing:
        for own in facts:
            usual = {
                "meeting_kind": "hoi-nghi",
                "title": "Họp",
                "day": date(2023, 5, 4),
                "state": "held",
            }
            kept = writing.add(Meeting(**{**usual, **own}))
            if kept.title == "trash":
                writing.trash("meetings", kept.id)
    return office


def test_held_meetings_count_once_whoever_attends(year: Store) -> None:
    assert count_meetings(year.reader, 2023).held.count == 3


def test_called_off_and_coming_ones_are_counted_apart(year: Store) -> None:
    found = {one.value: one.count for one in count_meetings(year.reader, 2023).not_held}
    assert found == {"planned": 1, "approved": 0, "adjusted": 0, "postponed": 1, "cancelled": 1}


def test_every_number_opens_its_list(year: Store) -> None:
    count = count_meetings(year.reader, 2023)
    every = [
        count.held,
        *count.not_held,
        *(one for split in count.splits.values() for one in split),
    ]
    assert [one.count for one in every] == [len(year.reader.ids(one.query)) for one in every]
    assert len(every) > 15


def test_report_in_json_has_each_split(year: Store) -> None:
    assert as_json(count_meetings(year.reader, 2023)) == {
        "by_kind": {"di-co-so": 1, "doan": 1, "hoi-nghi": 1},
        "by_level": {"": 2, "nuoc-ngoai": 1},
        "by_host": {"": 1, "chu-tri": 1, "tham-du": 1},
        "by_form": {"": 2, "truc-tiep": 1},
        "by_room": {"Phòng 1": 2, "": 1},
        "by_place": {"huyện Kỳ Anh": 1},
        "not_held": {"planned": 1, "approved": 0, "adjusted": 0, "postponed": 1, "cancelled": 1},
    }


def test_year_without_meetings_counts_nothing(office: Store) -> None:
    count = count_meetings(office.reader, 2023)
    assert (count.held.count, set(count.splits.values())) == (0, {()})
