"""Who takes part in a meeting: added, put in order of rank, marked as come or away."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from desktop.correspondence.known_names import KnownNames
from desktop.language.folding import fold, mend_line
from desktop.language.words import M, Message, Ms
from desktop.meetings.around import Participant
from desktop.meetings.clashes import key_of
from desktop.meetings.meeting import Meeting
from desktop.records.changes import Change
from desktop.records.drafts import Draft, Problems, check
from desktop.records.fields import Ground
from desktop.records.law import catalogue, form, rule
from desktop.records.queries import Order, Query, Test
from desktop.records.record import Problem
from desktop.storage.lists import Reader
from desktop.storage.store import Store
from desktop.storage.writing import Writing

CHAIR: Final = "chu-tri"
PRESENT: Final = "co-mat"
SENT_FOR: Final = "di-thay"
_IN_ORDER: Final = (Order("id"),)
_LAST: Final = 1_000_000


def participants_of(reader: Reader, meeting: Meeting) -> list[Participant]:
    """Everybody who is to come, in the order of the sign-in sheet."""
    query = Query(Participant.kind, order=_IN_ORDER).where("meeting", Test.IS, meeting.id)
    return in_order_of_rank(reader.records(Participant.kind, reader.ids(query)))


def in_order_of_rank(people: Iterable[Participant]) -> list[Participant]:
    """The chair, then those who were given a place, then by position; who is alike as entered."""
    return sorted(people, key=lambda one: (one.role != CHAIR, one.rank or _LAST, standing(one)))


def standing(one: Participant) -> int:
    """The place of a position in the usual order; of several that it names, the highest."""
    said = fold(one.post or "")
    places = (
        place
        for place, entry in enumerate(catalogue("ranks").entries)
        for name in (entry.vi, *entry.aliases)
        if said.startswith(fold(name))
    )
    return min(places, default=_LAST)


# Where people come from


def of_bodies(bodies: Iterable[str], meeting: Meeting) -> list[Participant]:
    """One representative of each unit or body; who it is will be known when they come."""
    assert meeting.id is not None
    return [
        Participant(meeting=meeting.id, name=_representative(body, meeting), body=body)
        for body in bodies
    ]


def _representative(body: str, meeting: Meeting) -> str:
    """A name that is too long for one stands under the unit only."""
    wording = form("meeting-invitation")
    full = str(wording["representative"].format(body=body))
    fits = len(full) <= rule("person_length", meeting.day)
    return full if fits else str(wording["nameless"])


def bodies_of_group(names: KnownNames, group: str) -> list[str]:
    """The bodies of one group that exist, such as all departments, in the order of entry."""
    return [
        body.name
        for body in names.bodies.values()
        if body.body_group == group and not body.valid_to and not body.replaced_by
    ]


def of_earlier(reader: Reader, earlier: Meeting, meeting: Meeting) -> list[Participant]:
    """Those who took part in an earlier meeting, in their places; who came is asked anew."""
    assert meeting.id is not None
    return [
        replace(one, id=None, meeting=meeting.id, attendance=None, reason=None)
        for one in participants_of(reader, earlier)
    ]


def of_text(text: str, meeting: Meeting, ground: Ground) -> list[Participant]:
    """People as they are pasted, one a line: name, position, unit, set apart by tabs or commas.

    Raises Problems at the field `people`, naming each line that cannot be read.
    """
    people: list[Participant] = []
    wrong: list[Problem] = []
    for line, words in enumerate(text.splitlines(), 1):
        if not words.strip():
            continue
        try:
            people.append(_read(words, meeting, ground))
        except Problems as problems:
            wrong.extend(
                Problem("people", M("Line {line}: {problem}", line=line, problem=one.message))
                for one in problems.problems
            )
    if wrong:
        raise Problems(tuple(wrong))
    return people


def _read(words: str, meeting: Meeting, ground: Ground) -> Participant:
    parts = [part.strip() for part in words.split("\t" if "\t" in words else ",", 2)]
    texts = dict(zip(("name", "post", "body"), parts, strict=False))
    ground = replace(ground, registers={**ground.registers, "meetings": _This(meeting)})
    found: Participant = check(
        Participant, Draft(Participant.kind, {**texts, "meeting": "."}), ground
    )
    return found


class _This:
    """A register that knows the one meeting that is spoken of."""

    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting

    def find(self, typed: str) -> int | None:
        return self._meeting.id

    def title(self, record_id: int) -> str:
        return self._meeting.title


# Acts


def add_participants(store: Store, meeting: Meeting, people: Sequence[Participant]) -> Change:
    """Add people to a meeting; who takes part already is not added twice."""
    fresh = list(_not_yet(participants_of(store.reader, meeting), people))
    words = Ms("adding {count} participant", "adding {count} participants", len(fresh))
    with store.writing(words) as writing:
        for one in fresh:
            writing.add(one)
    return writing.change


def set_participants(store: Store, meeting: Meeting, people: Sequence[Participant]) -> Change:
    """Make these people, in this order, the ones who take part: as a list is typed anew.

    Who stays keeps role and attendance; who is not named any more is removed.
    """
    there = {_key(one): one for one in participants_of(store.reader, meeting)}
    wanted = {_key(one): one for one in people}
    words = M("changing the participants of “{title}”", title=meeting.title[:60])
    with store.writing(words) as writing:
        for key, one in there.items():
            if key not in wanted:
                assert one.id is not None
                writing.trash(one.kind, one.id)
        for rank, (key, one) in enumerate(wanted.items(), 1):
            if key in there:
                writing.put(replace(there[key], post=one.post, rank=rank))
            else:
                writing.add(replace(one, rank=rank))
    return writing.change


def as_line(one: Participant) -> str:
    """A participant as a line that is read back; what has commas is set apart by tabs."""
    parts = (one.name, one.post or "", one.body or "")
    if any("," in part for part in parts):
        return "\t".join(parts)
    return ", ".join(parts).rstrip(", ")


def _not_yet(there: Iterable[Participant], people: Iterable[Participant]) -> Iterator[Participant]:
    known = {_key(one) for one in there}
    for one in people:
        if _key(one) not in known:
            known.add(_key(one))
            yield one


def _key(one: Participant) -> tuple[str, str]:
    return key_of(mend_line(one.name)), key_of(mend_line(one.body or ""))


def keep_participant(store: Store, one: Participant) -> Change:
    """Add one person to a meeting, or keep corrected facts; nobody takes part twice."""
    query = Query(Participant.kind).where("meeting", Test.IS, one.meeting)
    there = store.reader.records(Participant.kind, store.reader.ids(query))
    if _key(one) in {_key(other) for other in there if other.id != one.id}:
        raise Problems((Problem("name", M("This person takes part already.")),))
    if one.id is not None:
        return correct_participant(store, one)
    with store.writing(M("adding participant {name}", name=one.name)) as writing:
        writing.add(one)
    return writing.change


def correct_participant(store: Store, one: Participant) -> Change:
    """Keep corrected facts of one participant."""
    with store.writing(M("correcting participant {name}", name=one.name)) as writing:
        writing.put(one)
    return writing.change


def note_attendance(
    store: Store, *people: Participant, attendance: str | None, reason: str | None = None
) -> Change:
    """Note who came, who is away, and why."""
    words = Ms(
        "noting attendance of {count} participant",
        "noting attendance of {count} participants",
        len(people),
    )
    with store.writing(words) as writing:
        for one in people:
            writing.put(replace(one, attendance=attendance, reason=reason))
    return writing.change


def put_in_order(store: Store, people: Sequence[Participant]) -> Change:
    """Give people their places on the sign-in sheet, as they stand here."""
    with store.writing(M("putting participants in order")) as writing:
        for rank, one in enumerate(people, 1):
            writing.put(replace(one, rank=rank))
    return writing.change


def remove_participants(store: Store, *people: Participant) -> Change:
    """Move participants to the trash."""
    words = Ms("removing {count} participant", "removing {count} participants", len(people))
    return _each(store, people, Writing.trash, words)


def put_back_participants(store: Store, *people: Participant) -> Change:
    """Take participants out of the trash."""
    words = Ms("putting back {count} participant", "putting back {count} participants", len(people))
    return _each(store, people, Writing.restore, words)


def _each(
    store: Store,
    people: tuple[Participant, ...],
    act: Callable[[Writing, str, int], None],
    words: Message,
) -> Change:
    with store.writing(words) as writing:
        for one in people:
            assert one.id is not None
            act(writing, one.kind, one.id)
    return writing.change
