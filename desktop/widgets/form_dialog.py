"""A small dialog that asks for a few facts and does one act with them."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.errors import Trouble
from desktop.language.words import M, Message, Words
from desktop.records.drafts import Draft, Problems, check
from desktop.records.fields import Ground
from desktop.records.record import RecordType, fields_of
from desktop.records.views import FormSection
from desktop.widgets.long_act import LongAct, go_through
from desktop.widgets.notice import Notice
from desktop.widgets.record_form import RecordForm, Suggests

_SAVE_KEYS: Final = ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S")
_WIDTH: Final = 76  # average letters
_LINE: Final = 1.9  # of a field, in lines of text
_AROUND: Final = 9  # lines for the title, the notice and the buttons


def nothing_suggested(name: str) -> None:
    """For forms whose fields know no names."""


class FormDialog(QDialog):
    """Title, fields, one button that acts; what is wrong is said at its field, nothing is lost.

    `act` does what the dialog is for, and closes it; Problems and Trouble leave it open. A
    LongAct that it returns is done step by step: until its end the form keeps what was typed.
    """

    def __init__(
        self,
        title: Message,
        record: RecordType,
        rows: Sequence[tuple[str, ...]],
        *,
        act: Callable[[Any], object],
        words: Words,
        ground: Callable[[], Ground],
        parent: QWidget,
        does: Message,
        draft: Draft | None = None,
        suggests: Suggests = nothing_suggested,
        explains: Message | None = None,
    ) -> None:
        super().__init__(parent)
        self._record = record
        self._act = act
        self._words = words
        self._ground = ground
        self.form = RecordForm(
            fields_of(record),
            (FormSection(title, tuple(rows)),),
            words=words,
            ground=ground,
            suggests=suggests,
        )
        self.notice = Notice(words)
        self.does = QPushButton(words(does))
        self.explanation = QLabel(words(explains) if explains else "")
        self._lay_out(words(title))
        self._set_keys()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if draft:
            self.form.show_draft(draft)
        names = [name for row in rows for name in row]
        self.form.focus(next((name for name in names if not self.form.text(name)), names[0]))
        self._fit(len(rows))

    def _lay_out(self, title: str) -> None:
        self.setWindowTitle(title)
        heading = QLabel(title)
        font = heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setBold(True)
        heading.setFont(font)
        heading.setContentsMargins(16, 12, 16, 0)
        self.explanation.setWordWrap(True)
        self.explanation.setContentsMargins(16, 2, 16, 0)
        self.explanation.setVisible(bool(self.explanation.text()))
        leave = QPushButton(self._words(M("Close")))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        self.does.setDefault(True)
        self.does.clicked.connect(self.go)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 16, 12)
        foot.addWidget(leave)
        foot.addStretch(1)
        foot.addWidget(self.does)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading)
        column.addWidget(self.explanation)
        column.addWidget(self.form, 1)
        column.addWidget(self.notice)
        column.addLayout(foot)

    def _set_keys(self) -> None:
        for key in _SAVE_KEYS:
            QShortcut(QKeySequence(key), self).activated.connect(self.go)
        self.form.ended.connect(lambda: self.does.setFocus(Qt.FocusReason.TabFocusReason))

    def _fit(self, lines: int) -> None:
        metrics = self.fontMetrics()
        explained = 2 if self.explanation.text() else 0
        around = int((_AROUND + explained) * metrics.lineSpacing())
        page = self.form.widget()
        assert page is not None
        # Passages may be long already.
        fields = max(int(lines * _LINE * metrics.lineSpacing()), page.sizeHint().height())
        height = fields + around
        width = max(metrics.averageCharWidth() * _WIDTH, self.form.minimumWidth())
        # A form that is higher than the screen scrolls: its button stays in sight.
        room = self.screen().availableGeometry().height() - 2 * metrics.lineSpacing()
        self.resize(width, min(height, room))

    def go(self) -> None:
        """Do it, and close; or say what is wrong."""
        if self.form.is_composing():
            return
        try:
            meant = check(self._record, self.form.draft(self._record.kind), self._ground())
            self._go_through(self._act(meant))
        except Problems as problems:
            self.form.show_problems(problems.problems)
        except Trouble as trouble:
            self._say_trouble(trouble)

    def _go_through(self, act: object) -> None:
        if not isinstance(act, LongAct):
            self.accept()
            return

        def end(result: object) -> None:
            self.accept()
            act.then(result)

        go_through(
            act.steps, act.said, words=self._words, parent=self, then=end, failed=self._say_trouble
        )

    def _say_trouble(self, trouble: Trouble) -> None:
        self.notice.show_message(self._words(trouble.message), "trouble")
