"""Marks on what was looked for: under the right letters, in every light, as a line too."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.language.hits import Stretch
from desktop.language.words import M, Words
from desktop.look import dress
from desktop.records.fields import Day, Ground, Passage, SerialNumber
from desktop.records.queries import Query
from desktop.records.queries import Test as Condition
from desktop.records.record import fields_of
from desktop.widgets.record_list import AnyIndex, RecordList, RecordListModel, RowLook

# Between words there is more room than between the letters of one.
LAND = "Luật   Đất   đai   2024"
LONG = f"{LAND}   sửa   đổi   ngày   12"
MANY = 100_000


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A record with a number, a day and text."""

    kind: ClassVar = "paper"

    id: int
    number: Annotated[int, SerialNumber(label=M("No."))]
    day: Annotated[date, Day(label=M("Day"))]
    subject: Annotated[str, Passage(label=M("Subject"))]


class Counting(RecordListModel):
    """Notes the cells in which hits are looked for."""

    def __init__(self, *facts: Any, **more: Any) -> None:
        super().__init__(*facts, **more)
        self.asked: list[tuple[int, int]] = []

    def hits(self, index: AnyIndex, shown: str) -> tuple[Stretch, ...]:
        self.asked.append((index.row(), index.column()))
        return super().hits(index, shown)


class Shelf:
    """A list of papers, all with one text; the cursor is on the first of them."""

    def __init__(
        self, qtbot: QtBot, subject: str, *, width: int = 400, look: RowLook | None = None
    ) -> None:
        self.subject = subject
        self.model = Counting(
            fields_of(Paper),
            {"number": M("No."), "day": M("Day"), "subject": M("Subject")},
            fetch=self.fetch,
            ground=lambda: Ground(date(2026, 3, 15)),
            words=Words("en"),
            look=(lambda _: look) if look else None,
        )
        self.list = RecordList(self.model, empty="", show_all="")
        self.list.set_widths((("number", 90), ("day", 120), ("subject", width)))
        self.list.resize(800, 400)
        qtbot.addWidget(self.list)
        with qtbot.waitExposed(self.list):
            self.list.show()
        self.list.set_ids(array("q", range(2024, 2024 + MANY)))

    def fetch(self, ids: Sequence[int]) -> Iterable[Paper]:
        return [
            Paper(id=one, number=one, day=date(2024, 12, 1), subject=self.subject) for one in ids
        ]

    def picture(self, row: int, name: str) -> QImage:
        """A cell as it is painted."""
        index = self.model.index(row, self.model.columns.index(name))
        return self.list.viewport().grab(self.list.visualRect(index)).toImage()

    def marked_words(self, query: Query, row: int = 1, name: str = "subject") -> list[int]:
        """Which of the words in a cell are marked, each as a whole, as their ink tells."""
        plain = self.picture(row, name)
        self.list.mark_hits(query)
        marks = set(_columns(_changed(plain, self.picture(row, name))))
        words = list(_words(plain))
        found = [place for place, word in enumerate(words) if marks >= set(word)]
        assert not any(marks & set(word) for place, word in enumerate(words) if place not in found)
        return found


def _words(picture: QImage) -> Iterator[range]:
    """The columns of pixels of each word: runs of ink with little between them.

    The stroke of Đ begins before its letter does, so the first and the last pixel are left out.
    """
    ground = picture.pixelColor(1, 1)
    ink = [x for x in range(picture.width()) if _is_inked(picture, x, ground)]
    start = 0
    for place in range(1, len(ink) + 1):
        if place == len(ink) or ink[place] - ink[place - 1] > 6:
            yield range(ink[start] + 1, ink[place - 1])
            start = place


def _is_inked(picture: QImage, x: int, ground: object) -> bool:
    return any(picture.pixelColor(x, y) != ground for y in range(picture.height()))


def _changed(before: QImage, after: QImage) -> list[tuple[int, int]]:
    assert before.size() == after.size()
    return [
        (x, y)
        for x in range(before.width())
        for y in range(before.height())
        if before.pixelColor(x, y) != after.pixelColor(x, y)
    ]


def _columns(spots: Iterable[tuple[int, int]]) -> Iterator[int]:
    return (x for x, _ in spots)


def looking_for(words: str) -> Query:
    return Query("paper", words=words)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """The program's own look, put off again."""
    palette, font = qapp.palette(), qapp.font()
    dress(qapp, scheme="light", zoom=100)
    yield
    qapp.styleHints().unsetColorScheme()
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.mark.parametrize("row", [0, 1, 2], ids=["under the cursor", "on a grey ground", "on white"])
@pytest.mark.parametrize("look", [None, RowLook(tone="trouble")], ids=["plain", "bold"])
def test_found_words_are_marked_and_no_others(qtbot: QtBot, row: int, look: RowLook | None) -> None:
    shelf = Shelf(qtbot, LAND, look=look)
    assert shelf.marked_words(looking_for("dat đai"), row) == [1, 2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("zoom", [100, 200])
def test_marks_are_in_their_place_in_every_look(
    qtbot: QtBot, qapp: QApplication, scheme: str, zoom: int
) -> None:
    dress(qapp, scheme=scheme, zoom=zoom)
    shelf = Shelf(qtbot, LAND, width=500)
    assert shelf.marked_words(looking_for("dat 2024")) == [1, 3]


def test_numbers_are_marked_at_the_right_of_their_column(qtbot: QtBot) -> None:
    shelf = Shelf(qtbot, LAND)
    assert shelf.marked_words(looking_for("2025"), name="number") == [0]


@pytest.mark.parametrize(
    ("words", "marked"),
    [("luat", [0]), ("ngay", [4]), ("luat 12", [0, 4])],
    ids=["in sight", "cut off", "both"],
)
def test_sign_of_what_is_cut_off_is_marked_where_a_hit_is(
    qtbot: QtBot, words: str, marked: list[int]
) -> None:
    shelf = Shelf(qtbot, f"Luật   Đất   đai   2024   {'và ' * 90}   ngày 12")
    width = shelf.list.fontMetrics().horizontalAdvance(LAND)
    # So wide that four words and the sign are in sight.
    shelf.list.set_widths((("subject", width + 45),))
    assert shelf.marked_words(looking_for(words)) == marked


def test_letters_that_qt_counts_twice_move_no_mark(qtbot: QtBot) -> None:
    shelf = Shelf(qtbot, "\U00020000\U00020001   Đất   đai")
    assert shelf.marked_words(looking_for("dai")) == [2]


@pytest.mark.parametrize(
    ("row", "role"),
    [(0, QPalette.ColorRole.HighlightedText), (1, QPalette.ColorRole.Link)],
    ids=["under the cursor", "elsewhere"],
)
def test_marks_are_lines_below_the_letters_too(
    qtbot: QtBot, row: int, role: QPalette.ColorRole
) -> None:
    shelf = Shelf(qtbot, LAND)
    plain = shelf.picture(row, "subject")
    shelf.list.mark_hits(looking_for("dat"))
    marked = shelf.picture(row, "subject")
    spots = _changed(plain, marked)

    below = max(y for _, y in spots)
    line = {marked.pixelColor(x, y).name() for x, y in spots if y == below}
    assert line == {shelf.list.palette().color(role).name()}


def test_nothing_is_marked_where_nothing_is_looked_for(qtbot: QtBot) -> None:
    shelf = Shelf(qtbot, LAND)
    whole = QRect(0, 0, 600, 300)
    plain = shelf.list.viewport().grab(whole).toImage()

    shelf.list.mark_hits(looking_for("dat"))
    assert shelf.list.viewport().grab(whole).toImage() != plain
    shelf.list.mark_hits(looking_for(""))
    assert shelf.list.viewport().grab(whole).toImage() == plain


def test_condition_marks_its_own_column_only(qtbot: QtBot) -> None:
    shelf = Shelf(qtbot, LAND)
    query = Query("paper").where("subject", Condition.SAYS, "2024 dat")

    assert shelf.marked_words(query) == [1, 3]
    assert shelf.model.columns == ["number", "day", "subject"]
    assert {column for _, column in shelf.model.asked} == {2}


def test_days_are_not_marked_as_words_do_not_find_them(qtbot: QtBot) -> None:
    shelf = Shelf(qtbot, LAND)
    assert shelf.marked_words(looking_for("2024 12"), name="day") == []


def test_mark_before_the_text_is_no_hit(qtbot: QtBot) -> None:
    shelf = Shelf(qtbot, LAND, look=RowLook(mark="Đất  ", at="subject"))
    assert shelf.marked_words(looking_for("dat")) == [2]


def test_only_cells_in_sight_are_looked_through(qtbot: QtBot) -> None:
    shelf = Shelf(qtbot, LAND)
    shelf.list.mark_hits(looking_for("dat"))
    shelf.list.viewport().repaint()

    rows = {row for row, _ in shelf.model.asked}
    assert rows == set(range(len(rows)))
    assert len(rows) < 40
