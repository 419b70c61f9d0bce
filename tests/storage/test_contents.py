"""The content of files inside the office's file: kept once, packed where it helps, verified."""

import hashlib
import os
import tracemalloc
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest

from desktop.correspondence.attaching.attachments import Attachment
from desktop.errors import Trouble
from desktop.language.words import M
from desktop.storage.contents import TooLarge, packed, packing
from desktop.storage.store import Store
from desktop.storage.verifying import bytes_to_read, verify

LETTER = "Kính gửi: Ủy ban nhân dân tỉnh\n".encode() * 4_000
SCAN = os.urandom(300_000)


def kept(store: Store, content: bytes, name: str = "a.pdf", text: str = "") -> str:
    """Keep a content with an attachment that stands for it; returns its SHA-256."""
    with store.writing(M("attaching")) as writing:
        file = writing.keep_content(name, content, text)
        writing.add(
            Attachment(
                register="incoming",
                record=1,
                name=file.name,
                size=file.size,
                sha256=file.sha256,
                attached_on=date(2026, 3, 15),
            )
        )
    return file.sha256


def rows(store: Store) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = store.connection.execute(
        "SELECT size, packed, length(content) FROM contents ORDER BY size"
    ).fetchall()
    return found


@pytest.mark.parametrize("content", [LETTER, SCAN, b"a", b""], ids=["text", "scan", "byte", "none"])
def test_content_comes_back_as_it_was(office: Store, content: bytes) -> None:
    sha256 = kept(office, content)

    assert sha256 == hashlib.sha256(content).hexdigest()
    assert b"".join(office.reader.content(sha256)) == content


def test_what_shrinks_is_packed_and_what_does_not_stays_as_it_is(office: Store) -> None:
    kept(office, LETTER)
    kept(office, SCAN)

    (letter, scan) = rows(office)
    assert letter[:2] == (len(LETTER), 1)
    assert letter[2] < len(LETTER) / 10
    assert scan == (len(SCAN), 0, len(SCAN))


def test_content_whose_samples_promised_too_much_stays_unpacked() -> None:
    blank = bytes(64 << 10)
    content = blank + os.urandom(2_000_000) + blank + os.urandom(2_000_000) + blank

    made = packed(content)

    made.stream.seek(0)
    assert (made.packed, made.length, made.stream.read()) == (False, len(content), content)


def test_same_content_is_kept_once(office: Store) -> None:
    assert kept(office, SCAN, "a.pdf") == kept(office, SCAN, "b.pdf")
    assert rows(office) == [(len(SCAN), 0, len(SCAN))]


def test_content_larger_than_the_limit_is_refused_while_it_is_read() -> None:
    with pytest.raises(TooLarge):
        list(packing(BytesIO(SCAN), len(SCAN) - 1))


def test_limit_itself_is_let_through() -> None:
    list(packing(BytesIO(SCAN), len(SCAN)))


def test_act_that_fails_leaves_no_content_behind(office: Store) -> None:
    def fail() -> None:
        with office.writing(M("attaching")) as writing:
            writing.keep_content("a.pdf", SCAN)
            raise Trouble(M("No."))

    with pytest.raises(Trouble):
        fail()
    assert (rows(office), verify(office)) == ([], [])


def test_journal_tells_of_a_file_without_its_content_or_text(office: Store) -> None:
    sha256 = kept(office, LETTER, "thư.txt", text="Kính gửi")

    ((_, row),) = office.history("attachments", 1)
    assert row.after == {
        "id": 1,
        "trashed": 0,
        "register": "incoming",
        "record": 1,
        "name": "thư.txt",
        "size": len(LETTER),
        "sha256": sha256,
        "attached_on": "2026-03-15",
    }


def test_large_content_costs_no_more_memory_than_its_size(office: Store) -> None:
    content = SCAN * 30
    size = len(content)
    tracemalloc.start()
    kept(office, content)
    sha256 = hashlib.sha256(content).hexdigest()
    for _ in office.reader.content(sha256):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 2 * size


Damage = Callable[[Store, str], object]


def _altered(store: Store, sha256: str) -> None:
    store.connection.execute(
        "UPDATE contents SET content = zeroblob(length(content)) WHERE sha256 = ?", (sha256,)
    )


def _longer(store: Store, sha256: str) -> None:
    store.connection.execute(
        "UPDATE contents SET content = CAST(content || 'x' AS BLOB), packed = 0 WHERE sha256 = ?",
        (sha256,),
    )


def _shorter(store: Store, sha256: str) -> None:
    store.connection.execute(
        "UPDATE contents SET content = substr(content, 1, 20) WHERE sha256 = ?", (sha256,)
    )


def _gone(store: Store, sha256: str) -> None:
    store.connection.execute("DELETE FROM contents WHERE sha256 = ?", (sha256,))


DAMAGES = pytest.mark.parametrize("damage", [_altered, _longer, _shorter, _gone])


@DAMAGES
@pytest.mark.parametrize("content", [LETTER, SCAN], ids=["packed", "unpacked"])
def test_damaged_content_is_not_given_out(office: Store, content: bytes, damage: Damage) -> None:
    sha256 = kept(office, content)
    damage(office, sha256)

    with pytest.raises(Trouble) as caught:
        b"".join(office.reader.content(sha256))
    assert str(caught.value) == (
        "The content of this attachment is damaged or missing: take it from a backup."
    )


@DAMAGES
def test_damaged_content_is_found_by_verify(office: Store, damage: Damage) -> None:
    kept(office, LETTER, "khác.txt")
    sha256 = kept(office, SCAN, "quyết định.pdf")
    damage(office, sha256)

    assert [str(wrong) for wrong in verify(office)] == [
        "The content of “quyết định.pdf” is damaged or missing."
    ]


def test_few_bytes_that_would_unpack_to_very_many_are_damage(office: Store) -> None:
    sha256 = kept(office, LETTER)
    made = packed(bytes(50_000_000))
    made.stream.seek(0)
    office.connection.execute("UPDATE contents SET content = ?", (made.stream.read(),))

    with pytest.raises(Trouble):
        list(office.reader.content(sha256))


def test_verify_tells_how_many_bytes_of_contents_it_has_read(office: Store) -> None:
    kept(office, LETTER)
    kept(office, SCAN)
    told: list[int] = []

    assert verify(office, told.append) == []
    assert told == [len(LETTER), len(LETTER) + len(SCAN)]
    assert bytes_to_read(office) == told[-1]


def test_altered_text_of_a_content_is_found_by_verify(office: Store) -> None:
    kept(office, LETTER, text="Kính gửi")
    office.connection.execute("UPDATE contents SET text = 'Kính báo'")

    assert [str(wrong) for wrong in verify(office)] == [
        "The search index of “attachments” does not match its records."
    ]


def test_file_read_by_another_thread_is_whole_while_more_is_kept(office: Store) -> None:
    sha256 = kept(office, SCAN)
    reader = office.another_reader()
    parts = reader.content(sha256)
    first = next(parts)
    kept(office, LETTER)

    assert first + b"".join(parts) == SCAN
    reader.close()


# Ahead of the act


def test_content_kept_ahead_is_what_the_act_finds(office: Store) -> None:
    assert list(office.keeping_ahead([(packed(SCAN), "chữ"), (packed(b"a"), "")])) == [1, 2]
    before = rows(office)
    sha256 = kept(office, SCAN)
    assert (rows(office), before) == (before, [(1, 0, 1), (300_000, 0, 300_000)])
    assert b"".join(office.reader.content(sha256)) == SCAN
    assert verify(office) == []


def test_content_is_kept_ahead_when_another_act_has_ended(office: Store) -> None:
    office.connection.execute("BEGIN IMMEDIATE")
    ahead = office.keeping_ahead([(packed(SCAN), "")])
    waited = next(ahead)
    office.connection.execute("COMMIT")
    assert (waited, list(ahead)) == (0, [1])
