# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Workers, an API that throttles, and a clock that only this simulation moves."""

from __future__ import annotations

import heapq
from collections import deque
from dataclasses import dataclass
from itertools import count
from typing import Protocol

from ansible_collections.cloud_images.sharing.plugins.module_utils._http.rate_limiter import CubicSchedule


class Limiter(Protocol):
    def admits(self, now: float) -> bool: ...


class TokenBucket:
    """``burst`` requests at once, refilled at ``per_second``."""

    def __init__(self, per_second: float, burst: float) -> None:
        self._per_second, self._burst, self._tokens, self._at = per_second, burst, burst, 0.0

    def admits(self, now: float) -> bool:
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._per_second)
        self._at = now
        admitted = self._tokens >= 1
        self._tokens -= admitted
        return admitted


class FixedWindow:
    """``per_second`` requests in each second of the API's own clock, which is ``phase`` ahead."""

    def __init__(self, per_second: int, phase: float) -> None:
        self._per_second, self._phase, self._window, self._count = per_second, phase, -1, 0

    def admits(self, now: float) -> bool:
        window = int(now + self._phase)
        if window != self._window:
            self._window, self._count = window, 0
        self._count += 1
        return self._count <= self._per_second


class SlidingWindow:
    """``per_second`` requests in any second, refused ones included."""

    def __init__(self, per_second: int) -> None:
        self._seen: deque[float] = deque([float("-inf")] * per_second, per_second)

    def admits(self, now: float) -> bool:
        admitted = self._seen[0] <= now - 1
        self._seen.append(now)
        return admitted


@dataclass
class Outcome:
    seconds: float = 0.0
    requests: int = 0
    refused: int = 0
    attempts: int = 1
    """The most that one image took."""

    @property
    def wasted(self) -> float:
        return self.refused / self.requests


def read(
    schedule: CubicSchedule, api: Limiter, images: int, *, workers: int = 8, latency: float = 0.05, pause: float = 1.0
) -> Outcome:
    """What it costs ``workers`` to read all images, each tried until it is answered."""
    outcome, order, waiting = Outcome(), count(), deque([1] * images)
    events: list[tuple[float, int, str, int, float]] = []

    def push(time: float, what: str, attempt: int, sent_at: float = 0.0) -> None:
        heapq.heappush(events, (time, next(order), what, attempt, sent_at))

    def begin(now: float) -> None:
        if waiting:
            push(schedule.slot(now), "send", waiting.popleft())

    for _worker in range(workers):
        begin(0.0)
    while events:
        now, _order, what, attempt, sent_at = heapq.heappop(events)
        if what == "send":
            if now < schedule.closed_until:
                push(schedule.slot(now), "send", attempt)
                continue
            outcome.requests += 1
            outcome.attempts = max(outcome.attempts, attempt)
            push(now + latency, "answer" if api.admits(now + latency / 2) else "refusal", attempt, now)
            continue
        outcome.seconds = now
        if what == "answer":
            schedule.answered(now)
        else:
            outcome.refused += 1
            schedule.throttled(now, sent_at, pause)
            waiting.appendleft(attempt + 1)
        begin(now)
    return outcome
