# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Edits of a JSON answer: fields that are missing, surplus, odd, doubled, or no JSON at all.

An edit has ``at``, a path such as ``members.*.status``: ``*`` is every row, ``-1`` the last, an empty path the whole,
``@`` the list of a document whatever its name, ``#`` the id of a row likewise. And it has one of ``set`` (a value; a
field that is not there is added), ``drop`` (true), ``raw`` (text that is put in as it is, as ``NaN``), ``twice`` (a
value under the same key again, behind the first) and ``times`` (the row so often).
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

IDS = ("member_id", "id", "image_id", "access_key")
_ALIASES: dict[str, Callable[[dict[str, Any]], list[str]]] = {
    "*": list,
    "@": lambda holder: [name for name, value in holder.items() if isinstance(value, list)][:1],
    "#": lambda holder: [name for name in IDS if name in holder][:1],
}
_ACTIONS = {"set", "drop", "raw", "twice", "times"}


def check(edits: Iterable[Mapping[str, Any]]) -> None:
    """Raises ValueError for an edit that is none."""
    for edit in edits:
        if not isinstance(edit.get("at"), str) or len(_ACTIONS & set(edit)) != 1 or len(edit) != 2:
            raise ValueError(f"an edit has 'at' and one of {', '.join(sorted(_ACTIONS))}, not {edit!r}")


def apply(body: bytes, edits: Iterable[Mapping[str, Any]]) -> bytes:
    """The body after all edits; one that is not JSON stays as it is."""
    try:
        whole = {"": json.loads(body)}
    except ValueError:
        return body
    raw: dict[str, str] = {}
    for edit in edits:
        *parents, last = ["", *filter(None, edit["at"].split("."))]
        for holder in _reached(whole, parents):
            for key in list(_keys(holder, last)):
                _act(holder, key, edit, raw)
    text = _text(whole[""])
    for mark, given in raw.items():
        text = text.replace(f'"{mark}"', given)
    return text.encode()


def _reached(value: Any, path: list[str]) -> Iterator[Any]:
    if not path:
        yield value
        return
    for key in _keys(value, path[0]):
        if isinstance(value, list) or key in value:
            yield from _reached(value[key], path[1:])


def _keys(holder: Any, name: str) -> Iterable[Any]:
    """The keys or indexes of that name; a name that an object does not have is one, too."""
    if isinstance(holder, list):
        if name == "*":
            return range(len(holder))
        number = int(name) if name.lstrip("-").isdecimal() else len(holder)
        return [number] if -len(holder) <= number < len(holder) else []
    if isinstance(holder, dict):
        return _ALIASES[name](holder) if name in _ALIASES else [name]
    return []


def _act(holder: Any, key: Any, edit: Mapping[str, Any], raw: dict[str, str]) -> None:
    if "set" in edit:
        holder[key] = edit["set"]
    elif "drop" in edit:
        if isinstance(holder, list) or key in holder:
            del holder[key]
    elif "times" in edit:
        if isinstance(holder, list):
            holder[key : key + 1] = [copy.copy(holder[key]) for _number in range(edit["times"])]
    else:
        mark = f"@raw-{len(raw)}@"
        raw[mark] = edit["raw"] if "raw" in edit else f"{_text(holder.get(key))},{_text(key)}:{_text(edit['twice'])}"
        holder[key] = mark


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
