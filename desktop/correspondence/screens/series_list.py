"""The number series on screen, as the office defines them."""

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.correspondence.keeping_series import discard_series, keep_series, series_of
from desktop.correspondence.known_names import KnownNames
from desktop.correspondence.numbering import compose
from desktop.correspondence.series import Series
from desktop.correspondence.views import SERIES
from desktop.desk import Action, Desk
from desktop.language.folding import fold
from desktop.language.words import M
from desktop.office.screens.lists import Grounds, lists_offered, open_list, suggest_bodies
from desktop.records.drafts import Draft, draft_of
from desktop.records.fields import Ground
from desktop.widgets.chooser import Suggest, Suggestion
from desktop.widgets.list_dialog import SmallList


def small_lists_offered(desk: Desk, names: KnownNames, parent: QWidget) -> tuple[Action, ...]:
    """The lists that the office defines for its correspondence, as actions."""

    def ground() -> Ground:
        return names.ground(desk.store.today, desk.words.language)

    return (
        Action(
            "series",
            M("Number series…"),
            (),
            lambda: open_list(series_list(desk, names, ground), desk, parent),
            "edit",
        ),
        *lists_offered(desk, ground, parent),
    )


def series_list(desk: Desk, names: KnownNames, ground: Grounds) -> SmallList:
    """All number series of both registers."""

    def fresh(beside: Series | None) -> Draft:
        """A new series stands in the register in which the person is looking about."""
        texts = draft_of(beside, ground()).texts if beside else {}
        kept = ("register", "issuer")
        return Draft("series", {name: texts[name] for name in kept if name in texts})

    suggests: dict[str, Suggest] = {
        "issuer": suggest_bodies(ground),
        "template": partial(_suggest_templates, names, desk.store.today.year),
    }
    return SmallList(
        title=M("Number series"),
        record=Series,
        view=SERIES,
        ground=ground,
        suggests=suggests.get,
        read=partial(series_of, desk.store.reader),
        called=lambda series: M("{code} · {name}", code=series.code, name=series.name),
        save=partial(keep_series, desk.store),
        discard=partial(discard_series, desk.store),
        new=M("New series"),
        fresh=fresh,
    )


def _suggest_templates(names: KnownNames, year: int, typed: str) -> list[Suggestion]:
    """The templates in use, each with the symbol that it makes for the first decision."""
    templates = dict.fromkeys(one.template for one in names.series_of("outgoing") if one.template)
    return [
        Suggestion(
            template,
            compose(template, number=1, year=year, document_kind="quyet-dinh", unit="NC"),
        )
        for template in templates
        if fold(template).startswith(fold(typed))
    ]
