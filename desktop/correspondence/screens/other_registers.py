"""The smaller registers of the tab, each made when it is asked for first."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.correspondence.filing.screens.case_files_page import case_files_spec
from desktop.correspondence.following_up.screens.follow_up_page import FollowUp
from desktop.correspondence.other_books.screens.dispatches_page import dispatches_spec
from desktop.correspondence.other_books.screens.loans_page import loans_spec
from desktop.office.screens.register_page import RegisterPage

if TYPE_CHECKING:
    from desktop.correspondence.screens.tab import CorrespondenceTab


def makers_of(tab: "CorrespondenceTab") -> dict[str, Callable[[], RegisterPage]]:
    """How the page of each smaller register is made, by its kind."""
    desk, names = tab.desk, tab.names

    def follow_up() -> RegisterPage:
        made = FollowUp(
            desk, names, open_document=lambda document: tab.show_record("incoming", document)
        )
        tab.follow_up = made
        return made.page

    return {
        "matters": follow_up,
        "case_files": lambda: RegisterPage(
            case_files_spec(desk, names, show_documents=tab.tools.show_documents_of), desk
        ),
        "dispatches": lambda: RegisterPage(dispatches_spec(desk, names), desk),
        "loans": lambda: RegisterPage(loans_spec(desk, names), desk),
    }
