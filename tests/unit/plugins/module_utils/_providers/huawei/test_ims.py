# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""IMS: members over both APIs, paging, and image records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.glance import marked_images
from ansible_collections.cloud_images.sharing.plugins.modules.huawei_ims_image_member_info import main
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

IMAGE = "370befec-a369-475e-a224-44a45927a8fe"
OTC_IMAGE = "d164b5df-1bc3-4c3f-893e-3e471fd16e64"
PROJECT = "1bed856811654c1cb661a6ca845ebc77"
PARTNER = "edc89b490d7d4392898e19b2deb34797"
KEYS = {"access_key": "EXAMPLEACCESSKEY0001", "secret_key": "ExampleSecretKey/0001+notreal"}
PARTNER_KEYS = {"access_key": "EXAMPLEMEMBERKEY0001", "secret_key": "ExampleMemberSecret/0001+notreal"}
V1 = f"/v1/{PROJECT}/cloudimages"
V2 = "/v2/images"
# The vendor's own example, in our shape.
EXAMPLE = {
    "member_id": "ou-5x1bvygwrplokk622i9gbn3f5ftfb2l9",
    "member_type": "organization",
    "status": "accepted",
    "created_at": "2023-08-23T04:07:52Z",
    "updated_at": "2023-08-23T04:07:52Z",
    "image_id": IMAGE,
    "urn": "organizations::3a2d95404f964a6aba78819bf8ddc1e3:ou:o-wvntq58r3poyv180t5df1mdna4uwy9se/"
    "ou-5x1bvygwrplokk622i9gbn3f5ftfb2l9",
    "schema": "/v2/schemas/member",
}


def task(clouds: Simulator, *image_ids: str, **options: Any) -> Any:
    given = {
        **KEYS,
        "image_ids": list(image_ids),
        "project_id": PROJECT,
        "endpoint": clouds.url,
        "on_error": "report",
        **options,
    }
    return run(main, given)


@pytest.mark.parametrize(("options", "folder"), [({}, V1), ({"api": "cloudimages"}, V1), ({"api": "openstack"}, V2)])
def test_the_vendors_example(clouds: Simulator, options: dict[str, str], folder: str) -> None:
    result = task(clouds, IMAGE, **options)
    (image,) = result["images"]
    assert image == {
        "image_id": IMAGE,
        "state": "read",
        "complete": True,
        "members": [EXAMPLE],
        "member_count": 1,
        "image": None,
        "error": None,
    }
    assert result["changed"] is False
    assert result["summary"] == {
        "requested": 1,
        "read": 1,
        "failed": 0,
        "members": 1,
        "requests": 1,
        "retries": 0,
        "credentials_from": "options",
        "account": {"id": PROJECT, "proven_by": "signature"},
    }
    assert clouds.requests == [f"GET {folder}/{IMAGE}/members?limit=1000 200"]


@pytest.mark.parametrize("region", ["eu-de", "eu-nl"])
def test_open_telekom_cloud_means_the_native_api(clouds: Simulator, region: str) -> None:
    (image,) = task(clouds, OTC_IMAGE, region=region)["images"]
    assert clouds.requests == [f"GET {V2}/{OTC_IMAGE}/members?limit=1000 200"]
    (member,) = image["members"]
    assert (member["member_id"], member["status"], member["member_type"], member["urn"]) == (
        "edc89b490d7d4392898e19b2deb34797",
        "accepted",
        None,
        None,
    )
    assert image["complete"] is True


@pytest.mark.parametrize("api", ["cloudimages", "openstack"])
def test_a_long_list_comes_whole_and_in_order(clouds: Simulator, api: str) -> None:
    clouds.world.add_image("ims", "long", member_count=2345)
    (image,) = task(clouds, "long", api=api)["images"]
    assert [member["member_id"] for member in image["members"]] == [f"{number:032x}" for number in range(1, 2346)]
    assert (image["member_count"], image["complete"]) == (2345, True)
    assert [entry.query.partition("&")[0] for entry in clouds.log] == ["limit=1000"] * 3
    assert ["marker=" in entry.query for entry in clouds.log] == [False, True, True]


@pytest.mark.parametrize("cut", ["before", "head", "body"])
def test_a_cut_on_the_third_page_leaves_nothing(clouds: Simulator, cut: str) -> None:
    clouds.world.add_image("ims", "long", member_count=2345)
    clouds.faults.add(image_id="long", path="marker=", nth=[2], cut=cut)
    (image,) = task(clouds, "long", retries=0)["images"]
    assert (image["state"], image["members"], image["member_count"], image["complete"]) == ("failed", None, None, False)
    assert image["error"]["kind"] == "unreachable"


@pytest.mark.parametrize("end", ["empty", "absent"])
def test_every_spelling_of_the_end_ends_the_list(clouds: Simulator, end: str) -> None:
    clouds.world.add_image("ims", "long", member_count=1500, paging=end)
    (image,) = task(clouds, "long")["images"]
    assert (image["member_count"], image["complete"]) == (1500, True)
    assert len(clouds.log) == 2


def test_a_marker_that_repeats_is_no_answer(clouds: Simulator) -> None:
    clouds.world.add_image("ims", "long", member_count=2345, paging="repeat")
    (image,) = task(clouds, "long")["images"]
    assert (image["state"], image["members"], image["error"]["kind"]) == ("failed", None, "bad_response")


@pytest.mark.parametrize("members", [500, 1000])
def test_a_full_page_without_page_info_is_not_complete(clouds: Simulator, members: int) -> None:
    clouds.world.add_image("ims", "full", member_count=members, paging="no_page_info")
    (image,) = task(clouds, "full")["images"]
    assert (image["state"], image["member_count"], image["complete"]) == ("read", members, False)


def test_a_count_that_does_not_fit_is_not_complete(clouds: Simulator) -> None:
    clouds.world.add_image("ims", "odd", member_count=3, paging="wrong_count")
    assert task(clouds, "odd")["images"][0]["complete"] is False


def test_every_member_type_and_status_is_kept(clouds: Simulator) -> None:
    rows = [
        {"member_id": "p", "status": "pending", "member_type": "project"},
        {"member_id": "d", "status": "rejected", "member_type": "domain"},
        {"member_id": "o-1", "status": "new word", "member_type": "organization", "urn": "organizations::1"},
    ]
    clouds.world.add_image("ims", "mixed", rows)
    (image,) = task(clouds, "mixed")["images"]
    kept = [(row["member_id"], row["status"], row["member_type"], row["urn"]) for row in image["members"]]
    assert kept == [
        ("p", "pending", "project", None),
        ("d", "rejected", "domain", None),
        ("o-1", "new word", "organization", "organizations::1"),
    ]


def test_one_bad_image_does_not_hide_the_others(clouds: Simulator) -> None:
    clouds.faults.add(image_id="denied", preset="IMG.0026")
    clouds.faults.add(image_id="page", preset="html")
    clouds.faults.add(image_id="gateway", preset="APIGW.0101")
    clouds.faults.add(image_id="busy", preset="IMG.0060", first=1)
    clouds.world.add_image("ims", "busy", member_count=2)
    result = task(clouds, "missing", IMAGE, "denied", "page", "gateway", "busy")
    said = {image["image_id"]: (image["state"], (image["error"] or {}).get("kind")) for image in result["images"]}
    assert said == {
        "missing": ("not_found", "not_found"),
        IMAGE: ("read", None),
        "denied": ("denied", "forbidden"),
        "page": ("failed", "bad_response"),
        "gateway": ("failed", "bad_request"),
        "busy": ("read", None),
    }
    assert all(image["members"] is None for image in result["images"] if image["state"] != "read")
    assert result["summary"]["retries"] == 1


@pytest.mark.parametrize(
    ("api", "permission"),
    [("cloudimages", "need ims:images:get (and"), ("openstack", "need ims:images:get, ims:images:share (and")],
)
def test_a_refusal_names_the_permission(clouds: Simulator, api: str, permission: str) -> None:
    clouds.faults.add(image_id=IMAGE, preset="IMG.0026")
    (image,) = task(clouds, IMAGE, api=api)["images"]
    assert permission in image["error"]["message"]
    assert (image["error"]["http_status"], image["error"]["code"]) == (403, "IMG.0026")


def details(clouds: Simulator, *image_ids: str, **options: Any) -> Any:
    result = task(clouds, *image_ids, image_details=True, **options)
    return {image["image_id"]: image["image"] for image in result["images"]}


def records_asked(clouds: Simulator) -> list[str]:
    return [call for call in clouds.requests if "/members" not in call]


@pytest.mark.parametrize("api", ["cloudimages", "openstack"])
def test_one_record_is_one_request(clouds: Simulator, api: str) -> None:
    assert details(clouds, IMAGE, api=api)[IMAGE] == {
        "name": "golden-win22",
        "visibility": "private",
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


def following(info: dict[str, Any]) -> str | None:
    """Where the image list goes on after a page with one image."""
    return marked_images(lambda path, query: {"images": [{"id": "last"}], **info}, "/", size=500)(None).following


@pytest.mark.parametrize(
    ("info", "marker"),
    [
        ({}, "last"),
        ({"page_info": None}, "last"),
        ({"page_info": {"next_marker": "other"}}, "other"),
        ({"page_info": {"next_marker": None}}, None),
        ({"page_info": {"next_marker": ""}}, None),
        ({"page_info": {"current_count": 1}}, "last"),
    ],
)
def test_where_an_image_list_goes_on(info: dict[str, Any], marker: str | None) -> None:
    assert following(info) == marker


@pytest.mark.parametrize("page_info", ["more", ["more"], {"next_marker": 7}, {"next_marker": ["x"]}])
def test_an_image_list_that_does_not_say_whether_it_goes_on_is_no_answer(page_info: object) -> None:
    with pytest.raises(ApiError, match="page_info"):
        following({"page_info": page_info})


def test_an_owner_that_is_not_said_is_not_known(clouds: Simulator) -> None:
    clouds.faults.add(path=f"/v2/images/{IMAGE}$", json={"id": IMAGE, "visibility": "private"})
    assert details(clouds, IMAGE)[IMAGE] == {
        "name": None,
        "visibility": "private",
        "owner_id": None,
        "status": None,
        "caller_is_owner": None,
    }
