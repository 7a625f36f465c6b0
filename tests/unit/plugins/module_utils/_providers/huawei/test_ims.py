# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""IMS: members over both APIs, paging, and image records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .images_of_ims import IMAGE, OTC_IMAGE, PROJECT, V1, V2, task

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

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
