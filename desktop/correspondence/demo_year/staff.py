"""Who deals with a field: leaders, specialists, bodies of the province and places in it."""

from collections.abc import Sequence
from random import Random
from typing import Final

from desktop.correspondence.demo_year.issuers import Issuer, all_issuers, provincial_bodies
from desktop.correspondence.demo_year.vocabulary import Told, read_follow_up, read_vocabulary

_GIVEN_TASKS: Final = ("department", "branch")
_FOR_ALL_ELSE: Final = "Sở Nội vụ"


class Staff:
    """The people of the demo office, and the bodies that it gives work to."""

    def __init__(self) -> None:
        told = read_vocabulary()
        self._fields: Told = told["fields"]
        self._leaders: Told = told["office"]["leaders"]
        self._specialists: Told = read_follow_up()["specialists"]
        units = told["office"]["departments"]
        self.units = {unit["short"]: str(unit["name"]) for unit in units}
        self.shorts = {name: short for short, name in self.units.items()}
        self._co_operating: Sequence[str] = told["office"]["co_operating"]
        self._issuers = all_issuers(told)
        self.codes = {who.name: who.code for who in self._issuers if who.code}
        self.groups = {who.name: who.group for who in self._issuers}
        self.districts = tuple(who.name for who in self._issuers if who.sort == "district")
        self.communes = tuple(who.name for who in self._issuers if who.sort == "commune")
        self._bodies: dict[str, tuple[str, ...]] = {}

    def leader_of(self, topic: str) -> tuple[str, str]:
        """The name and the position of the one whose field it is."""
        who = next(one for one in self._leaders["vice_chairmen"] if topic in one["fields"])
        return who["name"], who["position"]

    @property
    def chief(self) -> str:
        return str(self._leaders["chief"][0]["name"])

    def specialist(self, unit: str, dice: Random) -> str:
        """Somebody of a unit of the office."""
        return str(dice.choice(self._specialists[self.shorts[unit]]))

    def unit_of(self, topic: str) -> str:
        """The unit of the office that deals with a field first of all."""
        return self.units[self._fields[topic]["units"][0]]

    def others(self, units: Sequence[str], dice: Random) -> tuple[str, ...]:
        """One or two units that work on a matter besides those that have it."""
        names = [self.units[short] for short in self._co_operating]
        free = [name for name in names if name not in units]
        return tuple(dice.sample(free, dice.choice((1, 1, 2))))

    def bodies_of(self, topic: str) -> tuple[str, ...]:
        """The departments that carry out the work of a field; where there is none, its branches."""
        if topic not in self._bodies:
            dealing: list[Issuer] = provincial_bodies(self._issuers, topic)
            sort = next((who.sort for who in dealing if who.sort in _GIVEN_TASKS), None)
            own = tuple(who.name for who in dealing if who.sort == sort)
            self._bodies[topic] = own or (_FOR_ALL_ELSE,)
        return self._bodies[topic]

    def works_of(self, topic: str) -> list[str]:
        """What is done in a field, in words that name nothing else."""
        return [work for work in self._fields[topic]["work"] if "{" not in work]

    def topics(self) -> list[str]:
        """The fields in which a body of the province carries out work."""
        own = {topic for who in self._issuers if who.sort in _GIVEN_TASKS for topic in who.about}
        return [topic for topic in self._fields if topic in own]

    def district_in(self, text: str) -> str | None:
        """The committee of a district that a text names."""
        named = (name for name in self.districts if name.removeprefix("UBND ") in text)
        return next(named, None)
