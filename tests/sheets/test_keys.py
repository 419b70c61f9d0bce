"""The page of keys: all of them, in reading order, none over another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.sheets.keys import KeyGroup, key_page, parted
from desktop.sheets.placed import PlacedText

FILE = KeyGroup("File", (("Ctrl+E", "List to Excel"), ("Ctrl+Q", "Quit")))
VIEW = KeyGroup("View", (("F3", "Incoming"), ("F4", "Outgoing"), ("F5", "Follow-up")))
HELP = KeyGroup("Help", (("F1", "Keys"),))

GROUPS = st.lists(
    st.builds(
        KeyGroup,
        st.just("Menu"),
        st.lists(st.tuples(st.just("Ctrl+K"), st.just("Words")), min_size=1).map(tuple),
    ),
    max_size=12,
)


def test_groups_stand_in_columns_that_are_about_as_long() -> None:
    assert parted([FILE, VIEW, HELP], 2) == [[FILE], [VIEW, HELP]]
    assert parted([FILE, VIEW, HELP], 1) == [[FILE, VIEW, HELP]]
    assert parted([], 2) == [[]]


@given(groups=GROUPS, count=st.integers(1, 4))
def test_columns_hold_all_groups_in_their_order(groups: list[KeyGroup], count: int) -> None:
    columns = parted(groups, count)

    assert [group for column in columns for group in column] == groups
    assert len(columns) <= count


def test_page_says_every_key_with_its_words_under_its_title() -> None:
    (page,) = key_page("Keys", [FILE, HELP]).pages
    assert [text.text for text in page.texts] == [
        *("Keys", "File", "Ctrl+E", "List to Excel", "Ctrl+Q", "Quit"),
        *("Help", "F1", "Keys"),
    ]
    assert [text.text for text in page.texts if text.bold] == ["Keys", "File", "Help"]


@pytest.mark.parametrize("keys", [0, 1, 60, 120, 400])
def test_all_keys_have_room_on_one_page_however_many_there_are(keys: int) -> None:
    group = KeyGroup("Menu", tuple((f"F{place}", f"Act {place}") for place in range(keys)))
    paper = key_page("Keys", [group, group])

    (page,) = paper.pages
    assert len(page.texts) == 1 + 2 * (1 + 2 * keys)
    assert all(text.x >= 15 and text.x + text.width <= 195 for text in page.texts)
    assert all(text.y >= 20 and _bottom(text) <= 277 + 1e-6 for text in page.texts)


@given(groups=GROUPS)
def test_no_text_stands_over_another(groups: list[KeyGroup]) -> None:
    (page,) = key_page("Keys", groups).pages
    rooms = [(text.x, text.y, text.x + text.width, _bottom(text)) for text in page.texts]

    for place, (left, top, right, bottom) in enumerate(rooms):
        for other in rooms[place + 1 :]:
            apart = right <= other[0] or other[2] <= left
            above = bottom <= other[1] + 1e-6 or other[3] <= top + 1e-6
            assert apart or above


def _bottom(text: PlacedText) -> float:
    return text.y + (text.height or text.points * 25.4 / 72)
