# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How long a run of many images says nothing at all, where its output goes into a pipe."""

from __future__ import annotations

import os
import subprocess
import time

from .bench_gate import IMAGES, command, inventory_of
from .scene import Scene, scene
from .table import Row

LONGEST = 12.0  # seconds


def measure(repetitions: int) -> list[Row]:
    with scene("SCP", IMAGES) as cloud:
        pauses = [_pauses(cloud) for _round in range(repetitions)]
    longest = max(max(run) for run in pauses)
    return [
        Row(
            f"longest silence of a gate over {IMAGES:,} images",
            f"{longest:.1f} s",
            f"{max(sum(run) for run in pauses):.1f} s in all",
            f"{longest:.1f} s",
            f"≤ {LONGEST:g} s",
            longest <= LONGEST,
        )
    ]


def _pauses(cloud: Scene) -> list[float]:
    """Seconds before each output, and from the last one to the end."""
    said = time.monotonic()
    pauses: list[float] = []
    with subprocess.Popen(
        command(cloud, inventory_of(cloud, "json")),
        env=cloud.environ,
        cwd=cloud.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as running:
        assert running.stdout
        while os.read(running.stdout.fileno(), 65536):
            now = time.monotonic()
            pauses.append(now - said)
            said = now
    if running.returncode:
        raise RuntimeError(f"the gate ended with {running.returncode}")
    return [*pauses, time.monotonic() - said]
