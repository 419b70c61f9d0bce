"""Pages of an attached file as pictures: a PDF by a child process, a picture by Qt."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from desktop.correspondence.attaching.attaching import ReadingCopies
from desktop.correspondence.attaching.attachments import Attachment
from desktop.errors import Trouble
from desktop.intake.painting_pages import Picture, painting_pages
from desktop.language.words import M
from desktop.storage.lists import Reader

PDF: Final = ".pdf"
PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif", ".webp"})
# So many pixels two shapes of one page may differ by rounding.
_ROUNDED: Final = 2

# A file that is kept, or one that is still to be.
File = Attachment | Path


@dataclass(frozen=True)
class Wanted:
    """One page of a file, so many pixels wide; `height_by_width` of its paper, once known."""

    file: File
    place: int
    width: int
    height_by_width: float | None = None


@dataclass(frozen=True)
class Shown:
    """The picture that was wanted, and what became known of the file."""

    count: int
    height_by_width: float
    picture: QImage


def can_be_shown(file: File) -> bool:
    """Whether a file is of a kind that has pages to be seen here."""
    return _ending(file) in (PDF, *PICTURES)


def _ending(file: File) -> str:
    return PurePosixPath(file.name).suffix.lower()


class PaperPages:
    """Answers what is wanted, on a worker: an answer that is no more wanted is given up."""

    def __init__(self, copies: ReadingCopies) -> None:
        self._copies = copies

    def look(self, reader: Reader, wanted: Wanted) -> Iterator[tuple[Shown | None, bool]]:
        """The picture; raises Trouble for a file that cannot be shown."""
        file = wanted.file
        path = file if isinstance(file, Path) else self._copies.make(reader, file)
        if _ending(file) == PDF:
            yield from self._of_pdf(path, wanted)
        else:
            yield _of_picture(path, wanted), True

    def _of_pdf(self, path: Path, wanted: Wanted) -> Iterator[tuple[Shown | None, bool]]:
        waiting = painting_pages(path, (wanted.place,), wanted.width)
        while True:
            try:
                next(waiting)
            except StopIteration as ended:
                pages = ended.value
                break
            yield None, False  # whoever wants another page meanwhile is heard
        ratio = wanted.height_by_width or pages.height_by_width
        if wanted.place not in pages.pictures:
            raise _cannot_be_shown(path)
        picture = _image(pages.pictures[wanted.place])
        yield Shown(pages.count, ratio, _on_paper(picture, wanted.width, ratio)), True


def _of_picture(path: Path, wanted: Wanted) -> Shown:
    opened = QImageReader(str(path))
    opened.setAutoTransform(True)
    opened.setDecideFormatFromContent(True)
    count = max(1, opened.imageCount())
    if wanted.place:
        opened.jumpToImage(wanted.place)
    picture = opened.read()
    if picture.isNull():
        raise _cannot_be_shown(path)
    ratio = wanted.height_by_width or picture.height() / picture.width()
    smaller = picture.scaledToWidth(wanted.width, Qt.TransformationMode.SmoothTransformation)
    return Shown(count, ratio, _on_paper(smaller, wanted.width, ratio))


def _cannot_be_shown(path: Path) -> Trouble:
    return Trouble(M("{name} is damaged: it cannot be shown.", name=path.name))


def _image(picture: Picture) -> QImage:
    width, height = picture.width, picture.height
    form = QImage.Format.Format_RGB32
    # A copy: Qt looks at the bytes as long as the image lives, and does not keep them.
    return QImage(picture.pixels, width, height, width * 4, form).copy()


def _on_paper(picture: QImage, width: int, height_by_width: float) -> QImage:
    """A page of another shape than the first has its place on white paper of that."""
    size = QSize(width, max(1, round(width * height_by_width)))
    if picture.size() == size:
        return picture
    aside = abs(picture.width() - size.width()), abs(picture.height() - size.height())
    if max(aside) > _ROUNDED:
        keeps = Qt.AspectRatioMode.KeepAspectRatio
        picture = picture.scaled(size, keeps, Qt.TransformationMode.SmoothTransformation)
    paper = QImage(size, QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    place = QRect(paper.rect())
    place.setSize(picture.size())
    place.moveLeft((size.width() - picture.width()) // 2)
    painter.drawImage(place, picture)
    painter.end()
    return paper
