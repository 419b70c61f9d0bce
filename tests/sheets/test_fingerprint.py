"""The fingerprint of rows, as anybody can compute it."""

from datetime import date
from hashlib import sha256

from desktop.sheets.fingerprint import Fingerprint


def test_fingerprint_is_the_sha_256_of_lines_of_json() -> None:
    fingerprint = Fingerprint()
    fingerprint.take((date(2026, 1, 5), "01", "Bộ “Nội vụ”", 3, None))
    fingerprint.take(("02",), struck=True)
    text = '["2026-01-05", "01", "Bộ “Nội vụ”", 3, null]\n/["02"]\n'
    assert str(fingerprint) == sha256(text.encode()).hexdigest()


def test_cell_that_moves_to_its_neighbour_changes_the_fingerprint() -> None:
    fingerprints = set()
    for cells in (("a", "b"), ("ab", ""), ("", "ab"), ("a",)):
        fingerprint = Fingerprint()
        fingerprint.take(cells)
        fingerprints.add(str(fingerprint))
    assert len(fingerprints) == 4
