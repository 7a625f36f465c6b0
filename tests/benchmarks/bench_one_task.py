# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""2,000 images in one task: against the API's latency divided by the concurrency, and against curl."""

from __future__ import annotations

from .measure import Cost, rounds, wall
from .scene import CLOUDS, LATENCY, MEMBERS, Scene, scene
from .table import Row, at_most

IMAGES = 2000
CONCURRENCY = 32


def measure(repetitions: int) -> list[Row]:
    rows = [row for name in CLOUDS for row in _rows(name, 1, repetitions)]
    return rows + _rows("SCP", MEMBERS, repetitions)  # what Ansible takes to carry a larger result


def _rows(name: str, members: int, repetitions: int) -> list[Row]:
    with scene(name, IMAGES, members=members) as cloud:
        ours, start, curls, curl_start = rounds(
            repetitions,
            lambda: cloud.read(IMAGES, concurrency=CONCURRENCY),
            lambda: cloud.read(1, concurrency=CONCURRENCY),
            lambda: curl(cloud, IMAGES),
            lambda: curl(cloud, 1),
        )
    reading = wall(ours) - wall(start)
    what = f"one task, {IMAGES:,} images x {members} member{'s' if members > 1 else ''}, {name}"
    return [
        at_most(what, reading, IMAGES * LATENCY / CONCURRENCY, 1.10, "ideal"),
        at_most(what, reading, wall(curls) - wall(curl_start), 1.25, "curl --parallel"),
    ]


def curl(cloud: Scene, images: int) -> Cost:
    """The same URLs. It checks no answer and keeps none: it is what a network can do at best."""
    urls = "\n".join(f'url = "{url}"\noutput = "/dev/null"' for url in cloud.urls[:images])
    (cloud.folder / "urls").write_text(urls, encoding="utf-8")
    headers = [word for header in (*cloud.cloud.headers, "X-Auth-Token: any") for word in ("-H", header)]
    options = ["--fail", "--silent", "--parallel", "--parallel-max", str(CONCURRENCY), "--config", "urls"]
    return cloud.run("curl", *options, *headers)
