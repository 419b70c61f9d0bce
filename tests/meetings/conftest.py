"""What tests of meetings share: the names that forms of meetings lean on."""

import pytest

from desktop.correspondence.known_names import KnownNames
from desktop.meetings.names import MeetingNames
from desktop.storage.store import Store


@pytest.fixture
def meeting_names(office: Store, names: KnownNames) -> MeetingNames:
    """The rooms, leaders and people that this office knows."""
    return MeetingNames(office.reader, names)
