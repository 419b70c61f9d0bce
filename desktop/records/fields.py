"""Kinds of field: what a value is when typed, meant, seen and kept."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, ClassVar, Protocol

from desktop.language.folding import (
    control_character,
    mend,
    mend_line,
    mend_symbol,
    symbol_key,
)
from desktop.language.words import M, Message
from desktop.records import law

Kept = str | int | None


class Unreadable(Exception):  # noqa: N818 - a typed text may be unreadable; that is no error
    """A typed text that means nothing here; the message is one sentence for the person."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


class Directory(Protocol):
    """A list of known names: bodies, units, series."""

    def named(self, typed: str) -> str | None: ...


class Register(Protocol):
    """Records that a link can point at."""

    def find(self, typed: str) -> int | None: ...

    def title(self, record_id: int) -> str: ...


@dataclass(frozen=True)
class Ground:
    """What reading a typed text leans on: the day, the language, the known names."""

    today: date
    language: str = "vi"
    directories: Mapping[str, Directory] = field(default_factory=dict)
    registers: Mapping[str, Register] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Field:
    """A kind of value: read (typed → meant), show (meant → seen), keep and recall (↔ SQLite)."""

    label: Message
    required: bool = False
    facet: bool = False  # a filter token of its own inside the search index
    in_words: bool = False  # its text is searched

    column: ClassVar[str] = "TEXT"
    editor: ClassVar[str] = "line"
    right_aligned: ClassVar[bool] = False

    def read(self, typed: str, ground: Ground) -> Any:
        text = self.mended(typed)
        if not text:
            return None
        if wrong := control_character(text):
            raise Unreadable(
                M("It holds a control character (U+{code}); delete it.", code=f"{ord(wrong):04X}")
            )
        return self.meant(text, ground)

    def mended(self, typed: str) -> str:
        return mend_line(typed)

    def meant(self, text: str, ground: Ground) -> Any:
        raise NotImplementedError

    def show(self, value: Any, ground: Ground) -> str:
        return "" if value is None else self.seen(value, ground)

    def seen(self, value: Any, ground: Ground) -> str:
        return str(value)

    def keep(self, value: Any) -> Kept:
        return value  # type: ignore[no-any-return]

    def recall(self, kept: Kept) -> Any:
        return kept

    def keys(self, name: str, value: Any) -> dict[str, Kept]:
        """Further columns by which the value is looked up."""
        return {}


@dataclass(frozen=True, kw_only=True)
class Line(Field):
    """Text on one line; `longest` names a rule of resources/law."""

    longest: str = ""
    in_words: bool = True

    def meant(self, text: str, ground: Ground) -> str:
        limit = law.rule(self.longest, ground.today) if self.longest else None
        if limit and len(text) > limit:
            raise Unreadable(
                M(
                    "{length} characters; the form allows {limit}: shorten it.",
                    length=len(text),
                    limit=limit,
                )
            )
        return text


@dataclass(frozen=True, kw_only=True)
class Passage(Line):
    """Text of several lines."""

    editor: ClassVar[str] = "passage"

    def mended(self, typed: str) -> str:
        return mend(typed)


@dataclass(frozen=True, kw_only=True)
class Symbol(Line):
    """Number and symbol of a document, kept as typed beside a key that all its writings share."""

    editor: ClassVar[str] = "symbol"

    def mended(self, typed: str) -> str:
        return mend_symbol(typed)

    def keys(self, name: str, value: Any) -> dict[str, Kept]:
        return {f"{name}_key": symbol_key(value) if value else None}


@dataclass(frozen=True, kw_only=True)
class Whole(Field):
    """A whole number, not below `least`; dots and blanks may group its thousands."""

    least: int = 0
    column: ClassVar[str] = "INTEGER"
    right_aligned: ClassVar[bool] = True

    def meant(self, text: str, ground: Ground) -> int:
        digits = re.sub(r"(?<=\d)[. ](?=\d{3}(?!\d))", "", text)
        if not re.fullmatch(r"-?\d{1,15}", digits, re.ASCII):
            raise Unreadable(M("“{typed}” is no whole number: type digits only.", typed=text[:40]))
        value = int(digits)
        if value < self.least:
            raise Unreadable(
                M("{value} is too small: at least {least}.", value=value, least=self.least)
            )
        return value


@dataclass(frozen=True, kw_only=True)
class SerialNumber(Whole):
    """A number in a series; below ten it is written with a zero (01…09)."""

    least: int = 1
    in_words: bool = True
    editor: ClassVar[str] = "number"

    def seen(self, value: Any, ground: Ground) -> str:
        return f"{value:02d}"


@dataclass(frozen=True, kw_only=True)
class Suffix(Line):
    """The letter of a number inserted later: 125a stands between 125 and 126."""

    in_words: bool = False

    def meant(self, text: str, ground: Ground) -> str:
        letter = text.lower()
        if not re.fullmatch(r"[a-z]", letter):
            raise Unreadable(M("“{typed}” is no letter from a to z.", typed=text[:40]))
        return letter


@dataclass(frozen=True, kw_only=True)
class Money(Whole):
    """An amount in đồng, grouped by dots."""

    def mended(self, typed: str) -> str:
        return re.sub(r"\s*(đồng|đ|₫|VND)\.?$", "", mend_line(typed), flags=re.IGNORECASE)

    def seen(self, value: Any, ground: Ground) -> str:
        return f"{value:,}".replace(",", ".")


@dataclass(frozen=True, kw_only=True)
class YesNo(Field):
    column: ClassVar[str] = "INTEGER"
    editor: ClassVar[str] = "yes_no"
    _yes: ClassVar = {"vi": "Có", "en": "Yes", "cs": "Ano"}
    _no: ClassVar = {"vi": "Không", "en": "No", "cs": "Ne"}

    def meant(self, text: str, ground: Ground) -> bool:
        typed = text.casefold()
        if typed in {"1", "x", *(word.casefold() for word in self._yes.values())}:
            return True
        if typed in {"0", *(word.casefold() for word in self._no.values())}:
            return False
        raise Unreadable(M("“{typed}” is neither yes nor no.", typed=text[:40]))

    def seen(self, value: Any, ground: Ground) -> str:
        return (self._yes if value else self._no)[ground.language]

    def keep(self, value: Any) -> Kept:
        return None if value is None else int(value)

    def recall(self, kept: Kept) -> Any:
        return None if kept is None else bool(kept)


_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?")
_YEAR_MONTH_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00:00)?")
_BARE_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})?")
_IN_WORDS = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Day(Field):
    """A date, day before month: 1512, 15/12, 15-12-26, ngày 15 tháng 12 năm 2026."""

    editor: ClassVar[str] = "day"

    def meant(self, text: str, ground: Ground) -> date:
        day, month, year = _day_month_year(text, ground.today)
        try:
            return date(year, month, day)
        except ValueError:
            raise Unreadable(_no_such_day(day, month, year)) from None

    def seen(self, value: Any, ground: Ground) -> str:
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"

    def keep(self, value: Any) -> Kept:
        return None if value is None else value.isoformat()

    def recall(self, kept: Kept) -> Any:
        return None if kept is None else date.fromisoformat(str(kept))


def _day_month_year(text: str, today: date) -> tuple[int, int, int]:
    if found := _YEAR_MONTH_DAY.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    for form in (_DAY_MONTH_YEAR, _BARE_DIGITS, _IN_WORDS):
        if found := form.fullmatch(text):
            return int(found[1]), int(found[2]), _year(found[3], today)
    raise Unreadable(
        M(
            "“{typed}” is no date: type day and month, such as 1512 or 15/12/{year}.",
            typed=text[:40],
            year=str(today.year),
        )
    )


def _year(typed: str | None, today: date) -> int:
    if not typed:
        return today.year
    return int(typed) if len(typed) == 4 else 2000 + int(typed)


def _no_such_day(day: int, month: int, year: int) -> Message:
    if not 1 <= month <= 12:
        return M("There is no month {month}: the day comes first, then the month.", month=month)
    return M("There is no {day}/{month}/{year}.", day=day, month=f"{month:02d}", year=f"{year:04d}")


@dataclass(frozen=True, kw_only=True)
class Clock(Field):
    """A time of day: 0800, 8:00, 8h30, 8 giờ 30."""

    editor: ClassVar[str] = "clock"

    def meant(self, text: str, ground: Ground) -> time:
        found = re.fullmatch(
            r"(\d{1,2})\s*(?:[:.h]|giờ)\s*(\d{2})?(?:\s*phút)?", text, re.IGNORECASE
        )
        found = found or re.fullmatch(r"(\d{2})(\d{2})", text)
        try:
            return time(int(found[1]), int(found[2] or 0))  # type: ignore[index]
        except (TypeError, ValueError):
            raise Unreadable(
                M("“{typed}” is no time: type hours and minutes, such as 0800.", typed=text[:40])
            ) from None

    def seen(self, value: Any, ground: Ground) -> str:
        return f"{value:%H:%M}"

    def keep(self, value: Any) -> Kept:
        return None if value is None else f"{value:%H:%M}"

    def recall(self, kept: Kept) -> Any:
        return None if kept is None else time.fromisoformat(str(kept))


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One entry of a catalogue in resources/law, or of one `group` of it, kept by its code."""

    catalogue: str
    group: str = ""
    editor: ClassVar[str] = "choice"

    def entries(self) -> tuple[law.Entry, ...]:
        every = law.catalogue(self.catalogue).entries
        return tuple(entry for entry in every if self.group in ("", entry.group))

    def meant(self, text: str, ground: Ground) -> str:
        entry = law.catalogue(self.catalogue).find(text)
        if entry is None or self.group not in ("", entry.group):
            raise Unreadable(M("“{typed}” is not in the list: choose an entry.", typed=text[:60]))
        return entry.code

    def seen(self, value: Any, ground: Ground) -> str:
        entry = law.catalogue(self.catalogue).of(value)
        return entry.name(ground.language) if entry else str(value)


@dataclass(frozen=True, kw_only=True)
class Choices(Choice):
    """Several entries of one catalogue, set apart by semicolons."""

    editor: ClassVar[str] = "line"

    def meant(self, text: str, ground: Ground) -> Any:
        codes = [super(Choices, self).meant(part, ground) for part in _parts(text)]
        return tuple(dict.fromkeys(codes)) or None

    def seen(self, value: Any, ground: Ground) -> str:
        return "; ".join(super(Choices, self).seen(code, ground) for code in value)

    def keep(self, value: Any) -> Kept:
        return "; ".join(value) if value else None

    def recall(self, kept: Kept) -> Any:
        return tuple(str(kept).split("; ")) if kept else None


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


@dataclass(frozen=True, kw_only=True)
class Name(Field):
    """A name from a directory, kept as the directory writes it; a new one is made in place."""

    directory: str
    longest: str = ""
    may_be_new: bool = True
    in_words: bool = True
    editor: ClassVar[str] = "name"

    def meant(self, text: str, ground: Ground) -> str:
        known = ground.directories.get(self.directory)
        found = known.named(text) if known else None
        if found is None and not self.may_be_new:
            raise Unreadable(M("“{typed}” is not known: choose one of the list.", typed=text[:60]))
        return found or str(Line(label=self.label, longest=self.longest).meant(text, ground))


@dataclass(frozen=True, kw_only=True)
class Person(Name):
    """The name of a person, sorted by the given name, which stands last."""


@dataclass(frozen=True, kw_only=True)
class Code(Name):
    """The code of something that the office has defined before, such as a series."""

    may_be_new: bool = False
    in_words: bool = False
    editor: ClassVar[str] = "code"


@dataclass(frozen=True, kw_only=True)
class Names(Name):
    """Several names, set apart by semicolons."""

    editor: ClassVar[str] = "names"

    def meant(self, text: str, ground: Ground) -> Any:
        names = [str(super(Names, self).meant(part, ground)) for part in _parts(text)]
        return tuple(dict.fromkeys(names)) or None

    def seen(self, value: Any, ground: Ground) -> str:
        return "; ".join(value)

    def keep(self, value: Any) -> Kept:
        return "; ".join(value) if value else None

    def recall(self, kept: Kept) -> Any:
        return tuple(str(kept).split("; ")) if kept else None


@dataclass(frozen=True, kw_only=True)
class Link(Field):
    """A record of another register, found by what a person would type for it."""

    register: str
    column: ClassVar[str] = "INTEGER"
    editor: ClassVar[str] = "link"

    def meant(self, text: str, ground: Ground) -> int:
        found = ground.registers[self.register].find(text)
        if found is None:
            raise Unreadable(M("“{typed}” is not registered yet.", typed=text[:60]))
        return found

    def seen(self, value: Any, ground: Ground) -> str:
        return ground.registers[self.register].title(value)


@dataclass(frozen=True)
class StoredFile:
    """A file inside the store, known by its content."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Attachment(Field):
    """One file kept with the record, written as: name | bytes | SHA-256."""

    in_words: bool = True
    editor: ClassVar[str] = "attachment"

    def meant(self, text: str, ground: Ground) -> StoredFile:
        found = re.fullmatch(r"(.+) \| (\d+) \| ([0-9a-f]{64})", text)
        if not found:
            raise Unreadable(M("This is no stored file: attach it again."))
        return StoredFile(found[1], int(found[2]), found[3])

    def seen(self, value: Any, ground: Ground) -> str:
        return f"{value.name} | {value.size} | {value.sha256}"

    def keep(self, value: Any) -> Kept:
        return (
            None
            if value is None
            else json.dumps([value.name, value.size, value.sha256], ensure_ascii=False)
        )

    def recall(self, kept: Kept) -> Any:
        return None if kept is None else StoredFile(*json.loads(str(kept)))
