"""The newest tables: which files are offered, from where, and in how much time."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from desktop.intake.newest import (
    FoundTable,
    is_on_network,
    is_remote_among,
    newest_tables,
    removable_among,
)

MOUNTS = """\
/dev/sda2 / ext4 rw 0 0
proc /proc proc rw 0 0
/dev/sdb1 /media/lan/USB\\040CONG\\040VAN vfat rw 0 0
/dev/sdc1 /run/media/lan/KINGSTON exfat rw 0 0
//server/chung /media/lan/chung cifs rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sda3 /home/lan/rieng ext4 rw 0 0
"""


def lay(folder: Path, name: str, day: int, text: str = "a;b") -> FoundTable:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    modified = datetime(2026, 3, day, 8)  # noqa: DTZ001 - the office's own clock on the wall
    os.utime(path, (modified.timestamp(), modified.timestamp()))
    return FoundTable(path, modified, len(text))


def test_newest_of_all_folders_comes_first(tmp_path: Path) -> None:
    old = lay(tmp_path / "stick", "cu.xlsx", 1)
    newest = lay(tmp_path / "stick", "moi.csv", 9)
    middle = lay(tmp_path / "downloads", "giua.XLS", 5)
    folders = [tmp_path / "stick", tmp_path / "downloads", tmp_path / "stick"]
    assert newest_tables(folders) == [newest, middle, old]
    assert newest_tables(folders, most=1) == [newest]


def test_what_is_no_table_is_not_offered(tmp_path: Path) -> None:
    lay(tmp_path, "thu.pdf", 1)
    lay(tmp_path, "~$mo.xlsx", 2)
    lay(tmp_path, ".an.csv", 3)
    lay(tmp_path, "rong.csv", 4, text="")
    lay(tmp_path / "duoi.xlsx", "sau.csv", 5)
    assert newest_tables([tmp_path]) == []


def test_link_that_may_lead_to_a_server_is_not_followed(tmp_path: Path) -> None:
    there = lay(tmp_path / "there", "x.csv", 1)
    here = tmp_path / "here"
    here.mkdir()
    (here / "link.csv").symlink_to(there.path)
    assert newest_tables([here]) == []


def test_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    found = lay(tmp_path, "x.csv", 1)
    assert newest_tables([tmp_path / "gone", tmp_path]) == [found]


def test_when_the_time_is_up_what_was_seen_is_offered(tmp_path: Path) -> None:
    first = lay(tmp_path / "one", "x.csv", 1)
    lay(tmp_path / "two", "y.csv", 2)
    times = iter([0.0, 0.5, 2.0])
    assert newest_tables([tmp_path / "one", tmp_path / "two"], clock=lambda: next(times)) == [first]


def test_sticks_are_known_by_where_they_are_mounted() -> None:
    sticks = [Path("/media/lan/USB CONG VAN"), Path("/run/media/lan/KINGSTON")]
    assert removable_among(MOUNTS) == sticks


@pytest.mark.parametrize(
    ("folder", "remote"),
    [
        ("/home/lan/Downloads", True),
        ("/home/lan/rieng/x", False),
        ("/media/lan/chung", True),
        ("/media/lan/USB CONG VAN", False),
        ("/homely", False),
    ],
)
def test_innermost_mount_says_whether_a_folder_is_on_the_network(folder: str, remote: bool) -> None:
    assert is_remote_among(MOUNTS, Path(folder)) is remote


def test_name_of_a_server_is_on_the_network() -> None:
    assert is_on_network(Path("//server/chung/Downloads"))
