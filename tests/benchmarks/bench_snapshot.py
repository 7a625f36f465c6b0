# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A snapshot of a whole account: beyond the bare reading of the same images, new and over a file that is there."""

from __future__ import annotations

import json

from .measure import Cost, rounds, wall
from .scene import LATENCY, MEMBERS, Scene, scene
from .table import Row, beyond, seconds

IMAGES = 10_000
CONCURRENCY = 32
IDEAL = IMAGES * LATENCY / CONCURRENCY
BEYOND = 10.0


def measure(repetitions: int) -> list[Row]:
    with scene("SCP", IMAGES) as cloud:
        snapshot(cloud, "kept.yml")
        bare, new, over = rounds(
            repetitions,
            lambda: cloud.read(IMAGES, concurrency=CONCURRENCY, image_details=True),
            lambda: snapshot(cloud, "new.yml"),
            lambda: snapshot(cloud, "kept.yml", overwrite=True),
        )
    what = f"snapshot, {IMAGES:,} images x {MEMBERS} members"
    return [
        beyond(f"{what}{how}", wall(costs), wall(bare), BEYOND, f"bare reading ({seconds(IDEAL)} ideal)")
        for how, costs in {"": new, ", over a file of them": over}.items()
    ]


def snapshot(cloud: Scene, name: str, *, overwrite: bool = False) -> Cost:
    """The playbook; RuntimeError unless it wrote every image."""
    path = cloud.folder / name
    if not overwrite:
        path.unlink(missing_ok=True)
    options = {**cloud.options, "provider": cloud.cloud.provider, "region": "kr-west1", "concurrency": CONCURRENCY}
    options["iam_endpoint"] = cloud.server.url  # or nobody would say whose the images are
    given = {
        "assert_sharing_connections": {"cloud": options},
        "snapshot_sharing_to": str(path),
        "snapshot_sharing_overwrite": overwrite,
    }
    cost = cloud.run("ansible-playbook", "cloud_images.sharing.snapshot_sharing", "-e", json.dumps(given))
    written = path.read_text(encoding="utf-8").count("    image_id: ")
    if written < IMAGES:
        raise RuntimeError(f"the snapshot has {written} images of {IMAGES}")
    return cost
