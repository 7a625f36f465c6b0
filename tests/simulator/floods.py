# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Bodies too big to be held in memory, made while they are sent: ``{"kind": "blanks", "bytes": 200000000}``.

Kinds: ``blanks`` around an empty list, ``text`` (one string), ``digits`` (one number), ``rows`` (full member rows),
``objects`` (empty objects), ``depth`` (brackets within brackets). ``length`` announces the size, else chunks;
``gzip`` packs it, so that little is sent and much comes out.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import Any

BLOCK = 65536
_ROW = b'{"member_id":"a8f10467abfc4b87b64614ab36eb9ae4","status":"accepted","created_at":"2026-01-02T03:04:05Z"}'
_KINDS: dict[str, tuple[bytes, bytes, bytes]] = {
    "blanks": (b'{"members":[', b" ", b"]}"),
    "text": (b'{"members":[],"note":"', b"x", b'"}'),
    "digits": (b'{"members":[],"count":1', b"0", b"}"),
    "rows": (b'{"members":[' + _ROW, b"," + _ROW, b"]}"),
    "objects": (b'{"members":[{}', b",{}", b"]}"),
}
"""What comes first, what is repeated, what ends it."""


def check(flood: Mapping[str, Any]) -> None:
    """Raises ValueError for one that is none."""
    if flood.get("kind") not in (*_KINDS, "depth") or not isinstance(flood.get("bytes"), int):
        raise ValueError(f"a flood has a kind ({', '.join((*_KINDS, 'depth'))}) and a number of bytes, not {flood!r}")
    if unknown := set(flood) - {"kind", "bytes", "length", "gzip"}:
        raise ValueError(f"unknown fields of a flood: {', '.join(sorted(unknown))}")


def size(flood: Mapping[str, Any]) -> int:
    """How many bytes there will be: those asked for, and what it takes to be whole JSON."""
    return sum(map(len, _plain(flood)))


def blocks(flood: Mapping[str, Any]) -> Iterator[bytes]:
    if not flood.get("gzip"):
        yield from _plain(flood)
        return
    packer = zlib.compressobj(level=1, wbits=31)
    for block in _plain(flood):
        if packed := packer.compress(block):
            yield packed
    yield packer.flush()


def _plain(flood: Mapping[str, Any]) -> Iterator[bytes]:
    count = flood["bytes"]
    if flood["kind"] == "depth":
        yield from _repeat(b"[", count // 2)
        yield from _repeat(b"]", count // 2)
        return
    first, unit, last = _KINDS[flood["kind"]]
    yield first
    yield from _repeat(unit, max(0, count - len(first) - len(last)) // len(unit))
    yield last


def _repeat(unit: bytes, times: int) -> Iterator[bytes]:
    at_once = max(1, BLOCK // len(unit))
    block = unit * at_once
    for _number in range(times // at_once):
        yield block
    yield unit * (times % at_once)
