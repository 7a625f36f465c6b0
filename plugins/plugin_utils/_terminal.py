# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Lines for whoever watches a run: on standard error, at once, and harmless where nobody reads them.

Ansible's own Display ends up in the main process, in a thread that carries all results. When the reader of a pipe is
gone (``| head -5``), that thread dies of the broken pipe, and the run waits for ever. So a line goes straight to the
standard error of the main process. Workers of newer versions of ansible-core have none of their own, but they inherit
what the main process opened before: it imports the action, and so this file, before it forks a worker.
"""

from __future__ import annotations

import contextlib
import os

from ansible.utils.display import Display

_MAIN = os.getpid()
try:
    _STDERR: int | None = os.dup(2)
except OSError:  # closed
    _STDERR = None


def say(text: str) -> None:
    """Show a text and a line break, and log it where Ansible has a log."""
    if _STDERR is None:
        return
    if os.getpid() == _MAIN:  # imported in this process only: what was opened here may lead nowhere
        Display().display(text, stderr=True)
        return
    Display().display(text, log_only=True)
    rest = memoryview(f"{text}\n".encode("utf-8", "replace"))
    with contextlib.suppress(OSError):
        while rest:
            rest = rest[os.write(_STDERR, rest) :]
