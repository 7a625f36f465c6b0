# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Whether results that came as plain data (saved, merged) have the shape that the modules give them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeGuard

from ...module_utils._model import Discovered, DiscoveredImage, ImageResult, Incoming, IncomingImage

_INCOMING_TEXTS = ("name", "owner_id", "owner_name", "status", "created_at", "visibility")


def is_image_result(result: object) -> TypeGuard[ImageResult]:
    """Whether this is what a module says of one image. Its list is there if, and only if, it was read."""
    if not isinstance(result, Mapping) or not isinstance(result.get("image_id"), str):
        return False
    members, details, error = (result.get(key) for key in ("members", "image", "error"))
    is_read = result.get("state") == "read"
    return (
        {"state", "complete", "members", "image", "error"} <= result.keys()
        and isinstance(result["state"], str)
        and (isinstance(members, list) and all(map(_is_member, members)) if is_read else members is None)
        and (details is None or _is_details(details))
        and (error is None or isinstance(error, Mapping))
    )


def is_discovered(listing: object) -> TypeGuard[Discovered]:
    """Whether this is a list of an account's own images, each with its details and attributes."""
    return _is_list(listing) and (listing["images"] is None or all(map(is_discovered_image, listing["images"])))


def is_incoming(listing: object) -> TypeGuard[Incoming]:
    """Whether this is a list of what other accounts share."""
    return (
        _is_list(listing)
        and isinstance(listing.get("not_listed"), list)
        and (listing["images"] is None or all(map(_is_incoming_image, listing["images"])))
    )


def _is_list(listing: object) -> TypeGuard[Mapping[str, Any]]:
    return (
        isinstance(listing, Mapping)
        and {"complete", "error", "images"} <= listing.keys()
        and isinstance(listing["images"], (list, type(None)))
        and isinstance(listing["error"], (Mapping, type(None)))
    )


def is_discovered_image(image: object) -> TypeGuard[DiscoveredImage]:
    """Whether this is an image of such a list, with what the list says of it."""
    attributes = image.get("attributes") if isinstance(image, Mapping) else None
    return (
        isinstance(attributes, Mapping)
        and is_image_result(image)
        and image["image"] is not None
        and _is_text(attributes, "created_at", "content_hash")
        and isinstance(attributes.get("hidden"), (bool, type(None)))
        and _is_tags(attributes.get("tags"))
    )


def _is_incoming_image(image: object) -> TypeGuard[IncomingImage]:
    return isinstance(image, Mapping) and isinstance(image.get("image_id"), str) and _is_text(image, *_INCOMING_TEXTS)


def _is_member(row: object) -> bool:
    return (
        isinstance(row, Mapping)
        and isinstance(row.get("member_id"), str)
        and _is_text(row, "member_type", "status", "created_at", "updated_at", "urn")
    )


def _is_details(details: object) -> bool:
    texts = ("name", "visibility", "owner_id", "status")
    return isinstance(details, Mapping) and "caller_is_owner" in details and _is_text(details, *texts)


def _is_tags(tags: object) -> bool:
    return tags is None or (isinstance(tags, list) and all(isinstance(tag, str) for tag in tags))


def _is_text(document: Mapping[str, object], *keys: str) -> bool:
    """Text or null, each of them there."""
    return all(isinstance(document.get(key, 0), (str, type(None))) for key in keys)
