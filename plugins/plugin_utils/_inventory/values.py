# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Texts of a document into the numbers and truth values that the schema wants: no scalar was interpreted before."""

from __future__ import annotations

import functools
import re
from typing import Any

from ...module_utils._options import JsonObject
from ...module_utils._providers.clouds import CLOUDS
from .keys import value_of
from .schema import Rules, schema

_TRUE, _FALSE = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


def interpret_document(root: JsonObject) -> None:
    """Replace, in place, texts by what they stand for. Anything but a number or truth value stays as it is."""
    _interpret(root, _typed(schema()))
    connections = value_of(root, "connections")
    for connection in connections.values() if isinstance(connections, dict) else ():
        provider = value_of(connection, "provider")
        if isinstance(provider, str) and provider in CLOUDS:
            _interpret(connection, _typed_options(provider))


@functools.cache
def _typed_options(provider: str) -> Any:
    return _typed(schema()["$defs"][provider])


def _typed(rules: Rules) -> Any:
    """Where numbers and truth values stand: the type itself, or a mapping of keys to such; None is each item."""
    rules = schema()["$defs"][rules["$ref"].rpartition("/")[2]] if "$ref" in rules else rules
    if rules.get("type") in ("boolean", "integer", "number"):
        return rules["type"]
    inside = {name: _typed(one) for name, one in rules.get("properties", {}).items() if isinstance(one, dict)}
    if isinstance(rules.get("items"), dict):
        inside[None] = _typed(rules["items"])
    return {key: one for key, one in inside.items() if one}


def _interpret(value: Any, typed: Any) -> Any:
    if isinstance(typed, str):
        return _interpreted(value, typed)
    if isinstance(value, dict):
        for key in typed.keys() & value.keys():
            value[key] = _interpret(value[key], typed[key])
    elif isinstance(value, list) and None in typed:
        value[:] = [_interpret(one, typed[None]) for one in value]
    return value


def _interpreted(value: Any, kind: str | None) -> Any:
    if not isinstance(value, str):
        return value
    if kind == "boolean" and value.lower() in _TRUE + _FALSE:
        return value.lower() in _TRUE
    if kind in ("integer", "number") and re.fullmatch(r"-?[0-9]{1,9}", value, re.ASCII):
        return int(value)
    if kind == "number" and re.fullmatch(r"-?[0-9]{1,9}\.[0-9]{1,9}", value, re.ASCII):
        return float(value)
    return value
