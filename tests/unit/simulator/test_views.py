# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who sees what: owner, member and stranger of each cloud, and the lists of images."""

from __future__ import annotations

import json

import pytest
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.simulator.world import DATA, member_ids
from ansible_collections.cloud_images.sharing.tests.unit.simulator.asking import (
    HUAWEI_KEYS,
    MEMBER_PROJECT,
    PROJECT,
    SCP_IMAGE,
    get,
    huawei,
    scp,
)

MEMBER_ACCOUNT = "a8f10467abfc4b87b64614ab36eb9ae4"
SECOND = "b2Zmc2V0OjI="
"""The marker of the second page of two rows."""
OTHER = "0f3c9a21b7d94e6c8a5b1d2e3f405162"


def test_the_scp_example_of_the_vendor(clouds: Simulator) -> None:
    answer = scp(f"{clouds.url}/v1/images/{SCP_IMAGE}/members")
    assert answer.json() == json.loads((DATA / "scp_members.json").read_text(encoding="utf-8"))


def test_scp_views(clouds: Simulator) -> None:
    clouds.world.add_image("scp", "img", [MEMBER_ACCOUNT, OTHER])
    url = f"{clouds.url}/v1/images/img/members"
    assert [row["member_id"] for row in scp(url).json()["members"]] == [MEMBER_ACCOUNT, OTHER]
    assert [row["member_id"] for row in scp(url, "member").json()["members"]] == [MEMBER_ACCOUNT]
    hidden = [scp(url, "stranger"), scp(url.replace("img", "none")), scp(url.removesuffix("/members"), "stranger")]
    assert [(answer.status_code, answer.json()["errors"][0]["status"]) for answer in hidden] == [(404, 404)] * 3


@pytest.mark.parametrize(
    ("cloud", "path", "hidden"),
    [
        ("ims", "/v1/{project}/cloudimages/img/members", 400),
        ("ims", "/v2/images/img/members", 404),
        ("cph", "/v1/{project}/cloud-phone/images/img/members", 400),
    ],
)
def test_huawei_views(clouds: Simulator, cloud: str, path: str, hidden: int) -> None:
    clouds.world.add_image(cloud, "img", [OTHER, MEMBER_PROJECT])
    answers = {
        who: huawei(clouds.url + path.format(project=project), who)
        for who, (_key, _secret, project) in HUAWEI_KEYS.items()
    }
    assert [row["member_id"] for row in answers["owner"].json()["members"]] == [OTHER, MEMBER_PROJECT]
    assert [row["member_id"] for row in answers["member"].json()["members"]] == [MEMBER_PROJECT]
    assert answers["stranger"].status_code == hidden


def test_domain_members_of_ims(clouds: Simulator) -> None:
    domain = "89abcdef0123456789abcdef01234567"
    clouds.world.add_image("ims", "img", [OTHER, {"member_id": domain, "member_type": "domain"}])
    answer = huawei(f"{clouds.url}/v2/images/img/members", "member")
    assert [(row["member_id"], row["member_type"]) for row in answer.json()["members"]] == [(domain, "domain")]


def test_glance_views(clouds: Simulator) -> None:
    for visibility in ("shared", "private", "community", "public"):
        clouds.world.add_image("glance", visibility, [OTHER, MEMBER_PROJECT], visibility=visibility)
    tokens = {"owner": "auditor", "member": "partner", "stranger": "nobody"}
    seen = {
        who: [
            get(f"{clouds.url}/image/v2/images/{image}/members", {"X-Auth-Token": clouds.token(name)}).status_code
            for image in ("shared", "private", "community", "public")
        ]
        for who, name in tokens.items()
    }
    # As a real Glance answers.
    assert seen == {"owner": [200, 403, 403, 403], "member": [200, 404, 403, 403], "stranger": [404, 404, 403, 403]}
    answer = get(f"{clouds.url}/image/v2/images/shared/members", {"X-Auth-Token": clouds.token("partner")})
    assert [row["member_id"] for row in answer.json()["members"]] == [MEMBER_PROJECT]


def test_scp_image_list(clouds: Simulator) -> None:
    clouds.world.generate(25, clouds=["scp"])
    clouds.world.add_image("scp", "hidden", owner=OTHER)
    clouds.world.add_image("scp", "open", owner=OTHER, visibility="public")
    ids = [image for image in clouds.world.scp if image != "hidden"]
    first = [row["id"] for row in scp(f"{clouds.url}/v1/images").json()["images"]]
    rest = [row["id"] for row in scp(f"{clouds.url}/v1/images?limit=20&marker={first[-1]}").json()["images"]]
    assert (len(first), first + rest) == (20, ids)
    assert [row["id"] for row in scp(f"{clouds.url}/v1/images?visibility=public").json()["images"]] == ["open"]
    assert scp(f"{clouds.url}/v1/images?limit=1001").status_code == 400
    record = scp(f"{clouds.url}/v1/images/{SCP_IMAGE}").json()
    assert (record["owner"], record["visibility"]) == ("8989447062e04a818baf9e073fd04fa7", "shared")


def test_the_fields_of_an_scp_image(clouds: Simulator) -> None:
    names = """checksum container_format created_at disk_format file id min_disk min_ram name os_distro os_hash_algo
    os_hash_value os_hidden owner owner_account_name owner_user_name protected root_device_name scp_gpu_driver
    scp_image_type scp_k8s_version scp_original_image_type scp_os_build_version scp_os_version size status updated_at
    url virtual_size visibility volumes"""
    assert sorted(scp(f"{clouds.url}/v1/images/{SCP_IMAGE}").json()) == names.split()


@pytest.mark.parametrize("status", ["pending", "accepted", "rejected"])
def test_only_accepted_images_are_in_a_members_list(clouds: Simulator, status: str) -> None:
    clouds.world.add_image("scp", "img", [{"member_id": MEMBER_ACCOUNT, "status": status}])
    clouds.world.add_image("ims", "img", [{"member_id": MEMBER_PROJECT, "status": status}])
    for rows in (
        scp(f"{clouds.url}/v1/images", "member").json()["images"],
        huawei(f"{clouds.url}/v2/cloudimages", "member").json()["images"],
    ):
        assert ("img" in [row["id"] for row in rows]) == (status == "accepted")
    assert scp(f"{clouds.url}/v1/images/img", "member").status_code == 200
    url = f"{clouds.url}/v2/cloudimages?visibility=shared&member_status={status}"
    assert [row["id"] for row in huawei(url, "member").json()["images"] if row["id"] == "img"] == ["img"]


def test_rows_have_the_fields_of_their_cloud(clouds: Simulator) -> None:
    clouds.world.add_image("ims", "img", [{"member_id": OTHER, "status": "pending"}])
    clouds.world.add_image("cph", "img", [{"member_id": OTHER, "status": "pending"}])
    (ims,) = huawei(f"{clouds.url}/v2/images/img/members").json()["members"]
    (cph,) = huawei(f"{clouds.url}/v1/{PROJECT}/cloud-phone/images/img/members").json()["members"]
    assert (ims["status"], ims["member_type"], ims["schema"]) == ("pending", "project", "/v2/schemas/member")
    assert sorted(cph) == ["create_time", "image_id", "member_id", "update_time"]


def test_an_ims_image_with_members_is_shared_to_its_owner_and_to_them(clouds: Simulator) -> None:
    """OTC querying_images.rst, note on ``__imagetype``: ``owner`` tells the two apart."""
    clouds.world.add_image("ims", "img", [MEMBER_PROJECT])
    kinds = {}
    for who in ("owner", "member"):
        rows = huawei(f"{clouds.url}/v2/cloudimages?id=img", who).json()["images"]
        kinds[who] = [(row["visibility"], row["__imagetype"], row["owner"]) for row in rows]
    assert kinds == {who: [("shared", "shared", PROJECT)] for who in ("owner", "member")}


def test_cph_shared_images_of_a_member(clouds: Simulator) -> None:
    clouds.world.add_image("cph", "img", [{"member_id": MEMBER_PROJECT, "status": "pending"}])
    base = f"{clouds.url}/v1/{MEMBER_PROJECT}/cloud-phone"
    phones = huawei(f"{base}/phone-images?image_type=share", "member").json()["phone_images"]
    assert [(row["image_id"], row["is_public"], row["receive_status"]) for row in phones] == [("img", 2, 0)]
    images = huawei(f"{base}/images?image_type=share", "member").json()["image_infos"]
    assert [(row["image_id"], row["src_project_id"]) for row in images] == [("img", PROJECT)]


@pytest.mark.parametrize(
    ("paging", "first", "last"),
    [
        ((), {"next_marker": SECOND, "current_count": 2}, {"next_marker": None, "current_count": 1}),
        ("empty", {"next_marker": SECOND, "current_count": 2}, {"next_marker": "", "current_count": 1}),
        ("absent", {"next_marker": SECOND, "current_count": 2}, {"current_count": 1}),
        (
            "repeat",
            {"next_marker": SECOND, "current_count": 2},
            {"next_marker": SECOND, "current_count": 1},
        ),
        ("wrong_count", {"next_marker": SECOND, "current_count": 3}, {"next_marker": None, "current_count": 2}),
        ("no_page_info", None, None),
    ],
)
def test_departures_from_documented_paging(
    clouds: Simulator, paging: str, first: dict[str, object] | None, last: dict[str, object] | None
) -> None:
    clouds.world.add_image("ims", "img", member_count=3, paging=paging)
    url = f"{clouds.url}/v2/images/img/members?limit=2"
    pages = [huawei(url).json(), huawei(f"{url}&marker={SECOND}").json()]
    assert [row["member_id"] for page in pages for row in page["members"]] == member_ids(3)
    assert [page.get("page_info") for page in pages] == [first, last]


def test_a_limit_that_is_ignored(clouds: Simulator) -> None:
    clouds.world.add_image("cph", "img", member_count=150, paging="ignore_limit")
    rows = huawei(f"{clouds.url}/v1/{PROJECT}/cloud-phone/images/img/members?limit=2").json()["members"]
    assert len(rows) == 100
    bad = huawei(f"{clouds.url}/v1/{PROJECT}/cloud-phone/images/img/members?limit=101")
    assert (bad.status_code, bad.json()["error_code"]) == (400, "CPS.0002")
