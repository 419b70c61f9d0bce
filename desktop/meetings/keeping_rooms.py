"""Keeping the list of rooms and the templates of meetings."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from desktop.errors import Trouble
from desktop.language.folding import fold, mend_line
from desktop.language.words import M, Message
from desktop.meetings.meeting import MeetingTemplate
from desktop.meetings.rooms import Room
from desktop.records.changes import Change
from desktop.records.drafts import Problems
from desktop.records.queries import Query, Test
from desktop.records.record import Problem
from desktop.storage.lists import Reader
from desktop.storage.store import Store
from desktop.storage.writing import Writing

_NAME_A_ROOM: Final = ("meetings", "meeting_templates")


def keep_room(store: Store, room: Room) -> Change:
    """Add a room or correct one; meetings and templates follow it to its new name.

    Raises Problems where another room has its name.
    """
    _refuse_taken(store.reader, room)
    before = store.reader.record("rooms", room.id) if room.id else None
    with store.writing(M("keeping room {name}", name=room.name)) as writing:
        _add_or_put(writing, room)
        if before and before.name != room.name:
            _call_anew(writing, before.name, room.name)
    return writing.change


def discard_rooms(store: Store, *rooms: Room) -> Change:
    """Move rooms to the trash; raises Trouble for one that meetings or templates name."""
    with store.writing(_about("discarding", rooms)) as writing:
        for room in rooms:
            assert room.id is not None
            if _is_named(writing.reader, room):
                raise Trouble(
                    M(
                        "Meetings or templates name {room}: say since when it is closed instead.",
                        room=room.name,
                    )
                )
            writing.trash("rooms", room.id)
    return writing.change


def put_back_rooms(store: Store, *rooms: Room) -> Change:
    """Take rooms out of the trash, unless another one has their name by now."""
    with store.writing(_about("putting back", rooms)) as writing:
        for room in rooms:
            assert room.id is not None
            _refuse_held_name(writing.reader, room)
            writing.restore("rooms", room.id)
    return writing.change


def keep_template(store: Store, template: MeetingTemplate) -> Change:
    """Add a template of meetings or correct one; raises Problems where its name is taken."""
    _refuse_taken(store.reader, template)
    with store.writing(M("keeping template {name}", name=template.name)) as writing:
        _add_or_put(writing, template)
    return writing.change


def discard_templates(store: Store, *templates: MeetingTemplate) -> Change:
    """Move templates to the trash; meetings that began with them stay as they are."""
    with store.writing(_about("discarding", templates)) as writing:
        for template in templates:
            assert template.id is not None
            writing.trash("meeting_templates", template.id)
    return writing.change


def put_back_templates(store: Store, *templates: MeetingTemplate) -> Change:
    """Take templates out of the trash, unless another one has their name by now."""
    with store.writing(_about("putting back", templates)) as writing:
        for template in templates:
            assert template.id is not None
            _refuse_held_name(writing.reader, template)
            writing.restore("meeting_templates", template.id)
    return writing.change


def same_name(reader: Reader, record: Any) -> Any:
    """Another live record of the same kind that is called the same; None where there is none."""
    key = fold(mend_line(record.name))
    for other in reader.records(record.kind, reader.ids(Query(record.kind))):
        if other.id != record.id and fold(other.name) == key:
            return other
    return None


def _refuse_taken(reader: Reader, record: Any) -> None:
    if ";" in record.name:
        message = M("A semicolon sets two names apart: write it without.")
        raise Problems((Problem("name", message),))
    if other := same_name(reader, record):
        raise Problems((Problem("name", _taken(other.name)),))


def _refuse_held_name(reader: Reader, record: Any) -> None:
    if other := same_name(reader, record):
        raise Trouble(_taken(other.name))


def _taken(name: str) -> Message:
    return M("“{name}” is in the list already: choose another name.", name=name)


def _add_or_put(writing: Writing, record: Any) -> None:
    if record.id is None:
        writing.add(record)
    else:
        writing.put(record)


def _call_anew(writing: Writing, before: str, after: str) -> None:
    for kind in _NAME_A_ROOM:
        query = Query(kind, with_trash=True).where("room", Test.IS, before)
        for record in list(writing.reader.records(kind, writing.reader.ids(query))):
            writing.put(replace(record, room=after))


def _is_named(reader: Reader, room: Room) -> bool:
    queries = (Query(kind).where("room", Test.IS, room.name) for kind in _NAME_A_ROOM)
    return any(reader.count(query, 1) for query in queries)


def _about(what: str, records: Sequence[Any]) -> Message:
    names = ", ".join(record.name for record in records[:3])
    if what == "discarding":
        return M("discarding {names}", names=names)
    return M("putting back {names}", names=names)
