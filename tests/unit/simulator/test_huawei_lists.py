# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Lists of images on IMS and CPH: enterprise projects, tags, shared ones of owner and receiver."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.unit.simulator.asking import (
    HUAWEI_KEYS,
    MEMBER_PROJECT,
    PROJECT,
    get,
    huawei,
)

FINANCE = "5a0ef0a6-1d0b-4c5f-8a7b-5f3e2b0c9d11"


@pytest.fixture(autouse=True)
def _empty(clouds: Simulator) -> None:
    clouds.world.ims.clear()
    clouds.world.cph.clear()


def rows(clouds: Simulator, query: str = "", who: str = "owner") -> list[dict[str, Any]]:
    answer = huawei(f"{clouds.url}/v2/cloudimages{query}", who)
    assert answer.status_code == 200
    return list(answer.json()["images"])


def ids(clouds: Simulator, query: str = "", who: str = "owner") -> list[str]:
    return [row["id"] for row in rows(clouds, query, who)]


def test_enterprise_projects(clouds: Simulator) -> None:
    clouds.world.add_image("ims", "default")
    clouds.world.add_image("ims", "finance", enterprise_project=FINANCE)
    assert ids(clouds) == ["default", "finance"]
    clouds.behave(ims_default_projects="0")
    assert ids(clouds) == ["default"]
    assert ids(clouds, "?enterprise_project_id=0") == ["default"]
    assert ids(clouds, f"?enterprise_project_id={FINANCE}") == ["finance"]
    assert [row["enterprise_project_id"] for row in rows(clouds, "?enterprise_project_id=all_granted_eps")] == [
        "0",
        FINANCE,
    ]


def test_projects_that_a_key_may_not_list_are_left_out(clouds: Simulator) -> None:
    clouds.world.add_image("ims", "default")
    clouds.world.add_image("ims", "finance", enterprise_project=FINANCE)
    clouds.behave(ims_granted_projects={HUAWEI_KEYS["owner"][0]: ["0"]})
    assert ids(clouds, "?enterprise_project_id=all_granted_eps") == ["default"]
    assert ids(clouds, f"?enterprise_project_id={FINANCE}") == []


def test_shared_images_of_an_owner_as_the_vendor_documents_them(clouds: Simulator) -> None:
    """OTC querying_images.rst, note on ``__imagetype``."""
    clouds.world.add_image("ims", "shared", [{"member_id": MEMBER_PROJECT, "status": "rejected"}])
    clouds.world.add_image("ims", "unshared")
    seen = {row["id"]: (row["owner"], row["visibility"], row["__imagetype"]) for row in rows(clouds)}
    assert seen == {"shared": (PROJECT, "shared", "shared"), "unshared": (PROJECT, "private", "private")}
    assert ids(clouds, "?visibility=private") == ["unshared"]
    assert ids(clouds, "?__imagetype=shared&visibility=shared&member_status=pending") == ["shared"]
    assert rows(clouds, "?visibility=shared&member_status=rejected", "member")[0]["owner"] == PROJECT
    shown = huawei(f"{clouds.url}/v2/images/shared").json()
    assert (shown["visibility"], shown["__imagetype"], shown["__os_type"]) == ("shared", "shared", "Linux")


def test_member_status_needs_visibility_shared(clouds: Simulator) -> None:
    for status in ("pending", "accepted", "rejected"):
        clouds.world.add_image("ims", status, [{"member_id": MEMBER_PROJECT, "status": status}])
        assert ids(clouds, f"?visibility=shared&member_status={status}", "member") == [status]
    assert ids(clouds, "?member_status=pending", "member") == ["accepted"]
    assert ids(clouds, "?visibility=private", "member") == []


def test_names_and_tags(clouds: Simulator) -> None:
    clouds.world.add_image("ims", "a", name="golden", tags=["role.web", "plain"])
    clouds.world.add_image("ims", "b", name="other")
    assert ids(clouds, "?name=golden") == ids(clouds, "?tag=role%3Dweb") == ids(clouds, "?tag=plain") == ["a"]
    assert ids(clouds, "?tag=none") == []
    assert [row["tags"] for row in rows(clouds)] == [["role.web", "plain"], []]


def test_1234_images_that_others_share_with_a_project(clouds: Simulator) -> None:
    for number in range(1234):
        clouds.world.add_image("ims", f"img-{number}", [{"member_id": MEMBER_PROJECT, "status": "pending"}])
    query, found, pages = "?visibility=shared&member_status=pending&limit=500", set(), 0
    marker = ""
    while marker is not None:
        document = huawei(f"{clouds.url}/v2/cloudimages{query}{marker and '&marker=' + marker}", "member").json()
        found |= {row["id"] for row in document["images"]}
        marker, pages = document["page_info"]["next_marker"], pages + 1
    assert (len(found), pages) == (1234, 3)


def shares(clouds: Simulator, query: str = "") -> Any:
    url = f"{clouds.url}/v1/{MEMBER_PROJECT}/cloud-phone/images?image_type=share{query}"
    return huawei(url, "member").json()


def test_shared_images_of_a_receiver_on_cph(clouds: Simulator) -> None:
    clouds.world.add_image("cph", "own", owner=MEMBER_PROJECT)
    for number in range(123):
        clouds.world.add_image("cph", f"img-{number}", [{"member_id": MEMBER_PROJECT, "status": "pending"}])
    first, rest = shares(clouds), shares(clouds, "&offset=100&limit=100")
    assert [(len(page["image_infos"]), page["total"]) for page in (first, rest)] == [(100, 123), (23, 123)]
    row = first["image_infos"][0]
    assert (row["image_type"], row["src_project_id"], "project_id" in row) == ("share", PROJECT, False)
    assert shares(clouds, "&src_project_id=another")["image_infos"] == []
    assert shares(clouds, "&offset=123")["image_infos"] == []
    assert shares(clouds, "&limit=101")["error_code"] == "CPS.0002"


@pytest.mark.parametrize("status", ["pending", "accepted", "rejected"])
def test_answers_that_take_an_image_off_the_receivers_list_on_cph(clouds: Simulator, status: str) -> None:
    clouds.world.add_image("cph", "img", [{"member_id": MEMBER_PROJECT, "status": status}])
    assert shares(clouds)["total"] == 1
    clouds.behave(cph_listed_shares=["accepted"])
    assert shares(clouds)["total"] == (status == "accepted")


def test_states_of_images_on_cph(clouds: Simulator) -> None:
    for status in ("active", "saving", "killed"):
        clouds.world.add_image("cph", status, status=status)
    url = f"{clouds.url}/v1/{PROJECT}/cloud-phone/images"
    assert [row["status"] for row in huawei(url).json()["image_infos"]] == [1, 0, 2]
    assert [row["image_id"] for row in huawei(f"{url}?status=2").json()["image_infos"]] == ["killed"]


def test_whose_list_it_is_stands_in_the_log(clouds: Simulator) -> None:
    ids(clouds, who="member")
    get(f"{clouds.url}/v2/cloudimages", {"X-Auth-Token": clouds.token()})
    assert [entry.account for entry in clouds.log] == [MEMBER_PROJECT, PROJECT]
