"""What the tests of finding share: an office with a few documents of both registers."""

from datetime import date
from typing import Any

import pytest

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.language.words import M
from desktop.records.fields import Ground
from desktop.storage.store import Store

ARRIVED: tuple[dict[str, Any], ...] = (
    {
        "number": 456,
        "issuer": "Sở Nội vụ",
        "subject": "Giao biên chế",
        "document_kind": "cong-van",
        "symbol": "05/SNV-TCCB",
        "receivers": ("Phòng Nội chính", "Phòng Kinh tế"),
        "signer": "Trần Nam",
        "due_on": date(2026, 3, 10),
    },
    {
        "number": 457,
        "issuer": "Sở Y tế",
        "subject": "Tiêm chủng mở rộng",
        "document_kind": "ke-hoach",
        "receivers": ("Phòng Nội chính nhà",),
        "forwarded_on": date(2026, 3, 13),
    },
    {
        "number": 12,
        "year": 2025,
        "series": "DP",
        "issuer": "UBND xã Kỳ Anh",
        "subject": "Quyết định thu hồi đất đai",
        "document_kind": "ke-hoach",
        "arrived_on": date(2025, 12, 30),
    },
    {
        "number": 458,
        "issuer": "Sở Nội vụ",
        "subject": "Báo cáo biên chế",
        "document_kind": "bao-cao",
        "receivers": ("Phòng Kinh tế",),
        "due_on": date(2026, 3, 13),
        "settled_on": date(2026, 3, 12),
    },
)
ISSUED: tuple[dict[str, Any], ...] = (
    {"number": 1, "subject": "Trả lời về biên chế", "recipients": ("Sở Nội vụ",), "replies_to": 1},
    {
        "number": 2,
        "subject": "Đôn đốc báo cáo",
        "recipients": ("Sở Y tế", "Sở Nội vụ"),
        "signer": "Trần Nam",
        "due_on": date(2026, 3, 1),
    },
)


@pytest.fixture
def documents(office: Store) -> Store:
    """Four incoming documents, two outgoing ones; the first incoming one is answered."""
    day = date(2026, 3, 12)
    with office.writing(M("filling")) as writing:
        for facts in ARRIVED:
            usual: dict[str, Any] = {"series": "SN", "year": 2026, "arrived_on": day}
            writing.add(IncomingDocument(**{**usual, **facts}))
        for facts in ISSUED:
            writing.add(
                OutgoingDocument(
                    series="UBND-CV",
                    year=2026,
                    document_date=day,
                    document_kind="cong-van",
                    **facts,
                )
            )
    return office


@pytest.fixture
def ground(documents: Store) -> Ground:
    """What the office knows on 15 March 2026, a Sunday."""
    return KnownNames(documents.reader).ground(documents.today, "vi")
