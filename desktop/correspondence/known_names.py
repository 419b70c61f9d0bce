"""The names that documents are entered with, read from the store and kept up with its changes."""

from collections import Counter
from datetime import date
from functools import partial
from typing import Final

from desktop.correspondence.filing.case_files import known_case_files
from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.referring import DocumentRegister
from desktop.correspondence.series import Series
from desktop.office.bodies import Body
from desktop.office.directories import KnownName, NameDirectory, known_body
from desktop.records.changes import Change
from desktop.records.fields import Ground, Name
from desktop.records.queries import Order, Query, Test
from desktop.records.record import fields_of
from desktop.storage.lists import Reader

# So many of an author's newest documents say who usually receives them.
_NEWEST_BESIDE: Final = 200
# So many documents, about four months of the office, say which names are used most.
_NEWEST: Final = 20_000

# Directories of persons, and the field of a register that names them.
_PERSONS: Final = {
    "incoming_signers": ("incoming", "signer"),
    "outgoing_signers": ("outgoing", "signer"),
    "handlers": ("incoming", "handler"),
}

Document = IncomingDocument | OutgoingDocument
DOCUMENTS = {"incoming": IncomingDocument, "outgoing": OutgoingDocument}


class KnownNames:
    """All directories of correspondence by the name that fields call them by."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.series: dict[tuple[str, str], Series] = {}
        self.directories: dict[str, NameDirectory] = {}
        self.bodies: dict[str, Body] = {}
        self._beside: dict[tuple[str, str], Counter[str]] = {}
        self._uses: Counter[str] | None = None
        self.read()

    def read(self) -> None:
        """Read all names anew from the store."""
        self._read_series()
        self._read_bodies()
        self.directories["case_files"] = known_case_files(self._reader)
        self._read_persons()

    def ground(self, today: date, language: str) -> Ground:
        """What the reading of drafts leans on."""
        registers = {kind: DocumentRegister(self._reader, kind, today.year) for kind in DOCUMENTS}
        return Ground(today, language, self.directories, registers)

    def take(self, change: Change) -> None:
        """Learn from a change: new names, and one more use of each that a document names."""
        self._beside.clear()
        if change.ids("series"):
            self._read_series()
        if change.ids("case_files"):
            self.directories["case_files"] = known_case_files(self._reader)
        for body in self._reader.records("bodies", change.ids("bodies")):
            self._add_body(body)
        for kind in DOCUMENTS:
            if len(change.ids(kind)) == 1:
                for document in self._reader.records(kind, change.ids(kind)):
                    self._use(document)

    def series_of(self, register: str) -> list[Series]:
        """The series of one register, in the order in which the office defined them."""
        return [series for (kept_in, _), series in self.series.items() if kept_in == register]

    def beside(self, issuer: str, field: str) -> Counter[str]:
        """How often each name stood in a field of this author's newest incoming documents."""
        known = self.directories["bodies"].named(issuer) if issuer else None
        if known is None or field not in ("receivers", "signer"):
            return Counter()
        if (known, field) not in self._beside:
            self._beside[known, field] = self._counted(known, field)
        return self._beside[known, field]

    def _counted(self, issuer: str, field: str) -> Counter[str]:
        newest = (Order("document_date", descending=True),)
        query = Query("incoming", order=newest).where("issuer", Test.IS, issuer)
        ids = self._reader.ids(query, _NEWEST_BESIDE)
        values = (getattr(one, field) for one in self._reader.records("incoming", ids))
        names = (value if isinstance(value, tuple) else (value,) for value in values if value)
        return Counter(name for several in names for name in several)

    def series_for(self, issuer: str) -> Series | None:
        """The incoming series for an author: that of its group; “other” where it has none."""
        known = self.directories["bodies"].find(issuer)
        group = (self.bodies[known.name].body_group if known else None) or "other"
        own = self.series_of("incoming")
        return next(
            (one for one in own if group in (one.body_groups or ())), own[0] if own else None
        )

    def _read_series(self) -> None:
        ids = self._reader.ids(Query("series", order=()))[::-1]
        self.series = {(s.register, s.code): s for s in self._reader.records("series", ids)}
        for register in DOCUMENTS:
            self.directories[f"{register}_series"] = NameDirectory(
                KnownName(series.code, aliases=(series.name,))
                for series in self.series_of(register)
            )

    def _read_bodies(self) -> None:
        if self._uses is None:
            self._uses = Counter(dict(self._reader.newest_values("incoming", "issuer", _NEWEST)))
        self.directories["bodies"] = NameDirectory(uses=self._uses)
        self.directories["units"] = NameDirectory()
        ids = self._reader.ids(Query("bodies"))[::-1]
        for body in self._reader.records("bodies", ids):
            self._add_body(body)

    def learn(self, body: Body) -> None:
        """Know a body that is being added, before its change is whole."""
        self._add_body(body)

    def learn_series(self, series: Series) -> None:
        """Know a series that is being added, before its change is whole."""
        self.series[series.register, series.code] = series
        known = KnownName(series.code, aliases=(series.name,))
        self.directories[f"{series.register}_series"].add(known)

    def _add_body(self, body: Body) -> None:
        self.bodies[body.name] = body
        self.directories["bodies"].add(known_body(body))
        if body.body_group == "office":
            self.directories["units"].add(known_body(body))

    def _read_persons(self) -> None:
        """Signatories and handlers have no list yet: the newest documents name them.

        To read them takes longer than all else together, so that is left until one is asked for.
        """
        for directory, (kind, field) in _PERSONS.items():
            self.directories[directory] = NameDirectory(
                later=partial(self._persons, kind, field), of_people=True
            )

    def _persons(self, kind: str, field: str) -> Counter[str]:
        return Counter(dict(self._reader.newest_values(kind, field, _NEWEST)))

    def _use(self, document: Document) -> None:
        for name, field in fields_of(type(document)).items():
            value = getattr(document, name)
            if isinstance(field, Name) and value and field.directory in self.directories:
                directory = self.directories[field.directory]
                if not directory.is_read:
                    continue  # it will find this use when it is read
                for one in value if isinstance(value, tuple) else (value,):
                    directory.used(one)
                    if field.directory in _PERSONS and not directory.named(one):
                        directory.add(KnownName(one))
