"""Changing one field of many documents at once: set, clear, add to it, or append to it."""

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, Final

from desktop.correspondence.entering import counted_deadline
from desktop.correspondence.filing.case_files import refuse_archived
from desktop.correspondence.known_names import DOCUMENTS, Document, KnownNames
from desktop.correspondence.registering import DAY, add_new_bodies, day_of
from desktop.errors import Trouble
from desktop.language.words import M, Message, Ms
from desktop.language.working_days import WorkingDays
from desktop.office.calendar import working_days
from desktop.office.saving import saving
from desktop.records.changes import Change
from desktop.records.drafts import Draft, Problems
from desktop.records.fields import Field, Ground, Names, Passage, Unreadable
from desktop.records.record import Problem, RecordType, fields_of
from desktop.storage.lists import Reader
from desktop.storage.store import Store

# Fields whose value many documents may share. Left out are number, series and year, the facts
# that a symbol is made of, and what belongs to one document alone.
EDITABLE: Final = {
    "incoming": (
        "receivers",
        "co_units",
        "handler",
        "forwarded_on",
        "due_on",
        "settled_on",
        "urgency",
        "channel",
        "document_kind",
        "case_files",
        "direction",
        "progress",
        "receipt",
        "signer",
        "signer_position",
        "language",
        "note",
    ),
    "outgoing": (
        "recipients",
        "forwarded_on",
        "due_on",
        "urgency",
        "channel",
        "case_files",
        "signer",
        "signer_position",
        "capacity",
        "file_copy_holder",
        "receipt",
        "language",
        "note",
    ),
}


class Way(Enum):
    """What is done to the field."""

    SET = "set"
    ADD = "add"
    APPEND = "append"
    CLEAR = "clear"


WAYS: Final = {
    Way.SET: M("Set to"),
    Way.ADD: M("Add"),
    Way.APPEND: M("Append below"),
    Way.CLEAR: M("Clear"),
}


@dataclass(frozen=True)
class BulkEdit:
    """One field, what is done to it, and the text as typed."""

    field: str
    way: Way
    typed: str = ""


@dataclass(frozen=True)
class Changed:
    """A document that the edit changes."""

    before: Document
    after: Document


@dataclass(frozen=True)
class Unchanged:
    """A document that is so already."""

    document: Document


@dataclass(frozen=True)
class Refused:
    """A document that the edit would break a rule for; it is left as it is."""

    document: Document
    problems: tuple[Problem, ...]


Outcome = Changed | Unchanged | Refused


def ways_of(field: Field) -> tuple[Way, ...]:
    """What can be done to a field: names are added to, passages go on below."""
    further = {Names: Way.ADD, Passage: Way.APPEND}
    own = [way for kind, way in further.items() if isinstance(field, kind)]
    return (Way.SET, *own) if field.required else (Way.SET, *own, Way.CLEAR)


def preview(
    reader: Reader, kind: str, ids: Iterable[int], edit: BulkEdit, *, ground: Ground
) -> Generator[Outcome, None, None]:
    """What the edit would do to each document; raises Problems for a text that says nothing."""
    work = _Edit(kind, edit, ground, reader)
    trashed = reader.trashed(kind)
    for document in reader.records(kind, list(ids)):
        yield work.outcome(document, trashed=document.id in trashed)


def edit_many(
    store: Store,
    kind: str,
    ids: Iterable[int],
    edit: BulkEdit,
    *,
    names: KnownNames,
    ground: Ground,
) -> Generator[Outcome, None, Change]:
    """Change one field of many documents as one act; yields what became of each, in order.

    Numbers stay where they were given, and a document that would break a rule stays as it was.
    Nothing is written before the last one, and nothing at all where the iterator is closed
    before its end.
    """
    ids = list(ids)
    with saving(store, _words(kind, edit, len(ids)), names) as writing:
        changed = 0
        for outcome in preview(writing.reader, kind, ids, edit, ground=ground):
            if isinstance(outcome, Changed):
                add_new_bodies(writing, outcome.after, names)
                writing.put(outcome.after)
                changed += 1
            yield outcome
        writing.call_it(_words(kind, edit, changed))
    return writing.change


def _words(kind: str, edit: BulkEdit, count: int) -> Message:
    return Ms(
        "changing “{field}” of {count} document",
        "changing “{field}” of {count} documents",
        count,
        field=fields_of(DOCUMENTS[kind])[edit.field].label,
    )


class _Edit:
    """An edit whose text has been read once for all documents."""

    def __init__(self, kind: str, edit: BulkEdit, ground: Ground, reader: Reader) -> None:
        if edit.field not in EDITABLE[kind]:
            raise Trouble(M("This field is not changed for many documents at once."))
        self._edit = edit
        self._ground = ground
        self._reader = reader
        self._record: RecordType = DOCUMENTS[kind]
        self._field = fields_of(self._record)[edit.field]
        self._new = self._maker(reader)

    def _maker(self, reader: Reader) -> Callable[[Document], Any]:
        """What makes the new value of a document."""
        if self._edit.way is Way.CLEAR:
            return lambda _: None
        if self._edit.field == "due_on" and self._counted(working_days(reader), self._ground.today):
            calendar = working_days(reader)
            return lambda document: self._counted(calendar, day_of(document))
        value = self._read(self._edit.typed)
        if value is None:
            raise Problems((Problem(self._edit.field, M("Needed: fill it in.")),))
        return lambda document: self._together(getattr(document, self._edit.field), value)

    def _counted(self, calendar: WorkingDays, start: date) -> Any:
        """The deadline typed as a count of working days (5d), from a document's own day."""
        kind = self._record.kind
        shown = fields_of(self._record)[DAY[kind]].show(start, self._ground)
        draft = Draft(kind, {DAY[kind]: shown, "due_on": self._edit.typed})
        day = counted_deadline(draft, calendar, self._ground)
        return self._read(day) if day else None

    def _together(self, before: Any, value: Any) -> Any:
        if self._edit.way is Way.ADD and before:
            return tuple(dict.fromkeys((*before, *value)))
        if self._edit.way is Way.APPEND and before:
            return self._read(f"{before}\n{value}")
        return value

    def _read(self, typed: str) -> Any:
        try:
            return self._field.read(typed, self._ground)
        except Unreadable as unreadable:
            raise Problems((Problem(self._edit.field, unreadable.message),)) from None

    def outcome(self, document: Document, *, trashed: bool) -> Outcome:
        try:
            _refuse_unfit(document, trashed=trashed)
            after = replace(document, **{self._edit.field: self._new(document)})
            if after == document:
                return Unchanged(document)
            self._refuse_against_rules(after)
            refuse_archived(self._reader, document.case_files, after.case_files)
        except Problems as problems:
            return Refused(document, problems.problems)
        return Changed(document, after)

    def _refuse_against_rules(self, after: Document) -> None:
        values = {name: getattr(after, name) for name in fields_of(self._record)}
        problems = [one for rule in self._record.rules for one in rule(values, self._ground)]
        if self._field.required and values[self._edit.field] is None:
            problems.append(Problem(self._edit.field, M("Needed: fill it in.")))
        if problems:
            raise Problems(tuple(problems))


def _refuse_unfit(document: Document, *, trashed: bool) -> None:
    if trashed:
        message = M("This document is in the trash: put it back, then correct it.")
        raise Problems((Problem("standing", message),))
    if document.standing == "reserved":
        message = M("This number is only reserved: register its document first.")
        raise Problems((Problem("standing", message),))
