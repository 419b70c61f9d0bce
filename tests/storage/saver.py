"""Savers for test_kill.py: each line on the standard input names a file, and starts one saver.

A saver is a fork of this process, for loading Python and the program takes longer than most of
them live. It makes or opens the file and saves until it is killed; after each save that returned
it says the register and number: “incoming SN 2026 12”. “saver 4711” tells the saver's process,
“ended” that it is gone.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from itertools import count
from pathlib import Path

from desktop.correspondence.incoming import IncomingDocument
from desktop.correspondence.known_names import Document, KnownNames
from desktop.correspondence.outgoing import OutgoingDocument
from desktop.correspondence.registering import register
from desktop.opening import make_office


def main() -> None:
    for line in sys.stdin:
        saver = os.fork()
        if not saver:
            save_on_and_on(Path(line.rstrip("\n")))
        say(f"saver {saver}")
        os.waitpid(saver, 0)
        say("ended")


def save_on_and_on(path: Path) -> None:
    with closing(make_office(path)) as store, ThreadPoolExecutor(1) as beside:
        names = KnownNames(store.reader)
        # As beside the window: the log is folded in while the next one is saved.
        fold = store.leave_log()
        for turn in count():
            _, document = register(store, one_of_three(turn), names=names)
            say(f"{document.kind} {document.series} {document.year} {document.number}")
            beside.submit(fold)


def one_of_three(turn: int) -> Document:
    """Each with a body that is named for the first time, so that a save is more than one row."""
    body = f"Công ty {os.getpid()}-{turn}"
    if turn % 3 == 2:
        return OutgoingDocument(
            series="UBND-QD",
            document_date=date(2026, 3, 2),
            document_kind="quyet-dinh",
            subject=f"Về việc phê duyệt dự án thứ {turn}",
            recipients=(body,),
        )
    return IncomingDocument(
        series=("SN", "TW")[turn % 3],
        arrived_on=date(2026, 3, 2),
        issuer=body,
        subject=f"V/v đề nghị xem xét hồ sơ thứ {turn}",
    )


def say(line: str) -> None:
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


if __name__ == "__main__":
    main()
