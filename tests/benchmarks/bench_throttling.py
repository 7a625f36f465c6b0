# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An API that allows 20 requests a second and answers 429 beyond, read with the default options."""

from __future__ import annotations

from statistics import median

from .measure import Cost, wall
from .scene import Scene, scene
from .table import Row, at_most

IMAGES = 400
PER_SECOND = 20
WASTE = 0.1
REACH = {"with Retry-After": (1, 1.3), "without Retry-After": (None, 1.6)}


def measure(repetitions: int) -> list[Row]:
    return [row for name, (retry_after, limit) in REACH.items() for row in _rows(name, retry_after, limit, repetitions)]


def _rows(name: str, retry_after: int | None, limit: float, repetitions: int) -> list[Row]:
    with scene("SCP", IMAGES, log=True) as cloud:
        nothing = [cloud.play() for _round in range(repetitions)]
        tries = [_throttled(cloud, retry_after) for _round in range(repetitions)]
    what = f"{IMAGES} images, {PER_SECOND} requests a second allowed, {name}"
    reading = wall([cost for cost, _waste in tries]) - wall(nothing)
    waste = median(waste for _cost, waste in tries)
    return [
        at_most(what, reading, IMAGES / PER_SECOND, limit, "that the limit allows"),
        Row(f"{what}: waste", "answers of 429", "all requests", f"{waste:.1%}", f"≤ {WASTE:.0%}", waste <= WASTE),
    ]


def _throttled(cloud: Scene, retry_after: int | None) -> tuple[Cost, float]:
    """What the task cost, and the share of its requests that were refused. The task fails unless all are read."""
    cloud.server.admin("DELETE", "log")
    limit = {"per_second": PER_SECOND, "retry_after": retry_after}
    cloud.server.admin("POST", "settings", {"rate_limit": limit})
    cost = cloud.read(IMAGES)  # with the default options
    statuses = [entry["status"] for entry in cloud.server.admin("GET", "log")]
    return cost, statuses.count(429) / len(statuses)
