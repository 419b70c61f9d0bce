"""The words in which questions are written: keys of fields, and words for states."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop.correspondence.registering import DAY
from desktop.language.words import M, Message
from desktop.records.queries import Filter, Test

_PLACES: Final = {"vi": 0, "en": 1, "cs": 2}


@dataclass(frozen=True)
class Key:
    """A field's names before the colon: Vietnamese, English, Czech, then other ones."""

    names: tuple[str, ...]
    fields: Mapping[str, str]  # by register
    answered: bool = False  # asks whether the other register answers, not what this one says

    def name(self, language: str) -> str:
        return self.names[_PLACES[language]]


@dataclass(frozen=True)
class State:
    """A word that stands by itself; what it asks may depend on the newest day that is late."""

    names: tuple[str, ...]
    said: Message
    filters: Mapping[str, Callable[[date], tuple[Filter, ...]]]  # by register
    in_trash: bool = False
    with_trash: bool = False

    def name(self, language: str) -> str:
        return self.names[_PLACES[language]]


def _both(field: str, **others: str) -> dict[str, str]:
    """The field of either register of documents, and what it is called elsewhere."""
    return {"incoming": field, "outgoing": field, **others}


KEYS: Final = (
    Key(("so", "no", "cislo", "number"), _both("number", matters="number")),
    Key(("kh", "symbol", "znacka"), _both("symbol")),
    Key(("cq", "issuer", "puvodce", "from", "tacgia"), _both("issuer", matters="origin")),
    Key(("loai", "kind", "druh"), _both("document_kind", matters="document_kind")),
    Key(("sodk", "series", "rada"), _both("series")),
    Key(("nam", "year", "rok"), _both("year")),
    Key(("ngay", "date", "datum"), {**DAY, "matters": "given_on"}),
    Key(("ngayvb", "dated", "datovano"), _both("document_date")),
    Key(("trichyeu", "subject", "vec"), _both("subject", matters="subject")),
    Key(
        ("nhan", "unit", "prijemce", "receiver", "to"),
        {"incoming": "receivers", "outgoing": "recipients", "matters": "unit"},
    ),
    Key(("phoihop", "counit", "spolu"), {"incoming": "co_units", "matters": "co_units"}),
    Key(("xuly", "handler", "resi"), {"incoming": "handler", "matters": "handler"}),
    Key(("soan", "drafted", "zpracoval"), {"outgoing": "drafting_unit"}),
    Key(("banluu", "keeper", "ulozeno"), {"outgoing": "file_copy_holder"}),
    Key(("butphe", "direction", "pokyn"), {"incoming": "direction", "matters": "direction"}),
    Key(("tiendo", "progress", "prubeh"), {"incoming": "progress", "matters": "progress"}),
    Key(("ky", "signer", "podepsal"), _both("signer")),
    Key(("chuyen", "forwarded", "predano"), _both("forwarded_on")),
    Key(("han", "due", "lhuta"), _both("due_on", matters="due_on")),
    Key(("xong", "settled", "vyrizeno"), {"incoming": "settled_on", "matters": "settled_on"}),
    Key(("tt", "standing", "stav"), _both("standing")),
    Key(("hs", "file", "spis"), _both("case_files")),
    Key(("khan", "urgency", "nalehavost"), _both("urgency", matters="urgency")),
    Key(("kenh", "channel", "zpusob"), _both("channel")),
    Key(("ghichu", "note", "poznamka"), _both("note", matters="note")),
    Key(("hauto", "suffix", "pismeno"), _both("suffix")),
    Key(("traloi", "answer", "odpoved"), _both("replies_to"), answered=True),
)


def _due(late: date) -> Filter:
    return Filter("due_on", Test.AT_MOST, late)


_UNSETTLED: Final = Filter("settled_on", Test.EMPTY)
_UNANSWERED: Final = Filter("replies_to", Test.UNANSWERED)
# An answer is owed where a day was set for it.
_OWED: Final = Filter("due_on", Test.FILLED)
_STILL_HERE: Final = Filter("forwarded_on", Test.EMPTY)


def _fixed(*filters: Filter) -> Callable[[date], tuple[Filter, ...]]:
    return lambda _: filters


_NOTHING: Final = dict.fromkeys(DAY, _fixed())
_WAITING: Final = _fixed(_STILL_HERE)
_HANDED_OVER: Final = _fixed(Filter("forwarded_on", Test.FILLED))

STATES: Final = (
    State(
        ("quahan", "overdue", "polhute"),
        M("Overdue"),
        {
            "incoming": lambda late: (_due(late), _UNSETTLED),
            "outgoing": lambda late: (_due(late), _UNANSWERED),
            "matters": lambda late: (_due(late), _UNSETTLED),
        },
    ),
    State(
        ("chuatraloi", "unanswered", "bezodpovedi"),
        M("Unanswered"),
        {
            "incoming": _fixed(_OWED, _UNANSWERED, _UNSETTLED),
            "outgoing": _fixed(_OWED, _UNANSWERED),
        },
    ),
    State(
        ("chuachuyen", "waiting", "nepredano"),
        M("Not handed over"),
        dict.fromkeys(DAY, _WAITING),
    ),
    # On the day of arrival, at the latest on the next working day (Decree 30/2020/NĐ-CP, Art.
    # 4(2)c); numbers without a document in force are left out.
    State(
        ("chuyentre", "handoverlate", "predanipozde"),
        M("Late to be handed over"),
        {
            "incoming": lambda late: (
                _STILL_HERE,
                Filter("standing", Test.EMPTY),
                Filter("arrived_on", Test.AT_MOST, late),
            )
        },
    ),
    State(
        ("dachuyen", "handedover", "predane"),
        M("Handed over"),
        dict.fromkeys(DAY, _HANDED_OVER),
    ),
    State(
        ("chuaxong", "open", "nevyrizene"),
        M("Not settled"),
        dict.fromkeys(("incoming", "matters"), _fixed(_UNSETTLED)),
    ),
    State(("thungrac", "trash", "kos"), M("In the trash"), _NOTHING, in_trash=True),
    State(
        ("kecathungrac", "withtrash", "vcetnekose"),
        M("With the trash"),
        _NOTHING,
        with_trash=True,
    ),
)

# The filter that asks the opposite of another one.
OPPOSITES: Final = {
    Test.IS: Test.IS_NOT,
    Test.EMPTY: Test.FILLED,
    Test.FILLED: Test.EMPTY,
    Test.ANSWERED: Test.UNANSWERED,
    Test.UNANSWERED: Test.ANSWERED,
}


def keys_of(register: str, fields: Iterable[str]) -> dict[str, Key]:
    """The keys of one register by each of their names; any other field by its own name."""
    own = {
        (name := field.replace("_", "")): Key((name,) * 3, {register: field}) for field in fields
    }
    return own | {name: key for key in KEYS if register in key.fields for name in key.names}


def states_of(register: str) -> dict[str, State]:
    """The words for states of one register by each of their names."""
    return {name: state for state in STATES if register in state.filters for name in state.names}
