# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Glance: members, records, and what a refused list proves."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack import provider as openstack

from .asking import IMAGE, PARTNER, PRIVATE, only, task

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


def test_one_image_costs_a_discovery_a_token_and_a_list(clouds: Simulator) -> None:
    result = task(clouds, IMAGE)
    image = only(result)
    assert (image["state"], image["complete"], image["error"]) == ("read", True, None)
    assert [member["member_id"] for member in image["members"]] == [PARTNER]
    assert image["members"][0]["schema"] == "/v2/schemas/member"
    assert clouds.requests == [
        "GET /v3 200",
        "POST /v3/auth/tokens 201",
        f"GET /image/v2/images/{IMAGE}/members 200",
    ]
    assert (result["summary"]["requests"], result["summary"]["credentials_from"]) == (3, "environment")


def test_many_images_share_one_token(clouds: Simulator) -> None:
    ids = clouds.world.generate(40, clouds=["glance"])["glance"]
    result = task(clouds, *ids)
    assert [image["image_id"] for image in result["images"] if image["state"] == "read"] == ids
    assert sum("/v3" in request for request in clouds.requests) == 2


def test_what_huawei_adds_is_kept_and_its_pages_are_followed(clouds: Simulator) -> None:
    path = f"/image/v2/images/{IMAGE}/members"
    row = {"member_id": "ou-1", "member_type": "organization", "urn": "organizations::x", "status": "rejected"}
    clouds.faults.add(path=rf"{path}$", json={"members": [row], "page_info": {"next_marker": "bWFyaw=="}})
    clouds.faults.add(path=rf"{path}\?marker=bWFyaw", json={"members": [{"member_id": "p"}], "page_info": {}})
    image = only(task(clouds, IMAGE))
    assert (image["member_count"], image["complete"]) == (2, True)
    assert image["members"][0] == {
        **row,
        "image_id": IMAGE,
        "created_at": None,
        "updated_at": None,
        "schema": None,
    }


@pytest.mark.parametrize(
    ("count", "marks", "complete"),
    [(499, True, True), (500, True, False), (1000, True, False), (500, False, True), (501, True, True)],
)
def test_a_default_page_of_huaweis_behind_an_unknown_host_proves_no_end(
    clouds: Simulator, count: int, marks: bool, complete: bool
) -> None:
    record = {"id": IMAGE, "visibility": "shared", "owner": clouds.world.owner("glance")}
    rows = [{"member_id": f"{number:032x}", "image_id": IMAGE, "status": "accepted"} for number in range(count)]
    clouds.faults.add(path="/members", json={"members": rows})
    clouds.faults.add(path=f"/images/{IMAGE}$", json={**record, **({"__imagetype": "shared"} if marks else {})})
    image = only(task(clouds, IMAGE, image_details=True))
    assert (image["member_count"], image["complete"]) == (count, complete)


@pytest.mark.parametrize("spelling", ["", "/", "/v2", "/v2/", "/v2.15"])
def test_an_endpoint_may_be_spelt_with_its_version_and_below_a_path(clouds: Simulator, spelling: str) -> None:
    result = task(clouds, IMAGE, endpoint=f"{clouds.url}/image{spelling}")
    assert only(result)["state"] == "read"
    assert clouds.requests[-1] == f"GET /image/v2/images/{IMAGE}/members 200"


def test_a_missing_and_an_invisible_image_look_the_same(private: Simulator) -> None:
    missing = only(task(private, "no-such-image"))
    invisible = only(task(private, PRIVATE, user=1))
    for image in (missing, invisible):
        assert (image["state"], image["members"], image["error"]["kind"]) == ("not_found", None, "not_found")
        assert "missing, or not visible to these credentials" in image["error"]["message"]


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 404, "body": "<html>404 Not Found</html>"},
        {"status": 404, "json": {"message": "The resource could not be found.<br />", "code": "404 Not Found"}},
        {"status": 404, "json": {"message": "no Route matched with those values"}},  # Kong
        {"status": 404, "json": {"error": {"message": "Not here", "code": 404, "title": "Not Found"}}},  # Keystone
        {"status": 404, "json": {"code": 404, "message": "Image service is not here"}},
        {"status": 404, "json": {"message": "No image", "code": "404 Not Found", "path": "/v2/images"}},
        {"preset": "APIGW.0101"},
    ],
)
def test_a_404_that_is_not_about_the_image_is_no_missing_image(clouds: Simulator, answer: dict[str, Any]) -> None:
    clouds.faults.add(path="/members", **answer)
    image = only(task(clouds, IMAGE))
    assert (image["state"], image["error"]["kind"]) == ("failed", "bad_request")


@pytest.mark.parametrize(("preset", "kind"), [("IMG.0026", "forbidden"), ("IMG.0027", "not_found")])
def test_huaweis_codes_are_understood(clouds: Simulator, preset: str, kind: str) -> None:
    clouds.faults.add(path="/members", preset=preset)
    error = only(task(clouds, IMAGE))["error"]
    assert (error["kind"], error["code"]) == (kind, preset)


def test_a_token_that_expires_in_the_middle_is_renewed(clouds: Simulator) -> None:
    ids = clouds.world.generate(12, clouds=["glance"])["glance"]
    clouds.tokens.lifetime = 4.5
    moments = itertools.count(1_800_000_000)
    clouds.service.clock = lambda: float(next(moments))  # every request is a second later
    result = task(clouds, *ids, concurrency=1)
    assert [image["state"] for image in result["images"]] == ["read"] * 12
    assert sum("POST /v3/auth/tokens" in request for request in clouds.requests) > 1
    assert sum(" 401" in request for request in clouds.requests) > 0


def test_a_token_that_is_refused_again_is_renewed_once(clouds: Simulator) -> None:
    ids = clouds.world.generate(12, clouds=["glance"])["glance"]
    clouds.faults.add(path="/members", status=401, json={"error": {"code": 401, "message": "no"}})
    result = task(clouds, *ids)
    assert {image["error"]["kind"] for image in result["images"]} == {"unauthorized"}
    assert sum("POST /v3/auth/tokens" in request for request in clouds.requests) == 2
    assert sum("/members" in request for request in clouds.requests) < 12


def test_a_password_that_no_longer_works_is_not_sent_for_every_image(clouds: Simulator) -> None:
    ids = clouds.world.generate(12, clouds=["glance"])["glance"]
    clouds.faults.add(path="/members", status=401, json={"error": {"code": 401, "message": "expired"}})
    clouds.faults.add(method="POST", nth=range(2, 99), status=401, json={"error": {"code": 401, "message": "wrong"}})
    result = task(clouds, *ids)
    assert {image["state"] for image in result["images"]} == {"denied"}
    assert sum("POST /v3/auth/tokens" in request for request in clouds.requests) == 2


@pytest.mark.parametrize(
    ("host", "is_huaweis"),
    [
        ("ims.ap-southeast-3.myhuaweicloud.com", True),
        ("ims.eu-de.otc.t-systems.com", True),
        ("iam-pub.eu-ch2.sc.otc.t-systems.com", True),
        ("ims.eu-west-101.myhuaweicloud.eu", True),
        ("iam.eu-west-0.prod-cloud-ocb.orange-business.com", True),
        ("glance.example.com", False),
        ("notmyhuaweicloud.com", False),
    ],
)
def test_huaweis_hosts_are_known(host: str, is_huaweis: bool) -> None:
    assert openstack._is_huaweis(f"https://{host}/v2") == is_huaweis


def test_records_come_by_the_page_and_the_rest_one_by_one(clouds: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openstack, "IMAGES_A_PAGE", 10)
    ids = clouds.world.generate(25, clouds=["glance"])["glance"]
    hidden = "5e6f7a8b-0000-4000-8000-000000000099"
    clouds.world.add_image("glance", hidden, owner=PARTNER, members=[clouds.world.owner("glance")])
    result = task(clouds, *ids, hidden, image_details=True)
    assert [image["image"]["caller_is_owner"] for image in result["images"]] == [True] * 25 + [False]
    assert result["images"][0]["image"] == {
        "name": "generated-0",
        "visibility": "shared",
        "owner_id": clouds.world.owner("glance"),
        "status": "active",
        "caller_is_owner": True,
    }
    lists = [request for request in clouds.requests if "/v2/images?" in request]
    assert len(lists) == 4  # the last one is that of hidden images
    assert all("limit=10&owner=" in request for request in lists)
    assert [request for request in clouds.requests if request.endswith(f"/{hidden} 200")] == [
        f"GET /image/v2/images/{hidden} 200"
    ]


def test_hidden_images_are_listed_too(clouds: Simulator) -> None:
    ids = clouds.world.generate(4, clouds=["glance"])["glance"]
    records = [{"id": one, "owner": clouds.world.owner("glance"), "visibility": "shared"} for one in ids]
    link = {"next": f"/v2/images?limit=1&os_hidden=true&marker={ids[2]}"}
    clouds.faults.add(path=r"os_hidden=true&marker", json={"images": records[3:]})
    clouds.faults.add(path=r"os_hidden=true$", json={"images": records[2:3], **link})
    clouds.faults.add(path=r"/v2/images\?limit=1000&owner=[^&]*$", json={"images": records[:2]})
    result = task(clouds, *ids, image_details=True)
    assert [image["image"]["visibility"] for image in result["images"]] == ["shared"] * 4
    assert sum("/v2/images?" in request for request in clouds.requests) == 3
    assert not any(f"/v2/images/{one} " in request for one in ids for request in clouds.requests)


NO_MARKER = {"images": [], "next": "/v2/images?offset=1000"}


@pytest.mark.parametrize("body", [{"images": None}, {"images": [{"name": "x"}]}, {"images": ["x"]}, {}, NO_MARKER])
def test_a_list_of_another_shape_hides_no_record(clouds: Simulator, body: dict[str, Any]) -> None:
    ids = clouds.world.generate(3, clouds=["glance"])["glance"]
    clouds.faults.add(path=r"/v2/images\?", json=body)
    result = task(clouds, *ids, image_details=True)
    assert [image["image"]["caller_is_owner"] for image in result["images"]] == [True] * 3
