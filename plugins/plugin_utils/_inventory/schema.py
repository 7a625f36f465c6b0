# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The shape of inventory documents: checked against the JSON Schema that ships with the collection."""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .keys import without
from .problems import Document, LibraryError, Problems, suggestion

try:
    import jsonschema
except ImportError:
    JSONSCHEMA_MISSING = True
else:
    JSONSCHEMA_MISSING = not hasattr(jsonschema, "Draft202012Validator")

Rules = Mapping[str, Any]
"""A JSON Schema, or a part of one."""

SCHEMA_FILE = Path(__file__).parents[1] / "sharing_inventory.schema.json"

_MOST_PROBLEMS = 1000
_WORDS = {
    "string": "text",
    "array": "a list",
    "object": "a mapping",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}


@functools.cache
def schema() -> Rules:
    """The JSON Schema of sharing inventories, with what only inline content and encrypted files may hold.

    The file itself, which editors use, offers neither: there it stands below "x-inline".
    """
    document: Rules = _with_inline(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))
    return document


def _with_inline(rules: Any) -> Any:
    if isinstance(rules, list):
        return [_with_inline(one) for one in rules]
    if not isinstance(rules, dict):
        return rules
    inline = rules.get("x-inline", {})
    properties = {**rules.get("properties", {}), **inline.get("properties", {})}
    merged = {**rules, **inline, **({"properties": properties} if properties else {})}
    return {key: _with_inline(one) for key, one in merged.items() if key != "x-inline"}


def options_of(provider: str) -> Rules:
    """The schema of each option of a provider, by name; the provider itself is not one."""
    properties: Rules = schema()["$defs"][provider]["properties"]
    return without(properties, "provider")


def check(document: Document, problems: Problems) -> None:
    """Add a problem for whatever the schema does not allow."""
    for error in itertools.islice(_validator().iter_errors(document.root), _MOST_PROBLEMS):
        path = list(error.absolute_path)
        if error.validator == "additionalProperties":
            for key, text in _unknown_keys(error.instance, error.schema):
                problems.add(document, [*path, key], text)
        else:
            problems.add(document, path, _explained(error))


@functools.cache
def _validator() -> Any:
    if JSONSCHEMA_MISSING:
        raise LibraryError("jsonschema")
    return jsonschema.Draft202012Validator(schema())


# --------------------------------------------------------------------------------------------------- errors in words


def _explained(error: Any) -> str:
    rule, wanted, value = error.validator, error.validator_value, error.instance
    if rule == "required":
        missing = [name for name in wanted if name not in value]
        return f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"
    if rule == "type":
        return f"{_kind_of(value)}, but should be {_kinds(wanted)}{_quoting_hint(value, wanted)}"
    if rule == "enum":
        return f"{_shown(value)} is not allowed" + suggestion(str(value), [str(one) for one in wanted], "Allowed")
    if rule == "pattern":
        return f"{_shown(value)} is not allowed. {_described(error.schema)}"
    if rule in ("minItems", "minLength", "minProperties"):
        return "is empty"
    if rule == "dependentRequired":
        alone = next(key for key in wanted if key in value and wanted[key][0] not in value)
        return f"{alone} goes only with {wanted[alone][0]}"
    if rule == "uniqueItems":
        return "a value is given twice"
    if rule in ("minimum", "maximum"):
        return f"{value} is not allowed: {'at least' if rule == 'minimum' else 'at most'} {wanted}"
    return _described(error.schema)


def _unknown_keys(value: Iterable[str], rules: Rules) -> Iterator[tuple[str, str]]:
    allowed = rules.get("properties", {})
    for key in value:
        if key not in allowed:
            yield key, "unknown key" + suggestion(key, allowed, "Allowed")


def _kinds(wanted: str | list[str]) -> str:
    return " or ".join(_WORDS[kind] for kind in ([wanted] if isinstance(wanted, str) else wanted))


def _kind_of(value: Any) -> str:
    """What a value is, without saying it: it may be a secret."""
    if value is None:
        return "has no value"
    if isinstance(value, str):
        return "is text"
    if isinstance(value, bool):
        return "is true or false"
    if isinstance(value, (int, float)):
        return "is a number"
    return "is a list" if isinstance(value, list) else "is a mapping" if isinstance(value, dict) else "is no data"


def _quoting_hint(value: Any, wanted: str | list[str]) -> str:
    lost = isinstance(value, (bool, int, float)) and "string" in wanted
    return ": put it in quotes, so that it stays the text that was written" if lost else ""


def _shown(value: Any) -> str:
    if not isinstance(value, str):
        return "null" if value is None else "a list or mapping" if isinstance(value, (list, dict)) else str(value)
    return repr(value if len(value) <= 60 else value[:60] + "…")


def _described(rules: Rules) -> str:
    """The first sentence of what the schema says about a value."""
    text = str(rules.get("description", "The schema does not allow it."))
    return text.partition(". ")[0].removesuffix(".") + "."
