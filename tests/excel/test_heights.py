import pytest

from desktop.excel.heights import lines, room_for_text

ROOM = room_for_text(72, 12, bold=False)


def test_room_of_a_column_is_what_its_width_leaves_between_the_margins() -> None:
    # 72 mm are 204 points: less 4, at 12 points a letter, with 4 % to spare
    assert ROOM == 16_033


def test_bold_letters_need_a_wider_column() -> None:
    assert room_for_text(72, 12, bold=True) == 14_576


def test_a_column_narrower_than_its_margins_still_ends() -> None:
    assert lines("Sở Tài chính", room_for_text(1, 12, bold=False)) > 12


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("Công văn", 1),
        ("Quyết định về việc kế hoạch", 1),
        ("Quyết định về việc kế hoạch tổ chức thi tuyển chức danh", 2),
        ("Quyết định\nvề việc", 2),
        ("Quyết định\n\nvề việc", 3),
        ("n" * 33, 2),  # one word, wider than the line
        ("n" * 100, 4),
        (" " * 65, 2),
    ],
)
def test_text_takes_as_many_lines_as_its_letters_need(text: str, count: int) -> None:
    assert lines(text, ROOM) == count


def test_a_letter_is_as_wide_with_its_marks_as_without_however_it_is_written() -> None:
    room = 8 * 500  # eight times n
    assert [lines(word * 8, room) for word in ("ô", "o", "ộ", "o\u0302\u0323")] == [1] * 4
    assert [lines(word * 9, room) for word in ("ô", "o", "ộ", "o\u0302\u0323")] == [2] * 4
