"""Official letters that answer what came in, on the day on which this was settled."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from desktop.correspondence.demo_year.citing import cited, cited_in_full
from desktop.correspondence.demo_year.lots import dice_for
from desktop.correspondence.demo_year.texts import IncomingText, OutgoingText
from desktop.correspondence.demo_year.vocabulary import read_follow_up, read_vocabulary

_ASKING: Final = ("cong-van", "to-trinh")
_LONGEST: Final = 180
_MOST_RECIPIENTS: Final = 5


class Answers:
    """Finds for an outgoing letter one that its unit settled on the same day."""

    def __init__(self, year: int, arrivals: Iterable[IncomingText]) -> None:
        self._dice = dice_for(f"answers {year}")
        self._share: float = read_follow_up()["habits"]["answering"]
        told = read_vocabulary()
        self._districts = tuple(told["districts"])
        self._leaders = "Chủ tịch, các Phó Chủ tịch UBND tỉnh"
        self._waiting: defaultdict[tuple[date, str], list[tuple[int, IncomingText]]]
        self._waiting = defaultdict(list)
        for place, text in enumerate(arrivals, start=1):
            if text.settled_on and _asks(text):
                self._waiting[text.settled_on, text.receivers[0]].append((place, text))

    def answered(self, texts: Iterable[OutgoingText]) -> Iterator[OutgoingText]:
        """The outgoing register, in which a share of the letters are answers."""
        changing = set[int]()
        for place, text in enumerate(texts, start=1):
            if text.changed_by:
                changing.add(text.changed_by)
            free = place not in changing and not text.standing
            yield self._answer(text) if free and text.kind == "cong-van" else text

    def _answer(self, text: OutgoingText) -> OutgoingText:
        waiting = self._waiting.get((text.document_date, text.drafting_unit))
        if not waiting or self._dice.random() >= self._share:
            return text
        place, question = waiting.pop(0)
        document = cited(question.kind, question.symbol, question.document_date, question.issuer)
        subject = f"V/v trả lời {cited_in_full(document, question.subject, _LONGEST)}"
        recipients = self._recipients(text, question, subject)
        return replace(
            text,
            replies_to=place,
            subject=subject,
            topic=question.topic,
            recipients=recipients,
            copies=text.copies + len(recipients) - len(text.recipients),
            case_files=question.case_files,
        )

    def _recipients(
        self, text: OutgoingText, question: IncomingText, subject: str
    ) -> tuple[str, ...]:
        """The one that asked, the districts that are named, and others whom it concerns."""
        named = [f"UBND {district}" for district in self._districts if district in subject]
        others = [name for name in text.recipients[1:] if not name.startswith("UBND ")]
        every = dict.fromkeys((question.issuer, *named, *others, self._leaders))
        return tuple(every)[: min(_MOST_RECIPIENTS, max(2, len(text.recipients)))]


def _asks(text: IncomingText) -> bool:
    """Whether it awaits a letter: a body asks, and nothing says that it came to an end without."""
    return text.kind in _ASKING and not text.progress and not text.standing
