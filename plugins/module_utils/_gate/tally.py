# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""How far the reading is, over all connections."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .._images.read import Watch
from .._images.reading import Reading
from .model import Progress, Task


@dataclass
class _Part:
    total: int
    done: int = 0
    unread: int = 0
    finished: bool = False


class ImageTally:
    """Counts images, and knows which connection the run will wait for longest."""

    def __init__(self, tasks: Mapping[str, Task], clock: Callable[[], float] = time.monotonic) -> None:
        self._parts = {name: _Part(len(task["image_ids"])) for name, task in tasks.items()}
        self._clock = clock
        self._began = clock()
        self._lock = threading.Lock()

    def of(self, connection: str) -> Watch:
        """What one connection tells it."""
        return _Listener(self, connection)

    def more(self, connection: str, images: int) -> None:
        """A list named so many images that will be read, too."""
        with self._lock:
            self._parts[connection].total += images

    def tried(self, connection: str, read: bool) -> None:
        """One image's members were read, or could not be."""
        with self._lock:
            part = self._parts[connection]
            part.done += 1
            part.unread += not read

    def finished(self, connection: str) -> None:
        """A connection is done: its images that were not tried count as not read."""
        with self._lock:
            part = self._parts[connection]
            part.finished = True
            part.unread += max(0, part.total - part.done)
            part.done = max(part.total, part.done)

    def progress(self) -> Progress:
        """How far all connections are together."""
        with self._lock:
            parts = list(self._parts.values())
            return {
                "done": sum(part.done for part in parts),
                "total": sum(max(part.total, part.done) for part in parts),
                "unread": sum(part.unread for part in parts),
                "slowest": self._slowest(),
            }

    def _slowest(self) -> str | None:
        open_ones = {name: part for name, part in self._parts.items() if not part.finished}
        elapsed = self._clock() - self._began
        left = {name: elapsed * (part.total - part.done + 1) / (part.done or 0.5) for name, part in open_ones.items()}
        return max(left, key=lambda name: left[name], default=None)


class _Listener(Watch):
    def __init__(self, tally: ImageTally, connection: str) -> None:
        self._tally = tally
        self._connection = connection

    def more(self, images: int) -> None:
        self._tally.more(self._connection, images)

    def tried(self, reading: Reading) -> None:
        self._tally.tried(self._connection, reading.state == "read")
