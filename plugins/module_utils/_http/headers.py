# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What headers say against an answer: that a cache kept it, or that its list is longer.

Sources: RFC 9111, 5.1 (Age: the server did not give or confirm this answer now), RFC 9211 (Cache-Status), RFC 7234, 5.5
(Warning), and what proxies write into X-Cache and its kin.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

from .decode import Unreadable, decoded

PAGING_HEADERS = "paging headers"
"""The field of a decoded answer with what its headers say about the list in it."""

_CACHE = re.compile(r"x-(.*-)?cache(-status|-result)?|.*-cache-status")
_KEPT = re.compile(r"\b(TCP_)?(MEM_|IMS_|OFFLINE_|NEGATIVE_)?(HIT|STALE)\b", re.IGNORECASE)
_HIT = re.compile(r";\s*hit\b", re.IGNORECASE)
_STALE = re.compile(r"(^|,)\s*11[0-3]\b")
_PREFIX = re.compile(r"^(x-)?((pagination|paging)-)?")
_PLAIN = frozenset(
    ("count", "hasmore", "pagecount", "pagination", "paging", "istruncated", "truncated", "perpage", "pagesize")
)


def kept_by_a_cache(headers: Mapping[str, str]) -> bool:
    """Whether somebody in between says that the answer is one from before."""
    age = headers.get("Age", "").strip()
    return (
        (bool(age) and age.strip("0") != "")
        or _HIT.search(headers.get("Cache-Status", "")) is not None
        or _STALE.search(headers.get("Warning", "")) is not None
        or any(_is_a_cache(name) and _KEPT.search(headers[name]) for name in headers)
    )


def about_a_list(headers: Mapping[str, str]) -> dict[str, Any]:
    """Totals, further pages and the like, each by its name without the prefixes that such headers have."""
    said: dict[str, Any] = {}
    for header in headers:
        name = _list_name(header)
        if name:
            value = _value(headers[header])
            said.update(value if isinstance(value, dict) else {name: value})
    return said


# A service sends the same headers with each of thousands of answers.
@functools.lru_cache(maxsize=512)
def _is_a_cache(header: str) -> bool:
    return _CACHE.fullmatch(header.lower()) is not None


@functools.lru_cache(maxsize=512)
def _list_name(header: str) -> str | None:
    """The plain name of a header that is about a list; None for all others."""
    name = _PREFIX.sub("", header.lower()) or header.lower().removeprefix("x-")
    plain = re.sub("[-_]", "", name)
    return name if plain.startswith("total") or "next" in plain or plain in _PLAIN else None


def _value(text: str) -> object:
    try:
        return decoded(text.encode("latin-1", "replace"))
    except Unreadable:
        return text.strip()
