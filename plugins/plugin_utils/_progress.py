# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""When a long run says how far it is, and in which words."""

from __future__ import annotations

from collections.abc import Collection

from ..module_utils._gate.model import Progress

EVERY = 10.0
"""Seconds from one line to the next, and until the first."""
MOST_LINES = 30


class ProgressLines:
    """A line about every ten seconds; in runs of more than five minutes fewer, so that there are never more than 30.

    :param began: when anything was last said, such as the task's name. All times are seconds of one clock.
    """

    def __init__(self, began: float) -> None:
        self._began = began
        self._next = began + EVERY
        self._lines = 0
        self._images = 0

    def line(self, now: float, progress: Progress) -> str | None:
        """What to say now, if anything."""
        self._images = max(self._images, progress["total"])
        if now < self._next or self._lines >= MOST_LINES - 1:
            return None
        self._lines += 1
        elapsed = now - self._began
        rate = progress["done"] / elapsed
        left = (progress["total"] - progress["done"]) / rate if rate else None
        lines_left = MOST_LINES - 1 - self._lines
        if lines_left:
            self._next = now + max(EVERY, (elapsed if left is None else left) / lines_left)
        return _words(progress, rate, left)

    def end(self) -> str | None:
        """What to say when the reading is over, so that the judgement is not silent: nothing after a short run."""
        return f"Image sharing: all {self._images:,} images tried, now judging" if self._lines else None


def together(parts: Collection[Progress]) -> Progress:
    """How far the run is, from how far each of its processes is."""
    last = max(parts, key=lambda part: part["total"] - part["done"])
    return {
        "done": sum(part["done"] for part in parts),
        "total": sum(part["total"] for part in parts),
        "unread": sum(part["unread"] for part in parts),
        "slowest": last["slowest"],
    }


def _words(progress: Progress, rate: float, left: float | None) -> str:
    said = [f"{progress['done']:,} of {progress['total']:,} images tried"]
    if progress["unread"]:
        said.append(f"{progress['unread']:,} unknown")
    said.append(f"{rate:.3g} a second" if rate < 10 else f"{rate:,.0f} a second")
    if left is not None:
        said.append(f"about {_duration(left)} left")
    if progress["slowest"]:
        said.append(f"mostly waiting for {progress['slowest']}")
    return f"Image sharing: {', '.join(said)}"


def _duration(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.0f} s"
    if seconds < 100 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
