# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The digest of an inventory: the same for the same content, whatever the order and the files it is written in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from .merge import Merged
from .model import Connection
from .schema import options_of

_NOT_CONTENT = ("source",)


def digest(merged: Merged) -> str:
    """SHA-256 of the merged inventory in hexadecimal digits. It tells nothing about secrets: they are left out."""
    content = {
        "connections": {name: _without_secrets(one) for name, one in merged.connections.items()},
        "principals": merged.principals,
        "groups": merged.groups,
        "images": merged.images,
        "selections": merged.selections,
        "incoming": merged.incoming,
        "waivers": merged.waivers,
    }
    return hashlib.sha256(_canonical(content).encode("utf-8", "surrogatepass")).hexdigest()


def _without_secrets(connection: Connection) -> dict[str, Any]:
    known = options_of(connection["provider"])
    return {"provider": connection["provider"], "options": _public(connection["options"], known, {})}


def _public(options: Mapping[str, Any], known: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """The options without those that a file may hold only encrypted, or not at all."""
    public = {}
    for name, value in options.items():
        about = known.get(name, other)
        if "additionalProperties" in about and isinstance(value, Mapping):
            public[name] = _public(value, about.get("properties", {}), about["additionalProperties"])
        elif about.get("x-in-files") not in ("encrypted", "never"):
            public[name] = value
    return public


def _canonical(value: Any) -> str:
    """JSON with sorted keys. Lists are sorted, too: nothing in an inventory depends on their order."""
    if isinstance(value, Mapping):
        pairs = (
            f"{json.dumps(key)}:{_canonical(one)}" for key, one in sorted(value.items()) if key not in _NOT_CONTENT
        )
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(sorted(map(_canonical, value))) + "]"
    return json.dumps(value)
