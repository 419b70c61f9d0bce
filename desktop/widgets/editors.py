"""One editor for each kind of field: typed text in, typed text out, Enter moves on."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any, Final, Protocol

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPalette, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QPlainTextEdit, QSizePolicy

from desktop.language.folding import fold, tokens
from desktop.records.fields import Choice, Choices, Field, Ground, Unreadable
from desktop.records.law import Entry
from desktop.widgets.chooser import Chooser, Composition, Suggest, Suggestion
from desktop.widgets.continuer import Continue, Continuer

_LEAST_LINES: Final = 2
_MOST_LINES: Final = 5
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DAYS: Final[dict[int, int]] = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_KEYS: Final = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
# The focus comes back after these; the person has not left the field.
_AWAY_FOR_A_MOMENT: Final = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
)


class Editor(Protocol):
    """What a form asks of every editor, which is also a QWidget."""

    @property
    def edited(self) -> SignalInstance:
        """The person has changed the text, by typing or by accepting a suggestion."""

    @property
    def finished(self) -> SignalInstance:
        """The person wants to move on."""

    def text(self) -> str:
        """The text for the draft, as typed."""

    def set_text(self, text: str) -> None:
        """Put a text in for the program: no signal, and nothing to undo."""

    def select_all(self) -> None:
        """Select the text, so that typing replaces it."""

    def has_preedit(self) -> bool:
        """Whether an input method is composing, and the text had better be left alone."""


class LineEditor(QLineEdit):
    """Text on one line."""

    edited = Signal()
    finished = Signal()

    def __init__(self, label: str, *, right_aligned: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(label)
        if right_aligned:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.chooser: Chooser | None = None
        self._composition = Composition(self)
        _UndoHandedOn(self)
        self.textEdited.connect(self.edited)

    def complete(self, suggest: Suggest, *, several: bool = False) -> None:
        """Offer suggestions while the person types."""
        self.chooser = Chooser(self, suggest, several=several)

    def set_text(self, text: str) -> None:
        if self.chooser:
            self.chooser.close()
        self.setText(text)
        # A name too long for the line shows its beginning.
        self.setCursorPosition(0)

    def select_all(self) -> None:
        self.selectAll()

    def has_preedit(self) -> bool:
        return self._composition.active

    def can_undo(self) -> bool:
        return self.isUndoAvailable()

    def can_redo(self) -> bool:
        return self.isRedoAvailable()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves on; with another key held down it is the form's."""
        if event.key() not in _ENTER or self.has_preedit():
            super().keyPressEvent(event)
        elif _held(event) == Qt.KeyboardModifier.NoModifier:
            self.finish()
        else:
            event.ignore()

    def finish(self) -> None:
        """Ask to move on."""
        self.finished.emit()

    def _replace(self, text: str) -> None:
        # insert() rather than setText(): it counts as edited, and Ctrl+Z takes it back.
        if text != self.text():
            self.selectAll()
            self.insert(text)
        if self.chooser:
            self.chooser.close()


class ReadingEditor(LineEditor):
    """A line that shows, when it is left, what its text was read as: 1512 → 15/12/2026."""

    def __init__(self, label: str, *, field: Field, ground: Callable[[], Ground]) -> None:
        super().__init__(label, right_aligned=field.right_aligned)
        self._field = field
        self._ground = ground

    def finish(self) -> None:
        self._show_as_read()
        super().finish()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show what was read, unless the focus is only away for a moment."""
        if event.reason() not in _AWAY_FOR_A_MOMENT and not self.has_preedit():
            self._show_as_read()
        super().focusOutEvent(event)

    def _show_as_read(self) -> None:
        value = self._read()
        if value is not None:
            self._replace(self._field.show(value, self._ground()))

    def _read(self) -> Any:
        try:
            return self._field.read(self.text(), self._ground())
        except Unreadable:
            return None


class DayEditor(ReadingEditor):
    """A date; Up and Down move it by a day, beginning with today."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _DAYS.get(event.key())
        if step and not self.has_preedit() and _held(event) == Qt.KeyboardModifier.NoModifier:
            self._move(timedelta(days=step))
        else:
            super().keyPressEvent(event)

    def _move(self, step: timedelta) -> None:
        day = self._read()
        if day is not None:
            # The calendar has two ends.
            with suppress(OverflowError):
                self._replace(self._field.show(day + step, self._ground()))
        elif not self.text().strip():
            self._replace(self._field.show(self._ground().today, self._ground()))


class PassageEditor(QPlainTextEdit):
    """Text of several lines; it grows with them, Enter moves on and Shift+Enter breaks a line."""

    edited = Signal()
    finished = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self.setAccessibleName(label)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShadow(QFrame.Shadow.Plain)
        self._known = ""
        self._most_lines = _MOST_LINES
        self.continuer: Continuer | None = None
        _UndoHandedOn(self)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def continue_with(self, ask: Continue) -> None:
        """Offer how the text may go on when the person pauses."""
        self.continuer = Continuer(self, ask)
        self.edited.connect(self.continuer.typed)

    def text(self) -> str:
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        if self.continuer:
            self.continuer.close()
        with QSignalBlocker(self):
            self.setPlainText(text)
        self._known = self.text()

    def select_all(self) -> None:
        self.selectAll()

    def has_preedit(self) -> bool:
        return bool(self.textCursor().block().layout().preeditAreaText())

    def can_undo(self) -> bool:
        return self.document().isUndoAvailable()

    def can_redo(self) -> bool:
        return self.document().isRedoAvailable()

    def _changed(self) -> None:
        # Composing changes the document too, but not yet the text.
        text = self.text()
        if text != self._known:
            self._known = text
            self.edited.emit()

    def grow_to(self, lines: int) -> None:
        """Show so many lines before it scrolls."""
        self._most_lines = lines
        self._fit()

    def _fit(self) -> None:
        # The document of a plain text edit measures its height in lines.
        lines = int(self.document().size().height())
        shown = max(_LEAST_LINES, min(lines, self._most_lines))
        bar = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            bar.ScrollBarAsNeeded if lines > self._most_lines else bar.ScrollBarAlwaysOff
        )
        edges = 2 * (self.frameWidth() + int(self.document().documentMargin()))
        self.setFixedHeight(shown * self.fontMetrics().lineSpacing() + edges)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the focus as a line does, which the style does for lines only."""
        super().focusInEvent(event)
        self.setFrameShape(QFrame.Shape.Box)
        self.setForegroundRole(QPalette.ColorRole.Highlight)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setFrameShape(QFrame.Shape.StyledPanel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves on, Shift+Enter breaks the line, and Ctrl+Enter is the form's."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif self.has_preedit():
            # The input method's own; a line break would tear the syllable.
            event.ignore()
        else:
            self._enter(event)

    def _enter(self, event: QKeyEvent) -> None:
        if _held(event) == Qt.KeyboardModifier.NoModifier:
            self.finished.emit()
        elif _held(event) == Qt.KeyboardModifier.ShiftModifier:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        else:
            event.ignore()


class YesNoEditor(QCheckBox):
    """A box to tick; untouched it says nothing, and then its text is empty."""

    edited = Signal()
    finished = Signal()

    def __init__(self, label: str, *, field: Field, ground: Callable[[], Ground]) -> None:
        super().__init__()
        self.setAccessibleName(label)
        self._field = field
        self._ground = ground
        self._text = ""
        # The word is also what the style draws the mark of focus around.
        self.setText(field.show(value=True, ground=ground()))
        self.clicked.connect(self._clicked)

    def text(self) -> str:
        """The text for the draft, not the word beside the box."""
        return self._text

    def set_text(self, text: str) -> None:
        self._text = text
        self.setChecked(self._means_yes())

    def _means_yes(self) -> bool:
        try:
            return self._field.read(self._text, self._ground()) is True
        except Unreadable:
            return False

    def select_all(self) -> None:
        """Do nothing: the whole box is one key."""

    def has_preedit(self) -> bool:
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus however it came: styles draw it on a box only after a Tab."""
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        super().focusInEvent(event)

    def _clicked(self, checked: bool) -> None:
        self._text = self._field.show(checked, self._ground())
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves on."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif _held(event) == Qt.KeyboardModifier.NoModifier:
            self.finished.emit()
        else:
            event.ignore()


def editor_for(
    field: Field,
    *,
    label: str,
    ground: Callable[[], Ground],
    suggest: Suggest | None = None,
    continues: Continue | None = None,
) -> LineEditor | PassageEditor | YesNoEditor:
    """The editor that a field asks for, named for whoever hears the screen."""
    match field.editor:
        case "passage":
            return _passage(label, continues)
        case "yes_no":
            return YesNoEditor(label, field=field, ground=ground)
    line = _line_for(field, label, ground)
    if isinstance(field, Choice):
        suggest = suggest or suggest_entries(field, ground)
    if suggest:
        several = field.editor == "names" or isinstance(field, Choices)
        line.complete(suggest, several=several)
    return line


def _passage(label: str, continues: Continue | None) -> PassageEditor:
    editor = PassageEditor(label)
    if continues:
        editor.continue_with(continues)
    return editor


def _line_for(field: Field, label: str, ground: Callable[[], Ground]) -> LineEditor:
    match field.editor:
        case "day":
            return DayEditor(label, field=field, ground=ground)
        case "clock" | "choice":
            return ReadingEditor(label, field=field, ground=ground)
        case _:
            return LineEditor(label, right_aligned=field.right_aligned)


def suggest_entries(field: Choice, ground: Callable[[], Ground]) -> Suggest:
    """Suggestions out of a field's catalogue; all of it while nothing is typed."""

    def suggest(typed: str) -> list[Suggestion]:
        language, today = ground().language, ground().today
        entries = [entry for entry in field.entries() if not entry.refused]
        ranked = [(_rank(entry, typed, language), entry) for entry in entries]
        found = [(rank, entry) for rank, entry in ranked if rank is not None]
        # What is no longer in force comes last: old papers are registered too.
        found.sort(key=lambda pair: (not pair[1].valid(today), pair[0]))
        offers = [Suggestion(entry.name(language), entry.abbreviation) for _, entry in found]
        return list(dict.fromkeys(offers))

    return suggest


def _rank(entry: Entry, typed: str, language: str) -> int | None:
    """How well an entry fits, 0 the best; HD and HĐ are told apart before marks are dropped."""
    if not typed:
        return 0
    wanted = fold(typed)
    name = entry.name(language)
    others = (entry.vi, entry.en, entry.cs, entry.abbreviation, entry.code, *entry.aliases)
    fits = (
        typed == entry.abbreviation,
        wanted == fold(entry.abbreviation),
        fold(name).startswith(wanted),
        _begin_words_of(tokens(typed), tokens(name)),
        any(fold(other).startswith(wanted) for other in others),
    )
    return fits.index(True) if any(fits) else None


def _begin_words_of(typed: list[str], words: list[str]) -> bool:
    """Whether each typed word begins a word of the name, in the name's order."""
    left = iter(words)
    return bool(typed) and all(any(word.startswith(part) for word in left) for part in typed)


def _held(event: QKeyEvent) -> Qt.KeyboardModifier:
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


class _UndoHandedOn(QObject):
    """Hands Ctrl+Z on to the window where the editor has nothing to take back."""

    def __init__(self, editor: LineEditor | PassageEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KEYS or not isinstance(event, QKeyEvent):
            return False
        if not self._in_vain(event):
            return False
        event.ignore()
        return True

    def _in_vain(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            return not self._editor.can_undo()
        return event.matches(QKeySequence.StandardKey.Redo) and not self._editor.can_redo()
