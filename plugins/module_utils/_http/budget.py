# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""How long a connection may go on without getting anywhere, and how much one list may hold."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .._errors import ApiError

MAX_LIST_BYTES = 512 * 1024 * 1024
"""Of all pages of one list together."""
MAX_VALUES = 200_000
"""Of one answer: members of objects and lists together. A page of 1,000 images has 60,000."""
_VALUES_A_ROW = 10  # of a list that is not cut into pages; its rows have up to 8


class Budget:
    """The time of one connection.

    The clock of ``give_up_after`` runs while a request is in flight or waits to be repeated, and starts anew with each
    progress: a finished image, a new page. Waiting for a slot, or for the connection's own rate, does not count.

    :param give_up_after: seconds without progress; None for any number.
    :param deadline: seconds from now in which everything must be done; None for no such limit.
    :param clock: gives seconds; for tests.
    """

    def __init__(
        self,
        give_up_after: float | None = None,
        deadline: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._give_up_after = float("inf") if give_up_after is None else give_up_after
        self._deadline = float("inf") if deadline is None else deadline
        self._clock = clock
        self._ends = clock() + self._deadline
        self._lock = threading.Lock()
        self._running = 0
        self._since = 0.0
        self._counted = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Held while a request is in flight, or waits to be repeated."""
        with self._lock:
            if not self._running:
                self._since = self._clock()
            self._running += 1
        try:
            yield
        finally:
            with self._lock:
                self._running -= 1
                if not self._running:
                    self._counted += self._clock() - self._since

    def progress(self) -> None:
        """An image is finished, or a page brought something new."""
        with self._lock:
            self._counted = 0.0
            self._since = self._clock()

    def left(self) -> float:
        """Seconds until this connection is given up if nothing more happens; 0 or less afterwards."""
        now = self._clock()
        with self._lock:
            counted = self._counted + (now - self._since if self._running else 0.0)
        return min(self._give_up_after - counted, self._ends - now)

    def spent(self) -> str | None:
        """Why the connection is given up, as a sentence begins with it; None while there is time left."""
        if self.left() > 0:
            return None
        if self._clock() >= self._ends:
            return f"Given up: the deadline of {self._deadline:g} s has passed"
        return f"Given up after {self._give_up_after:g} s without a finished image or a new page"

    def sleep(self, seconds: float, stopped: threading.Event) -> None:
        """Sleep, but no longer than there is time, and not when all is stopped."""
        until = self._clock() + seconds
        while (rest := min(until - self._clock(), self.left())) > 0:
            if stopped.wait(rest):
                return


class _Bounds(threading.local):
    """Of what this thread reads just now. ``size``: bytes of the list so far, None outside of one."""

    size: int | None = None
    values: int = MAX_VALUES


_bounds = _Bounds()


@contextmanager
def one_list(rows: int) -> Iterator[None]:
    """All answers that this thread reads inside are one list of at most so many rows.

    Together they are held to MAX_LIST_BYTES, and each one to what so many rows can hold.
    """
    outer = _bounds.size, _bounds.values
    _bounds.size, _bounds.values = 0, min(MAX_VALUES, rows * _VALUES_A_ROW)
    try:
        yield
    finally:
        _bounds.size, _bounds.values = outer


def most_values(size: int) -> int:
    """How many values an answer of so many bytes may hold. ApiError where it is too much for the list it belongs to."""
    if _bounds.size is not None:
        _bounds.size += size
        if _bounds.size > MAX_LIST_BYTES:
            raise ApiError(
                "bad_response",
                f"The list does not end: its pages hold more than {MAX_LIST_BYTES // 1024 // 1024} MiB.",
                http_status=200,
            )
    return _bounds.values
