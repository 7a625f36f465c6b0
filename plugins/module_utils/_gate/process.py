# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The connections that one process of a run reads, side by side."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from .connection import Run, read_connection
from .identities import Identities
from .journal import Journal
from .model import Request
from .shares import Share
from .slots import Slots
from .tally import ImageTally

_TELL_EVERY = 1.0  # seconds


def read_share(share: Share, request: Request, environ: Mapping[str, str]) -> None:
    """Read these connections, with a thread for each."""
    run = Run(Identities(share.tasks.values()), Slots(share.slots), environ, request["folder"])
    tally = ImageTally(share.tasks)
    journal = Journal(request["journal"])
    ended = threading.Event()

    def read(name: str) -> None:
        lines = read_connection(name, share.tasks[name], run, tally.of(name))
        tally.finished(name)
        for line in lines:
            journal.write(line)

    def tell() -> None:
        while not ended.wait(_TELL_EVERY):
            journal.write({"progress": tally.progress(), "process": share.number})
        journal.write({"progress": tally.progress(), "process": share.number})

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    threads = [threading.Thread(target=read, args=(name,), daemon=True) for name in share.tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ended.set()
    teller.join()
    journal.close()
