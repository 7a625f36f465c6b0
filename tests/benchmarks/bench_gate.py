# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The whole gate: beyond the bare reading of the same images, and as the number of images grows."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from ansible_collections.cloud_images.sharing.tests.simulator.world import member_ids

from .measure import Cost, peak, rounds, wall
from .scene import LATENCY, MEMBERS, Scene, scene
from .table import Row, beyond, seconds

IMAGES = 10_000
CONCURRENCY = 32
BEYOND = {"yml": ("YAML", 3.0), "json": ("JSON", 2.0)}
SIZES = {1000: None, 10_000: 400, 50_000: 400}  # images to MiB
LINEAR = 1.15  # an image of a run may cost so much more than one of a run that is smaller


def measure(repetitions: int) -> list[Row]:
    return _beyond_reading(repetitions) + _growth(repetitions)


def _beyond_reading(repetitions: int) -> list[Row]:
    with scene("SCP", IMAGES) as cloud:
        bare, *gates = rounds(
            repetitions,
            lambda: cloud.read(IMAGES, concurrency=CONCURRENCY, image_details=True),
            *(partial(gate, cloud, inventory_of(cloud, kind)) for kind in BEYOND),
        )
    return [
        beyond(f"gate, {IMAGES:,} images x {MEMBERS} members, {name}", wall(costs), wall(bare), limit, "bare reading")
        for (name, limit), costs in zip(BEYOND.values(), gates, strict=True)
    ]


def _growth(repetitions: int) -> list[Row]:
    rows: list[Row] = []
    before = 0.0
    for images, limit in SIZES.items():
        costs, nothing = _gates(images, repetitions)
        each = (wall(costs) - wall(nothing)) / images * 1000
        held = peak(costs)
        rows += [
            Row(
                f"gate, {images:,} images, time",
                seconds(wall(costs)),
                f"{seconds(images * LATENCY / CONCURRENCY)} ideal reading",
                f"{each:.2f} ms an image",
                "linear" if before else "-",
                each <= LINEAR * before if before else None,
            ),
            Row(
                f"gate, {images:,} images, memory",
                f"{held:.0f} MiB in the largest process",
                f"{peak(nothing):.0f} MiB of an empty play",
                f"{(held - peak(nothing)) / images * 1024:.1f} KiB an image",
                f"≤ {limit} MiB" if limit else "-",
                held <= limit if limit else None,
            ),
        ]
        before = each
    return rows


def _gates(images: int, repetitions: int) -> tuple[list[Cost], list[Cost]]:
    with scene("SCP", images) as cloud:
        path = inventory_of(cloud, "yml")
        costs, nothing = rounds(repetitions, lambda: gate(cloud, path), cloud.play)
    return costs, nothing


def gate(cloud: Scene, inventory: Path, *more: str, status: int = 0) -> Cost:
    """The playbook with all its reports; RuntimeError unless it passes, or ends with that status."""
    return cloud.run(*command(cloud, inventory), *more, status=status)


def command(cloud: Scene, inventory: Path) -> tuple[str, ...]:
    variables = {"assert_sharing_inventory": str(inventory), "assert_sharing_report_dir": str(cloud.folder / "reports")}
    return "ansible-playbook", "cloud_images.sharing.assert_sharing", "-e", json.dumps(variables)


def inventory_of(cloud: Scene, kind: str) -> Path:
    """An inventory that expects just what the cloud holds."""
    options = {**cloud.options, "provider": cloud.cloud.provider, "region": "kr-west1", "concurrency": CONCURRENCY}
    options["iam_endpoint"] = cloud.server.url  # or nobody would say whose the images are
    members = member_ids(MEMBERS)
    document: dict[str, Any] = {
        "connections": {"cloud": options},
        "images": [
            {"name": f"image-{number}", "connection": "cloud", "image_id": image_id, "members": list(members)}
            for number, image_id in enumerate(cloud.ids)
        ],
    }
    path = cloud.folder / f"sharing.{kind}"
    with path.open("w", encoding="utf-8") as file:
        if kind == "json":
            json.dump(document, file, indent=2)
        else:
            yaml.dump(document, file, Dumper=yaml.CSafeDumper, sort_keys=False)
    return path
