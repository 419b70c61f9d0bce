"""The demo's plan of case files, and what lies in them."""

from collections import Counter

from desktop.correspondence.demo_year import DemoYear, IncomingText, OutgoingText
from desktop.correspondence.filing.case_files import name_of
from tests.correspondence.demo_year.conftest import catalogue


def test_the_plan_has_sixty_files_in_sections(whole_year: DemoYear) -> None:
    files = whole_year.case_files
    assert (len(files), len({file.heading for file in files})) == (60, 9)
    assert len({name_of(file) for file in files}) == len(files)
    assert {file.retention for file in files} == set(catalogue("retention"))
    assert {file.year for file in files} == {2023}
    assert [file for file in files if not file.title.endswith("năm 2023")] == []


def test_a_share_of_the_documents_lies_in_files_of_the_plan(
    whole_year: DemoYear, arrivals: list[IncomingText], departures: list[OutgoingText]
) -> None:
    filed = Counter(name for text in arrivals for name in text.case_files)
    filed += Counter(name for text in departures for name in text.case_files)
    assert set(filed) == {name_of(file) for file in whole_year.case_files}
    assert 0.15 < sum(bool(text.case_files) for text in arrivals) / len(arrivals) < 0.25
    assert 0.35 < sum(bool(text.case_files) for text in departures) / len(departures) < 0.5
    assert 1.02 < filed.total() / sum(bool(text.case_files) for text in arrivals + departures) < 1.1


def test_petitions_lie_in_the_files_of_petitions(arrivals: list[IncomingText]) -> None:
    files = {name for text in arrivals if text.kind == "don-thu" for name in text.case_files}
    assert files == {"02.TCD/2023", "03.TCD/2023", "04.TCD/2023"}
