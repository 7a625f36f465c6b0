# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""SCP's lists of images: what each account finds in which of them."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.unit.simulator.asking import scp

OWNER = "8989447062e04a818baf9e073fd04fa7"
MEMBER = "a8f10467abfc4b87b64614ab36eb9ae4"


def ids(clouds: Simulator, path: str, who: str = "owner") -> list[str]:
    answer = scp(f"{clouds.url}/v1/{path}", who)
    assert answer.status_code == 200
    return [row["id"] for row in answer.json()["images"]]


@pytest.fixture(autouse=True)
def _empty(clouds: Simulator) -> None:
    clouds.world.scp.clear()


def test_a_member_finds_an_image_by_its_answer(clouds: Simulator) -> None:
    for status in ("pending", "accepted", "rejected"):
        clouds.world.add_image("scp", status, [{"member_id": MEMBER, "status": status}])
    assert ids(clouds, "images", "member") == ["accepted"]
    assert ids(clouds, "images?visibility=shared", "member") == ["accepted"]
    assert ids(clouds, "pending-images", "member") == ["pending"]
    assert ids(clouds, "pending-images") == []
    assert ids(clouds, "images?visibility=shared") == ["pending", "accepted", "rejected"]


def test_a_private_image_is_its_owners_alone(clouds: Simulator) -> None:
    clouds.world.add_image("scp", "own", [MEMBER], visibility="private")
    assert ids(clouds, "images?visibility=private") == ["own"]
    assert ids(clouds, "images?visibility=private", "member") == []
    assert scp(f"{clouds.url}/v1/images/own", "member").status_code == 404
    assert scp(f"{clouds.url}/v1/images/own/members", "member").status_code == 404
    clouds.world.scp["own"].listed_to.append(MEMBER)
    assert ids(clouds, "images?visibility=private", "member") == ["own"]


def test_the_four_visibilities(clouds: Simulator) -> None:
    for visibility in ("public", "community", "shared", "private"):
        clouds.world.add_image("scp", visibility, visibility=visibility)
    for visibility in ("public", "community", "shared", "private"):
        assert ids(clouds, f"images?visibility={visibility}") == [visibility]
    assert ids(clouds, "images", "stranger") == ["public"]


def test_1234_images_that_others_share(clouds: Simulator) -> None:
    for number in range(1234):
        clouds.world.add_image("scp", f"img-{number}", [MEMBER])
    first = ids(clouds, "images?visibility=shared&limit=1000", "member")
    rest = ids(clouds, f"images?visibility=shared&limit=1000&marker={first[-1]}", "member")
    assert (len(first), len(rest), len({*first, *rest})) == (1000, 234, 1234)
    assert ids(clouds, f"images?visibility=shared&limit=1000&marker={rest[-1]}", "member") == []


def test_short_pages_with_more_behind_them(clouds: Simulator) -> None:
    made = clouds.world.generate(25, clouds=["scp"])["scp"]
    clouds.behave(scp_largest_page=10)
    found: list[str] = []
    while page := ids(clouds, f"images?limit=1000{'&marker=' + found[-1] if found else ''}"):
        assert len(page) <= 10
        found += page
    assert found == made


def test_pending_images_have_no_pages(clouds: Simulator) -> None:
    for number in range(45):
        clouds.world.add_image("scp", f"img-{number}", [{"member_id": MEMBER, "status": "pending"}])
    assert len(ids(clouds, "pending-images", "member")) == 45
    assert len(ids(clouds, "pending-images?limit=5", "member")) == 45
    assert ids(clouds, "pending-images?scp_image_type=standard", "member") == []
    clouds.behave(scp_pending_rows=20)
    assert len(ids(clouds, "pending-images", "member")) == 20


@pytest.mark.parametrize(
    ("hidden", "plain", "asked"),
    [
        ("asked", ["seen"], ["hidden"]),
        ("always", ["seen", "hidden"], ["seen", "hidden"]),
        ("never", ["seen"], ["seen"]),
    ],
)
def test_hidden_images(clouds: Simulator, hidden: Any, plain: list[str], asked: list[str]) -> None:
    clouds.world.add_image("scp", "seen")
    clouds.world.add_image("scp", "hidden", os_hidden=True)
    clouds.behave(scp_hidden=hidden)
    assert ids(clouds, "images") == plain
    assert ids(clouds, "images?os_hidden=true") == asked


def test_what_a_record_says(clouds: Simulator) -> None:
    clouds.world.add_image("scp", "a", owner_account_name="Platform", owner_user_name="someone@example.com")
    clouds.world.add_image("scp", "b", status="deleted", os_hash_value="00ff", extra={"visibility": "odd", "new": 1})
    first, second = (scp(f"{clouds.url}/v1/images/{name}").json() for name in "ab")
    assert (first["owner_account_name"], first["owner_user_name"]) == ("Platform", "someone@example.com")
    assert (first["os_hash_algo"], len(first["os_hash_value"]), first["os_hidden"]) == ("sha512", 128, False)
    assert (second["status"], second["os_hash_value"], second["visibility"], second["new"]) == (
        "deleted",
        "00ff",
        "odd",
        1,
    )
    assert ids(clouds, "images?status=deleted") == ["b"]
