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

import threading
from collections.abc import Mapping, Sequence
from typing import Any

from ..._errors import ApiError
from ..._http.client import Client
from ..._images.details import rows_of
from ..._model import make_details, make_member, rfc3339_from_millis
from ..base import Account, Context, DetailsCalls, MemberCall, Provider
from .connection import connect, next_marker
from .settings import ARGUMENT_SPEC, find_settings

MEMBERS_A_PAGE = 100
IMAGES_A_PAGE = 100
PUBLIC_IMAGES_A_PAGE = 500
_MAX_PUBLIC_PAGES = 20
_STATUS = {"0": "CREATING", "1": "PRODUCTION", "2": "CREATE_FAILED"}
_VISIBILITY = {"share": "shared"}


def open_account(context: Context) -> Account:
    settings = find_settings(context, "cph")
    connection = connect(context, settings, "cph:images:getMembers")
    folder = f"/v1/{connection.project_id}/cloud-phone"
    images = Images(connection.client, folder, connection.project_id)
    return Account(
        client=connection.client,
        credentials_from=settings.credentials_from,
        own_id=connection.project_id,
        members=MemberCall(
            path=lambda image_id: f"{folder}/images/{image_id}/members",
            member=_member,
            page_size=MEMBERS_A_PAGE,
            default_size=MEMBERS_A_PAGE,
        ),
        records=DetailsCalls(images.page, images.one),
    )


PROVIDER = Provider(name="huawei_cph", argument_spec=ARGUMENT_SPEC, open=open_account)


def _member(row: Mapping[str, Any], image_id: str) -> dict[str, Any]:
    return make_member(
        member_id=row["member_id"],
        member_type="project",
        image_id=row.get("image_id") or image_id,
        created_at=rfc3339_from_millis(row.get("create_time")),
        updated_at=rfc3339_from_millis(row.get("update_time")),
    )


class Images:
    """The images that a project sees: its own and those shared with it in one list, public ones in another."""

    def __init__(self, client: Client, folder: str, project_id: str) -> None:
        self._client = client
        self._folder = folder
        self._project_id = project_id
        self._public: dict[str, dict[str, Any]] | None = None
        self._reading_public = threading.Lock()

    def page(self, marker: str | None) -> tuple[dict[str, dict[str, Any]], str | None]:
        offset = int(marker or 0)
        body = self._client.get(f"{self._folder}/images", [("limit", str(IMAGES_A_PAGE)), ("offset", str(offset))])
        images = rows_of(body, "image_infos", "image_id")
        return {image["image_id"]: self._details_of(image) for image in images}, self._next_offset(body, offset, images)

    @staticmethod
    def _next_offset(body: Mapping[str, Any], offset: int, images: Sequence[Mapping[str, Any]]) -> str | None:
        following = offset + len(images)
        total = body.get("total")
        if not isinstance(total, int):
            return str(following) if images else None
        if following < total and not images:
            raise ApiError("bad_response", f"The image list ends after {offset} of {total} images.", http_status=200)
        return str(following) if following < total else None

    def one(self, image_id: str) -> dict[str, Any]:
        body = self._client.get(f"{self._folder}/images", [("image_id", image_id)])
        for image in rows_of(body, "image_infos", "image_id"):
            if image["image_id"] == image_id:
                return self._details_of(image)
        public = self._public_images().get(image_id)
        if public is None:
            raise ApiError("not_found", "The project sees no image of this id, own, shared or public.", http_status=200)
        return public

    def _details_of(self, image: Mapping[str, Any]) -> dict[str, Any]:
        """An own image names its project, a shared one the project that shares it."""
        kind = image.get("image_type")
        owner = image.get("src_project_id" if kind == "share" else "project_id")
        return make_details(
            name=image.get("image_name"),
            visibility=_VISIBILITY.get(str(kind), kind),
            owner_id=owner,
            status=_STATUS.get(str(image.get("status")), image.get("status")),
            caller_is_owner=owner == self._project_id if owner else None,
        )

    def _public_images(self) -> dict[str, dict[str, Any]]:
        """The vendor's own images, read once. They have no owner among the customers."""
        with self._reading_public:
            if self._public is None:
                self._public = self._read_public_images()
            return self._public

    def _read_public_images(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        marker: str | None = None
        for _page in range(_MAX_PUBLIC_PAGES):
            query = [("image_type", "public"), ("limit", str(PUBLIC_IMAGES_A_PAGE))]
            body = self._client.get(f"{self._folder}/phone-images", query + ([("marker", marker)] if marker else []))
            for image in rows_of(body, "phone_images", "image_id"):
                if image.get("is_public") == 1:
                    found[image["image_id"]] = make_details(
                        name=image.get("image_name"), visibility="public", caller_is_owner=False
                    )
            marker = next_marker(body)
            if marker is None:
                break
        return found
