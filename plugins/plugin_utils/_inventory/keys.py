# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The keys of an inventory file, so that the type checker finds one that is misspelt. A test compares with the schema.

Nothing in a file has a type before the schema has checked it, and what it refused stays there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar

NamedSection = Literal["connections", "principals"]
ListedSection = Literal["images", "incoming", "waivers"]
Section = Literal[NamedSection, ListedSection]
Key = Literal[
    "approved_by",
    "connection",
    "connections",
    "count",
    "expires",
    "from",
    "image",
    "image_id",
    "kind",
    "match",
    "max",
    "max_pending_days",
    "member",
    "member_id",
    "member_type",
    "members",
    "min",
    "name",
    "name_regex",
    "names",
    "newest",
    "owner",
    "provider",
    "reason",
    "same_content",
    "select",
    "status",
    "tags",
    "ticket",
    "visibility",
]
"""A key of an entry, or of anything in one, but for the options of a provider."""
_Value = TypeVar("_Value")


def value_of(node: object, key: Section | Key, default: Any = None) -> Any:
    """What a mapping holds at a key; the default where it does not have it, or is no mapping at all."""
    return node.get(key, default) if isinstance(node, Mapping) else default


def has(node: object, key: Key) -> bool:
    """Whether this is a mapping that has the key."""
    return isinstance(node, Mapping) and key in node


def without(node: Mapping[str, _Value], key: Key) -> dict[str, _Value]:
    """The same without a key."""
    return {name: value for name, value in node.items() if name != key}
