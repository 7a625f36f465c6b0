# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""YAML from the parser's events straight to data: no tree of nodes besides, and no scalar interpreted but null."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from .documents import MOST_VALUES, DocumentError, Items, Table

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TEXT_TAGS = (None, "!", "tag:yaml.org,2002:str")
_DEEPEST = 30
_MOST_COPIED = 1_000_000  # nodes that aliases may add up to, so that a small file cannot grow without end
_VAULT = (
    "!vault: single values cannot be encrypted here. Encrypt the whole file with ansible-vault, or give the secret "
    "through the environment or assert_sharing_connections"
)


def parse_yaml(text: str) -> Any:
    """The content of a YAML file. DocumentError for anything else."""
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        builder.add_problem(mark.line + 1 if mark else 0, f"not YAML: {error.problem or error.context}")
    except yaml.YAMLError:
        builder.add_problem(0, "not YAML: it holds a character that YAML does not allow")
    except UnicodeEncodeError:
        builder.add_problem(0, "not UTF-8")
    if builder.problems:
        raise DocumentError(*builder.problems)
    return builder.root


@dataclass
class _Frame:
    """A mapping or list that is being read."""

    node: Table | Items
    line: int
    anchor: str | None
    nodes_before: int
    key: str | None = None
    key_line: int = 0


class _Builder:
    def __init__(self) -> None:
        self.root: Any = None
        self.problems: list[tuple[int, str]] = []
        self._documents = 0
        self._open: list[_Frame] = []
        self._anchors: dict[str, tuple[Any, int]] = {}  # value, and how many nodes it has
        self._nodes = 0
        self._copied = 0
        self._take = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def take(self, event: Any) -> None:
        if self._nodes > MOST_VALUES:
            raise self._stop(event.start_mark.line + 1, "too many values for an inventory")
        handler = self._take.get(type(event))
        if handler is not None:
            handler(event)

    def add_problem(self, line: int, problem: str) -> None:
        self.problems.append((line, problem))

    def _scalar(self, event: Any) -> None:
        line = event.start_mark.line + 1
        self._check_tag(event.tag, line)
        text = event.value
        if event.implicit[0] and text in _NULLS and not self._at_key():
            text = None
        if event.anchor:
            self._anchors[event.anchor] = (text, 1)
        self._add(text, line)

    def _start(self, event: Any) -> None:
        line = event.start_mark.line + 1
        self._check_tag(event.tag, line)
        if len(self._open) >= _DEEPEST:
            raise self._stop(line, "nested too deeply")
        if self._at_key():
            raise self._stop(line, "a key must be text, not a list or mapping")
        node: Table | Items = Table() if isinstance(event, yaml.MappingStartEvent) else Items()
        self._open.append(_Frame(node, line, event.anchor, self._nodes))

    def _end(self, _event: Any) -> None:
        frame = self._open.pop()
        if frame.anchor:
            self._anchors[frame.anchor] = (frame.node, self._nodes - frame.nodes_before + 1)
        self._add(frame.node, frame.line)

    def _alias(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if event.anchor not in self._anchors:
            raise self._stop(line, f"alias *{event.anchor} is used inside its own anchor")
        value, size = self._anchors[event.anchor]
        self._nodes += size
        self._copied += size
        if self._copied > _MOST_COPIED:
            raise self._stop(line, "aliases repeat too much data")
        if self._at_key() and not isinstance(value, str):
            raise self._stop(line, "a key must be text, not a list or mapping")
        self._add(value, line)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            raise self._stop(event.start_mark.line + 1, "a second document: write one document per file")

    def _at_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1].node, Table) and self._open[-1].key is None

    def _add(self, value: Any, line: int) -> None:
        self._nodes += 1
        if not self._open:
            self.root = value
            return
        frame = self._open[-1]
        node = frame.node
        if isinstance(node, Items):
            node.append(value)
            node.lines.append(line)
        elif frame.key is None:
            self._check_key(node, value, line)
            frame.key, frame.key_line = value, line
        else:
            if frame.key not in node:
                node[frame.key] = value
                node.lines.append(frame.key_line)
            frame.key = None

    def _check_key(self, node: Table, key: str, line: int) -> None:
        if key in node:
            self.add_problem(line, f"key {key!r} is given twice, first in line {node.line_of(key)}")
        elif key == "<<":
            self.add_problem(line, "merge keys (<<) are not supported: write the keys out")

    def _check_tag(self, tag: str | None, line: int) -> None:
        if tag == "!vault":
            self.add_problem(line, _VAULT)
        elif tag not in _TEXT_TAGS:
            self.add_problem(line, f"the tag {tag} is not supported")

    def _stop(self, line: int, problem: str) -> DocumentError:
        return DocumentError(*self.problems, (line, problem))
