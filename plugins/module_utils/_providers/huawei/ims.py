# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Huawei Cloud Image Management Service, and Open Telekom Cloud's.

Sources: https://support.huaweicloud.com/api-ims/ims_03_0661.html (members, v1),
https://support.huaweicloud.com/api-ims/ims_03_0723.html (members, native API),
https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0602.html (images)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._http.client import Client
from ..._images.details import rows_of
from ..base import Account, Context, DetailsCalls, MemberCall, Provider
from ..glance import glance_details, glance_member, that_image
from .connection import connect, next_marker
from .settings import ARGUMENT_SPEC, OTC_REGIONS, find_settings

MEMBERS_A_PAGE = 1000
MEMBERS_BY_DEFAULT = 500
IMAGES_A_PAGE = 500  # the documented default; a larger limit is nowhere promised


def open_account(context: Context) -> Account:
    settings = find_settings(context, "ims")
    native = settings.region in OTC_REGIONS or context.options["api"] == "openstack"
    permission = f"ims:images:get{', ims:images:share' if native else ''} (and ims:images:list for image records)"
    connection = connect(context, settings, permission)
    folder = "/v2/images" if native else f"/v1/{connection.project_id}/cloudimages"
    images = Images(connection.client, connection.project_id)
    return Account(
        client=connection.client,
        credentials_from=settings.credentials_from,
        own_id=connection.project_id,
        members=MemberCall(
            path=lambda image_id: f"{folder}/{image_id}/members",
            member=glance_member,
            page_size=MEMBERS_A_PAGE,
            default_size=MEMBERS_BY_DEFAULT,
        ),
        records=DetailsCalls(images.page, images.one),
    )


PROVIDER = Provider(
    name="huawei_ims",
    argument_spec={
        **ARGUMENT_SPEC,
        "api": {"type": "str", "choices": ["cloudimages", "openstack"], "default": "cloudimages"},
    },
    open=open_account,
)


class Images:
    """The image records of a project."""

    def __init__(self, client: Client, project_id: str) -> None:
        self._client = client
        self._project_id = project_id

    def page(self, marker: str | None) -> tuple[dict[str, dict[str, Any]], str | None]:
        query = [("limit", str(IMAGES_A_PAGE)), ("owner", self._project_id)] + ([("marker", marker)] if marker else [])
        body = self._client.get("/v2/cloudimages", query)
        images = rows_of(body, "images", "id")
        last = images[-1]["id"] if images else None
        # Older services have no page_info: there the list goes on after the last image, until a page is empty.
        following = next_marker(body) if body.get("page_info") else last
        return {image["id"]: self._details_of(image) for image in images}, following

    def one(self, image_id: str) -> dict[str, Any]:
        return self._details_of(that_image(self._client.get(f"/v2/images/{image_id}"), image_id))

    def _details_of(self, image: Mapping[str, Any]) -> dict[str, Any]:
        record = glance_details(image, self._project_id)
        # What others shared with the caller. Nothing else tells that a token is of another project than project_id.
        if image.get("__imagetype") == "shared" and record["caller_is_owner"]:
            record["caller_is_owner"] = False
        return record
