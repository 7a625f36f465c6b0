# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An API that allows 20 requests a second and answers 429 beyond, read with the default options."""

from __future__ import annotations

from statistics import median

from .scene import Scene, scene
from .table import Row, at_most

IMAGES = 400
PER_SECOND = 20
WASTE = 0.1
# How the cloud counts, and what the reading may take of what its limit allows.
WAYS: dict[str, tuple[dict[str, float], float]] = {
    "with Retry-After": ({"retry_after": 1}, 1.3),
    "without Retry-After": ({}, 1.6),
    "in any second, without a burst": ({"window": 1.0}, 1.15),
}


def measure(repetitions: int) -> list[Row]:
    return [row for name, (counting, limit) in WAYS.items() for row in _rows(name, counting, limit, repetitions)]


def _rows(name: str, counting: dict[str, float], limit: float, repetitions: int) -> list[Row]:
    with scene("SCP", IMAGES, log=True) as cloud:
        tries = [_throttled(cloud, counting) for _round in range(repetitions)]
    what = f"{IMAGES} images, {PER_SECOND} requests a second allowed, {name}"
    waste = median(waste for _seconds, waste in tries)
    return [
        at_most(
            what, median(seconds for seconds, _waste in tries), IMAGES / PER_SECOND, limit, "that the limit allows"
        ),
        Row(f"{what}: waste", "answers of 429", "all requests", f"{waste:.1%}", f"≤ {WASTE:.0%}", waste <= WASTE),
    ]


def _throttled(cloud: Scene, counting: dict[str, float]) -> tuple[float, float]:
    """Seconds from the first request to the last, and the share of requests that were refused. All images are read."""
    cloud.server.admin("DELETE", "log")
    cloud.server.admin("POST", "settings", {"rate_limit": {"per_second": PER_SECOND, **counting}})
    cloud.read(IMAGES)  # with the default options; it fails unless all are read
    log = cloud.server.admin("GET", "log")
    times = [entry["time"] for entry in log]
    return max(times) - min(times), [entry["status"] for entry in log].count(429) / len(log)
