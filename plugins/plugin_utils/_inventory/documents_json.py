# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""JSON, strictly: the standard decoder for each entry, and own steps for the two levels above it, to know the lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ...module_utils._options import JsonObject
from .documents import MOST_VALUES, DocumentError, Items, Table

_SPACE = re.compile(r"[ \t\n\r]*")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_LEVELS = 2  # the document, and its sections


def parse_json(text: str) -> Any:
    """The content of a JSON file, numbers as they are written. DocumentError for anything else."""
    if not text.strip():
        return None
    if sum(map(text.count, "[{,")) > MOST_VALUES:
        raise DocumentError((0, "too many values for an inventory"))
    try:
        value = _Reader(text).document()
        if _SURROGATE.search(text):
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        return value
    except UnicodeEncodeError:
        raise DocumentError((0, "not JSON: half of a surrogate pair in a text")) from None
    except json.JSONDecodeError as error:
        raise DocumentError((error.lineno, f"not JSON: {error.msg}")) from None


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._counted = 0
        self._decode = json.JSONDecoder(
            object_pairs_hook=self._table, parse_int=str, parse_float=str, parse_constant=self._constant
        ).raw_decode

    def document(self) -> Any:
        value = self._value(_LEVELS)
        if self._peek():
            raise self._error("not JSON: text after the end of the document")
        return value

    def _value(self, levels: int) -> Any:
        start = self._peek()
        if levels and start == "{":
            return self._object(levels)
        if levels and start == "[":
            return self._array(levels)
        value, self._at = self._decode(self._text, self._at)
        return value

    def _object(self, levels: int) -> Table:
        table = Table()
        for _item in self._separated("}"):
            if self._peek() != '"':
                raise self._error("not JSON: a key in double quotes is expected")
            line = self._current_line()
            key, self._at = self._decode(self._text, self._at)
            if key in table:
                raise self._error(f"key {key!r} is given twice, first in line {table.line_of(key)}")
            if self._peek() != ":":
                raise self._error("not JSON: ':' is expected")
            self._at += 1
            table[key] = self._value(levels - 1)
            table.lines.append(line)
        return table

    def _array(self, levels: int) -> Items:
        items = Items()
        for _item in self._separated("]"):
            self._peek()
            items.lines.append(self._current_line())
            items.append(self._value(levels - 1))
        return items

    def _separated(self, end: str) -> Iterator[None]:
        """A step for each item up to the closing bracket; the caller reads the item."""
        self._at += 1
        if self._peek() == end:
            self._at += 1
            return
        mark = ","
        while mark == ",":
            yield
            mark = self._peek()
            if mark not in (",", end):
                raise self._error(f"not JSON: ',' or '{end}' is expected")
            self._at += 1

    def _peek(self) -> str:
        """The next character that is not white space; '' at the end."""
        space = _SPACE.match(self._text, self._at)
        self._at = space.end() if space else self._at
        return self._text[self._at : self._at + 1]

    def _current_line(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _table(self, pairs: list[tuple[str, Any]]) -> JsonObject:
        table = dict(pairs)
        if len(table) != len(pairs):
            keys = [key for key, _value in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise self._error(f"key {twice!r} is given twice in one mapping")
        return table

    def _constant(self, constant: str) -> Any:
        raise self._error(f"not JSON: {constant}")

    def _error(self, problem: str) -> DocumentError:
        return DocumentError((self._current_line(), problem))
