# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Glance's spelling of members and images, which SCP, Huawei IMS and every OpenStack share.

Source: https://docs.openstack.org/api-ref/image/v2/ ("List image members", "List images", "Show image")
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

from .._errors import ApiError
from .._ids import same_id
from .._images.pages import Ask, Page, Turn, rows_of, unbelievable
from .._model import Attributes, ImageDetails, IncomingImage, Member, MemberStatus, make_details, make_member, stated
from .._times import rfc3339
from .base import ListedImage

MemberRow = Mapping[
    Literal["member_id", "member_type", "image_id", "status", "created_at", "updated_at", "urn", "schema"], Any
]
ImageRow = Mapping[
    Literal[
        "id",
        "name",
        "visibility",
        "owner",
        "owner_account_name",
        "status",
        "created_at",
        "tags",
        "checksum",
        "os_hash_algo",
        "os_hash_value",
        "os_hidden",
    ],
    Any,
]
_PageBody = Mapping[Literal["page_info", "next_marker", "next"], Any]

STATUSES: tuple[MemberStatus, ...] = ("pending", "accepted", "rejected")
"""Of members, by each of which a list of shared images can be narrowed."""


def glance_member(row: MemberRow, image_id: str) -> Member:
    """One row of a member list. The fields that only Huawei adds (member_type, urn) are kept."""
    return make_member(
        member_id=row["member_id"],
        member_type=row.get("member_type"),
        image_id=image_id if row.get("image_id") is None else row["image_id"],
        status=row.get("status"),
        created_at=rfc3339(row.get("created_at")),
        updated_at=rfc3339(row.get("updated_at")),
        urn=row.get("urn"),
        schema=row.get("schema"),
    )


def glance_details(image: ImageRow) -> ImageDetails:
    """The record of an image, its caller still open."""
    return make_details(
        name=image.get("name"),
        visibility=image.get("visibility"),
        owner_id=image.get("owner"),
        status=image.get("status"),
    )


def glance_listed(image: ImageRow) -> ListedImage:
    """One row of an image list."""
    return ListedImage(image["id"], glance_details(image), _attributes(image))


def _attributes(image: ImageRow) -> Attributes:
    tags = image.get("tags")
    hidden = image.get("os_hidden")
    return {
        "created_at": rfc3339(image.get("created_at")),
        "tags": [str(tag) for tag in tags] if isinstance(tags, list) else None,
        "content_hash": _content_hash(image),
        "hidden": hidden if isinstance(hidden, bool) else None,
    }


def _content_hash(image: ImageRow) -> str | None:
    algorithm, value = stated(image.get("os_hash_algo")), stated(image.get("os_hash_value"))
    if algorithm and value:
        return f"{algorithm}:{value}"
    checksum = stated(image.get("checksum"))
    return f"md5:{checksum}" if checksum else None


def glance_incoming(image: ImageRow, status: MemberStatus | None) -> IncomingImage:
    """An image that another account shares. Its record has no date of the invitation."""
    return {
        "image_id": image["id"],
        "name": stated(image.get("name")),
        "owner_id": stated(image.get("owner")),
        "owner_name": stated(image.get("owner_account_name")),
        "status": status,
        "created_at": None,
        "visibility": stated(image.get("visibility")),
    }


def that_image(image: ImageRow, image_id: str) -> ImageRow:
    """The answer about one image. ApiError when it is about another one."""
    if same_id(str(image.get("id"))) != same_id(image_id):
        raise ApiError("bad_response", "The image record belongs to another image.", http_status=200)
    return image


def marked_members(ask: Ask, path: str, *, size: int | None = None, default_size: int | None = None) -> Turn:
    """A member list in Huawei's pages: ``page_info.next_marker`` says whether another one follows.

    Without ``page_info`` a list that is just as long as what was asked for (``size``), or as the cloud's own default,
    may have been cut. So may a full page whose ``page_info`` lacks the marker's key. Upstream Glance has no pages:
    there both sizes are None, and a list is whole unless it says otherwise.
    """
    limit = [] if size is None else [("limit", str(size))]
    sizes = [0]

    def is_full(count: int) -> bool:
        """A page of the default size is full unless a longer one showed that the cloud honours our limit."""
        sizes.append(count)
        return (size is not None and count >= size) or (count == default_size and max(sizes) == count)

    def turn(marker: str | None) -> Page:
        body = ask(path, limit + ([("marker", marker)] if marker else []))
        rows = rows_of(body, "members", "member_id", "The member list")
        full = is_full(len(rows))
        return Page(rows, body, next_marker(body), proven=_has_marker_key(body) or not full)

    return turn


def marked_images(ask: Ask, path: str, *, size: int, query: Sequence[tuple[str, str]] = ()) -> Turn:
    """Huawei's image list: ``page_info.next_marker``, or in older services the last id until a page is empty."""

    def turn(marker: str | None) -> Page:
        body = ask(path, [("limit", str(size)), *query, *([("marker", marker)] if marker else [])])
        rows = rows_of(body, "images", "id", "The image list")
        marker = next_marker(body)
        if not _has_marker_key(body):
            marker = rows[-1]["id"] if rows else None
        return Page(rows, body, marker, proven=True)

    return turn


def _has_marker_key(body: _PageBody) -> bool:
    info: _PageBody | None = body.get("page_info")
    return isinstance(info, Mapping) and "next_marker" in info


def next_marker(body: _PageBody) -> str | None:
    """The marker in ``page_info``; null, '' and nothing at all end a list. ApiError for anything but a marker."""
    info: _PageBody | None = body.get("page_info")
    if info is None:
        return None
    if not isinstance(info, Mapping):
        raise unbelievable("The list", "its page_info is not an object")
    marker = info.get("next_marker")
    if marker is None or marker == "":
        return None
    if not isinstance(marker, str):
        raise unbelievable("The list", "the next_marker in its page_info is not text")
    return marker


def linked_images(ask: Ask, path: str, *, size: int, query: Sequence[tuple[str, str]] = ()) -> Turn:
    """Glance's own image list: the field ``next`` links to the page that follows, and is absent on the last one."""

    def turn(marker: str | None) -> Page:
        body = ask(path, [("limit", str(size)), *query, *([("marker", marker)] if marker else [])])
        rows = rows_of(body, "images", "id", "The image list")
        return Page(rows, body, _marker_in(body.get("next")), proven=True)

    return turn


def _marker_in(link: object) -> str | None:
    if not link:
        return None
    found = parse_qs(urlsplit(str(link)).query).get("marker")
    if not found:
        raise unbelievable("The image list", "its link to the next page has no marker")
    return found[0]
