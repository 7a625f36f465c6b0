# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Records of images of IMS: few requests for many, and whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.modules.huawei_ims_image_member_info import main
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

from .images_of_ims import IMAGE, OTC_IMAGE, PARTNER, PARTNER_KEYS, PROJECT, V2, task

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


def details(clouds: Simulator, *image_ids: str, **options: Any) -> Any:
    result = task(clouds, *image_ids, image_details=True, **options)
    return {image["image_id"]: image["image"] for image in result["images"]}


def records_asked(clouds: Simulator) -> list[str]:
    return [call for call in clouds.requests if "/members" not in call]


@pytest.mark.parametrize("api", ["cloudimages", "openstack"])
def test_one_record_is_one_request(clouds: Simulator, api: str) -> None:
    assert details(clouds, IMAGE, api=api)[IMAGE] == {
        "name": "golden-win22",
        "visibility": "shared",
        "owner_id": PROJECT,
        "status": "active",
        "caller_is_owner": True,
    }
    assert records_asked(clouds) == [f"GET {V2}/{IMAGE} 200"]


@pytest.mark.slow
@pytest.mark.parametrize("page_info", [True, False])
def test_the_records_of_a_thousand_images_are_two_requests(clouds: Simulator, page_info: bool) -> None:
    ids = clouds.world.generate(998, members=0, clouds=["ims"])["ims"]
    clouds.world.list_page_info = page_info
    records = details(clouds, *ids, IMAGE, OTC_IMAGE, concurrency=16)
    assert len(records) == 1000
    assert all(record["caller_is_owner"] for record in records.values())
    first, second = records_asked(clouds)
    path = f"GET /v2/cloudimages?limit=500&owner={PROJECT}&enterprise_project_id=all_granted_eps"
    assert first == f"{path} 200"
    assert second.startswith(f"{path}&marker=")


def test_images_of_others_are_read_singly(clouds: Simulator) -> None:
    clouds.world.add_image("ims", "public", owner="vendor", visibility="public")
    clouds.world.add_image("ims", "foreign", [PROJECT], owner=PARTNER)
    records = details(clouds, IMAGE, "public", "foreign")
    assert records[IMAGE]["caller_is_owner"] is True
    assert (records["public"]["visibility"], records["public"]["caller_is_owner"]) == ("public", False)
    assert (records["foreign"]["visibility"], records["foreign"]["owner_id"]) == ("shared", PARTNER)
    assert records["foreign"]["caller_is_owner"] is False
    assert len(records_asked(clouds)) == 3


def test_a_member_is_not_the_owner(clouds: Simulator) -> None:
    clouds.world.add_image("ims", "shared", [PARTNER, "somebody"])
    result = task(clouds, "shared", image_details=True, project_id=PARTNER, **PARTNER_KEYS)
    (image,) = result["images"]
    assert [member["member_id"] for member in image["members"]] == [PARTNER]
    assert image["image"]["caller_is_owner"] is False


def test_a_token_of_a_members_project_is_not_the_owners(clouds: Simulator) -> None:
    """The native API has no project in its paths, so it is the image that says how the caller sees it."""
    owner, member = list(clouds.world.projects)[:2]
    clouds.world.add_image("ims", "shared-image", [member, "0f3c9a21b7d04c5ea1b2c3d4e5f60718"], owner=owner)
    caller = next(user.name for user in clouds.world.users if user.domain_id == clouds.world.projects[member].domain)
    token = {"auth_token": clouds.token(caller, member), "project_id": owner, "api": "openstack"}
    given = {"image_ids": ["shared-image"], "region": "ap-southeast-3", "endpoint": clouds.url, **token}
    unproven = run(main, {**given, "image_details": True})
    (image,) = unproven["images"]
    assert [one["member_id"] for one in image["members"]] == [member]
    assert image["image"]["caller_is_owner"] is None
    assert unproven["summary"]["account"] == {"id": owner, "proven_by": None}
    torn = run(main, {**given, "image_details": True, "iam_endpoint": clouds.url})
    assert torn["images"][0]["image"]["caller_is_owner"] is None
    assert owner in torn["place"]["account_note"]
    assert member in torn["place"]["account_note"]


def test_a_token_of_another_project_than_the_regions_hides_no_image(clouds: Simulator) -> None:
    """The list is asked for the region's project: it would be whole, and hold nothing that the token's project owns."""
    region, other = list(clouds.world.projects)[:2]
    clouds.world.add_image("ims", "leak", ["0f3c9a21b7d04c5ea1b2c3d4e5f60718"], owner=other)
    given = {"discover": True, "region": "ap-southeast-3", "api": "openstack", "on_error": "report"}
    places = {"endpoint": clouds.url, "iam_endpoint": clouds.url}
    torn = run(main, {**given, **places, "auth_token": clouds.token("auditor", other)})
    assert torn["summary"]["account"] == {"id": region, "proven_by": None}
    assert other in torn["place"]["account_note"]
    assert all(image["image"]["caller_is_owner"] is None for image in torn["discovered"]["images"])


def test_a_token_proves_the_owner_and_who_is_not(clouds: Simulator) -> None:
    owner, _other, member = list(clouds.world.projects)[:3]
    clouds.world.add_image("ims", "shared-image", [member], owner=owner)
    given = {"image_ids": ["shared-image"], "region": "ap-southeast-3", "api": "openstack", "image_details": True}
    places = {"endpoint": clouds.url, "iam_endpoint": clouds.url}
    for caller, project, owns in (("auditor", owner, True), ("partner", member, False)):
        proven = run(main, {**given, **places, "auth_token": clouds.token(caller, project)})
        assert proven["images"][0]["image"]["caller_is_owner"] is owns
        assert proven["summary"]["account"] == {"id": project, "proven_by": "token"}


def test_a_refused_list_costs_single_reads(clouds: Simulator) -> None:
    clouds.faults.add(path="/v2/cloudimages", preset="IMG.0026")
    records = details(clouds, IMAGE, OTC_IMAGE)
    assert [record["caller_is_owner"] for record in records.values()] == [True, True]
    assert len(records_asked(clouds)) == 3


def test_a_refused_record_keeps_the_members_and_says_why(clouds: Simulator) -> None:
    clouds.faults.add(path=f"/v2/images/{IMAGE}$", preset="IMG.0026")
    (image,) = task(clouds, IMAGE, image_details=True)["images"]
    assert (image["state"], image["member_count"], image["image"]) == ("read", 1, None)
    assert image["error"]["kind"] == "forbidden"
    assert "ims:images:get" in image["error"]["message"]


@pytest.mark.parametrize("body", [{}, {"id": "other"}, {"id": None}])
def test_a_record_of_another_image_is_no_record(clouds: Simulator, body: dict[str, Any]) -> None:
    clouds.faults.add(path=f"/v2/images/{IMAGE}$", json=body)
    (image,) = task(clouds, IMAGE, image_details=True)["images"]
    assert (image["image"], image["error"]["kind"]) == (None, "bad_response")


@pytest.mark.parametrize("body", [{}, {"images": None}, {"images": [1]}, {"images": [{"id": ["x"]}]}])
def test_a_list_of_another_shape_hides_nothing(clouds: Simulator, body: dict[str, Any]) -> None:
    clouds.faults.add(path="/v2/cloudimages", json=body)
    assert all(details(clouds, IMAGE, OTC_IMAGE).values())


def test_an_owner_that_is_not_said_is_not_known(clouds: Simulator) -> None:
    clouds.faults.add(path=f"/v2/images/{IMAGE}$", json={"id": IMAGE, "visibility": "private"})
    assert details(clouds, IMAGE)[IMAGE] == {
        "name": None,
        "visibility": "private",
        "owner_id": None,
        "status": None,
        "caller_is_owner": None,
    }
