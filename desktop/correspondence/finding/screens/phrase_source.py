"""Where the form of a document takes continuations of the abstract from."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

from PySide6.QtCore import QObject

from desktop.correspondence.finding.phrases import Beginning, Continuation, growing
from desktop.desk import Desk
from desktop.errors import Trouble
from desktop.storage.lists import Reader
from desktop.tasks import NewestAnswer
from desktop.widgets.continuer import Continue, Tell

_CONTINUED: Final = "subject"


class PhraseSource(QObject):
    """Asks the office's own abstracts on a worker, with what else stands in the form by then."""

    def __init__(
        self, kind: str, desk: Desk, text_of: Callable[[str], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._desk = desk
        self._text_of = text_of
        self._answers: NewestAnswer | None = None
        self._tell: Tell | None = None

    def continues(self, field: str) -> Continue | None:
        """What a form asks of each of its fields: whether, and how, its text is continued."""
        return self._ask if field == _CONTINUED else None

    def close(self) -> None:
        """Let go of the file, until the next question."""
        if self._answers:
            self._answers.close()
            self._answers.deleteLater()
            self._answers = None

    def _ask(self, typed: str, tell: Tell) -> None:
        self._tell = tell
        # Where the file cannot be read, other parts of the window say so.
        with suppress(Trouble):
            self._opened().ask(self._beginning(typed))

    def _beginning(self, typed: str) -> Beginning:
        issuer, document_kind = self._text_of("issuer"), self._text_of("document_kind")
        return Beginning(self._kind, typed, issuer, document_kind)

    def _opened(self) -> NewestAnswer:
        if self._answers is None:
            self._answers = NewestAnswer(self._desk.store.another_reader, self, look=_look)
            self._answers.found.connect(self._found)
            self._answers.failed.connect(self._failed)
        return self._answers

    def _found(self, beginning: Beginning, offers: list[Continuation]) -> None:
        if self._tell:
            self._tell(offers)

    def _failed(self, error: Exception) -> None:
        """An offer less is no trouble; anything else is a bug, and goes on as one."""
        if not isinstance(error, Trouble):
            raise error


def _look(reader: Reader, beginning: Beginning) -> Iterator[tuple[list[Continuation], bool]]:
    found: list[Continuation] = []
    for found in growing(reader, beginning):
        yield found, False
    yield found, True
