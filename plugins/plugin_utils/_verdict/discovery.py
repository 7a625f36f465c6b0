# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Images that an account owns and no inventory names: shared or public ones are violations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .entry import new_entry
from .findings import UNKNOWN, VIOLATION, Entry, finding, member_list, unread
from .image import check_list, check_unread, check_visibility
from .reading import Readings

_OPEN = ("public", "community")
_NOT_LISTED: dict[str, Any] = {
    "images": None,
    "complete": None,
    "error": {"kind": "missing", "message": "the run did not list them"},
}


def unmanaged_images(
    inventory: Mapping[str, Any],
    discovered: Mapping[str, Mapping[str, Any]],
    readings: Mapping[str, Readings],
    principals: Mapping[str, str],
) -> Iterator[Entry]:
    """An entry for each image that no inventory names and that is, or may be, shared; and for each list that failed."""
    known = {image["image_id"] for image in inventory["images"]}
    for connection in inventory["scope"]:
        provider = inventory["connections"][connection]["provider"]
        listing = discovered.get(connection) or _NOT_LISTED
        records = listing.get("images")
        if records is None or listing.get("complete") is not True:
            yield _unlisted(connection, provider, listing)
        unmanaged = [record for record in records or () if record["image_id"] not in known]
        if any(record.get("caller_is_owner") is None for record in unmanaged):
            yield _ownerless(connection, provider)
        for record in unmanaged:
            if record.get("caller_is_owner") is True:
                entry = _judge(connection, provider, record, readings[connection], principals)
                if entry["findings"]:
                    yield entry


def _entry(
    connection: str,
    provider: str,
    image_id: str | None,
    name: str,
    reading: Mapping[str, Any],
    principals: Mapping[str, str],
) -> Entry:
    image: dict[str, Any] = {
        "name": name,
        "connection": connection,
        "image_id": image_id,
        "match": None,
        "members": [],
        "visibility": [],
        "max_pending_days": None,
        "source": None,
    }
    return new_entry(image, provider, reading, principals)


def _whole(connection: str, provider: str, error: Mapping[str, Any] | None) -> Entry:
    """An entry for a connection's list of images, not for one of them."""
    reading = {"state": "failed", "complete": None, "members": None, "image": None, "error": error}
    return _entry(connection, provider, None, f"images of {connection}", reading, {})


def _unlisted(connection: str, provider: str, listing: Mapping[str, Any]) -> Entry:
    error = listing.get("error")
    entry = _whole(connection, provider, error)
    if listing.get("images") is None:
        message = f"its images could not be listed: {unread(error)}"
        finding(entry, "unreadable", UNKNOWN, message, expected="a list of all images", actual="not read")
    else:
        message = "the end of its list of images is not proven: there may be more"
        finding(entry, "incomplete_list", UNKNOWN, message, expected="a complete list", actual="a part")
    return entry


def _ownerless(connection: str, provider: str) -> Entry:
    entry = _whole(connection, provider, None)
    message = f"nobody can tell which images connection {connection} owns: set its account or project id"
    finding(entry, "partial_view", UNKNOWN, message, expected="listed by the owner", actual="owner not known")
    return entry


def _judge(
    connection: str, provider: str, record: Mapping[str, Any], readings: Readings, principals: Mapping[str, str]
) -> Entry:
    reading = {**readings.of(record["image_id"]), "image": record}
    visibility, name = record.get("visibility"), record.get("name") or record["image_id"]
    entry = _entry(connection, provider, record["image_id"], name, reading, principals)
    if visibility in _OPEN:
        _unmanaged(entry, f"in no inventory, and its visibility is {visibility}", visibility)
    elif entry["found"]:
        members = member_list(entry["found"])
        _unmanaged(entry, f"in no inventory, and shared with {members}", members)
    elif entry["found"] is None:
        check_unread(entry)
    else:
        check_list(entry)
        check_visibility(entry, visibility, ("private", "shared"))
    return entry


def _unmanaged(entry: Entry, message: str, actual: str) -> None:
    finding(entry, "unmanaged_image", VIOLATION, message, expected="an entry in the inventory", actual=actual)
