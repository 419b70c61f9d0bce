"""The demo office's correspondence of one year, as plain values: invented, but as it reads."""

from desktop.correspondence.demo_year.texts import BodyText, IncomingText, OutgoingText
from desktop.correspondence.demo_year.vocabulary import VOCABULARY
from desktop.correspondence.demo_year.year import (
    INCOMING_IN_2023,
    OUTGOING_IN_2023,
    DemoYear,
    bodies,
    incoming,
    outgoing,
)

__all__ = [
    "INCOMING_IN_2023",
    "OUTGOING_IN_2023",
    "VOCABULARY",
    "BodyText",
    "DemoYear",
    "IncomingText",
    "OutgoingText",
    "bodies",
    "incoming",
    "outgoing",
]
