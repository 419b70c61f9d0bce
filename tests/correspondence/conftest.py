"""A person at the keyboard of a whole window, as in the journeys."""

from tests.journeys.conftest import person

__all__ = ["person"]
