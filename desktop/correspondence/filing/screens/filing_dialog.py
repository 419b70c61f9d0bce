"""Putting documents into case files, asked in a small dialog."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from desktop.correspondence.filing.filing import Filing, lay_into, shared_files
from desktop.correspondence.known_names import Document, KnownNames
from desktop.correspondence.registering import title
from desktop.correspondence.screens.suggesting import suggest_from
from desktop.desk import Desk
from desktop.language.words import M, Ms
from desktop.records.changes import Change
from desktop.records.drafts import Draft
from desktop.records.fields import Ground
from desktop.widgets.editors import LineEditor
from desktop.widgets.form_dialog import FormDialog


def ask_for_files(
    desk: Desk,
    names: KnownNames,
    documents: Sequence[Document],
    *,
    over: QWidget,
    done: Callable[[Change], object],
) -> FormDialog:
    """Ask in which files the chosen documents lie; `done` hears of the change on disk.

    Shown are the files that all of them share: a name put in or taken away counts for each.
    """

    def ground() -> Ground:
        return names.ground(desk.store.today, desk.words.language)

    def act(filing: Filing) -> None:
        change = lay_into(desk.store, documents, filing)
        if change.records:
            done(change)

    shared = shared_files(documents)
    one = M("Case files of {document}", document=title(documents[0]))
    many = Ms("Case files of {count} document", "Case files of {count} documents", len(documents))
    dialog = FormDialog(
        one if len(documents) == 1 else many,
        Filing,
        (("case_files",),),
        act=act,
        words=desk.words,
        ground=ground,
        parent=over,
        does=M("Put into these files (Ctrl+Enter)"),
        draft=Draft(Filing.kind, {"case_files": "".join(f"{one}; " for one in shared)}),
        suggests={"case_files": suggest_from(names, "case_files")}.get,
        explains=M("Several files are set apart by semicolons; what you take away here is left."),
    )
    dialog.open()
    # What is typed is added to the files that are there, and does not replace them.
    field = dialog.form.editors["case_files"]
    assert isinstance(field, LineEditor)
    field.end(False)
    return dialog
