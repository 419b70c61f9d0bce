"""What was written by hand is entered in its order, under the numbers on the paper (Art. 22(2))."""

from datetime import date
from typing import Any

import pytest

from desktop.correspondence.catching_up import PaperLine, enter_line, line_after, summary
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.registering import discard, register
from desktop.correspondence.reporting import count_year
from desktop.language.words import Words
from desktop.records.drafts import Draft, Problems, check
from desktop.storage.store import Store
from desktop.storage.verifying import verify

SAID = Words("en")


class Pages:
    """The pages of one series, so that a test reads as a story."""

    def __init__(self, office: Store, names: KnownNames) -> None:
        self.office, self.names = office, names

    def enter(self, number: int, day: date, **facts: Any) -> IncomingDocument:
        usual = {"issuer": "Sở Y tế", "subject": "Báo cáo dịch bệnh"}
        line = PaperLine(number=number, arrived_on=day, **{**usual, **facts})
        return enter_line(self.office, line, series="SN", names=self.names)[1]

    def register(self, day: date, subject: str) -> IncomingDocument:
        """By the computer, not from the paper."""
        document = IncomingDocument(
            series="SN", arrived_on=day, issuer="Sở Tài chính", subject=subject
        )
        kept = register(self.office, document, names=self.names)[1]
        assert isinstance(kept, IncomingDocument)
        return kept

    def refused(self, number: int, day: date) -> list[tuple[str, str]]:
        with pytest.raises(Problems) as refused:
            self.enter(number, day)
        return [(one.field, SAID(one.message)) for one in refused.value.problems]

    def wrong(self, **texts: str) -> list[tuple[str, str]]:
        ground = self.names.ground(self.office.today, "en")
        with pytest.raises(Problems) as refused:
            check(PaperLine, Draft(PaperLine.kind, texts), ground)
        return [(one.field, SAID(one.message)) for one in refused.value.problems]


@pytest.fixture
def pages(office: Store, names: KnownNames) -> Pages:
    return Pages(office, names)


def test_lines_get_the_numbers_that_the_paper_carries(pages: Pages) -> None:
    pages.register(date(2026, 3, 11), "Trước khi mất điện")
    entered = [
        pages.enter(2, date(2026, 3, 12), receivers=("Phòng Nội chính",), symbol="21/BC-SYT"),
        pages.enter(3, date(2026, 3, 12), document_date=date(2026, 3, 10)),
    ]
    assert entered == [
        IncomingDocument(
            id=2,
            series="SN",
            year=2026,
            number=2,
            arrived_on=date(2026, 3, 12),
            issuer="Sở Y tế",
            symbol="21/BC-SYT",
            subject="Báo cáo dịch bệnh",
            receivers=("Phòng Nội chính",),
        ),
        IncomingDocument(
            id=3,
            series="SN",
            year=2026,
            number=3,
            arrived_on=date(2026, 3, 12),
            issuer="Sở Y tế",
            document_date=date(2026, 3, 10),
            subject="Báo cáo dịch bệnh",
        ),
    ]
    assert verify(pages.office) == []


def test_line_is_one_act_with_its_number_in_words(pages: Pages) -> None:
    pages.enter(1, date(2026, 3, 12))
    said = pages.office.next_undo
    assert said is not None
    assert SAID(said) == "entering incoming 01/SN/2026 from paper"


def test_number_given_meanwhile_is_named_with_its_day_and_the_next_one(pages: Pages) -> None:
    pages.register(date(2026, 3, 11), "Trước khi mất điện")
    pages.register(date(2026, 3, 11), "Sau khi có điện")
    assert pages.refused(2, date(2026, 3, 12)) == [
        (
            "number",
            (
                "Number 02 was given to “Sau khi có điện” on 15/03/2026 10:00: the next one is 03. "
                "Correct the number on the paper by hand."
            ),
        )
    ]
    assert pages.office.reader.last_number("incoming", "SN", 2026) == 2


def test_number_of_a_discarded_document_stays_given(pages: Pages) -> None:
    discard(pages.office, pages.register(date(2026, 3, 11), "Nhầm"))
    ((field, said),) = pages.refused(1, date(2026, 3, 12))
    assert (field, said.partition(" on ")[0]) == ("number", "Number 01 was given to “Nhầm”")


def test_line_that_was_left_out_is_asked_for_first(pages: Pages) -> None:
    pages.enter(1, date(2026, 3, 12))
    assert pages.refused(3, date(2026, 3, 12)) == [
        (
            "number",
            (
                "The next number of series SN in 2026 is 02: enter the lines from there on, "
                "crossed out ones too, or correct the number on the paper by hand."
            ),
        )
    ]


def test_numbers_begin_anew_with_the_year_of_arrival(pages: Pages) -> None:
    pages.enter(1, date(2025, 12, 31))
    ((field, said),) = pages.refused(2, date(2026, 1, 2))
    assert (field, said.partition(":")[0]) == (
        "number",
        "The next number of series SN in 2026 is 01",
    )
    assert pages.enter(1, date(2026, 1, 2)).year == 2026


def test_line_before_the_one_above_it_is_refused(pages: Pages) -> None:
    pages.enter(1, date(2026, 3, 13))
    assert pages.refused(2, date(2026, 3, 12)) == [
        (
            "arrived_on",
            (
                "Number 01 before it arrived on 13/03/2026: lines follow each other in the order "
                "of arrival. Correct a date."
            ),
        )
    ]
    assert pages.enter(2, date(2026, 3, 13)).number == 2


def test_crossed_out_line_is_a_cancelled_number_and_counts_for_nothing(pages: Pages) -> None:
    pages.enter(1, date(2026, 3, 12))
    crossed = pages.enter(
        2, date(2026, 3, 12), issuer=None, subject=None, crossed_out=True, reason="ghi nhầm"
    )
    assert (crossed.standing, crossed.standing_reason, crossed.subject, crossed.issuer) == (
        "void",
        "ghi nhầm",
        "(gạch bỏ trên sổ ghi tay)",
        "",
    )
    assert pages.enter(3, date(2026, 3, 12)).number == 3
    assert count_year(pages.office.reader, 2026)[0].total == 2
    assert verify(pages.office) == []


def test_line_needs_author_and_abstract_unless_it_was_crossed_out(pages: Pages) -> None:
    begun = {"number": "01", "arrived_on": "12/03/2026"}
    needed = "Needed: fill it in."
    assert pages.wrong(**begun) == [("issuer", needed), ("subject", needed)]
    assert pages.wrong(**begun, crossed_out="Yes") == [
        ("reason", "Needed: say why the line was crossed out.")
    ]
    assert pages.wrong(**begun, issuer="Sở Y tế", subject="Báo cáo", reason="ghi nhầm") == [
        ("reason", "Tick that the line was crossed out, or delete the reason.")
    ]


def test_line_with_days_that_cannot_be_is_refused_unless_there_is_a_reason(pages: Pages) -> None:
    line = {"number": "01", "issuer": "Sở Y tế", "subject": "Báo cáo"}
    assert pages.wrong(**line, arrived_on="16/03/2026") == [
        ("arrived_on", "This day is still to come: correct the date.")
    ]
    dated = {**line, "arrived_on": "12/03/2026", "document_date": "13/03/2026"}
    assert pages.wrong(**dated) == [
        (
            "arrived_on",
            "It arrived before it was dated: correct a date, or give the reason below.",
        )
    ]
    ground = pages.names.ground(pages.office.today, "en")
    reason = Draft(PaperLine.kind, {**dated, "date_reason": "ghi sai ngày"})
    assert check(PaperLine, reason, ground).date_reason == "ghi sai ngày"


def test_next_line_begins_with_the_next_number_and_the_same_day(pages: Pages) -> None:
    ground = pages.names.ground(pages.office.today, "en")
    assert line_after(None, ground) == Draft("paper_line")
    entered = pages.enter(1, date(2026, 3, 12))
    assert line_after(entered, ground) == Draft(
        "paper_line", {"number": "02", "arrived_on": "12/03/2026"}
    )


def test_summary_says_how_many_from_where_to_where_and_crossed_out(pages: Pages) -> None:
    one = pages.enter(1, date(2026, 3, 12))
    two = pages.enter(2, date(2026, 3, 12), crossed_out=True, reason="ghi nhầm")
    three = pages.enter(3, date(2026, 3, 13))
    assert [SAID(summary(entered)) for entered in ([one], [one, two, three])] == [
        "1 line written by hand was entered: 01/SN/2026.",
        "3 lines written by hand were entered: 01/SN/2026 to 03/SN/2026; 1 of them is crossed out.",
    ]
