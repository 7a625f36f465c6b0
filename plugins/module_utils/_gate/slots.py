# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The requests in flight over all connections: bounded, and shared so that silence slows nobody else."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from .._errors import ApiError


class Slots:
    """At most ``total`` requests in flight.

    Whoever waits gets the next free slot in turn, but for connections whose last request nobody answered: these wait
    behind all others, or as many of them as there are slots would hold up the rest for one timeout after the other.
    """

    def __init__(self, total: int) -> None:
        self._lock = threading.Lock()
        self._free = total
        self._waiting: deque[threading.Event] = deque()
        self._waiting_silent: deque[threading.Event] = deque()

    def idle(self) -> bool:
        """Whether a request could go right now."""
        return self._free > 0

    def acquire(self, silent: bool) -> None:
        """Wait for a slot. ``silent``: nobody answered this connection's last request."""
        with self._lock:
            if self._free:
                self._free -= 1
                return
            turn = threading.Event()
            (self._waiting_silent if silent else self._waiting).append(turn)
        turn.wait()

    def release(self) -> None:
        """Hand the slot to whoever is next."""
        with self._lock:
            queue = self._waiting or self._waiting_silent
            if queue:
                queue.popleft().set()
            else:
                self._free += 1


class Lane:
    """One connection's way to the slots."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._silent = False

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Held by one request while it is in flight."""
        self._slots.acquire(self._silent)
        try:
            yield
        except ApiError as error:
            self._silent = error.kind == "unreachable"
            raise
        else:
            self._silent = False
        finally:
            self._slots.release()
