"""Painting on a command line: Qt measures letters only where an application is running."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QGuiApplication


@contextmanager
def fonts() -> Iterator[QGuiApplication]:
    """An application without a screen, for as long as pages are painted."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        yield running
        return
    yield QGuiApplication(sys.argv[:1])
