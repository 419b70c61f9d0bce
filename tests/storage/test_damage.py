"""Damaged files: refused or named, never a crash, and the file itself is left as it is."""

import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from desktop.correspondence.incoming import IncomingDocument
from desktop.errors import Trouble
from desktop.opening import open_office
from desktop.storage.driver import APPLICATION_ID
from desktop.storage.store import Store
from desktop.storage.verifying import verify

IMAGES = Path(__file__).parents[3] / "shared" / "data" / "sqlite"
DAMAGED = "is damaged: keep it as it is, and open the newest backup."

Registered = Callable[..., IncomingDocument]


def look_over(path: Path, *, read_only: bool) -> list[str]:
    """What is said of a file: why it is not opened, or what is wrong in it."""
    try:
        store = open_office(path, read_only=read_only)
    except Trouble as trouble:
        return [str(trouble).removeprefix(f"{path} ")]
    with closing(store):
        return [str(wrong) for wrong in verify(store)]


# Images that have broken other programs


def images() -> list[Path]:
    return sorted(IMAGES.glob("*.db"))


shared = pytest.mark.skipif(not IMAGES.is_dir(), reason="the folder of real data is not here")


@pytest.mark.shared
@shared
@pytest.mark.parametrize("image", images(), ids=lambda image: image.stem)
@pytest.mark.parametrize("read_only", [True, False])
def test_damaged_database_of_another_program_is_refused_and_left_alone(
    tmp_path: Path, image: Path, read_only: bool
) -> None:
    path = tmp_path / image.name
    shutil.copy(image, path)

    (said,) = look_over(path, read_only=read_only)
    assert said in {
        "is a database of another program: choose another one.",
        "is no file of this program: choose another one.",
    }
    assert path.read_bytes() == image.read_bytes()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.shared
@shared
@pytest.mark.parametrize("image", images(), ids=lambda image: image.stem)
@pytest.mark.parametrize("read_only", [True, False])
def test_damaged_database_that_seems_to_be_our_own_is_refused(
    tmp_path: Path, image: Path, read_only: bool
) -> None:
    path = tmp_path / image.name
    contents = bytearray(image.read_bytes())
    contents[68:72] = APPLICATION_ID.to_bytes(4, "big")
    path.write_bytes(contents)

    (said,) = look_over(path, read_only=read_only)
    assert said in {
        DAMAGED,
        "is no file of this program: choose another one.",
        "is empty: there is nothing to read in it.",
    }
    if read_only:
        assert path.read_bytes() == contents


# Our own file, damaged


@pytest.fixture
def sound(office: Store, registered: Registered) -> bytes:
    """A sound file with thirty documents."""
    for number in range(30):
        registered(f"V/v báo cáo kết quả thực hiện nhiệm vụ {number}", symbol=f"{number}/SNV")
    office.close()
    return office.path.read_bytes()


def test_sound_file_is_named_sound(tmp_path: Path, sound: bytes) -> None:
    (tmp_path / "copy.db").write_bytes(sound)
    assert look_over(tmp_path / "copy.db", read_only=True) == []


@pytest.mark.parametrize("read_only", [True, False])
def test_file_that_was_cut_off_is_refused(tmp_path: Path, sound: bytes, read_only: bool) -> None:
    path = tmp_path / "copy.db"
    for length in (200, 4096, len(sound) // 3, len(sound) - 4096):
        path.write_bytes(sound[:length])

        assert look_over(path, read_only=read_only) == [DAMAGED]
        assert path.read_bytes() == sound[:length]


def test_file_whose_tables_were_wiped_is_refused_and_not_made_anew(
    tmp_path: Path, sound: bytes
) -> None:
    path = tmp_path / "copy.db"
    contents = bytearray(sound)
    contents[103:105] = bytes(2)  # the schema has no entries any more
    path.write_bytes(contents)

    assert look_over(path, read_only=False) == [DAMAGED]
    assert path.read_bytes() == contents


def test_one_letter_changed_on_disk_is_named(tmp_path: Path, sound: bytes) -> None:
    path = tmp_path / "copy.db"
    subject = "V/v báo cáo kết quả thực hiện nhiệm vụ 7".encode()
    named = 0
    for spot in (spot for spot in range(len(sound)) if sound.startswith(subject, spot)):
        contents = bytearray(sound)
        contents[spot] = ord("W")
        path.write_bytes(contents)
        wrongs = look_over(path, read_only=True)
        named += "1 record of “incoming” is not as the journal left it: 8." in wrongs
    # Once in the register, once in the journal; elsewhere it is what SQLite left in free space.
    assert named == 2


def test_damage_at_any_place_is_no_crash(tmp_path: Path, sound: bytes) -> None:
    path = tmp_path / "copy.db"
    lots = random.Random(20_260_315)
    named = 0
    for _ in range(150):
        contents = damaged(sound, lots)
        path.write_bytes(contents)
        named += bool(look_over(path, read_only=True))
        assert path.read_bytes() == contents
    # Much of a small file is free space and tables still empty, where nothing is lost.
    assert named > 60


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_much_damage_is_no_crash_when_opened_for_writing_either(
    tmp_path: Path, sound: bytes, seed: int
) -> None:
    path = tmp_path / "copy.db"
    lots = random.Random(seed)
    for _ in range(300):
        path.write_bytes(damaged(sound, lots))
        for beside in ("-wal", "-shm"):
            path.with_name(path.name + beside).unlink(missing_ok=True)
        look_over(path, read_only=lots.random() < 0.5)


def damaged(sound: bytes, lots: random.Random) -> bytes:
    """The file after a few bits flipped, or a stretch of it was lost or overwritten."""
    contents = bytearray(sound)
    start = lots.randrange(100, len(contents))
    stretch = slice(start, min(len(contents), start + lots.choice([4, 64, 4096])))
    length = stretch.stop - start
    way = lots.choice(["bits", "zeros", "noise"])
    if way == "bits":
        for _ in range(lots.choice([1, 3, 20])):
            contents[lots.randrange(100, len(contents))] ^= 1 << lots.randrange(8)
    else:
        contents[stretch] = bytes(length) if way == "zeros" else lots.randbytes(length)
    return bytes(contents)
