"""The demo office at its registers: series, codes, receivers and signers."""

from collections import Counter, defaultdict
from datetime import date

from desktop.correspondence.demo_year import BodyText, IncomingText, OutgoingText
from tests.correspondence.demo_year.conftest import catalogue, subjects

SERIES_OF_GROUP = {
    "central": "TW",
    "party": "TW",
    "department": "SN",
    "other": "SN",
    "commune": "DP",
    "citizen": "DT",
}
KINDS_OF_SERIES = {
    "UBND-QPPL": {"quyet-dinh"},
    "UBND-QD": {"quyet-dinh"},
    "UBND-CV": {"cong-van"},
    "UBND-TB": {"thong-bao"},
    "UBND-KH": {"ke-hoach"},
    "UBND-BC": {"bao-cao"},
    "UBND-TTR": {"to-trinh"},
    "UBND-GM": {"giay-moi"},
    "UBND-CT": {"chi-thi"},
    "UBND-CD": {"cong-dien"},
    "VP-QD": {"quyet-dinh"},
    "VP-CV": {"cong-van"},
    "VP-TB": {"thong-bao"},
    "VP-GM": {"giay-moi"},
    "SAO": {"sao-y", "trich-sao", "sao-luc"},
}
MIXED_SERIES = {"UBND-KHAC", "VP-KHAC"}


def test_incoming_codes_are_those_of_the_catalogues(arrivals: list[IncomingText]) -> None:
    assert {letter.kind for letter in arrivals} <= set(catalogue("kinds"))
    assert {letter.urgency for letter in arrivals} == set(catalogue("urgency"))
    assert {letter.channel for letter in arrivals} == set(catalogue("channels"))


def test_outgoing_codes_are_those_of_the_catalogues(departures: list[OutgoingText]) -> None:
    assert {document.kind for document in departures} <= set(catalogue("kinds"))
    assert {document.urgency for document in departures} == set(catalogue("urgency"))
    assert {document.channel for document in departures} <= set(catalogue("channels"))
    assert {document.capacity for document in departures} == {"", "tm", "kt", "tl", "tuq", "q"}


def test_every_administrative_kind_occurs_in_the_year(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    occurring = {kind for kind, _ in subjects(arrivals, departures)}
    assert set(catalogue("kinds")) - occurring == set()


def test_a_letter_stands_in_the_series_of_its_issuers_group(
    arrivals: list[IncomingText], body_of: dict[str, BodyText]
) -> None:
    wrong = [
        letter
        for letter in arrivals
        if letter.series != SERIES_OF_GROUP[body_of[letter.issuer].group]
    ]
    assert wrong == []


def test_outgoing_series_hold_their_own_kinds(departures: list[OutgoingText]) -> None:
    kinds = defaultdict(set)
    for document in departures:
        kinds[document.series].add(document.kind)
    mixed = {code: kinds.pop(code) for code in MIXED_SERIES}
    assert kinds == KINDS_OF_SERIES
    assert min(len(listed) for listed in mixed.values()) >= 8


def test_outgoing_series_belong_to_their_issuer(departures: list[OutgoingText]) -> None:
    issuers = {(document.series.split("-")[0], document.issuer) for document in departures}
    assert issuers == {
        ("UBND", "Ủy ban nhân dân tỉnh"),
        ("VP", "Văn phòng Ủy ban nhân dân tỉnh"),
        ("SAO", "Văn phòng Ủy ban nhân dân tỉnh"),
    }


def test_letters_and_decisions_are_most_of_what_goes_out(departures: list[OutgoingText]) -> None:
    kinds = Counter(document.kind for document in departures)
    assert 0.42 < kinds["cong-van"] / len(departures) < 0.48
    assert 0.23 < kinds["quyet-dinh"] / len(departures) < 0.29


def test_outgoing_documents_have_two_to_five_receivers(departures: list[OutgoingText]) -> None:
    assert {len(document.recipients) for document in departures} == {2, 3, 4, 5}
    repeated = [
        document
        for document in departures
        if len(set(document.recipients)) < len(document.recipients)
    ]
    assert repeated == []


def test_a_district_named_in_the_abstract_gets_the_document(
    departures: list[OutgoingText],
) -> None:
    about = [document for document in departures if "huyện Cẩm Xuyên" in document.subject]
    assert about
    assert all("UBND huyện Cẩm Xuyên" in document.recipients for document in about)


def test_the_chief_signs_as_acting_until_he_is_appointed(departures: list[OutgoingText]) -> None:
    acting = [document for document in departures if document.capacity == "q"]
    assert {document.signer_position for document in acting} == {"Chánh Văn phòng"}
    assert max(document.document_date for document in acting) <= date(2023, 3, 15)


def test_letters_are_dealt_with_by_units_of_the_office(
    arrivals: list[IncomingText], body_of: dict[str, BodyText]
) -> None:
    receivers = {name for letter in arrivals for name in letter.receivers}
    assert {body_of[name].group for name in receivers} == {"office"}


def test_papers_are_signed_and_paged(
    arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    papers = [(letter.signer, letter.pages) for letter in arrivals]
    papers += [(document.signer, document.pages) for document in departures]
    assert [paper for paper in papers if not paper[0] or paper[1] < 1] == []
