"""What is typed is kept every two seconds, also beside something else that is being written."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.errors import Trouble
from desktop.office.screens.draft_keeping import DraftKeeping
from desktop.records.drafts import Draft
from desktop.storage import driver
from desktop.storage.store import Store

EMPTY = Draft("bodies", {"name": ""})


class Form(QObject):
    """A form of one field, and what it was told."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.typed = EMPTY
        self.failed: list[Trouble] = []
        self.drafts = DraftKeeping(store, lambda: self.typed, self.failed.append, self)
        self.drafts.begin(EMPTY)


@pytest.fixture
def form(office: Store, qtbot: QtBot) -> Iterator[Form]:
    made = Form(office)
    yield made
    made.drafts.stop()
    assert made.failed == []


def on_disk(store: Store) -> int:
    """How many drafts another program would find."""
    with closing(driver.connect(store.path, read_only=True)) as other:
        (count,) = other.execute("SELECT count(*) FROM drafts").fetchone()
    return int(count)


def test_draft_that_had_to_wait_is_kept_two_seconds_later(office: Store, form: Form) -> None:
    form.typed = EMPTY.typed("name", "Sở Y tế")
    with closing(driver.connect(office.path, read_only=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        form.drafts.keep()
        meanwhile = (on_disk(office), form.drafts.left("bodies"))
        other.execute("COMMIT")
    form.drafts.keep()
    assert (meanwhile, on_disk(office)) == ((0, form.typed), 1)


def test_draft_emptied_while_it_waits_is_kept_no_more(office: Store, form: Form) -> None:
    form.typed = EMPTY.typed("name", "Sở Y tế")
    with closing(driver.connect(office.path, read_only=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        form.drafts.keep()
        form.typed = EMPTY
        form.drafts.keep()
        other.execute("COMMIT")
    form.drafts.keep()
    assert (on_disk(office), form.drafts.left("bodies")) == (0, None)
