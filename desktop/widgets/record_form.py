"""A form: editors in the order of typing, problems at their fields, values that stay."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from desktop.language.words import Words
from desktop.records.drafts import Draft
from desktop.records.fields import Field, Ground
from desktop.records.record import Problem
from desktop.records.views import FormSection
from desktop.widgets.chooser import Suggest
from desktop.widgets.continuer import Continue
from desktop.widgets.editors import LineEditor, PassageEditor, YesNoEditor, editor_for
from desktop.widgets.notice import announce

AnyEditor = LineEditor | PassageEditor | YesNoEditor
Suggests = Callable[[str], Suggest | None]
Continues = Callable[[str], Continue | None]

_COLUMNS: Final = 4  # label, editor, label, editor
_KEPT: Final = "⟲ "


class RecordForm(QScrollArea):
    """Editors for the fields of a record. It makes and takes Drafts, and checks nothing itself."""

    edited = Signal(str)  # the field that the person has typed into
    ended = Signal()  # Enter after the last field

    def __init__(
        self,
        fields: Mapping[str, Field],
        sections: Sequence[FormSection],
        *,
        words: Words,
        ground: Callable[[], Ground],
        suggests: Suggests,
        continues: Continues | None = None,
    ) -> None:
        super().__init__()
        self._fields = fields
        self._words = words
        self._ground = ground
        self._suggests = suggests
        self._continues = continues
        self.editors: dict[str, AnyEditor] = {}
        self._problems: dict[str, QLabel] = {}
        self._labels: dict[str, QLabel] = {}
        self._titles: list[tuple[QLabel, frozenset[str]]] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(16, 8, 16, 16)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(3, 2)
        for place, section in enumerate(sections):
            self._add_section(section, is_first=place == 0)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self.setWidget(page)
        # Narrower than this, a date would not be seen whole.
        bar = self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(page.minimumSizeHint().width() + bar)

    def _add_section(self, section: FormSection, *, is_first: bool) -> None:
        if not is_first:
            title = QLabel(self._words(section.title))
            font = title.font()
            font.setBold(True)
            title.setFont(font)
            title.setContentsMargins(0, 14, 0, 2)
            self._grid.addWidget(title, self._grid.rowCount(), 0, 1, _COLUMNS)
            own = frozenset(name for row in section.rows for name in row)
            self._titles.append((title, own))
        for row in section.rows:
            self._add_row(row)

    def _add_row(self, names: tuple[str, ...]) -> None:
        line = self._grid.rowCount()
        for place, name in enumerate(names):
            span = 1 if len(names) > 1 else _COLUMNS - 1
            self._add_field(name, line, 2 * place, span)

    def _add_field(self, name: str, line: int, column: int, span: int) -> None:
        field = self._fields[name]
        text = self._words(field.label)
        editor = editor_for(
            field,
            label=text,
            ground=self._ground,
            suggest=self._suggests(name),
            continues=self._continues(name) if self._continues else None,
        )
        if not isinstance(editor, YesNoEditor):
            editor.setMinimumWidth(editor.fontMetrics().horizontalAdvance("00/00/0000") + 24)
        label = QLabel()
        self._labels[name] = label
        self.mark_kept(name, kept=False)
        label.setBuddy(editor)
        label.setWordWrap(True)
        label.setMinimumWidth(label.fontMetrics().averageCharWidth() * 18)
        label.setForegroundRole(QPalette.ColorRole.WindowText)
        # The label of a field of several lines stands at its first line.
        side = Qt.AlignmentFlag.AlignRight
        passage = isinstance(editor, PassageEditor)
        height = Qt.AlignmentFlag.AlignTop if passage else Qt.AlignmentFlag.AlignVCenter
        if passage:
            label.setContentsMargins(0, 5, 0, 0)
        self._grid.addWidget(label, line, column, side | height)
        self._grid.addWidget(editor, line, column + 1, 1, span)
        self._add_problem(name, line + 1, column + 1, span)
        editor.edited.connect(lambda: self._typed(name))
        editor.finished.connect(lambda: self.move_on(name))
        editor.installEventFilter(self)
        editor.setObjectName(name)
        self.editors[name] = editor

    def _add_problem(self, name: str, line: int, column: int, span: int) -> None:
        problem = QLabel()
        problem.setWordWrap(True)
        problem.setTextFormat(Qt.TextFormat.PlainText)
        problem.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        problem.setForegroundRole(QPalette.ColorRole.BrightText)
        problem.setObjectName("problem")
        problem.hide()
        self._grid.addWidget(problem, line, column, 1, span)
        self._problems[name] = problem

    def mark_kept(self, name: str, *, kept: bool) -> None:
        """Mark at its label whether a field keeps its value for the next record."""
        text = self._words(self._fields[name].label)
        needed = "\N{NO-BREAK SPACE}*" if self._fields[name].required else ""
        self._labels[name].setText(f"{_KEPT if kept else ''}{text}{needed}")

    def show_fields(self, names: Collection[str]) -> None:
        """Show these fields only; the others keep their texts, and Enter passes them by."""
        for name in self.editors:
            self._show_field(name, shown=name in names)

    def _show_field(self, name: str, *, shown: bool) -> None:
        self.editors[name].setVisible(shown)
        self._labels[name].setVisible(shown)
        if not shown:
            self._clear_problem(name)
        for title, own in self._titles:
            if name in own:
                title.setVisible(any(not self.editors[one].isHidden() for one in own))

    def draft(self, kind: str, record_id: int | None = None) -> Draft:
        """What is typed, as typed."""
        texts = {name: editor.text() for name, editor in self.editors.items()}
        return Draft(kind, {name: text for name, text in texts.items() if text}, record_id)

    def show_draft(self, draft: Draft) -> None:
        """Put the texts of a draft into the editors, and forget the problems of the last one."""
        self.clear_problems()
        for name, editor in self.editors.items():
            editor.set_text(draft.text(name))

    def set_text(self, name: str, text: str) -> None:
        self.editors[name].set_text(text)

    def text(self, name: str) -> str:
        return self.editors[name].text()

    def is_composing(self) -> bool:
        """Whether an input method holds letters that are not typed yet."""
        # Only where the keyboard is: a field that was left may not have heard how it ended.
        name = self.focused()
        return name is not None and self.editors[name].has_preedit()

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Say what is wrong at each field, and go to the first one."""
        self.clear_problems()
        said: dict[str, list[str]] = {}
        for problem in problems:
            name = problem.field if problem.field in self._problems else next(iter(self._problems))
            said.setdefault(name, []).append(self._words(problem.message))
        for name, texts in said.items():
            self._say_problem(name, " ".join(texts))
        first = next((name for name in self.editors if name in said), None)
        if first:
            self.focus(first)
            announce(self.editors[first], self._problems[first].text())

    def _say_problem(self, name: str, text: str) -> None:
        # What is wrong is seen, whatever the form shows otherwise.
        self._show_field(name, shown=True)
        self._problems[name].setText(f"▲ {text}")
        self._problems[name].show()
        self.editors[name].setAccessibleDescription(text)

    def clear_problems(self) -> None:
        for name in self._problems:
            self._clear_problem(name)

    def _clear_problem(self, name: str) -> None:
        self._problems[name].hide()
        self.editors[name].setAccessibleDescription("")

    def problem_at(self, name: str) -> str:
        """What is said to be wrong at a field; empty where nothing is."""
        problem = self._problems[name]
        return "" if problem.isHidden() else problem.text().removeprefix("▲ ")

    def focus(self, name: str) -> None:
        """Go to a field and select its text, so that typing replaces it."""
        self.editors[name].setFocus(Qt.FocusReason.OtherFocusReason)
        self.editors[name].select_all()
        self.ensureWidgetVisible(self.editors[name], 0, 60)

    def focused(self) -> str | None:
        """The field that has the keyboard."""
        return next((name for name, one in self.editors.items() if one.hasFocus()), None)

    def move_on(self, name: str) -> None:
        """Go to the field after this one; after the last one say so."""
        names = list(self.editors)
        later = names[names.index(name) + 1 :]
        after = [one for one in later if not self.editors[one].isHidden()]
        if after:
            self.focus(after[0])
        else:
            self.ended.emit()

    def _typed(self, name: str) -> None:
        self._clear_problem(name)
        self.edited.emit(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the field that is typed into in sight."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.ensureWidgetVisible(watched, 0, 60)
        return super().eventFilter(watched, event)
