# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the record of an image proves where Glance refuses its member list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack import provider as openstack

from .asking import IMAGE, PARTNER, PRIVATE, denied, only, task

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


@pytest.mark.parametrize("details", [False, True])
def test_a_private_image_of_ones_own_has_no_members(private: Simulator, details: bool) -> None:
    image = only(task(private, PRIVATE, image_details=details))
    assert (image["state"], image["complete"], image["members"], image["error"]) == ("read", True, [], None)
    assert (image["image"] is None) == (not details)
    extra = [request.split()[1] for request in private.requests[3:]]
    assert extra == [f"/image/v2/images/{PRIVATE}", "/image/versions"]


def test_the_versions_are_asked_for_once_and_without_the_token(private: Simulator) -> None:
    ids = [f"5e6f7a8b-0000-4000-8000-0000000001{number:02}" for number in range(10)]
    for image_id in ids:
        private.world.add_image("glance", image_id, visibility="private")
    assert {image["state"] for image in task(private, *ids, image_details=True)["images"]} == {"read"}
    (asked,) = [entry for entry in private.log if entry.path == "/image/versions"]
    assert asked.key is None


@pytest.mark.parametrize(
    "versions",
    [
        {"status": 404, "body": "no"},
        {"status": 503, "body": "no"},
        {"json": {"versions": [{"id": "v2.4"}, {"id": "v2.0"}, {"id": "v1"}]}},
        {"json": {"versions": [{"id": "v2", "version": "2.16"}]}},
        {"json": {"versions": "v2.16"}},
        {"json": {"versions": [{"id": "v2.x"}, "v2.16", {}]}},
        {"json": {}},
        {"body": "<html></html>"},
    ],
)
def test_an_older_or_unknown_api_proves_nothing(private: Simulator, versions: dict[str, Any]) -> None:
    private.faults.add(path="/image/versions", **versions)
    denied(task(private, PRIVATE, retries=0), "private")


@pytest.mark.parametrize(
    "record",
    [
        {"__imagetype": "private"},
        {"enterprise_project_id": "0"},
        {"owner": PARTNER},
        {"owner": None},
    ],
)
def test_a_record_of_huaweis_or_of_another_owner_proves_nothing(private: Simulator, record: dict[str, Any]) -> None:
    told = {"id": PRIVATE, "visibility": "private", "owner": private.world.owner("glance"), **record}
    private.faults.add(path=f"/images/{PRIVATE}$", json=told)
    denied(task(private, PRIVATE), "private")


@pytest.mark.parametrize("details", [False, True])
def test_an_unreadable_record_proves_nothing(private: Simulator, details: bool) -> None:
    private.faults.add(path=f"/images/{PRIVATE}$", status=403, body="no")
    image = only(task(private, PRIVATE, image_details=details))
    assert (image["state"], image["members"]) == ("denied", None)


def test_a_record_of_another_image_proves_nothing(private: Simulator) -> None:
    told = {"id": IMAGE, "visibility": "private", "owner": private.world.owner("glance")}
    private.faults.add(path=f"/images/{PRIVATE}$", json=told)
    image = only(task(private, PRIVATE))
    assert (image["state"], image["members"]) == ("denied", None)


@pytest.mark.parametrize("status", [401, 404, 429, 500, 503])
def test_only_a_403_is_looked_into(private: Simulator, status: int) -> None:
    private.faults.add(path="/members", status=status, body="no")
    image = only(task(private, PRIVATE, retries=0))
    assert (image["state"] != "read", image["members"]) == (True, None)
    assert not any(request.startswith(f"GET /image/v2/images/{PRIVATE} ") for request in private.requests)


@pytest.mark.parametrize("visibility", ["public", "community"])
def test_an_open_image_stays_denied_and_says_why(clouds: Simulator, visibility: str) -> None:
    clouds.world.add_image("glance", PRIVATE, visibility=visibility)
    denied(task(clouds, PRIVATE), visibility)


def test_a_shared_image_whose_list_is_refused_stays_denied(clouds: Simulator) -> None:
    clouds.faults.add(path="/members", status=403, body="no")
    denied(task(clouds, IMAGE), "shared")


def test_on_huaweis_hosts_a_refused_list_never_proves_anything(
    private: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openstack, "HUAWEI_DOMAINS", ("127.0.0.1",))
    denied(task(private, PRIVATE), "private")
    assert f"GET /image/v2/images/{PRIVATE}/members?limit=1000 403" in private.requests
    assert not any("versions" in request for request in private.requests)


def test_a_refusal_after_a_page_with_members_does_not_make_them_nobody(private: Simulator) -> None:
    row = {"member_id": PARTNER, "image_id": PRIVATE, "status": "accepted"}
    first = {"members": [row], "page_info": {"next_marker": PARTNER}}
    private.faults.add(path="/members$", status=200, json=first)
    private.faults.add(path="marker=", status=403, json={"message": "no"})
    image = only(task(private, PRIVATE, image_details=True))
    assert (image["state"], image["members"], image["complete"]) == ("denied", None, False)
