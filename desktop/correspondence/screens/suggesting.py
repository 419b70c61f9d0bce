"""What is offered while names are typed."""

from desktop.correspondence.known_names import KnownNames
from desktop.widgets.chooser import Suggest, Suggestion


def suggest_from(names: KnownNames, directory: str) -> Suggest:
    """Names of one directory, each with the short form that stands beside it."""

    def suggest(typed: str) -> list[Suggestion]:
        # The directory is asked for anew each time: a change may have put another in its place.
        known = names.directories[directory].suggest(typed)
        return [Suggestion(one.name, one.abbreviation) for one in known]

    return suggest
