# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Rules with select in the file that a snapshot replaces: they stay as they are written, and so do their comments."""

from __future__ import annotations

from collections.abc import Sequence

from ...module_utils._ids import same_id
from ...module_utils._model import DiscoveredImage
from .._inventory.documents import DocumentError
from .._inventory.documents_yaml import parse_yaml
from .._inventory.keys import value_of
from .._inventory.model import Inventory, Selection
from .._verdict.matching import choose
from .model import KeptRule, SnapshotError


def kept_rules(inventory: Inventory, text: str) -> list[KeptRule]:
    """The rules of a loaded inventory, in the lines of its text.

    :raises SnapshotError: one cannot be told from the rest of the text.
    """
    rules = [KeptRule(selection, _item(text.splitlines(), selection)) for selection in inventory["selections"]]
    written = _items(text) if rules else []
    lost = [rule.selection["name"] for rule in rules if not _is_whole(rule, written)]
    if lost:
        raise SnapshotError(
            [f"the rules with select ({', '.join(lost)}) are not items of their own lines: write to another file"]
        )
    return rules


def check_connections(rules: Sequence[KeptRule], known: Sequence[str]) -> None:
    """Rules can stay only beside their connections.

    :raises SnapshotError: a connection is not in the snapshot.
    """
    lost = [
        f"rule {rule.selection['name']} needs connection {name}, which the snapshot does not have"
        for rule in rules
        for name in rule.selection["connections"]
        if name not in known
    ]
    if lost:
        raise SnapshotError(lost)


def chosen_by(rules: Sequence[KeptRule], connection: str, images: Sequence[DiscoveredImage]) -> set[str]:
    """The ids of the images of a connection that a rule is sure to mean, as two are the same."""
    return {
        same_id(image["image_id"])
        for rule in rules
        if connection in rule.selection["connections"]
        for image in choose(rule.selection["select"], images).chosen
    }


def _item(lines: Sequence[str], selection: Selection) -> tuple[str, ...]:
    """The lines of a rule's list item and of the comments right above it, its dash in the third column."""
    number = selection["source"].rpartition(":")[2]
    first = int(number) - 1 if number.isdigit() else len(lines)
    if first >= len(lines):
        return ()
    indent = _indent(lines[first])
    last = _end(lines, first + 1, indent)
    while first and _is_comment(lines[first - 1]):
        first -= 1
    body = [line[indent:] if not line[:indent].strip() else line.strip() for line in lines[first:last]]
    return tuple(f"  {line}".rstrip() for line in body)


def _end(lines: Sequence[str], last: int, indent: int) -> int:
    """Where an item ends that goes on at ``last``. Comments right above the next item are that one's."""
    following = len(lines)
    for number in range(last, len(lines)):
        if not lines[number].strip() or _is_comment(lines[number]):
            continue
        if _indent(lines[number]) <= indent:
            following = number
            break
        last = number + 1
    if following < len(lines) and lines[following].lstrip().startswith("-"):
        while following > last and _is_comment(lines[following - 1]):
            following -= 1
    while last < following and (not lines[last].strip() or _indent(lines[last]) > indent):
        last += 1
    return last


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_whole(rule: KeptRule, written: Sequence[object]) -> bool:
    """Whether its lines say by themselves what they say in the file, whose items are ``written``."""
    items = _items("\n".join(["images:", *rule.lines, ""]))
    return len(items) == 1 and items[0] in [one for one in written if value_of(one, "name") == rule.selection["name"]]


def _items(text: str) -> Sequence[object]:
    """What a text has under images; nothing where it cannot be read."""
    try:
        items = value_of(parse_yaml(text), "images")
    except DocumentError:
        return []
    return items if isinstance(items, list) else []
