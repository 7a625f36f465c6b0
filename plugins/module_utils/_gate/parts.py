# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""A connection's outcome as lines of the journal, and whole again: no text ever holds all of a large account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .._model import ModuleResult
from .model import Line, Outcome, Part, Section

MOST_IMAGES = 1000
"""Of one line."""


def lines_of(outcome: Outcome) -> Iterator[Line]:
    """The images in parts, then the outcome without them, with how many there are of each list."""
    lists: Mapping[Section, list[Any]] = {}
    result = outcome["result"]
    if result is not None:
        lists = _lists(result)
        result = _with(result, {section: [] for section in lists})
    for section, images in lists.items():
        for before in range(0, len(images), MOST_IMAGES):
            some = images[before : before + MOST_IMAGES]
            yield {"part": {"connection": outcome["connection"], "section": section, "before": before, "images": some}}
    counts = {section: len(images) for section, images in lists.items()}
    yield {"outcome": {**outcome, "result": result}, "counts": counts}


class Outcomes:
    """Puts lines together. ``whole`` are the outcomes whose last line has come, and fits all parts before it."""

    def __init__(self) -> None:
        self.whole: dict[str, Outcome] = {}
        self._parts: dict[str, list[Part]] = {}

    def add(self, line: Line) -> None:
        """Take the next line. ValueError or another error where it does not fit: what it told of is not read."""
        part = line.get("part")
        if part is not None:
            self._parts.setdefault(part["connection"], []).append(part)
            return
        outcome, counts = line["outcome"], line["counts"]
        lists: dict[Section, list[Any]] = {section: [] for section in counts}
        for part in self._parts.pop(outcome["connection"], []):
            images = lists[part["section"]]
            if part["before"] != len(images):
                raise ValueError("a part is missing, or came twice")
            images += part["images"]
        if {section: len(images) for section, images in lists.items()} != counts:
            raise ValueError("the last parts are missing")
        if outcome["result"] is not None:
            outcome["result"] = _with(outcome["result"], lists)
        self.whole[outcome["connection"]] = outcome


def _lists(result: ModuleResult) -> dict[Section, list[Any]]:
    lists: dict[Section, list[Any]] = {"images": result["images"]}
    discovered = result.get("discovered")
    if discovered is not None and discovered["images"] is not None:
        lists["discovered"] = discovered["images"]
    return lists


def _with(result: ModuleResult, lists: Mapping[Section, list[Any]]) -> ModuleResult:
    """The result with these lists in the places of its own."""
    filled: ModuleResult = {**result, "images": lists["images"]}
    found = lists.get("discovered")
    return filled if found is None else {**filled, "discovered": {**result["discovered"], "images": found}}
