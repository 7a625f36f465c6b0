# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""YAML and JSON as plain data that remembers its lines. No scalar is interpreted: an id stays the text as written.

YAML 1.1 would read ``0o12`` as a number, ``yes`` as true and ``2027-01-31`` as a date. Here every scalar is text, but
for null. Duplicate keys, tags (``!vault``), merge keys and several documents in one file are refused.
documents_yaml and documents_json read them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

MOST_VALUES = 2_000_000  # of one file: 50,000 images with all that can be said are half of it


class Table(dict[str, Any]):
    """A mapping; ``lines`` are those of its keys, in order."""

    __slots__ = ("lines",)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []

    def line_of(self, key: str) -> int:
        """The line of a key, from 1."""
        return self.lines[list(self).index(key)]


class Items(list[Any]):
    """A list; ``lines`` are those of its items."""

    __slots__ = ("lines",)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


class DocumentError(Exception):
    """A file that cannot be understood: each problem with its line, 0 where it has none."""

    def __init__(self, *problems: tuple[int, str]) -> None:
        super().__init__("; ".join(text for _line, text in problems))
        self.problems = problems


def line_of(root: Any, path: Sequence[str | int]) -> int:
    """The line where a value is written, or that of the closest value around it whose line is known."""
    line, node = 0, root
    for step in path:
        if isinstance(node, dict) and step in node:
            line = node.line_of(str(step)) if isinstance(node, Table) and node.lines else line
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            line = node.lines[step] if isinstance(node, Items) and node.lines else line
        else:
            break
        node = node[step]
    return line
