# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What stays of the inventory that a snapshot replaces: principals, waivers, labels, rules, comments above entries."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from ...module_utils._ids import same_id
from .._inventory.model import ExpectedMember, Inventory, Principal, Waiver
from .model import KeptRule
from .rules import kept_rules

_ITEM = re.compile(r"^(?P<indent>\s*)- ")
_IMAGE_ID = re.compile(r"^\s*(?:- )?image_id:\s*[\"']?(?P<id>[A-Za-z0-9][A-Za-z0-9_-]*)")
_OURS = ("# review: ", "# not proven: ")  # what a snapshot wrote itself


@dataclass(frozen=True)
class Kept:
    """Nothing by default. ``labels`` are the names of rules, and of images that the replaced file names by id."""

    principals: Mapping[str, Principal] = field(default_factory=dict)
    groups: Mapping[str, list[ExpectedMember]] = field(default_factory=dict)
    waivers: list[Waiver] = field(default_factory=list)
    by_image: Mapping[tuple[str, str], str] = field(default_factory=dict)
    comments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rules: list[KeptRule] = field(default_factory=list)

    @property
    def labels(self) -> Collection[str]:
        """The names of all images and rules that are kept."""
        return {*self.by_image.values(), *(rule.selection["name"] for rule in self.rules)}

    def label_of(self, connection: str, image_id: str) -> str | None:
        """The label that waivers and reports know an image by."""
        return self.by_image.get((connection, same_id(image_id)))

    def comments_of(self, image_id: str) -> tuple[str, ...]:
        """The lines of comment above an image's entry."""
        return self.comments.get(same_id(image_id), ())

    def principals_with(self, inventory: Inventory) -> dict[str, Principal | list[ExpectedMember]]:
        """All principals and groups, those of the input over those of the replaced file."""
        single = {**self.principals, **inventory["principals"]}
        groups = {**self.groups, **inventory["groups"]}
        return {**single, **groups}


def kept_of(inventory: Inventory, text: str) -> Kept:
    """What stays of a loaded inventory and its text.

    :raises SnapshotError: it has rules with select that cannot be kept.
    """
    return Kept(
        principals=inventory["principals"],
        groups=inventory["groups"],
        waivers=inventory["waivers"],
        by_image={(one["connection"], same_id(one["image_id"])): one["name"] for one in inventory["images"]},
        comments=_comments(text),
        rules=kept_rules(inventory, text),
    )


def _comments(text: str) -> dict[str, tuple[str, ...]]:
    """Image id to the full lines of comment right above its list item."""
    found: dict[str, tuple[str, ...]] = {}
    above: list[str] = []
    item: tuple[str, ...] = ()
    for line in text.splitlines():
        stripped = line.strip()
        if stripped.startswith("#"):
            if not stripped.startswith(_OURS):
                above.append(stripped)
            continue
        if _ITEM.match(line):
            item = tuple(above)
        named = _IMAGE_ID.match(line)
        if named and item:
            found[same_id(named["id"])] = item
        above = []
    return found
