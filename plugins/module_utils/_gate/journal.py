# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The file into which the reading process writes what it has, as soon as it has it.

What stands there survives the process. Nothing in it is secret: lines are masked before they are written.
"""

from __future__ import annotations

import json
import os
import threading

from .model import Line


class Journal:
    """Appends lines of JSON. The file exists and belongs to its owner alone; whoever reads it may do so meanwhile."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND)
        self._lock = threading.Lock()

    def write(self, line: Line) -> None:
        """Append one line, whole."""
        rest = memoryview(json.dumps(line, separators=(",", ":")).encode() + b"\n")
        with self._lock:
            while rest:
                rest = rest[os.write(self._file, rest) :]

    def close(self) -> None:
        """Close the file. Nothing can be written afterwards."""
        os.close(self._file)
