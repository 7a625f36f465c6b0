# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documents in which anything may have been changed, at any depth, as hypothesis draws it."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

TEXTS = ["", "read", "image", "selection", "pass", "2026-11-22T12:00:00Z", "scp-prod", "x\n", "\x1b[2J", "\ud800"]
LEAVES = st.sampled_from(TEXTS) | st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)
HOSTILE = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(TEXTS), inner, max_size=2)
)


def changed(document: Any, data: st.DataObject, most: int = 3) -> Any:
    """The document with up to ``most`` values replaced, removed, doubled or exchanged for one of its others."""
    for _change in range(data.draw(st.integers(1, most))):
        document = _changed(document, data)
    return document


def _changed(node: Any, data: st.DataObject) -> Any:
    keys: list[Any] = list(node) if isinstance(node, dict) else list(range(len(node))) if isinstance(node, list) else []
    if not keys or not data.draw(st.integers(0, 7)):
        return data.draw(HOSTILE)
    key = data.draw(st.sampled_from(keys))
    how = data.draw(st.integers(0, 15))
    if isinstance(node, dict):
        if how == 0:
            return {one: value for one, value in node.items() if one != key}
        if how == 1:
            return {**node, key: node[data.draw(st.sampled_from(keys))]}
        return {**node, key: _changed(node[key], data)}
    if how == 0:
        return node[:key] + node[key + 1 :]
    if how == 1:
        return [*node, node[key]]
    return [*node[:key], _changed(node[key], data), *node[key + 1 :]]
