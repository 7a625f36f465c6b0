# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Follows a list of members to its proven end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .._errors import ApiError
from .._http.client import Client
from .._providers.base import MemberCall
from .._text import tidy

MAX_PAGES = 10_000


@dataclass(frozen=True)
class Page:
    """One page of raw rows. ``proves_end``: the cloud said, or its API says, that nothing follows."""

    rows: list[Mapping[str, Any]]
    proves_end: bool


def member_pages(client: Client, image_id: str, call: MemberCall) -> Iterator[Page]:
    """The pages of an image's member list, in order. ApiError where one cannot be read or believed."""
    size = [] if call.page_size is None else [("limit", str(call.page_size))]
    path = call.path(image_id)
    marker: str | None = None
    seen: set[str] = set()
    before: list[Mapping[str, Any]] = []
    counts_fit = True
    for _page in range(MAX_PAGES):
        body = client.get(path, size + ([("marker", marker)] if marker else []))
        rows = _rows(body, image_id)
        if rows and rows == before:
            raise _unbelievable("a page came twice")
        info = body.get("page_info")
        counts_fit = counts_fit and _count_fits(info, rows)
        marker = _next_marker(info)
        if marker is None:
            yield Page(rows, counts_fit and _is_end(body, info, rows, call))
            return
        if marker in seen:
            raise _unbelievable("the marker of the next page came twice")
        yield Page(rows, False)
        seen.add(marker)
        before = rows
    raise _unbelievable(f"it has more than {MAX_PAGES} pages")


def _rows(body: Mapping[str, Any], image_id: str) -> list[Mapping[str, Any]]:
    rows = body.get("members")
    if not isinstance(rows, list):
        raise _unbelievable("the answer has no list of members")
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("member_id"), str) or not row["member_id"]:
            raise _unbelievable("a member has no member_id")
        if str(row.get("image_id") or image_id).lower() != image_id.lower():
            raise _unbelievable(f"a member belongs to another image ({tidy(row['image_id'], limit=60)})")
    return rows


def _next_marker(info: object) -> str | None:
    if info is None:
        return None
    if not isinstance(info, dict):
        raise _unbelievable("its page_info is no object")
    marker = info.get("next_marker")
    if marker is None or marker == "":
        return None
    if not isinstance(marker, str):
        raise _unbelievable("its next_marker is no text")
    return marker


def _count_fits(info: object, rows: list[Mapping[str, Any]]) -> bool:
    count = info.get("current_count") if isinstance(info, dict) else None
    return count is None or count == len(rows)


def _is_end(body: Mapping[str, Any], info: object, rows: list[Mapping[str, Any]], call: MemberCall) -> bool:
    if body.get("next"):  # a Glance link to more, in a list that should have none
        return False
    if info is not None or call.page_size is None:
        return True
    return len(rows) < call.page_size and len(rows) != call.default_size


def _unbelievable(why: str) -> ApiError:
    return ApiError("bad_response", f"The member list cannot be believed: {why}.", http_status=200, attempts=1)
