"""The files of a document under its record or form: dropped, pasted, opened, detached."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import (
    QBuffer,
    QEvent,
    QIODevice,
    QLocale,
    QMimeData,
    QPoint,
    Qt,
    QTimer,
    QUrl,
    Signal,
)
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPalette,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.correspondence.attaching.attaching import (
    ReadingCopies,
    attach_enclosed,
    detach,
    keeping_ahead,
    rename,
    write_copy,
)
from desktop.correspondence.attaching.attachments import Attachment, attachments_of
from desktop.correspondence.attaching.enclosing import (
    Enclosure,
    Pasted,
    Source,
    enclosing,
    kilobytes,
)
from desktop.correspondence.attaching.file_names import apart, kept_name
from desktop.correspondence.attaching.scan_folder import Scan
from desktop.correspondence.attaching.screens.paper_pages import File, can_be_shown
from desktop.correspondence.registering import title
from desktop.desk import Action, Desk
from desktop.errors import Trouble
from desktop.language.words import M, Message, capital
from desktop.records.changes import Change
from desktop.storage.driver import troubles
from desktop.storage.lists import Reader
from desktop.widgets.file_list import NAME, OPEN_KEYS, FileList
from desktop.widgets.notice import Notice
from desktop.widgets.progress import ProgressLine

_MINUTES_SHOWN_ANEW_MS: Final = 30_000


@dataclass(eq=False)
class _Place:
    """Where files go: to a registered document, or they wait for one that is being typed."""

    document: Any = None
    waiting: list[Enclosure] = field(default_factory=list)
    sources: dict[str, Path] = field(default_factory=dict)  # by SHA-256, for the draft
    taken: set[Path] = field(default_factory=set)  # scans that are on their way


class AttachmentsStrip(QWidget):
    """Shows the files of one document; of a new one, those that wait for its registration.

    `turned` tells that another file may be the one to be seen, which is `file`.
    """

    turned = Signal()

    def __init__(
        self,
        desk: Desk,
        *,
        notice: Notice,
        progress: ProgressLine,
        copies: ReadingCopies,
        called: Callable[[Any], Message] = title,
        show_file: Callable[[Path], bool] | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._notice = notice
        self._progress = progress
        self._copies = copies
        self._called = called
        self._show_file = show_file or _show_file
        self._place: _Place | None = None
        self._held: list[Attachment] = []
        self._may_add = False
        self._scan: Scan | None = None
        self._title = QLabel()
        self._attach = QPushButton(desk.words(M("Attach…")))
        self._offer = QPushButton()
        self._hint = QLabel(desk.words(M("Drop files here, or paste them with Ctrl+V.")))
        self.list = FileList()
        self._minutes = QTimer(self, interval=_MINUTES_SHOWN_ANEW_MS)
        self._lay_out()
        self._connect()
        self.show_document(None)

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        self.list.setAccessibleName(self._desk.words(M("Attachments")))
        self._attach.setToolTip("Ctrl+Shift+A")
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._hint.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._attach)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 4, 20, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._hint)
        column.addWidget(self.list)
        column.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _connect(self) -> None:
        self._attach.clicked.connect(self.ask_files)
        self._offer.clicked.connect(self.attach_scan)
        self._minutes.timeout.connect(self._show_offer)
        self.list.itemDoubleClicked.connect(lambda *_: self.open_chosen())
        self.list.currentItemChanged.connect(lambda *_: self.turned.emit())
        self.list.renamed.connect(self._rename, Qt.ConnectionType.QueuedConnection)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self._desk.changed.connect(self.take)

    # Whose files

    def show_document(self, document: Any, *, trashed: bool = False) -> None:
        """Show the files of a registered document."""
        self._place = _Place(document) if document else None
        self._may_add = document is not None and not trashed
        self._show()

    def begin_new(self, paths: Iterable[Path] = ()) -> None:
        """Begin with the files of a new document; `paths` are those that its draft named."""
        self._place = _Place()
        self._may_add = True
        self._show()
        if waiting := [path for path in paths if path.is_file()]:
            self.add(waiting)

    @property
    def waiting(self) -> tuple[Enclosure, ...]:
        """The files to be enclosed in the act that registers the document."""
        return tuple(self._place.waiting) if self._place else ()

    @property
    def file(self) -> File | None:
        """The file to be seen: under the cursor, else the first that has pages, else the scan."""
        files: list[File | None] = [*self._held] or [*self._waiting_files()]
        row = max(0, self.list.currentIndex().row())
        offered = scan.path if (scan := self._offered()) else None
        turned = (*files[row:], *files[:row], offered)
        return next((one for one in turned if one and can_be_shown(one)), None)

    def _waiting_files(self) -> Iterator[Path | None]:
        """Where each waiting file lies; what was pasted lies nowhere."""
        for one in self.waiting:
            yield self._place.sources.get(one.content.sha256) if self._place else None

    @property
    def waiting_paths(self) -> tuple[Path, ...]:
        """Where the waiting files lie, for the draft; what was pasted lies nowhere."""
        return tuple(self._place.sources.values()) if self._place else ()

    def registered(self, document: Any) -> None:
        """The document has been registered with what waited; what is still read follows it."""
        if self._place:
            self._place.waiting.clear()
            self._place.sources.clear()
            self._place.document = document
            self._show()

    def take(self, change: Change) -> None:
        """Read anew after a change that touched attachments."""
        if self._place and self._place.document and change.ids("attachments"):
            self._show()

    def _show(self) -> None:
        reader, document = self._desk.store.reader, self._place and self._place.document
        self._held = []
        if document:
            assert document.id is not None
            self._held = attachments_of(reader, document.kind, document.id)
        self.list.show_rows([self._row(one) for one in self._held] or self._waiting_rows())
        self._show_frame()

    def _show_frame(self) -> None:
        words, count = self._desk.words, self.list.topLevelItemCount()
        may_add = self._may_add and not self._desk.store.read_only
        title = words(M("Attachments ({count})", count=count)) if count else None
        self._title.setText(title or words(M("Attachments")))
        self.list.setVisible(count > 0)
        self._hint.setVisible(count == 0 and may_add)
        self._attach.setVisible(may_add)
        # Nothing to see and nothing to add: the record alone has the room.
        self.setVisible(count > 0 or may_add)
        self._show_offer()

    def _row(self, attachment: Attachment) -> tuple[str, str, str]:
        return attachment.name, self._size(attachment.size), f"{attachment.attached_on:%d/%m/%Y}"

    def _waiting_rows(self) -> list[tuple[str, str, str]]:
        return [(one.name, self._size(one.content.size), "") for one in self.waiting]

    def _size(self, size: int) -> str:
        locale = QLocale(self._desk.words.language)
        return locale.formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)

    # Adding

    def ask_files(self) -> None:
        """Ask which files, where the last ones were."""
        if not self._writable():
            return
        folder = self._desk.settings.attach_folder or str(Path.home())
        dialog = QFileDialog(self, self._desk.words(M("Attach files")), folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._chosen_in_dialog)
        dialog.open()

    def _chosen_in_dialog(self, names: list[str]) -> None:
        paths = [Path(name) for name in names]
        if paths:
            folder = str(paths[0].parent)
            self._desk.remember(replace(self._desk.settings, attach_folder=folder))
            self.add(paths)

    def paste(self) -> None:
        """Attach the files or the picture in the clipboard."""
        self.add_from(QGuiApplication.clipboard().mimeData())

    def add_from(self, data: QMimeData) -> None:
        """Attach what is dropped or pasted."""
        if not self._writable():
            return
        sources = self._sources_in(data)
        if sources:
            self.add(sources)
        else:
            self._say_trouble(M("There is no file to attach: copy files or a picture first."))

    def _sources_in(self, data: QMimeData) -> list[Source]:
        files: list[Source] = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if not files and data.hasImage():
            image = QImage(data.imageData())
            taken = f"{self._desk.store.clock():%Y-%m-%d %H.%M.%S}"
            name = self._desk.words(M("Picture {time}", time=taken))
            return [Pasted(f"{name}.png", lambda: _png(image))]
        return files

    def add(self, sources: Sequence[Source]) -> None:
        """Read files on the worker, then attach them all in one step."""
        place, desk = self._place, self._desk
        if place is None or not self._writable():
            return
        made: list[Enclosure] = []
        limit = desk.settings.attachment_limit

        def work() -> Iterator[int]:
            made.extend((yield from enclosing(sources, limit=limit)))
            if place.document:
                yield from keeping_ahead(desk.store, made)

        job = desk.tasks.start(work)
        said = desk.words(M("Reading {files}", files=tuple(one.name for one in sources[:3])))
        self._progress.follow(job, said, kilobytes(sources))
        job.finished.connect(lambda: self._ready(place, sources, made))
        job.failed.connect(self._failed)

    def _writable(self) -> bool:
        if self._desk.store.read_only:
            self._say(M("Open for reading only"))
            return False
        if not self._may_add:
            self._say(M("Choose a document first, outside the trash."))
        return self._may_add

    def _ready(self, place: _Place, sources: Sequence[Source], made: Sequence[Enclosure]) -> None:
        document = place.document
        if document:
            self._do(lambda: attach_enclosed(self._desk.store, document, made, called=self._called))
            return
        for source, enclosure in zip(sources, made, strict=True):
            self._let_wait(place, source, enclosure)
        if place is self._place:
            self._show()

    def _let_wait(self, place: _Place, source: Source, enclosure: Enclosure) -> None:
        sums = [one.content.sha256 for one in place.waiting]
        if enclosure.content.sha256 not in sums:
            name = apart(enclosure.name, (one.name for one in place.waiting))
            place.waiting.append(replace(enclosure, name=name))
            if isinstance(source, Path):
                place.sources[enclosure.content.sha256] = source

    # The newest scan

    def offer(self, scan: Scan | None) -> None:
        """Offer the newest scan to the document that is open here."""
        self._scan = scan
        self._show_offer()

    def _show_offer(self) -> None:
        scan = self._offered()
        self._offer.setVisible(scan is not None)
        self._minutes.stop()
        if scan:
            said = M(
                "{file} ({minutes} min ago): attach (Ctrl+Shift+V)",
                file=scan.path.name,
                minutes=scan.minutes_ago(self._desk.store.clock()),
            )
            self._offer.setText(self._desk.words(said).replace("&", "&&"))
            self._minutes.start()
        self.turned.emit()

    def _offered(self) -> Scan | None:
        open_here = self._place and self._may_add and not self._desk.store.read_only
        if not open_here or self._scan is None:
            return None
        assert self._place is not None
        return None if self._scan.path in self._place.taken else self._scan

    def attach_scan(self) -> None:
        """Attach the scan that is offered."""
        scan = self._offered()
        if scan and self._place:
            self._place.taken.add(scan.path)
            self._show_offer()
            self.add([scan.path])
        elif self._writable():
            self._say(M("No new scan is in the folder of the scanner."))

    # Acts on the chosen files

    def _chosen(self) -> list[Attachment]:
        return [self._held[row] for row in self.list.chosen_rows()] if self._held else []

    def open_chosen(self) -> None:
        """Open a copy with the program that the system has for it."""
        for attachment in self._chosen():
            self._open(attachment)

    def _open(self, attachment: Attachment) -> None:
        made: list[Path] = []
        said = M("Opening {file}", file=attachment.name)

        def copy(reader: Reader) -> None:
            made.append(self._copies.make(reader, attachment))

        self._read(copy, said, lambda: self._opened(made[0]))

    def _opened(self, copy: Path) -> None:
        if not self._show_file(copy):
            self._say_trouble(M("No program of this computer opens {file}.", file=copy.name))

    def ask_copy(self) -> None:
        """Ask where to write a copy of the chosen file."""
        for attachment in self._chosen()[:1]:
            dialog = QFileDialog(self, self._desk.words(M("Save a copy")), str(Path.home()))
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.selectFile(attachment.name)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.fileSelected.connect(
                lambda name, one=attachment: self.save_copy(one, Path(name))
            )
            dialog.open()

    def save_copy(self, attachment: Attachment, path: Path) -> None:
        """Write a copy that the person keeps."""
        said = M("Writing {file}", file=path.name)
        written = self._desk.words(M("{file} is written.", file=str(path)))
        self._read(
            lambda reader: write_copy(reader, attachment, path),
            said,
            lambda: self._notice.show_message(written, "done"),
        )

    def _read(
        self, act: Callable[[Reader], object], said: Message, then: Callable[[], object]
    ) -> None:
        """Do something with the contents on the worker."""
        store = self._desk.store

        def work() -> Iterator[int]:
            with closing(store.another_reader()) as reader:
                act(reader)
            yield 1

        job = self._desk.tasks.start(work)
        self._progress.follow(job, self._desk.words(said), 1)
        job.finished.connect(then)
        job.failed.connect(self._failed)

    def detach_chosen(self) -> None:
        """Take the chosen files off; one Ctrl+Z brings them back."""
        if self._desk.store.read_only or not self._place:
            return
        if chosen := self._chosen():
            self._do(lambda: detach(self._desk.store, *chosen))
        elif not self._held:
            for row in sorted(self.list.chosen_rows(), reverse=True):
                gone = self._place.waiting.pop(row)
                self._place.taken.discard(self._place.sources.pop(gone.content.sha256, Path()))
            self._show()

    def begin_renaming(self) -> None:
        """Type another name for the file under the cursor."""
        item = self.list.currentItem()
        if item and not self._desk.store.read_only:
            self.list.editItem(item, NAME)

    def _rename(self, row: int, name: str) -> None:
        if self._held:
            self._do(lambda: rename(self._desk.store, self._held[row], name))
        elif self._place:
            self._rename_waiting(self._place, row, name)
        self._show()

    def _rename_waiting(self, place: _Place, row: int, name: str) -> None:
        try:
            place.waiting[row] = replace(place.waiting[row], name=kept_name(name))
        except Trouble as trouble:
            self._say_trouble(trouble.message)

    def _do(self, act: Callable[[], Change]) -> None:
        try:
            change = act()
        except Trouble as trouble:
            self._say_trouble(trouble.message)
            return
        self._desk.tell(change)
        text = self._desk.words(M("{act}.", act=change.words))
        undo = (self._desk.words(M("Undo")), self._take_back)
        self._notice.show_message(capital(text), "done", undo)

    def _take_back(self) -> None:
        try:
            self._desk.tell(self._desk.store.undo())
        except Trouble as trouble:
            self._say_trouble(trouble.message)

    def _failed(self, error: Exception) -> None:
        """Say what the world does not allow; anything else is a bug, and goes on as one."""
        try:
            with troubles(self._desk.store.path):
                raise error
        except Trouble as trouble:
            self._say_trouble(trouble.message)

    def _say(self, message: Message) -> None:
        self._notice.show_message(self._desk.words(message), "warning")

    def _say_trouble(self, message: Message) -> None:
        self._notice.show_message(self._desk.words(message), "trouble")

    # Keys, mouse

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = self._desk.words
        for text, key, act in (
            (M("Open"), "Enter", self.open_chosen),
            (M("Save a copy…"), "", self.ask_copy),
            (M("Rename"), "F2", self.begin_renaming),
            (M("Detach"), "Del", self.detach_chosen),
        ):
            menu.addAction(f"{words(text)}\t{key}" if key else words(text), act)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def event(self, event: QEvent) -> bool:
        """While the keyboard is here, these keys mean files, and not the list of documents."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if self._act_of(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if act := self._act_of(event):
            act()
        else:
            super().keyPressEvent(event)

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        if event.matches(QKeySequence.StandardKey.Paste):
            return self.paste
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain or not self.list.hasFocus():
            return None
        keys: dict[int, Callable[[], None]] = {
            **dict.fromkeys(OPEN_KEYS, self.open_chosen),
            int(Qt.Key.Key_Delete): self.detach_chosen,
            int(Qt.Key.Key_F2): self.begin_renaming,
        }
        return keys.get(event.key())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if self._may_add and (data.hasUrls() or data.hasImage()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        # A file manager that is told “moved” would delete the file.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.add_from(event.mimeData())


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # The stubs want bytes where Qt takes the name of a format.
    writer: Any = image
    writer.save(buffer, "PNG")
    return bytes(buffer.data().data())


def _show_file(path: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def attachments_offered(
    in_sight: Callable[[Callable[[AttachmentsStrip], object]], Callable[[], object]],
    choose_scan_folder: Callable[[], object],
) -> tuple[Action, ...]:
    """What a person can do with files, as actions; each is done to the strip `in_sight`."""
    return (
        Action(
            "attach",
            M("Attach files…"),
            ("Ctrl+Shift+A",),
            in_sight(AttachmentsStrip.ask_files),
            "document",
        ),
        Action(
            "attach-scan",
            M("Attach the newest scan"),
            ("Ctrl+Shift+V",),
            in_sight(AttachmentsStrip.attach_scan),
            "document",
        ),
        Action("scan-folder", M("Folder of the scanner…"), (), choose_scan_folder, "edit"),
    )
