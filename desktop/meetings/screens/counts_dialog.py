"""The meetings of a year in numbers, each of which opens its list."""

from collections.abc import Callable, Iterator
from contextlib import closing

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.language.words import M, Message
from desktop.meetings.counting import Counted, MeetingCount, count_meetings
from desktop.meetings.meeting import Meeting
from desktop.records.fields import Ground
from desktop.records.queries import Query
from desktop.records.record import fields_of

_WIDTH, _LINES = 64, 34  # average letters, lines
_LINK = "text-align: right; padding: 2px 8px; border: 0;"

Open = Callable[[Query, Message], object]


class CountsDialog(QDialog):
    """Year, the number held, and below it every split; `open_list` is given what a number asks."""

    def __init__(
        self,
        desk: Desk,
        years: list[int],
        *,
        ground: Callable[[], Ground],
        open_list: Open,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ground = ground
        self._open_list = open_list
        self.shown: MeetingCount | None = None
        self.years = QComboBox()
        self.years.setAccessibleName(desk.words(M("Year")))
        for year in years:
            self.years.addItem(str(year), year)
        self._page = QScrollArea()
        self._page.setWidgetResizable(True)
        self._page.setFrameShape(QFrame.Shape.NoFrame)
        title = desk.words(M("Meetings in numbers"))
        self.setWindowTitle(title)
        self._page.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.years, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._page, 1)
        metrics = self.fontMetrics()
        wanted = QSize(metrics.averageCharWidth() * _WIDTH, metrics.lineSpacing() * _LINES)
        self.resize(wanted.boundedTo(self.screen().availableGeometry().size() - QSize(40, 60)))
        self.years.currentIndexChanged.connect(lambda _: self.look())
        self.look()

    def look(self) -> None:
        """Count the chosen year on a worker."""
        year, store = self.years.currentData(), self._desk.store
        counts: list[MeetingCount] = []

        def work() -> Iterator[int]:
            with closing(store.another_reader()) as reader:
                counts.append(count_meetings(reader, year))
            yield 1

        if year is not None:
            self._desk.tasks.start(work).finished.connect(lambda: self._show(counts[0]))

    def _show(self, count: MeetingCount) -> None:
        self.shown = count
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 4, 8, 8)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(0, 1)
        self._add(grid, M("Held"), count.held, bold=True)
        for counted in count.not_held:
            self._add(grid, self._said("state", counted), counted)
        for field, parts in count.splits.items():
            self._add_heading(grid, fields_of(Meeting)[field].label)
            for counted in parts:
                self._add(grid, self._said(field, counted), counted)
        grid.setRowStretch(grid.rowCount(), 1)
        self._page.setWidget(page)

    def _said(self, field: str, counted: Counted) -> Message:
        if counted.value is None:
            return M("(not said)")
        shown = fields_of(Meeting)[field].show(counted.value, self._ground())
        return M("{value}", value=shown)

    def _add_heading(self, grid: QGridLayout, label: Message) -> None:
        heading = QLabel(self._desk.words(label))
        heading.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        heading.setContentsMargins(0, 12, 0, 2)
        grid.addWidget(heading, grid.rowCount(), 0, 1, 2)

    def _add(
        self, grid: QGridLayout, label: Message, counted: Counted, *, bold: bool = False
    ) -> None:
        name = QLabel(self._desk.words(label))
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setWordWrap(True)
        number = QPushButton(self._desk.words.number(counted.count))
        number.setStyleSheet(_LINK)
        number.setAutoDefault(False)
        number.setCursor(Qt.CursorShape.PointingHandCursor)
        number.setAccessibleName(f"{name.text()}: {number.text()}")
        number.clicked.connect(lambda: self._open(counted, label))
        for part in (name, number):
            font = part.font()
            font.setBold(bold)
            part.setFont(font)
        line = grid.rowCount()
        grid.addWidget(name, line, 0)
        grid.addWidget(number, line, 1, Qt.AlignmentFlag.AlignRight)

    def _open(self, counted: Counted, label: Message) -> None:
        self._open_list(counted.query, label)
        self.accept()
