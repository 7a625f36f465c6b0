# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""200 images against ansible.builtin.uri in a loop, the way without a collection."""

from __future__ import annotations

from functools import partial
from typing import Any

from .measure import rounds, wall
from .scene import LATENCY, Scene, scene
from .table import Row, faster

IMAGES = 200
LEAST = {8: 25, 32: 60}


def measure(repetitions: int) -> list[Row]:
    with scene("SCP", IMAGES) as cloud:
        nothing, loop, *ours = rounds(
            repetitions,
            cloud.play,
            lambda: cloud.play(_uri(cloud), variables={"urls": cloud.urls}),
            *(partial(cloud.read, IMAGES, concurrency=limit) for limit in LEAST),
        )
    what = f"{IMAGES} images, API of {LATENCY * 1000:.0f} ms, concurrency"
    return [
        faster(f"{what} {limit}", wall(costs) - wall(nothing), wall(loop) - wall(nothing), least, "uri in a loop")
        for (limit, least), costs in zip(LEAST.items(), ours, strict=True)
    ]


def _uri(cloud: Scene) -> dict[str, Any]:
    headers = dict(header.split(": ") for header in cloud.cloud.headers)
    return {"ansible.builtin.uri": {"url": "{{ item }}", "headers": headers}, "loop": "{{ urls }}"}
