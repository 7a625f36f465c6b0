# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""A run: its connections are shared out to a few processes, each of which reads its own side by side."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Mapping

from .model import Request
from .process import read_share
from .shares import Share, shared_out


class ReadingDied(RuntimeError):
    """A process ended before its connections were read. What the journal does not hold was not read."""


def read_all(request: Request, environ: Mapping[str, str]) -> None:
    """Read every connection; the journal gets each one's outcome as soon as it is there, and how far the run is."""
    _open_many_files()
    own, *others = shared_out(request)
    fork = multiprocessing.get_context("fork")
    helpers = [fork.Process(target=_help, args=(share, request, environ), daemon=True) for share in others]
    for helper in helpers:
        helper.start()
    read_share(own, request, environ)
    for helper in helpers:  # to the end of the last one, as what one of them did not read must not hide the others
        helper.join()
    died = [helper.exitcode for helper in helpers if helper.exitcode]
    if died and died[0] < 0:
        raise ReadingDied(f"one of its processes was killed by signal {-died[0]}, as happens where memory runs out")
    if died:
        raise ReadingDied(f"one of its processes ended with status {died[0]}")


def _help(share: Share, request: Request, environ: Mapping[str, str]) -> None:
    """Read a share in a process that does not outlive the one that started it."""
    threading.Thread(target=_follow_the_parent, daemon=True).start()
    read_share(share, request, environ)


def _follow_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _open_many_files() -> None:
    """Each connection keeps some sockets open, and many systems allow 1,024 unless they are asked for more."""
    try:
        import resource

        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    except (ImportError, OSError, ValueError):
        pass
