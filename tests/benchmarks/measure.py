# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A command, and what it cost."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Cost:
    """Of a command and all processes that it waited for."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds, user and system."""
    peak: float
    """MiB that the largest of its processes held."""
    output: str


# A process begins with the peak memory of the one that started it, so a small one starts what is measured.
_LAUNCHER = """
import json, resource, subprocess, sys, time
began = time.monotonic()
status = subprocess.call(sys.argv[2:])
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as file:
    json.dump([time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024], file)
sys.exit(status)
"""


def run(command: Sequence[str | Path], env: Mapping[str, str], cwd: Path, status: int = 0) -> Cost:
    """RuntimeError with the end of its output where a command ends otherwise: no figure comes from a failure."""
    with tempfile.NamedTemporaryFile("r") as usage:
        launched = [sys.executable, "-IS", "-c", _LAUNCHER, usage.name, *command]
        done = subprocess.run(
            launched, env=env, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        if done.returncode != status:
            name = " ".join(map(str, command))[:200]
            raise RuntimeError(f"{name} ended with {done.returncode}:\n{done.stdout[-2000:]}")
        wall, cpu, peak = json.load(usage)
    return Cost(wall, cpu, peak, done.stdout)


def rounds(count: int, *ways: Callable[[], T]) -> list[list[T]]:
    """Each way ``count`` times, taking turns, so that a noisy minute meets all alike. One list of results a way."""
    results: list[list[T]] = [[] for _way in ways]
    for _round in range(count):
        for way, found in zip(ways, results, strict=True):
            found.append(way())
    return results


def wall(costs: Sequence[Cost]) -> float:
    return median(cost.wall for cost in costs)


def peak(costs: Sequence[Cost]) -> float:
    return max(cost.peak for cost in costs)
