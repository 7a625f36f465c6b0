# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""All connections of a run, side by side in one process."""

from __future__ import annotations

import threading

from .connection import Run, read_connection
from .identities import Identities
from .journal import Journal
from .model import Request
from .slots import Slots
from .tally import ImageTally

_TELL_EVERY = 1.0  # seconds


def read_all(request: Request, environ: dict[str, str]) -> None:
    """Read every connection; the journal gets each one's outcome as soon as it is there, and how far the run is."""
    tasks = request["connections"]
    run = Run(Identities(tasks.values()), Slots(request["concurrency"]), environ, request["folder"])
    tally = ImageTally(tasks)
    journal = Journal(request["journal"])
    ended = threading.Event()

    def read(name: str) -> None:
        lines = read_connection(name, tasks[name], run, tally.of(name))
        tally.finished(name)
        for line in lines:
            journal.write(line)

    def tell() -> None:
        while not ended.wait(_TELL_EVERY):
            journal.write({"progress": tally.progress()})

    _open_many_files()
    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    threads = [threading.Thread(target=read, args=(name,), daemon=True) for name in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ended.set()
    teller.join()
    journal.close()


def _open_many_files() -> None:
    """Each connection keeps some sockets open, and many systems allow 1,024 unless they are asked for more."""
    try:
        import resource

        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    except (ImportError, OSError, ValueError):
        pass
