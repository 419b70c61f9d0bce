"""Taking in the schedule of a week as somebody wrote it: each line is entered, or named."""

import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Final

from desktop.correspondence.importing import Faulty
from desktop.language.folding import fold, mend_line
from desktop.language.words import M
from desktop.meetings.clashes import leaders_of
from desktop.meetings.fitting import room_problems
from desktop.meetings.hours import part_of
from desktop.meetings.keeping import enter
from desktop.meetings.meeting import Meeting, venue
from desktop.meetings.names import MeetingNames
from desktop.office.saving import saving
from desktop.records.drafts import Draft, Problems, check
from desktop.records.fields import Field, Ground, Unreadable
from desktop.records.law import catalogue, form
from desktop.records.queries import Query, Test
from desktop.records.record import Problem, fields_of
from desktop.storage.store import Store
from desktop.storage.writing import Writing

Line = tuple[int, Draft]

# What a schedule says of a meeting, and the headings under which offices write it, without marks.
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "day": ("ngay", "thu ngay", "ngay thang", "thu"),
    "part": ("buoi",),
    "starts_at": ("thoi gian", "gio"),
    "title": ("noi dung", "noi dung cong viec", "noi dung cong tac", "cong viec"),
    "leaders": (
        "lanh dao chu tri tham du",
        "lanh dao",
        "lanh dao chu tri",
        "chu tri",
        "lanh dao tham du",
        "thuong truc ubnd tinh",
        "nguoi du",
    ),
    "place": ("dia diem", "noi hop"),
    "invited": ("thanh phan", "thanh phan moi", "thanh phan tham du"),
    "preparing_body": ("co quan chuan bi", "don vi chuan bi", "chuan bi"),
    "specialist": ("lanh dao vp theo doi", "chuyen vien theo doi", "nguoi theo doi"),
    "car": ("xe", "xe o to"),
    "note": ("ghi chu",),
}

# 16/3, 16.3.2026, 2026-03-16, ngày 16 tháng 3; neither two days in one, nor Thứ 2-6.
_DATE: Final = re.compile(
    r"(?<![\d/.-])(?<!thứ )(?:\d{4}-\d{1,2}-\d{1,2}"
    r"|\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2}(?:\d{2})?)?"
    r"|ngày \d{1,2} tháng \d{1,2}(?: năm \d{4})?)(?![\d/.-])",
    re.IGNORECASE,
)
# 8h, 8h30, 08:30, 08:30:00, 7.30, 7g30, 7h30’, 14 giờ 30 phút
_HOUR: Final = re.compile(
    r"(\d{1,2})\s*(?:giờ|[:hg.])\s*(\d{2})?(?::00)?(?!\d)(?:\s*(?:phút|['’]))?",
    re.IGNORECASE,
)
# (20.10) before a title is a day.
_HOUR_BEFORE_TITLE: Final = re.compile(
    r"\(([^()]*\d\s*(?:giờ|[:hg])[^()]*)\)\s*(?=\S)", re.IGNORECASE
)
_BETWEEN_HOURS: Final = re.compile(r"(?:[\s(),;:.–-]|\b(?:từ|đến|lúc)\b)+", re.IGNORECASE)
_BETWEEN_LEADERS: Final = re.compile(r"(?:^|[;\n])\s*(?:[-–+•]\s*)?")
_AFTER_A_NAME: Final = re.compile(r"\s*(?:\s[-–]|[:,])\s")


# What the marks of lines that are crossed out say of their meetings.
_OFF: Final = {"postponed": "postponed", "cancelled": "cancelled", "dropped": "cancelled"}


@dataclass(frozen=True)
class DayHead:
    """A row that names a day and says nothing of it."""

    line: int
    day: date


@dataclass(frozen=True)
class SameMeeting:
    """A row whose meeting is there already."""

    line: int
    of: Meeting


Outcome = Meeting | DayHead | SameMeeting | Faulty


class _NotWritten(Exception):  # noqa: N818 - raised to leave a trial without writing it
    pass


def fields_of_schedule() -> dict[str, Field]:
    """The fields that columns of a schedule may hold."""
    fields = fields_of(Meeting)
    return {name: fields[name] for name in HEADINGS}


def bring_in_schedule(
    store: Store,
    lines: Iterable[Line],
    *,
    names: MeetingNames,
    ground: Ground,
    dry_run: bool = False,
) -> Generator[Outcome, None, None]:
    """Enter the lines of a schedule as approved meetings; yields what became of each.

    All is one change. A day is named in its first row only. Meetings may clash, as real schedules
    do: the reason is noted at each. A room that is not known is a place; a time that cannot be
    read is noted, so that no line is lost.
    """
    try:
        with saving(store, M("importing a schedule"), names) as writing:
            yield from _Import(writing, names, ground).all(lines)
            if dry_run:
                raise _NotWritten  # noqa: TRY301 - leaves the transaction, which takes all back
    except _NotWritten:
        return


class _Import:
    def __init__(self, writing: Writing, names: MeetingNames, ground: Ground) -> None:
        self._writing = writing
        self._names = names
        self._ground = ground
        self._day: date | None = None
        self._part = ""

    def all(self, lines: Iterable[Line]) -> Iterator[Outcome]:
        for line, draft in lines:
            try:
                yield self._one(line, draft)
            except Problems as problems:
                yield Faulty(line, problems.problems)

    def _one(self, line: int, draft: Draft) -> Outcome:
        day = self._day_of(draft)
        if not any(text for name, text in draft.texts.items() if name != "day"):
            return DayHead(line, day)
        whole = self._completed(draft.typed("day", f"{day:%d/%m/%Y}"))
        meeting: Meeting = check(Meeting, whole, self._ground)
        if same := self._same(meeting):
            return SameMeeting(line, same)
        return enter(self._writing, self._in_its_room(meeting), names=self._names)

    def _day_of(self, draft: Draft) -> date:
        """The day of a row, or of the last row above that names one."""
        typed = draft.text("day")
        if typed:
            self._day, self._part = self._read_day(typed), ""
        if self._day is None:
            message = M("No day is named here or above: write it into the first row of the day.")
            raise Problems((Problem("day", message),))
        return self._day

    def _read_day(self, typed: str) -> date | None:
        """Thứ 2 (11/11/2019): the day stands among other words."""
        self._day = None  # rows below a day that cannot be read belong to no day
        found = _DATE.findall(typed)
        text = re.sub(r"\s*([/.-])\s*", r"\1", found[0]) if len(found) == 1 else typed
        try:
            day: date | None = fields_of(Meeting)["day"].read(text, self._ground)
        except Unreadable as unreadable:
            raise Problems((Problem("day", unreadable.message),)) from None
        return day

    def _completed(self, draft: Draft) -> Draft:
        draft = _with_time_in_one(draft)
        self._heed_half_day(draft.text("starts_at"))
        draft = self._with_time(_with_hour_out_of_title(draft))
        draft = _with_state_out_of_title(draft)
        leaders = "; ".join(map(self._leader, _BETWEEN_LEADERS.split(draft.text("leaders"))))
        title = draft.text("title")
        return (
            draft.typed("leaders", leaders)
            .typed("meeting_kind", _kind_of(title))
            .typed("hosting", _hosting_of(title))
            .typed("clash_reason", form("schedule-import")["clash_reason"])
        )

    def _heed_half_day(self, typed: str) -> None:
        """A half-day holds for the rows below it, until one names its time itself."""
        if typed:
            told = _time_in(typed) or {}
            self._part = "" if "starts_at" in told else told.get("part", "")

    def _with_time(self, draft: Draft) -> Draft:
        """The hour, the half-day, or both."""
        typed = draft.text("starts_at")
        found = _time_in(typed)
        if found is None:
            said = form("schedule-import")["time"].format(typed=mend_line(typed))
            note = "; ".join(text for text in (draft.text("note"), said) if text)
            return draft.typed("starts_at", "").typed("note", note)
        told = {"part": self._part, "starts_at": "", **found}
        return replace(draft, texts={**draft.texts, **told})

    def _leader(self, typed: str) -> str:
        """A leader as the office knows the name; another stays as it was written."""
        known = self._names.directories["leaders"]
        name = mend_line(typed)
        return known.named(name) or known.named(_bare(name)) or name

    def _in_its_room(self, meeting: Meeting) -> Meeting:
        """A place that is one of the office's rooms, and open, is the room of the meeting."""
        room = self._names.room(meeting.place)
        if room is None:
            return meeting
        in_room = replace(meeting, room=room.name, place=None)
        closed = any(room_problems(self._writing.reader, in_room))
        return meeting if closed else in_room

    def _same(self, meeting: Meeting) -> Meeting | None:
        self._writing.flush()
        reader = self._writing.reader
        query = Query(Meeting.kind).where("day", Test.IS, meeting.day)
        others: Iterator[Meeting] = reader.records(Meeting.kind, reader.ids(query))
        return next((other for other in others if _told(other) == _told(meeting)), None)


def _told(meeting: Meeting) -> tuple[object, ...]:
    """By what two lines of schedules are known to be the same."""
    return (
        meeting.day,
        part_of(meeting),
        meeting.starts_at,
        fold(meeting.title),
        fold(venue(meeting)),
        tuple(map(fold, leaders_of(meeting))),
    )


def _with_time_in_one(draft: Draft) -> Draft:
    """The half-day and the hour: some have a column for each."""
    typed = " ".join(text for text in map(draft.text, ("part", "starts_at")) if text)
    return draft.typed("part", "").typed("starts_at", typed)


def _with_hour_out_of_title(draft: Draft) -> Draft:
    """(8h30) Họp …: some write the hour before the work, and the half-day in its column."""
    found = _HOUR_BEFORE_TITLE.match(draft.text("title"))
    told = _time_in(found[1]) if found else None
    if not found or not told or _HOUR.search(draft.text("starts_at")):
        return draft
    typed = " ".join(text for text in (draft.text("starts_at"), found[1]) if text)
    return draft.typed("starts_at", typed).typed("title", draft.text("title")[found.end() :])


def _time_in(typed: str) -> dict[str, str] | None:
    """Sáng (8h30), 8h00 - 10h00, cả ngày; None where it is none of these."""
    hours = [_read_hour(*found) for found in _HOUR.findall(typed)]
    words = _BETWEEN_HOURS.sub(" ", _HOUR.sub(" ", typed)).strip()
    part = catalogue("day_parts").find(words) if words else None
    if None in hours or len(hours) > 2 or (words and part is None):
        return None
    said = [f"{hour:%H:%M}" for hour in hours if hour]
    if len(said) > 1 and said[0] >= said[1]:
        return None
    found = dict(zip(("starts_at", "ends_at"), said, strict=False))
    return {**found, "part": part.code} if part else found


def _read_hour(hours: str, minutes: str) -> time | None:
    try:
        return time(int(hours), int(minutes or 0))
    except ValueError:
        return None


def _bare(name: str) -> str:
    """Đ/c Thân - PCT UBND: the name without courtesy and office."""
    for courtesy in form("schedule-import")["courtesy"]:
        if fold(name).startswith(f"{fold(courtesy)} "):
            name = name[len(courtesy) :].lstrip(" :")
            break
    return _AFTER_A_NAME.split(name)[0].strip()


def _kind_of(title: str) -> str:
    """The kind whose words come first in a title; of two at one place, the longer."""
    text = f" {_plain(title)} "
    found = [
        (text.index(words), -len(words), one["kind"])
        for one in form("schedule-import")["kinds"]
        for words in (f" {_plain(said)} " for said in one["words"])
        if words in text
    ]
    return str(min(found)[2]) if found else "khac"


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _with_state_out_of_title(draft: Draft) -> Draft:
    """Họp (Hủy): what a schedule that was handed out anew says of its line."""
    title, state, reason = mend_line(draft.text("title")), "approved", ""
    for mark, said in form("weekly-schedule")["marks"].items():
        if title.endswith(said):
            title = title.removesuffix(said).rstrip()
            state, reason = (_OFF[mark], said) if mark in _OFF else (state, reason)
    return draft.typed("title", title).typed("state", state).typed("state_reason", reason)


def _hosting_of(title: str) -> str:
    attended = (f"{_plain(words)} " for words in form("schedule-import")["attended"])
    return "tham-du" if f"{_plain(title)} ".startswith(tuple(attended)) else ""
