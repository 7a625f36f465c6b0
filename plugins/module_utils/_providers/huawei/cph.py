# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Huawei Cloud Phone.

Sources: https://support.huaweicloud.com/api-cph/cph_api_0562.html (members),
https://support.huaweicloud.com/api-cph/cph_api_0559.html (custom images),
https://support.huaweicloud.com/api-cph/cph_api_0519.html (all images, the public ones among them)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from ..._errors import ApiError
from ..._ids import same_id
from ..._images.pages import Ask, Page, Turn, by_offset, follow, rows_of, unbelievable
from ..._model import (
    Attributes,
    ImageDetails,
    IncomingImage,
    Member,
    MemberStatus,
    MemberType,
    Visibility,
    make_details,
    make_member,
    stated,
)
from ..._once import once
from ..._times import rfc3339, rfc3339_from_millis
from ..base import Account, Context, IncomingCalls, IncomingList, ListedImage, Provider
from ..glance import marked_members, next_marker
from .connection import connect
from .settings import ARGUMENT_SPEC, find_settings

_MemberRow = Mapping[Literal["member_id", "image_id", "create_time", "update_time"], Any]
_ImageRow = Mapping[
    Literal[
        "image_id",
        "image_name",
        "image_type",
        "is_public",
        "status",
        "project_id",
        "src_project_id",
        "create_time",
    ],
    Any,
]

MEMBERS_A_PAGE = 100
IMAGES_A_PAGE = 100
PUBLIC_IMAGES_A_PAGE = 500
_STATUS = {"0": "CREATING", "1": "PRODUCTION", "2": "CREATE_FAILED"}
_VISIBILITY: dict[str, Visibility] = {"share": "shared"}
_PUBLIC: Visibility = "public"
_MEMBER_TYPE: MemberType = "project"


def open_account(context: Context) -> Account:
    """An account of the credentials that are found. OptionError for what is missing or makes no sense."""
    settings = find_settings(context, "cph")
    connection = connect(context, settings, "cph:images:getMembers")
    folder = f"/v1/{connection.project_id}/cloud-phone"
    images = Images(connection.get, folder)
    shared = images.list([("image_type", "share")])
    return Account(
        credentials_from=settings.credentials_from,
        endpoint=connection.endpoint,
        region=settings.region,
        members=lambda image_id: marked_members(
            connection.get, f"{folder}/images/{image_id}/members", size=MEMBERS_A_PAGE
        ),
        member=_member,
        lists=[images.list([])],
        listed=_listed,
        details=images.details,
        proof=connection.proof,
        # Whether the receiver's answer shows in this list is not documented: only what it holds is known.
        incoming=IncomingCalls([IncomingList(shared, None)], _incoming, not_listed=("pending", "rejected")),
    )


PROVIDER = Provider(argument_spec=ARGUMENT_SPEC, open=open_account)


def _member(row: _MemberRow, image_id: str) -> Member:
    return make_member(
        member_id=row["member_id"],
        member_type=_MEMBER_TYPE,
        image_id=image_id if row.get("image_id") is None else row["image_id"],
        created_at=rfc3339_from_millis(row.get("create_time")),
        updated_at=rfc3339_from_millis(row.get("update_time")),
    )


def _details(image: _ImageRow) -> ImageDetails:
    """An own image names its project, a shared one the project that shares it."""
    kind = image.get("image_type")
    return make_details(
        name=image.get("image_name"),
        visibility=_VISIBILITY.get(str(kind), kind),
        owner_id=_owner(image),
        status=_STATUS.get(str(image.get("status")), image.get("status")),
    )


def _owner(image: _ImageRow) -> object:
    return image.get("src_project_id" if image.get("image_type") == "share" else "project_id")


def _listed(image: _ImageRow) -> ListedImage:
    created = image.get("create_time")
    is_number = isinstance(created, int) or (isinstance(created, str) and created.isdecimal())
    created_at = rfc3339_from_millis(created) if is_number else rfc3339(created)
    attributes: Attributes = {"created_at": created_at, "tags": None, "content_hash": None, "hidden": None}
    return ListedImage(image["image_id"], _details(image), attributes)


def _incoming(image: _ImageRow, status: MemberStatus | None) -> IncomingImage:
    return {
        "image_id": image["image_id"],
        "name": stated(image.get("image_name")),
        "owner_id": stated(_owner(image)),
        "owner_name": None,
        "status": status,
        "created_at": None,
        "visibility": _VISIBILITY["share"],
    }


class Images:
    """The images that a project sees: its own and those shared with it in one list, public ones in another."""

    def __init__(self, ask: Ask, folder: str) -> None:
        self._ask = ask
        self._folder = folder
        self._public = once(self._public_images)

    def list(self, query: list[tuple[str, str]]) -> Turn:
        """Custom images, by offset."""
        return by_offset(
            self._ask, f"{self._folder}/images", "image_infos", "image_id", size=IMAGES_A_PAGE, query=query
        )

    def details(self, image_id: str) -> ImageDetails:
        """One image's record. ApiError not_found where no list has it."""
        body = self._ask(f"{self._folder}/images", [("image_id", image_id)])
        rows: list[_ImageRow] = rows_of(body, "image_infos", "image_id")
        found = [_details(image) for image in rows if same_id(image["image_id"]) == same_id(image_id)]
        if any(one != found[0] for one in found):
            raise unbelievable("The image list", "two records of one image differ")
        if found:
            return found[0]
        public = self._public().get(same_id(image_id))
        if public is None:
            raise ApiError("not_found", "The project sees no image of this id, own, shared or public.", http_status=200)
        return public

    def _public_images(self) -> dict[str, ImageDetails]:
        """The vendor's own images. They have no owner among the customers."""
        pages = follow(self._public_turn, "The list of public images")
        images: Iterator[_ImageRow] = (image for page in pages for image in page.rows)
        return {
            same_id(image["image_id"]): make_details(
                name=image.get("image_name"), visibility=_PUBLIC, caller_is_owner=False
            )
            for image in images
            if image.get("is_public") == 1
        }

    def _public_turn(self, marker: str | None) -> Page:
        query = [("image_type", "public"), ("limit", str(PUBLIC_IMAGES_A_PAGE))]
        body = self._ask(f"{self._folder}/phone-images", query + ([("marker", marker)] if marker else []))
        return Page(rows_of(body, "phone_images", "image_id"), body, next_marker(body), proven=True)
