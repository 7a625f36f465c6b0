# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""When the next request may go: a ceiling on the rate, and one brake for all workers when the cloud throttles."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

_WINDOW = 1.0  # seconds over which is counted what the cloud lets through
_ENOUGH = 10  # answers in a window that say what the cloud allows; fewer may be a burst's good or bad luck
_CUT = 0.1  # how far below that rate to go on
_PLATEAU = 8.0  # seconds until that rate is reached again, and as many until it is passed by as much
_LONGEST_PAUSE = 60.0

Sleep = Callable[[float], None]


class CubicSchedule:
    """Gives each request its time. It knows no clock and no threads: times are seconds, given by the caller.

    A throttling answer closes the schedule for a pause and takes what went through in the last second as the limit.
    From a tenth below, the rate follows a cubic curve (as TCP CUBIC's): soon near the limit, long about it, then
    faster and faster, so that speed comes back when the cloud allows more. Where too little went through to know the
    limit, the rate doubles every second until the next throttling answer tells it.
    """

    def __init__(self, ceiling: float | None = None) -> None:
        self._ceiling = ceiling
        self._limit: float | None = None
        self._limit_is_known = False
        self._next_slot = 0.0
        self._answers: deque[float] = deque()
        self.closed_until = 0.0

    def slot(self, now: float) -> float:
        """When the next request may go. It must not if the schedule was closed beyond that time meanwhile."""
        slot = max(now, self._next_slot, self.closed_until)
        rate = self.rate(slot)
        self._next_slot = slot + (1 / rate if rate else 0.0)
        return slot

    def rate(self, now: float) -> float | None:
        """Requests a second; None for as many as there are."""
        if self._limit is None:
            return self._ceiling
        age = max(0.0, now - self.closed_until)
        if self._limit_is_known:
            rate = self._limit * (1 + _CUT * (age / _PLATEAU - 1) ** 3)
        else:
            rate = self._limit * (1 - _CUT) * 2 ** min(age, 30.0)
        return rate if self._ceiling is None else min(rate, self._ceiling)

    def answered(self, now: float) -> None:
        """An answer came that was not throttled."""
        self._answers.append(now)
        self._forget(now)

    def throttled(self, now: float, sent_at: float, pause: float) -> None:
        """The request of time `sent_at` was throttled. Those sent before a pause say nothing new after it."""
        if sent_at < self.closed_until:
            return
        self._forget(now)
        rate = self.rate(now)
        passed = max(1.0, len(self._answers) / _WINDOW)
        tried_for_long = self._limit is not None and now - self.closed_until >= _WINDOW
        self._limit_is_known = tried_for_long or len(self._answers) >= _ENOUGH
        self._limit = passed if rate is None else min(passed, rate)
        self.closed_until = now + min(pause, _LONGEST_PAUSE)

    def _forget(self, now: float) -> None:
        while self._answers and self._answers[0] < now - _WINDOW:
            self._answers.popleft()


class RateLimiter:
    """The schedule that all workers of one connection share. ``requests_per_second``: the ceiling, None for none."""

    def __init__(self, requests_per_second: float | None = None) -> None:
        self._schedule = CubicSchedule(requests_per_second)
        self._lock = threading.Lock()

    def wait(self, pause: Sleep = time.sleep, sleep: Sleep = time.sleep) -> float:
        """Block until a request may go; returns its time, for `throttled`.

        :param pause: sleeps while the cloud wants no requests, ``sleep`` while the rate wants none.
        """
        while True:
            with self._lock:
                slot = self._schedule.slot(time.monotonic())
                closed_until = self._schedule.closed_until
            for until, wait in ((closed_until, pause), (slot, sleep)):
                delay = until - time.monotonic()
                if delay > 0:
                    wait(delay)
            with self._lock:
                if slot >= self._schedule.closed_until:
                    return slot

    def answered(self) -> None:
        """An answer came that was not throttled."""
        with self._lock:
            self._schedule.answered(time.monotonic())

    def throttled(self, sent_at: float, pause: float) -> None:
        """The cloud throttled the request of time `sent_at`: stop all workers for `pause` seconds."""
        with self._lock:
            self._schedule.throttled(time.monotonic(), sent_at, pause)
