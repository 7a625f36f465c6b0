# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""JSON that reads in one way only, decoded within a bounded memory."""

from __future__ import annotations

import contextlib
import json
import re
import threading
from typing import Any

from .._options import JsonObject
from .budget import MAX_VALUES

_LARGE = 256 * 1024  # bytes from which answers are decoded one after the other, as each takes many times its size
_LONGEST_INTEGER = 100  # digits
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_one_by_one = threading.Lock()


class Unreadable(ValueError):
    """What keeps a text from being evidence, as the end of a sentence that begins with "The answer"."""


def decoded(content: bytes, most: int = MAX_VALUES) -> object:
    """The document of a JSON text. Unreadable where it has no one meaning, or more than ``most`` values."""
    if content.count(b",") + content.count(b"{") + content.count(b"[") > most:
        raise Unreadable(f"holds more than {most:,} values")
    try:
        with _one_by_one if len(content) > _LARGE else contextlib.nullcontext():
            document: object = json.loads(
                content, object_pairs_hook=_object, parse_constant=_constant, parse_float=_float, parse_int=_integer
            )
        if _SURROGATE.search(content):
            json.dumps(document, ensure_ascii=False).encode()
    except Unreadable:
        raise
    except RecursionError:
        raise Unreadable("is nested too deeply") from None
    except UnicodeError:
        raise Unreadable("holds text that no file can hold") from None
    except ValueError:
        raise Unreadable("is not JSON" if content.strip() else "is empty") from None
    return document


def _object(pairs: list[tuple[str, Any]]) -> JsonObject:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Unreadable("gives a key twice")
    return found


def _constant(name: str) -> None:
    raise Unreadable(f"holds {name}, which is not JSON")


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_INTEGER:  # older Pythons take minutes for a million digits
        raise Unreadable("holds a number that is too large")
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise Unreadable("holds a number that is too large")
    return value
