"""Any order of work: the office's file always agrees with a plain list of what was done."""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import Document, KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import (
    correct,
    day_of,
    discard,
    hand_over,
    put_back,
    register,
)
from desktop.language.folding import has_marks, mend, mend_symbol, one_tone_place
from desktop.opening import make_office, open_office
from desktop.records.fields import Line, Name
from desktop.records.queries import Query
from desktop.records.queries import Test as Condition
from desktop.records.record import fields_of
from desktop.storage.search import holds, searched_text
from desktop.storage.verifying import verify

Key = tuple[str, int]

SERIES = {"incoming": ("SN", "DT"), "outgoing": ("UBND-QD", "UBND-CV")}
KINDS = ("quyet-dinh", "cong-van", "to-trinh")
DAYS = st.dates(date(2025, 12, 20), date(2026, 1, 10))

TYPICAL = """
    Quyết định phê duyệt kế hoạch quý quí Quỳnh hoà hòa hoá hóa hoa giải thuỷ thủy Đắk Đăk Lắk
    Ea Súp ủy uỷ ban nhân dân tỉnh xã Sở Nội vụ đồng Đồng ĐỒNG ông ong òng người nguoi số 01 12
    2026 V/v QĐ-UBND 12/QĐ-UBND 3/qd (khẩn) “mật” ... – nghị nghi quyết 1.500.000đ
"""
SYLLABLES = TYPICAL.split()
PHRASES = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=6).map(" ".join)
# All that a keyboard, a clipboard or a workbook may bring, but for control characters.
ANYTHING = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
TEXTS = st.one_of(PHRASES, PHRASES, ANYTHING).map(mend).filter(bool)
SYMBOLS = st.one_of(
    st.none(),
    st.builds(
        "{}/{}".format,
        st.integers(1, 30),
        st.sampled_from(("QĐ-UBND", "SNV-TCCB", "TTr-SNV", "UBND-NC", "BC", "QĐ/TU")),
    ),
    TEXTS.map(mend_symbol).filter(bool),
)
ISSUERS = st.one_of(
    st.sampled_from(("Sở Nội vụ", "Ủy ban nhân dân xã Hòa Thắng", "UBND xã Đắk Liêng")), TEXTS
)


@dataclass(frozen=True)
class Kept:
    """A document as it should be kept."""

    document: Document
    trashed: bool = False


# What an act should have done to each document: kept before (None: not yet there) and after.
Act = dict[Key, tuple[Kept | None, Kept]]


class Office(RuleBasedStateMachine):
    """A secretary at work, and beside the file a plain list of what is to be in it."""

    def __init__(self, blank: Path) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "office.db"
        shutil.copy(blank, self.path)
        self.kept: dict[Key, Kept] = {}
        self.done: list[Act] = []
        self.undone: list[Act] = []
        self.open()

    def open(self) -> None:
        self.store = open_office(self.path)
        self.names = KnownNames(self.store.reader)

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    # Work

    @rule(
        series=st.sampled_from(SERIES["incoming"]),
        day=DAYS,
        issuer=ISSUERS,
        symbol=SYMBOLS,
        subject=TEXTS,
        kind=st.none() | st.sampled_from(KINDS),
        receivers=st.none() | st.just(("Phòng Nội chính", "Phòng Kinh tế")),
    )
    def register_incoming(self, series: str, day: date, kind: str | None, **facts: Any) -> None:
        document = IncomingDocument(series=series, arrived_on=day, document_kind=kind, **facts)
        self.register(document, symbol=document.symbol)

    @rule(
        series=st.sampled_from(SERIES["outgoing"]),
        day=DAYS,
        kind=st.sampled_from(KINDS),
        subject=TEXTS,
    )
    def register_outgoing(self, series: str, day: date, kind: str, subject: str) -> None:
        document = OutgoingDocument(
            series=series,
            document_date=day,
            document_kind=kind,
            subject=subject,
            drafting_unit="Phòng Nội chính",
        )
        number = self.next_number(document)
        written = {"quyet-dinh": "QĐ-", "cong-van": "", "to-trinh": "TTr-"}[kind]
        symbol = f"{number:02d}/{written}UBND" if series == "UBND-QD" else f"{number:02d}/UBND-NC"
        self.register(replace(document, issuer="Ủy ban nhân dân tỉnh"), symbol=symbol)

    def register(self, document: Document, *, symbol: str | None) -> None:
        number = self.next_number(document)
        _, given = register(self.store, document, names=self.names)
        kept = replace(
            document, id=given.id, year=day_of(document).year, number=number, symbol=symbol
        )
        assert given == kept
        self.note({(kept.kind, _id(kept)): (None, Kept(kept))})

    def next_number(self, document: Document) -> int:
        book = (document.kind, document.series, day_of(document).year)
        return 1 + len(self.numbers().get(book, ()))

    @precondition(lambda self: self.live())
    @rule(data=st.data(), subject=TEXTS, pages=st.none() | st.integers(1, 3))
    def correct_one(self, data: st.DataObject, subject: str, pages: int | None) -> None:
        key = data.draw(st.sampled_from(self.live()))
        before = self.kept[key]
        after = Kept(replace(before.document, subject=subject, pages=pages))
        correct(self.store, after.document, names=self.names)
        self.note({key: (before, after)})

    @precondition(lambda self: self.live())
    @rule(data=st.data())
    def discard_one(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(self.live()))
        before = self.kept[key]
        discard(self.store, before.document)
        self.note({key: (before, replace(before, trashed=True))})

    @precondition(lambda self: self.trash())
    @rule(data=st.data())
    def put_one_back(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(self.trash()))
        before = self.kept[key]
        put_back(self.store, before.document)
        self.note({key: (before, replace(before, trashed=False))})

    @precondition(lambda self: self.live())
    @rule(data=st.data(), day=st.none() | DAYS)
    def hand_some_over(self, data: st.DataObject, day: date | None) -> None:
        keys = data.draw(st.lists(st.sampled_from(self.live()), min_size=1, unique=True))
        before = {key: self.kept[key] for key in keys}
        hand_over(self.store, [kept.document for kept in before.values()], day)
        after = {
            key: Kept(replace(kept.document, forwarded_on=day)) for key, kept in before.items()
        }
        self.note({key: (before[key], after[key]) for key in keys})

    @rule()
    def undo(self) -> None:
        change = self.store.undo()
        assert (change is not None) == bool(self.done)
        if change is not None:
            self.names.take(change)
            act = self.done.pop()
            self.undone.append(act)
            for key, (before, after) in act.items():
                self.kept[key] = before or replace(after, trashed=True)

    @rule()
    def redo(self) -> None:
        change = self.store.redo()
        assert (change is not None) == bool(self.undone)
        if change is not None:
            self.names.take(change)
            act = self.undone.pop()
            self.done.append(act)
            self.kept.update({key: after for key, (_, after) in act.items()})

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.open()

    def note(self, act: Act) -> None:
        """An act that changed nothing is none."""
        changed = {key: images for key, images in act.items() if images[0] != images[1]}
        if changed:
            self.kept.update({key: after for key, (_, after) in changed.items()})
            self.done.append(changed)
            self.undone.clear()

    # Looking for something

    @rule(data=st.data(), kind=st.sampled_from(tuple(SERIES)), in_trash=st.booleans())
    def search(self, data: st.DataObject, kind: str, in_trash: bool) -> None:
        words = data.draw(self.words())
        query = Query(kind, words=words, in_trash=in_trash)
        documents = self.documents(kind, trashed=in_trash)
        choices: dict[str, tuple[str | int, ...]] = {
            "year": (2025, 2026),
            "series": SERIES[kind],
            "document_kind": KINDS,
        }
        for field, values in choices.items():
            value = data.draw(st.none() | st.sampled_from(values))
            if value is not None:
                query = query.where(field, Condition.IS, value)
                documents = [one for one in documents if getattr(one, field) == value]

        hits = [one for one in documents if holds(searched_text(one), words)]
        assert list(self.store.reader.ids(query)) == [one.id for one in ranked(hits, words)]
        assert self.store.reader.count(query) == len(hits)

    def words(self) -> st.SearchStrategy[str]:
        """What people type: words of a document, their beginnings, symbols, anything at all."""
        own = [word for kept in self.kept.values() for word in searched_text(kept.document).split()]
        beginnings = st.builds(
            lambda word, length: word[:length],
            st.sampled_from(sorted({*own, *SYLLABLES})),
            st.integers(1, 8),
        )
        typed = st.one_of(
            beginnings,
            beginnings,
            st.sampled_from(("12/qd", "1/", "/", "qd-ubnd", "QUYET DINH", "hoà giải", "year", "s")),
            ANYTHING,
        )
        return st.lists(typed, max_size=3).map(" ".join)

    # What always holds

    @invariant()
    def file_is_sound(self) -> None:
        assert [str(wrong) for wrong in verify(self.store)] == []

    @invariant()
    def lists_hold_what_was_kept_newest_first(self) -> None:
        for kind in SERIES:
            for trashed in (False, True):
                ids = self.store.reader.ids(Query(kind, in_trash=trashed))
                found = list(self.store.reader.records(kind, ids))
                assert found == self.documents(kind, trashed=trashed)

    @invariant()
    def numbers_follow_each_other_in_every_book(self) -> None:
        for numbers in self.numbers().values():
            assert numbers == list(range(1, len(numbers) + 1))

    def numbers(self) -> Mapping[tuple[str, str, int], list[int]]:
        """All numbers that the file holds of each series and year, trashed ones too."""
        found = defaultdict(list)
        for kind in SERIES:
            for row in self.store.reader.rows(kind):
                found[kind, row["series"], row["year"]].append(row["number"])
        return found

    def live(self) -> list[Key]:
        return sorted(key for key, kept in self.kept.items() if not kept.trashed)

    def trash(self) -> list[Key]:
        return sorted(key for key, kept in self.kept.items() if kept.trashed)

    def documents(self, kind: str, *, trashed: bool) -> list[Document]:
        """The documents of a register as they should be, newest first."""
        keys = self.trash() if trashed else self.live()
        return [self.kept[key].document for key in reversed(keys) if key[0] == kind]


def _id(document: Document) -> int:
    assert document.id is not None
    return document.id


def ranked(documents: Iterable[Document], words: str) -> list[Document]:
    """Newest first; where words were typed with marks, those that have just these come first."""
    wanted = [word for word in in_one_spelling(words) if has_marks(word)]
    return sorted(documents, key=lambda document: not begins_words_of(document, wanted))


def begins_words_of(document: Document, wanted: list[str]) -> bool:
    fields = fields_of(type(document))
    names = [name for name, field in fields.items() if isinstance(field, (Line, Name))]
    values = [getattr(document, name) or "" for name in names]
    texts = ["; ".join(value) if isinstance(value, tuple) else value for value in values]
    own = in_one_spelling("\n".join(texts))
    return all(any(word.startswith(beginning) for word in own) for beginning in wanted)


def in_one_spelling(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", one_tone_place(text))


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new office's file: each day of work begins with a copy of it."""
    path = tmp_path_factory.mktemp("blank") / "office.db"
    make_office(path).close()
    return path


def work(blank: Path, *, days: int, acts: int) -> None:
    class AnyOffice(Office):
        def __init__(self) -> None:
            super().__init__(blank)

    run_state_machine_as_test(
        AnyOffice,
        settings=settings(
            max_examples=days,
            stateful_step_count=acts,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )


def test_file_agrees_with_a_plain_list_after_any_work(blank: Path) -> None:
    work(blank, days=100, acts=30)


@pytest.mark.slow
def test_file_agrees_with_a_plain_list_after_very_much_work(blank: Path) -> None:
    work(blank, days=400, acts=60)
