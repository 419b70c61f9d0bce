"""What incoming and outgoing documents have in common (Decree 30/2020/NĐ-CP, Appendix VI, II)."""

from dataclasses import dataclass
from typing import Annotated

from desktop.language.words import M
from desktop.records.fields import Choice, Line, Names, Passage, Suffix, Symbol, Whole


@dataclass(frozen=True, kw_only=True)
class RegisteredDocument:
    """The fields that both registers keep alike."""

    id: int | None = None
    year: Annotated[int | None, Whole(label=M("Year"), facet=True)] = None
    suffix: Annotated[str | None, Suffix(label=M("Letter of an inserted number"))] = None
    symbol: Annotated[str | None, Symbol(label=M("Number and symbol"), longest="symbol_length")] = (
        None
    )
    receipt: Annotated[str | None, Line(label=M("Received by"), longest="person_length")] = None
    urgency: Annotated[str | None, Choice(label=M("Urgency"), catalogue="urgency")] = None
    secrecy: Annotated[str, Choice(label=M("Secrecy level"), catalogue="secrecy")] = "khong"
    channel: Annotated[str | None, Choice(label=M("Channel"), catalogue="channels")] = None
    signer_position: Annotated[
        str | None, Line(label=M("Signatory's position"), longest="position_length")
    ] = None
    language: Annotated[str | None, Choice(label=M("Language"), catalogue="languages")] = None
    pages: Annotated[int | None, Whole(label=M("Pages"), least=1)] = None
    copies: Annotated[int | None, Whole(label=M("Number of copies"), least=1)] = None
    annexes: Annotated[str | None, Line(label=M("Annexes"), longest="note_length")] = None
    case_files: Annotated[
        tuple[str, ...] | None,
        Names(label=M("Case files"), directory="case_files", may_be_new=False, in_words=False),
    ] = None
    file_ordinal: Annotated[int | None, Whole(label=M("Place in the file"), least=1)] = None
    standing: Annotated[
        str | None, Choice(label=M("Standing"), catalogue="standings", facet=True)
    ] = None
    standing_reason: Annotated[
        str | None, Line(label=M("Reason for its standing"), longest="note_length")
    ] = None
    date_reason: Annotated[
        str | None, Line(label=M("Reason for unusual dates"), longest="note_length")
    ] = None
    note: Annotated[str | None, Passage(label=M("Note"), longest="note_length")] = None
