"""What a query looks for in each field."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from desktop.language.words import M
from desktop.records.fields import Choice, Code, Day, Name, Names, Passage
from desktop.records.queries import Query
from desktop.records.queries import Test as Condition
from desktop.records.record import fields_of
from desktop.records.sought import sought


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A record with names, text, a day and what is chosen from lists."""

    kind: ClassVar = "paper"

    issuer: Annotated[str, Name(label=M("Issuer"), directory="bodies")]
    receivers: Annotated[tuple[str, ...], Names(label=M("Receivers"), directory="units")]
    subject: Annotated[str, Passage(label=M("Subject"))]
    note: Annotated[str, Passage(label=M("Note"), in_words=False)]
    document_kind: Annotated[str, Choice(label=M("Kind"), catalogue="kinds", in_words=True)]
    series: Annotated[str, Code(label=M("Series"), directory="series")]
    day: Annotated[date, Day(label=M("Day"))]


def test_words_are_looked_for_in_all_text_that_is_searched() -> None:
    searched = ("issuer", "receivers", "subject", "document_kind")
    found = sought(Query("paper", words="dat dai"), fields_of(Paper))
    assert found == dict.fromkeys(searched, ("dat", "dai"))


def test_conditions_are_looked_for_in_their_own_field() -> None:
    asked = (
        Query("paper", words="lương")
        .where("issuer", Condition.IS, "Bộ Nội vụ")
        .where("receivers", Condition.HOLDS, "Phòng Kế toán")
        .where("subject", Condition.SAYS, "năm 2026")
        .where("note", Condition.SAYS, "gấp")
    )
    assert sought(asked, fields_of(Paper)) == {
        "issuer": ("lương", "Bộ Nội vụ"),
        "receivers": ("lương", "Phòng Kế toán"),
        "subject": ("lương", "năm", "2026"),
        "note": ("gấp",),
        "document_kind": ("lương",),
    }


def test_what_is_chosen_from_lists_left_out_or_not_there_is_looked_for_nowhere() -> None:
    asked = (
        Query("paper")
        .where("document_kind", Condition.IS, "QD")
        .where("day", Condition.AT_LEAST, date(2026, 3, 1))
        .where("issuer", Condition.IS_NOT, "Bộ Nội vụ")
        .where("receivers", Condition.EMPTY)
    )
    assert sought(asked, fields_of(Paper)) == {}
