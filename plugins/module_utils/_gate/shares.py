# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Which connections each process of a run reads: one interpreter alone is slower than many accounts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from .identities import identity_of
from .model import Request, Task

_MOST = 4  # processes
_FEWEST_SLOTS = 8  # of each: with few, one connection that hangs would hold up all others of its process
_WORTH_A_PROCESS = 400  # images, which take longer than starting one


@dataclass(frozen=True)
class Share:
    """The part of a run that one process reads.

    :param number: of the process.
    :param slots: how many of its requests may be in flight.
    """

    number: int
    tasks: Mapping[str, Task]
    slots: int


def shared_out(request: Request) -> list[Share]:
    """The connections, with about as many images in each share, and the slots.

    Those of one identity stay together: they share refusals, the pace of the cloud and the proof of their account.
    """
    groups: dict[str, dict[str, Task]] = {}
    for name, task in request["connections"].items():
        groups.setdefault(identity_of(task), {})[name] = task
    count = max(1, min(_processes(request), len(groups)))
    parts: list[dict[str, Task]] = [{} for _part in range(count)]
    for group in sorted(groups.values(), key=_images, reverse=True):
        min(parts, key=_images).update(group)
    slots = request["concurrency"]
    return [Share(number, part, slots // count + (number < slots % count)) for number, part in enumerate(parts)]


def _processes(request: Request) -> int:
    """How many are of use; one where forking is not safe."""
    if not hasattr(os, "sched_getaffinity"):  # macOS, where asking for the system's proxies does not survive a fork
        return 1
    worth = _images(request["connections"]) // _WORTH_A_PROCESS
    return min(_MOST, request["concurrency"] // _FEWEST_SLOTS, len(os.sched_getaffinity(0)), worth)


def _images(tasks: Mapping[str, Task]) -> int:
    """As far as is known before reading; each connection counts as one more."""
    return sum(len(task["image_ids"]) + 1 for task in tasks.values())
