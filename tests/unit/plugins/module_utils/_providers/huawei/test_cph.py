# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""CPH: members, paging, and image records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.huawei.cph import Images
from ansible_collections.cloud_images.sharing.plugins.modules.huawei_cph_image_member_info import main
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

IMAGE = "23030320230421e300221a2000004167"
PROJECT = "1bed856811654c1cb661a6ca845ebc77"
PARTNER = "87dc6af96095488d9205b6f31f314b16"
KEYS = {"access_key": "EXAMPLEACCESSKEY0001", "secret_key": "ExampleSecretKey/0001+notreal"}
FOLDER = f"/v1/{PROJECT}/cloud-phone"


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


def test_the_vendors_example(clouds: Simulator) -> None:
    (image,) = task(clouds, IMAGE)["images"]
    assert image == {
        "image_id": IMAGE,
        "state": "read",
        "complete": True,
        "members": [
            {
                "member_id": PARTNER,
                "member_type": "project",
                "status": None,
                "created_at": "2024-04-17T02:13:38.058Z",
                "updated_at": "2024-04-17T02:13:38.058Z",
                "image_id": IMAGE,
                "urn": None,
                "schema": None,
            }
        ],
        "member_count": 1,
        "image": None,
        "error": None,
    }
    assert clouds.requests == [f"GET {FOLDER}/images/{IMAGE}/members?limit=100 200"]


def test_a_long_list_comes_whole_and_in_order(clouds: Simulator) -> None:
    clouds.world.add_image("cph", "long", member_count=345)
    (image,) = task(clouds, "long")["images"]
    assert [member["member_id"] for member in image["members"]] == [f"{number:032x}" for number in range(1, 346)]
    assert (image["member_count"], image["complete"]) == (345, True)
    assert [entry.query.partition("&")[0] for entry in clouds.log] == ["limit=100"] * 4


def test_a_cut_on_the_third_page_leaves_nothing(clouds: Simulator) -> None:
    clouds.world.add_image("cph", "long", member_count=345)
    clouds.faults.add(image_id="long", path="marker=", nth=[2], cut="body")
    (image,) = task(clouds, "long", retries=0)["images"]
    assert (image["state"], image["members"], image["complete"]) == ("failed", None, False)


def test_a_full_page_without_page_info_is_not_complete(clouds: Simulator) -> None:
    clouds.world.add_image("cph", "full", member_count=100, paging="no_page_info")
    (image,) = task(clouds, "full")["images"]
    assert (image["member_count"], image["complete"]) == (100, False)


def test_an_unknown_image_is_not_found(clouds: Simulator) -> None:
    (image,) = task(clouds, "0" * 32)["images"]
    assert (image["state"], image["members"], image["error"]["code"]) == ("not_found", None, "CPS.0030")


def test_a_refusal_names_the_permission(clouds: Simulator) -> None:
    clouds.faults.add(image_id=IMAGE, preset="CPS.0001")
    (image,) = task(clouds, IMAGE)["images"]
    assert (image["state"], image["error"]["kind"]) == ("denied", "forbidden")
    assert "cph:images:getMembers" in image["error"]["message"]
    assert image["error"]["request_id"] == "6ba7b8109dad11d180b400c04fd430c8"


def test_an_internal_error_is_tried_again(clouds: Simulator) -> None:
    clouds.faults.add(image_id=IMAGE, preset="CPS.0003", first=1)
    result = task(clouds, IMAGE)
    assert (result["images"][0]["state"], result["summary"]["retries"]) == ("read", 1)


def test_an_internal_error_that_stays_is_unavailable(clouds: Simulator) -> None:
    clouds.faults.add(image_id=IMAGE, preset="CPS.0003")
    error = task(clouds, IMAGE, retries=0)["images"][0]["error"]
    assert (error["kind"], error["http_status"], error["code"]) == ("unavailable", 400, "CPS.0003")


def details(clouds: Simulator, *image_ids: str, **options: Any) -> Any:
    result = task(clouds, *image_ids, image_details=True, **options)
    return {image["image_id"]: image["image"] for image in result["images"]}


def records_asked(clouds: Simulator) -> list[str]:
    return [call for call in clouds.requests if "/members" not in call]


def test_one_record_is_one_request(clouds: Simulator) -> None:
    assert details(clouds, IMAGE)[IMAGE] == {
        "name": "golden-phone",
        "visibility": "private",
        "owner_id": PROJECT,
        "status": "PRODUCTION",
        "caller_is_owner": True,
    }
    assert records_asked(clouds) == [f"GET {FOLDER}/images?image_id={IMAGE} 200"]


@pytest.mark.slow
def test_many_records_are_read_a_hundred_at_a_time(clouds: Simulator) -> None:
    ids = clouds.world.generate(249, members=0, clouds=["cph"])["cph"]
    records = details(clouds, *ids, IMAGE, concurrency=16)
    assert all(record["caller_is_owner"] for record in records.values())
    assert records_asked(clouds) == [f"GET {FOLDER}/images?limit=100&offset={offset} 200" for offset in (0, 100, 200)]


def test_an_image_shared_by_another_project_is_its_image(clouds: Simulator) -> None:
    clouds.world.add_image("cph", "foreign", [PROJECT], owner=PARTNER)
    assert details(clouds, "foreign")["foreign"] == {
        "name": "image foreign",
        "visibility": "shared",
        "owner_id": PARTNER,
        "status": "PRODUCTION",
        "caller_is_owner": False,
    }


def test_a_public_image_is_nobodys_own(clouds: Simulator) -> None:
    clouds.world.add_image("cph", "vendors", owner="vendor", visibility="public")
    clouds.world.add_image("cph", "vendors-too", owner="vendor", visibility="public")
    records = details(clouds, IMAGE, "vendors", "vendors-too")
    for name in ("vendors", "vendors-too"):
        assert (records[name]["visibility"], records[name]["owner_id"]) == ("public", None)
        assert records[name]["caller_is_owner"] is False
    public = [call for call in records_asked(clouds) if "phone-images" in call]
    assert public == [f"GET {FOLDER}/phone-images?image_type=public&limit=500 200"]


def test_a_record_that_no_list_holds(clouds: Simulator) -> None:
    clouds.faults.add(path=f"{FOLDER}/images\\?", json={"image_infos": [], "total": 0})
    (image,) = task(clouds, IMAGE, image_details=True)["images"]
    assert (image["state"], image["image"], image["error"]["kind"]) == ("read", None, "not_found")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"image_infos": {}},
        {"image_infos": [{"image_id": 1}]},
        {"image_infos": [None]},
    ],
)
def test_a_list_of_another_shape_is_no_record(clouds: Simulator, body: dict[str, Any]) -> None:
    clouds.faults.add(path=f"{FOLDER}/images\\?", json=body)
    (image,) = task(clouds, IMAGE, image_details=True)["images"]
    assert (image["image"], image["error"]["kind"]) == (None, "bad_response")


def next_offset(body: dict[str, Any]) -> str | None:
    """Where the image list goes on after its second page."""
    return Images(lambda path, query: body, FOLDER).list([])("100").following


ROW = {"image_id": "one", "image_type": "private"}


@pytest.mark.parametrize(
    ("body", "following"),
    [
        ({"image_infos": [ROW], "total": 102}, "101"),
        ({"image_infos": [ROW], "total": 101}, None),
        ({"image_infos": [ROW]}, "101"),
        ({"image_infos": []}, None),
        ({"image_infos": [], "total": 100}, None),
    ],
)
def test_where_an_image_list_goes_on(body: dict[str, Any], following: str | None) -> None:
    assert next_offset(body) == following


def test_an_image_list_that_ends_early_is_no_answer() -> None:
    with pytest.raises(ApiError, match="100 of 250"):
        next_offset({"image_infos": [], "total": 250})


def test_an_owner_that_is_not_said_is_not_known(clouds: Simulator) -> None:
    row = {"image_id": IMAGE, "image_type": "private", "status": 9}
    clouds.faults.add(path=f"{FOLDER}/images\\?", json={"image_infos": [row], "total": 1})
    assert details(clouds, IMAGE)[IMAGE] == {
        "name": None,
        "visibility": "private",
        "owner_id": None,
        "status": "9",
        "caller_is_owner": None,
    }


def test_two_records_of_one_image_that_differ_prove_nothing(clouds: Simulator) -> None:
    mine = {"image_id": IMAGE, "image_type": "private", "project_id": PROJECT}
    theirs = {"image_id": IMAGE, "image_type": "share", "src_project_id": PARTNER}
    clouds.faults.add(path="images\\?image_id", status=200, json={"image_infos": [mine, theirs]})
    (image,) = task(clouds, IMAGE, image_details=True)["images"]
    assert (image["image"], image["error"]["kind"]) == (None, "bad_response")


def test_records_of_one_image_that_differ_in_its_spelling_too_contradict_each_other(clouds: Simulator) -> None:
    image_id = "ABCDEF0123420421e300221a20000416"
    rows = [
        {"image_id": image_id.lower(), "image_type": "private", "project_id": PROJECT},
        {"image_id": image_id.upper(), "image_type": "share", "src_project_id": PARTNER},
    ]
    clouds.world.add_image("cph", image_id.lower())
    clouds.faults.add(path="image_id=", json={"image_infos": rows})
    (image,) = task(clouds, image_id, image_details=True)["images"]
    assert image["image"] is None
    assert "two records of one image differ" in image["error"]["message"]
