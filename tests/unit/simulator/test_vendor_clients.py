# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The vendor's own SDK clients can talk to the simulator, and read what the vendor's documents show."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.simulator.world import DATA, member_ids
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkcore.http.http_config import HttpConfig
from huaweicloudsdkcore.utils.http_utils import sanitize_for_serialization
from huaweicloudsdkcph.v1 import (
    CphClient,
    ListCloudPhoneImagesRequest,
)
from huaweicloudsdkcph.v1 import ListImageMembersRequest as CphMembersRequest
from huaweicloudsdkcph.v1 import ListImagesRequest as CphImagesRequest
from huaweicloudsdkims.v2 import (
    GlanceListImageMembersRequest,
    GlanceShowImageRequest,
    ImsClient,
    ListImageMembersRequest,
    ListImagesRequest,
)

PROJECT = "1bed856811654c1cb661a6ca845ebc77"
KEYS = {
    "EXAMPLEACCESSKEY0001": "ExampleSecretKey/0001+notreal",
    "EXAMPLETEMPORARY0001": "ExampleTemporarySecret/0001+notreal",
}
IMS_IMAGE = "370befec-a369-475e-a224-44a45927a8fe"
OTC_IMAGE = "d164b5df-1bc3-4c3f-893e-3e471fd16e64"
CPH_IMAGE = "23030320230421e300221a2000004167"


def client(kind: Any, clouds: Simulator, key: str = "EXAMPLEACCESSKEY0001", token: str | None = None) -> Any:
    credentials = BasicCredentials(key, KEYS[key], PROJECT)
    if token:
        credentials = credentials.with_security_token(token)
    builder = kind.new_builder().with_http_config(HttpConfig.get_default_config())
    return builder.with_credentials(credentials).with_endpoint(clouds.url).build()


def example(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def without_empty(value: Any) -> Any:
    """The SDK's objects drop what is null."""
    if isinstance(value, dict):
        return {name: without_empty(item) for name, item in value.items() if item is not None}
    return [without_empty(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("kind", "call", "request_", "file"),
    [
        (ImsClient, "list_image_members", ListImageMembersRequest(IMS_IMAGE), "ims_members.json"),
        (ImsClient, "glance_list_image_members", GlanceListImageMembersRequest(IMS_IMAGE), "ims_members.json"),
        (ImsClient, "glance_list_image_members", GlanceListImageMembersRequest(OTC_IMAGE), "otc_members.json"),
        (CphClient, "list_image_members", CphMembersRequest(CPH_IMAGE), "cph_members.json"),
    ],
)
def test_examples_of_the_vendor(clouds: Simulator, kind: Any, call: str, request_: Any, file: str) -> None:
    response = getattr(client(kind, clouds), call)(request_)
    assert without_empty(sanitize_for_serialization(response)) == without_empty(example(file))


def test_temporary_keys_need_their_token(clouds: Simulator) -> None:
    ims = client(ImsClient, clouds, "EXAMPLETEMPORARY0001", "gQpjbi1ub3J0aC00EXAMPLE+token/==")
    assert len(ims.list_image_members(ListImageMembersRequest(IMS_IMAGE)).members) == 1
    for token in ("another", None):
        with pytest.raises(ClientRequestException) as refused:
            client(ImsClient, clouds, "EXAMPLETEMPORARY0001", token).list_image_members(
                ListImageMembersRequest(IMS_IMAGE)
            )
        assert (refused.value.status_code, refused.value.error_code) == (401, "APIGW.0301")


def test_paging_of_members(clouds: Simulator) -> None:
    clouds.world.add_image("ims", "many", member_count=2345)
    clouds.world.add_image("cph", "many", member_count=345)
    for kind, request_type, limit, count, pages in (
        (ImsClient, ListImageMembersRequest, None, 2345, 5),
        (ImsClient, ListImageMembersRequest, 1000, 2345, 3),
        (CphClient, CphMembersRequest, None, 345, 4),
    ):
        api, marker, found, seen = client(kind, clouds), None, [], 0
        while seen < 10:
            answer = api.list_image_members(request_type("many", limit=limit, marker=marker))
            found += [row.member_id for row in answer.members]
            marker, seen = answer.page_info.next_marker, seen + 1
            if not marker:
                break
        assert (found, seen) == (member_ids(count), pages)


@pytest.mark.parametrize("limit", [0, 1001])
def test_limits_of_ims(clouds: Simulator, limit: int) -> None:
    with pytest.raises(ClientRequestException) as refused:
        client(ImsClient, clouds).list_image_members(ListImageMembersRequest(IMS_IMAGE, limit=limit))
    assert refused.value.status_code == 400


def test_image_lists(clouds: Simulator) -> None:
    clouds.world.generate(7, clouds=["ims", "cph"])
    ims, cph = client(ImsClient, clouds), client(CphClient, clouds)
    first = ims.list_images(ListImagesRequest(imagetype="shared", owner=PROJECT, limit=5))
    rest = ims.list_images(
        ListImagesRequest(imagetype="shared", owner=PROJECT, limit=5, marker=first.page_info.next_marker)
    )
    assert [row.id for row in first.images + rest.images] == list(clouds.world.ims)
    assert rest.page_info.next_marker is None
    assert [row.id for row in ims.list_images(ListImagesRequest(id=IMS_IMAGE)).images] == [IMS_IMAGE]
    shown = ims.glance_show_image(GlanceShowImageRequest(IMS_IMAGE))
    assert (shown.owner, shown.visibility, shown.imagetype) == (PROJECT, "shared", "shared")
    images = cph.list_images(CphImagesRequest(image_type="private", offset=6, limit=5))
    assert (images.total, [row.image_id for row in images.image_infos]) == (8, list(clouds.world.cph)[6:])
    phones = cph.list_cloud_phone_images(ListCloudPhoneImagesRequest(image_type="all", limit=3))
    assert [row.image_id for row in phones.phone_images] == list(clouds.world.cph)[:3]
    assert phones.page_info.next_marker


def test_errors_are_those_that_the_sdk_understands(clouds: Simulator) -> None:
    for kind, request_type, code in (
        (ImsClient, ListImageMembersRequest, "IMG.0027"),
        (CphClient, CphMembersRequest, "CPS.0030"),
    ):
        with pytest.raises(ClientRequestException) as refused:
            client(kind, clouds).list_image_members(request_type("unknown"))
        assert (refused.value.status_code, refused.value.error_code) == (400, code)
    clouds.faults.add(image_id=IMS_IMAGE, preset="APIGW.0308")
    with pytest.raises(ClientRequestException) as refused:
        client(ImsClient, clouds).list_image_members(ListImageMembersRequest(IMS_IMAGE))
    assert refused.value.status_code == 429
