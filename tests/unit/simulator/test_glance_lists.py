# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Glance's lists of images, and callers who are no project: as openstack/glance's sources have it."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.simulator.tokens import Caller
from ansible_collections.cloud_images.sharing.tests.unit.simulator.asking import MEMBER_PROJECT, PROJECT, get

DOMAIN = "0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def _empty(clouds: Simulator) -> None:
    clouds.world.glance.clear()


def ask(clouds: Simulator, path: str, token: str | None = None) -> requests.Response:
    headers = {"X-Auth-Token": token or clouds.token(), "Accept": "application/json"}
    return get(f"{clouds.url}/image/v2/images{path}", headers)


def ids(clouds: Simulator, path: str = "", token: str | None = None) -> list[str]:
    answer = ask(clouds, path, token)
    assert answer.status_code == 200
    return [row["id"] for row in answer.json()["images"]]


def token_of(clouds: Simulator, **fields: Any) -> str:
    """A token that nobody had to log in for."""
    return clouds.tokens.issue(Caller("auditor", domain=DOMAIN, **fields), clouds.service.clock())[0]


def test_shared_images_by_member_status(clouds: Simulator) -> None:
    for status in ("pending", "accepted", "rejected"):
        clouds.world.add_image("glance", status, [{"member_id": MEMBER_PROJECT, "status": status}])
    clouds.world.add_image("glance", "own", owner=MEMBER_PROJECT)
    member = clouds.token("partner")
    for status in ("pending", "accepted", "rejected"):
        assert ids(clouds, f"?visibility=shared&member_status={status}", member) == [status, "own"]
    every = ["pending", "accepted", "rejected", "own"]
    assert ids(clouds, "?visibility=shared&member_status=all", member) == every
    assert ids(clouds, "?visibility=shared", member) == ids(clouds, "", member) == ["accepted", "own"]
    assert ask(clouds, "?member_status=odd", member).status_code == 400


def test_an_image_that_is_private_again_is_in_no_members_list(clouds: Simulator) -> None:
    clouds.world.add_image("glance", "img", [MEMBER_PROJECT], visibility="private")
    assert ids(clouds, "?member_status=all", clouds.token("partner")) == []
    assert ask(clouds, "/img", clouds.token("partner")).status_code == 404


def test_the_community_has_to_be_asked_for(clouds: Simulator) -> None:
    for visibility in ("public", "community", "shared", "private"):
        clouds.world.add_image("glance", visibility, visibility=visibility)
    stranger = clouds.token("nobody")
    assert ids(clouds, "", stranger) == ["public"]
    assert ids(clouds, "?visibility=community", stranger) == ["community"]
    assert ids(clouds, "?visibility=all", stranger) == ["public", "community"]
    assert ids(clouds) == ["public", "community", "shared", "private"]


def test_hidden_images_tags_and_hashes(clouds: Simulator) -> None:
    clouds.world.add_image("glance", "seen", tags=["a", "b"], os_hash_value="00ff")
    clouds.world.add_image("glance", "hidden", os_hidden=True, tags=["a"])
    assert ids(clouds) == ids(clouds, "?os_hidden=false") == ["seen"]
    assert ids(clouds, "?os_hidden=true") == ["hidden"]
    assert ask(clouds, "?os_hidden=yes").status_code == 400
    assert ids(clouds, "?tag=a&tag=b") == ids(clouds, "?os_hash_value=00ff") == ["seen"]
    assert ids(clouds, "?tag=b&os_hidden=true") == []
    record = ask(clouds, "/hidden").json()
    assert (record["os_hidden"], record["tags"], record["os_hash_algo"]) == (True, ["a"], "sha512")


def test_pages_have_a_next_until_one_is_short(clouds: Simulator) -> None:
    clouds.world.generate(50, clouds=["glance"])
    path, sizes = "?visibility=shared", []
    while path:
        document = ask(clouds, path).json()
        sizes.append(len(document["images"]))
        path = document.get("next", "").removeprefix("/v2/images")
    assert sizes == [25, 25, 0]
    clouds.behave(glance_largest_page=10)
    assert len(ids(clouds, "?limit=1000")) == 10
    assert ask(clouds, "?marker=none").status_code == 400


@pytest.mark.parametrize("scope", ["system", "domain", ""])
def test_a_token_without_a_project_sees_nothing(clouds: Simulator, scope: str) -> None:
    clouds.world.add_image("glance", "open", visibility="public")
    clouds.world.add_image("glance", "own")
    token = token_of(clouds, project=None, scope=scope)
    assert (ask(clouds, "", token).status_code, ask(clouds, "", token).json()["title"]) == (403, "Forbidden")
    clouds.world.add_image("glance", "shared", [MEMBER_PROJECT])
    paths = ("/open", "/own", "/shared", "/shared/members", "/open/members", "/missing/members")
    found = [ask(clouds, path, token) for path in paths]
    assert [one.status_code for one in found] == [404, 404, 404, 404, 403, 404]
    assert "The resource could not be found." in found[3].text
    assert "The resource could not be found." not in found[5].text


def test_an_administrator_sees_all(clouds: Simulator) -> None:
    clouds.world.add_image("glance", "theirs", [MEMBER_PROJECT, "another"], owner="somebody")
    clouds.world.add_image("glance", "secret", owner="somebody", visibility="private")
    token = token_of(clouds, project=PROJECT, roles=("admin",))
    assert ids(clouds, "", token) == ["theirs", "secret"]
    rows = ask(clouds, "/theirs/members", token).json()["members"]
    assert [row["member_id"] for row in rows] == [MEMBER_PROJECT, "another"]
    assert ask(clouds, "/theirs").status_code == 404
