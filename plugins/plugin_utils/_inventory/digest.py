# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The digest of an inventory: the same for the same content, whatever the order and the files it is written in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Literal

from ...module_utils._options import Options
from .model import Connection, Merged
from .schema import Rules, options_of

_Listed = Literal["images", "selections", "incoming", "waivers"]
_LISTED: tuple[_Listed, ...] = ("images", "selections", "incoming", "waivers")


def digest(merged: Merged) -> str:
    """SHA-256 of the merged inventory in hexadecimal digits. It tells nothing about secrets: they are left out."""
    content: dict[Literal["connections", "principals", "groups", _Listed], object] = {
        "connections": {name: _without_secrets(one) for name, one in merged["connections"].items()},
        "principals": merged["principals"],
        "groups": merged["groups"],
    }
    for section in _LISTED:
        content[section] = [{key: value for key, value in one.items() if key != "source"} for one in merged[section]]
    text = json.dumps(_ordered(content), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _without_secrets(connection: Connection) -> Connection:
    known = options_of(connection["provider"])
    return {"provider": connection["provider"], "options": _public(connection["options"], known, {})}


def _public(options: Options, known: Rules, other: Rules) -> Options:
    """The options without those that a file may hold only encrypted, or not at all."""
    public = {}
    for name, value in options.items():
        about = known.get(name, other)
        if "additionalProperties" in about and isinstance(value, Mapping):
            public[name] = _public(value, about.get("properties", {}), about["additionalProperties"])
        elif about.get("x-in-files") not in ("encrypted", "never"):
            public[name] = value
    return public


def _ordered(value: Any) -> Any:
    """The same with each list in one order: nothing in an inventory depends on it."""
    if isinstance(value, dict):
        return {key: _ordered(one) for key, one in value.items()}
    if isinstance(value, list):
        items = [_ordered(one) for one in value]
        return items if len(items) < 2 else sorted(items, key=lambda one: json.dumps(one, sort_keys=True))
    return value
