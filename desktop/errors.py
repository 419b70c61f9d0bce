"""What may go wrong outside the data: one sentence, and what to do."""

from desktop.language.words import Message


class Trouble(Exception):  # noqa: N818 - it is the world's trouble, not the program's error
    """The world does not allow it (disk full, file open in Excel): a sentence and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class InUse(Trouble):
    """Somebody else is writing to the file; it may still be read."""
