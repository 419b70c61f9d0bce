"""What is remembered between two starts, and what is made of a file that is not as it should be."""

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from desktop.settings import SCHEMES, ZOOMS, ListPlace, Settings
from desktop.sheets.paper_choice import PaperChoice

FULL = Settings(
    language="cs",
    scheme="dark",
    zoom=150,
    lists={
        "incoming": ListPlace((("symbol", 140), ("subject", 420)), ("symbol", True)),
        "outgoing": ListPlace((("subject", 500),)),
    },
    sticky={"incoming": ("series", "arrived_on"), "outgoing": ()},
    split=(800, 566),
    window=(1366, 740),
    papers={"incoming-register": PaperChoice("Tầng 2", "A3", right=-1.5, down=0.5)},
    one_page_per_unit=False,
    hand_over_slips=False,
    paper_beside=False,
    attachment_limit=20,
    attach_folder="/home/van-thu",
    scan_folder="/srv/scans",
    import_folder="/media/van-thu/stick",
    import_columns={"incoming: Ngày đến | Nội dung": {"arrived_on": 0, "subject": 1}},
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sovan" / "settings.json"


@pytest.mark.parametrize("settings", [FULL, Settings()], ids=["everything", "nothing"])
def test_settings_come_back_as_they_were(path: Path, settings: Settings) -> None:
    settings.write(path)

    assert Settings.read(path) == settings
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_every_setting_is_among_those_that_come_back(path: Path) -> None:
    FULL.write(path)
    kept = Settings.read(path)
    proposed = Settings()

    names = [one.name for one in fields(Settings)]
    assert [name for name in names if getattr(kept, name) == getattr(proposed, name)] == []


def test_without_a_file_everything_is_as_proposed(path: Path) -> None:
    assert Settings.read(path) == Settings()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'"zoom"', b"\xff\xfe{}", b"\x00" * 64],
    ids=["empty", "cut short", "a list", "nothing", "a word", "another coding", "zeros"],
)
def test_broken_file_leaves_everything_as_proposed(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)

    assert Settings.read(path) == Settings()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("language", "xx"),
        ("language", 7),
        ("scheme", "pink"),
        ("zoom", 130),
        ("zoom", "large"),
        ("zoom", None),
        ("lists", []),
        ("lists", {"incoming": {"columns": [["symbol"]]}}),
        ("lists", {"incoming": {"columns": [["symbol", "wide"]]}}),
        ("lists", {"incoming": {}}),
        ("sticky", {"incoming": 5}),
        ("split", [880]),
        ("split", [0, 500]),
        ("window", [1366, 740, 3]),
        ("window", [-1, -1]),
        ("window", "large"),
        ("papers", {"labels": {"printer": "", "paper": "A9", "right": 0, "down": 0}}),
        ("papers", {"labels": {"printer": "", "paper": "A4", "right": 500, "down": 0}}),
        ("papers", {"labels": {"paper": "A4"}}),
    ],
)
def test_setting_that_means_nothing_is_as_proposed_and_the_others_stay(
    path: Path, name: str, kept: Any
) -> None:
    FULL.write(path)
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**content, name: kept}), encoding="utf-8")

    assert Settings.read(path) == replace(FULL, **{name: getattr(Settings(), name)})


def test_setting_of_another_version_is_left_aside(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"zoom": 125, "sound": "loud"}', encoding="utf-8")

    assert Settings.read(path) == Settings(zoom=125)


def test_what_cannot_be_written_costs_the_memory_and_not_the_work(tmp_path: Path) -> None:
    (tmp_path / "sovan").write_text("a file where the folder should be", encoding="utf-8")

    FULL.write(tmp_path / "sovan" / "settings.json")

    assert Settings.read(tmp_path / "sovan" / "settings.json") == Settings()


def test_old_settings_stay_whole_where_the_new_ones_cannot_be_written(path: Path) -> None:
    FULL.write(path)
    # What would be written first is in the way: a folder of that name.
    path.with_suffix(".new").mkdir()

    Settings().write(path)

    assert Settings.read(path) == FULL


def test_list_and_fields_of_one_register_leave_the_other_alone() -> None:
    place = ListPlace((("number", 60),))

    changed = FULL.with_list("outgoing", place).with_sticky("incoming", ("channel",))

    assert changed.lists == {"incoming": FULL.lists["incoming"], "outgoing": place}
    assert changed.sticky == {"incoming": ("channel",), "outgoing": ()}


def test_choices_that_the_menus_offer_can_be_remembered(path: Path) -> None:
    for settings in (
        *(Settings(scheme=scheme) for scheme in SCHEMES),
        *(Settings(zoom=zoom) for zoom in ZOOMS),
    ):
        settings.write(path)
        assert Settings.read(path) == settings
