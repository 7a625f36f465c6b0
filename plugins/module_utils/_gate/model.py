# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What the gate asks of its reading process, and what that process writes into its journal."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from .._model import DiscoveredImage, ImageResult, ModuleResult


class Task(TypedDict):
    """All that a run wants to know over one connection.

    :key options: of the provider's info module, less those that say what to read.
    :key own_images: whether to list what the account owns, ``own_names`` (shell patterns) of which names; None: all.
    :key incoming_dates: whether pending images of others need the date of their invitation.
    """

    provider: str
    options: dict[str, Any]
    image_ids: list[str]
    own_images: bool
    own_names: list[str] | None
    incoming: bool
    incoming_dates: bool


class Request(TypedDict):
    """One run: its connections by name, the most requests in flight in all, and where to write.

    :key folder: the folder where Ansible was started, from which relative paths count.
    """

    connections: dict[str, Task]
    concurrency: int
    folder: str
    journal: str


class Progress(TypedDict):
    """How far a process is, in images: ``total`` grows while lists are read. ``slowest``: the one to wait for."""

    done: int
    total: int
    unread: int
    slowest: str | None


class Outcome(TypedDict):
    """What one connection gave; ``result`` is None where it could not be used, and ``problem`` says why."""

    connection: str
    result: ModuleResult | None
    problem: str | None
    warnings: list[str]


Section = Literal["images", "discovered"]
"""The lists of a result that may be long."""


class Part(TypedDict):
    """Some images of one list of a connection; ``before`` is how many of that list the parts before it have."""

    connection: str
    section: Section
    before: int
    images: list[ImageResult] | list[DiscoveredImage]


class Line(TypedDict, total=False):
    """One line of the journal: how far the run is, a part, or the last line of a connection.

    :key process: beside ``progress``, the number of the process that tells how far it is.
    :key outcome: its lists empty.
    :key counts: beside it, how many images the parts have of each list.
    """

    progress: Progress
    process: int
    part: Part
    outcome: Outcome
    counts: dict[Section, int]
