"""What is offered while the names of a meeting are typed."""

from desktop.desk import Desk
from desktop.language.words import M
from desktop.meetings.names import MeetingNames
from desktop.office.directories import KnownName, NameDirectory
from desktop.records.queries import Query
from desktop.widgets.chooser import Suggest, Suggestion


def suggests_of(desk: Desk, names: MeetingNames) -> dict[str, Suggest]:
    """For each field the names that it may hold."""
    return {
        "room": lambda typed: _rooms(desk, names, typed),
        "template": lambda typed: _templates(desk, typed),
        **{
            field: _from(desk, names, directory)
            for field, directory in (
                ("chair", "leaders"),
                ("leaders", "leaders"),
                ("preparing_body", "bodies"),
                ("specialist", "handlers"),
                ("car", "cars"),
            )
        },
    }


def _from(desk: Desk, names: MeetingNames, directory: str) -> Suggest:
    def suggest(typed: str) -> list[Suggestion]:
        known = names.ground(desk.store.today, desk.words.language).directories[directory]
        assert isinstance(known, NameDirectory)
        return [Suggestion(one.name, one.abbreviation) for one in known.suggest(typed)]

    return suggest


def _rooms(desk: Desk, names: MeetingNames, typed: str) -> list[Suggestion]:
    """Rooms with their seats; all of them while nothing is typed."""
    known = names.directories["rooms"].suggest(typed) if typed else []
    wanted = [one.name for one in known] if typed else [one.name for one in names.rooms.values()]
    return [Suggestion(name, _seats(desk, names, name)) for name in wanted]


def _seats(desk: Desk, names: MeetingNames, name: str) -> str:
    room = names.room(name)
    return desk.words(M("{count} seats", count=room.seats)) if room and room.seats else ""


def _templates(desk: Desk, typed: str) -> list[Suggestion]:
    """Templates by their names, each with its hour; all of them while nothing is typed."""
    reader = desk.store.reader
    templates = list(reader.records("meeting_templates", reader.ids(Query("meeting_templates"))))
    hours = {one.name: f"{one.starts_at:%H:%M}" if one.starts_at else "" for one in templates}
    known = NameDirectory(KnownName(name) for name in hours)
    wanted = [one.name for one in known.suggest(typed)] if typed else list(hours)
    return [Suggestion(name, hours[name]) for name in wanted]
