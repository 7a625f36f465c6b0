# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""When the next request may go: a ceiling on the rate, and one brake for all workers when the cloud throttles."""

from __future__ import annotations

import threading
import time
from collections import deque

_WINDOW = 1.0  # seconds over which the allowed rate is measured
_CUT = 0.9  # after a throttling answer: this part of what went through
_GROWTH = 0.02  # a second without one: this much faster again
_LONGEST_PAUSE = 60.0


class Pace:
    """Shared by all workers of one connection.

    ``requests_per_second``: the ceiling, None for none. A throttling answer stops every worker for the time that the
    cloud asks for (or that is given) and sets the rate a little below the one that went through before; it grows again
    while no further one comes.
    """

    def __init__(self, requests_per_second: float | None = None) -> None:
        self._ceiling = requests_per_second
        self._rate = requests_per_second
        self._lock = threading.Lock()
        self._next_slot = 0.0
        self._closed_until = 0.0
        self._rated_at = 0.0
        self._answers: deque[float] = deque()

    def wait(self) -> float:
        """Block until a request may go; returns its time, for `throttled`."""
        slot = self._take_slot()
        while True:
            delay = slot - time.monotonic()
            if delay > 0:
                time.sleep(delay)
            with self._lock:
                if slot >= self._closed_until:
                    return slot
            slot = self._take_slot()

    def answered(self) -> None:
        """An answer came that was not throttled."""
        now = time.monotonic()
        with self._lock:
            self._answers.append(now)
            self._forget(now)
            if self._rate is not None and self._rate != self._ceiling and now - self._rated_at >= _WINDOW:
                self._rate *= 1 + _GROWTH
                self._rated_at = now
                if self._ceiling is not None:
                    self._rate = min(self._rate, self._ceiling)

    def throttled(self, sent_at: float, pause: float) -> None:
        """The cloud throttled the request of time `sent_at`: stop all workers for `pause` seconds."""
        now = time.monotonic()
        with self._lock:
            if sent_at < self._closed_until:
                return
            self._forget(now)
            passed = max(1.0, len(self._answers) / _WINDOW)
            self._rate = _CUT * (passed if self._rate is None else min(passed, self._rate))
            self._rated_at = self._closed_until = now + min(pause, _LONGEST_PAUSE)

    def _take_slot(self) -> float:
        with self._lock:
            slot = max(time.monotonic(), self._next_slot, self._closed_until)
            self._next_slot = slot + (1 / self._rate if self._rate else 0.0)
            return slot

    def _forget(self, now: float) -> None:
        while self._answers and self._answers[0] < now - _WINDOW:
            self._answers.popleft()
