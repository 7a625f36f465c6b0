# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A command, and what it cost."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
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


def run(command: Sequence[str | Path], env: Mapping[str, str], cwd: Path) -> Cost:
    """RuntimeError with the end of its output where a command fails: no figure comes from a failure."""
    with tempfile.TemporaryFile("w+") as output:
        began = time.monotonic()
        process = subprocess.Popen(command, env=env, cwd=cwd, stdout=output, stderr=subprocess.STDOUT)
        _pid, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read()
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))[:200]} ended with {process.returncode}:\n{said[-2000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said)


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
