# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Members and image records as Glance spells them: OpenStack, Huawei IMS and SCP all do.

Source: https://docs.openstack.org/api-ref/image/v2/ ("List image members", "Show image")
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._errors import ApiError
from .._model import ImageDetails, Member, make_details, make_member, rfc3339


def glance_member(row: Mapping[str, Any], image_id: str) -> Member:
    """One row of a member list. The fields that only Huawei adds (member_type, urn) are kept."""
    return make_member(
        member_id=row["member_id"],
        member_type=row.get("member_type"),
        image_id=row.get("image_id") or image_id,
        status=row.get("status"),
        created_at=rfc3339(row.get("created_at")),
        updated_at=rfc3339(row.get("updated_at")),
        urn=row.get("urn"),
        schema=row.get("schema"),
    )


def glance_details(image: Mapping[str, Any], own_id: str | None) -> ImageDetails:
    """The record of an image; nobody is taken for its owner unless both ids are known."""
    owner = image.get("owner")
    return make_details(
        name=image.get("name"),
        visibility=image.get("visibility"),
        owner_id=owner,
        status=image.get("status"),
        caller_is_owner=owner == own_id if owner and own_id else None,
    )


def that_image(image: Mapping[str, Any], image_id: str) -> Mapping[str, Any]:
    """The answer about one image. ApiError when it is about another one."""
    if image.get("id") != image_id:
        raise ApiError("bad_response", "The image record belongs to another image.", http_status=200)
    return image
