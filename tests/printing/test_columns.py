"""Columns fitted to the width of the paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.printing.columns import Fitted, fitted
from desktop.sheets.sheet import Column, Content

DAY = Column("Ngày đến", 20, Content.DATE)
SUBJECT = Column("Trích yếu", 100, Content.WRAPPED)
NOTE = Column("Ghi chú", 50, Content.WRAPPED)


def test_columns_of_long_texts_take_what_is_left_over() -> None:
    assert fitted((DAY, SUBJECT, NOTE), 200) == Fitted((20, 120, 60))


def test_columns_of_long_texts_give_what_is_missing() -> None:
    assert fitted((DAY, SUBJECT, NOTE), 140) == Fitted((20, 80, 40))


def test_letters_become_smaller_where_long_texts_cannot_give_more() -> None:
    fit = fitted((DAY, SUBJECT, NOTE), 100)
    assert fit.widths == pytest.approx((16, 56, 28))
    assert fit.letters == pytest.approx(0.8)


def test_columns_of_short_texts_keep_their_width() -> None:
    assert fitted((DAY, DAY), 200) == Fitted((20, 20))


def test_letters_stay_large_enough_to_be_read() -> None:
    assert fitted((DAY,) * 100, 100).letters == 0.6


COLUMNS = st.lists(
    st.builds(Column, st.just(""), st.floats(5, 200), st.sampled_from(Content)), min_size=1
)


@given(columns=COLUMNS, width=st.floats(50, 400))
def test_columns_never_leave_the_paper(columns: list[Column], width: float) -> None:
    fit = fitted(columns, width)
    assert sum(fit.widths) <= width + 1e-6
    assert min(fit.widths) > 0
