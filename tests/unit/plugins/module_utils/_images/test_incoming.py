# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What others share with the caller: whole, with its state, and never an empty list in place of a refusal."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import Provider
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.huawei.cph import PROVIDER as CPH
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.huawei.ims import PROVIDER as IMS
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack.provider import (
    PROVIDER as OPENSTACK,
)
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.scp.provider import PROVIDER as SCP
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.reading import Run

STRANGER = "0f3c9a21b7d04c5ea1b2c3d4e5f60718"
ACCOUNT = "8989447062e04a818baf9e073fd04fa7"
PROJECT = "1bed856811654c1cb661a6ca845ebc77"
CLOUDS: dict[str, tuple[Provider, str, str, dict[str, Any]]] = {
    "scp": (SCP, "scp", ACCOUNT, {"account_id": ACCOUNT}),
    "ims": (IMS, "huawei", PROJECT, {"project_id": PROJECT}),
    "cph": (CPH, "huawei", PROJECT, {"project_id": PROJECT}),
    "glance": (OPENSTACK, "openstack", PROJECT, {}),
}
STATUSES = ("pending", "accepted", "rejected")


def read(clouds: Simulator, monkeypatch: pytest.MonkeyPatch, cloud: str, **options: Any) -> Run:
    provider, environment, _own, more = CLOUDS[cloud]
    for name, value in clouds.environ(environment).items():
        monkeypatch.setenv(name, value)
    places = {} if cloud == "glance" else {"endpoint": clouds.url}
    if cloud == "scp":
        places["iam_endpoint"] = clouds.url
    return Run(provider, {"incoming": True, **places, **more, **options})


def share(clouds: Simulator, cloud: str, count: int, status: str = "accepted") -> None:
    own = CLOUDS[cloud][2]
    for number in range(count):
        row = {"member_id": own, "status": status}
        clouds.world.add_image(cloud, f"theirs-{status}-{number:04}", [row], owner=STRANGER, visibility="shared")


def listed(run: Run, owner: str | None = STRANGER) -> list[dict[str, Any]]:
    assert run.incoming["images"] is not None, run.incoming
    return [image for image in run.incoming["images"] if image["owner_id"] == owner]


@pytest.mark.parametrize("cloud", CLOUDS)
def test_long_lists_are_whole_and_cost_their_pages(
    clouds: Simulator, monkeypatch: pytest.MonkeyPatch, cloud: str
) -> None:
    share(clouds, cloud, 1234)
    run = read(clouds, monkeypatch, cloud)
    assert len(listed(run)) == 1234
    assert (run.incoming["complete"], run.incoming["error"]) == (True, None)
    pages = {"scp": 2 + 2, "ims": 3 + 3, "cph": 13, "glance": 2 + 6}[cloud]  # a page or two for each list besides
    lists = [one for one in clouds.log if one.path.endswith(("/images", "/cloudimages", "/pending-images"))]
    assert len([one for one in lists if "visibility=private" not in one.query]) <= pages


@pytest.mark.parametrize("cloud", CLOUDS)
def test_every_state_is_listed_or_named_as_not_listed(
    clouds: Simulator, monkeypatch: pytest.MonkeyPatch, cloud: str
) -> None:
    for status in STATUSES:
        share(clouds, cloud, 1, status)
    run = read(clouds, monkeypatch, cloud)
    seen = {image["status"] for image in listed(run)}
    listed_ones = {None} if cloud == "cph" else set(STATUSES) - set(run.incoming["not_listed"])  # CPH says no status
    assert seen == listed_ones


@pytest.mark.parametrize("cloud", CLOUDS)
def test_own_images_are_not_incoming(clouds: Simulator, monkeypatch: pytest.MonkeyPatch, cloud: str) -> None:
    own = CLOUDS[cloud][2]
    clouds.world.add_image(cloud, "mine", [STRANGER], owner=own, visibility="shared")
    assert listed(read(clouds, monkeypatch, cloud), own) == []


@pytest.mark.parametrize("cloud", CLOUDS)
@pytest.mark.parametrize("fault", [{"status": 403, "body": "{}"}, {"status": 200, "body": "<html>"}, {"truncate": 9}])
def test_a_list_that_cannot_be_read_is_not_empty(
    clouds: Simulator, monkeypatch: pytest.MonkeyPatch, cloud: str, fault: dict[str, Any]
) -> None:
    path = {"scp": "/v1/(pending-)?images", "ims": "/v2/cloudimages", "cph": "/cloud-phone/images"}
    clouds.faults.add(path=path.get(cloud, "/v2/images"), **fault)
    run = read(clouds, monkeypatch, cloud, retries=0)
    assert (run.incoming["images"], run.incoming["complete"]) == (None, None)
    assert run.incoming["error"]["kind"] in ("forbidden", "bad_response", "bad_request")


def test_what_an_administrator_sees_is_not_what_is_shared_with_it(
    clouds: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen on Glance 33: whatever its status, and whoever its member, each shared image is in each list."""
    clouds.world.add_image("glance", "theirs", ["somebody"], owner=STRANGER)
    assert listed(read(clouds, monkeypatch, "glance")) == []
    for user in clouds.world.users:
        user.roles = ["admin"]
    run = read(clouds, monkeypatch, "glance")
    assert (run.incoming["images"], run.incoming["complete"]) == (None, None)
    assert "ask as a user of the project who has no administrator's role" in run.incoming["error"]["message"]


def test_one_list_of_several_that_fails_leaves_the_others_incomplete(
    clouds: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    share(clouds, "scp", 3)
    clouds.faults.add(path="/v1/pending-images", preset="scp-403")
    run = read(clouds, monkeypatch, "scp")
    assert (len(listed(run)), run.incoming["complete"]) == (3, False)
    assert run.incoming["error"]["kind"] == "forbidden"


def test_a_list_of_just_a_default_page_is_not_proven(clouds: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    share(clouds, "scp", 20, "pending")
    assert read(clouds, monkeypatch, "scp").incoming["complete"] is False


def test_an_owner_that_the_cloud_does_not_name_stays(clouds: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"id": "whose", "name": "golden", "visibility": "shared"}]
    clouds.faults.add(path="member_status=pending", json={"images": rows, "page_info": {"next_marker": None}})
    (image,) = listed(read(clouds, monkeypatch, "ims"), None)
    assert (image["image_id"], image["status"]) == ("whose", "pending")


@pytest.mark.parametrize("cloud", ["ims", "glance"])
def test_an_invitation_is_dated_by_the_callers_own_row(
    clouds: Simulator, monkeypatch: pytest.MonkeyPatch, cloud: str
) -> None:
    row = {"member_id": CLOUDS[cloud][2], "status": "pending", "created_at": "2026-01-02T03:04:05Z"}
    clouds.world.add_image(cloud, "waiting", [row], owner=STRANGER, visibility="shared")
    (undated,) = listed(read(clouds, monkeypatch, cloud))
    (dated,) = listed(read(clouds, monkeypatch, cloud, incoming_dates=True))
    assert (undated["created_at"], dated["created_at"]) == (None, "2026-01-02T03:04:05Z")


def test_two_rows_of_the_caller_date_no_invitation(clouds: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"member_id": PROJECT, "status": "pending", "created_at": "2026-01-02T03:04:05Z"}
    clouds.world.add_image("glance", "waiting", [row], owner=STRANGER, visibility="shared")
    rows = [
        {**row, "image_id": "waiting", "created_at": day} for day in ("2026-11-20T00:00:00Z", "2020-01-01T00:00:00Z")
    ]
    clouds.faults.add(path="waiting/members", status=200, json={"members": rows})
    (dated,) = listed(read(clouds, monkeypatch, "glance", incoming_dates=True))
    assert dated["created_at"] is None


def test_an_account_that_is_only_written_down_takes_no_image_away(
    clouds: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    share(clouds, "scp", 3)
    clouds.behave(scp_iam_status=403)
    run = read(clouds, monkeypatch, "scp", account_id=STRANGER)
    assert run.summary["account"] == {"id": STRANGER, "proven_by": None}
    assert len(listed(run)) == 3


CAPITALS = "ABCDEF01-0000-4000-8000-000000000001"


def images_of_ims(clouds: Simulator, status: str, *ids: str) -> None:
    rows = [{"id": one, "name": "golden", "owner": STRANGER, "visibility": "shared"} for one in ids]
    clouds.faults.add(path=f"member_status={status}", json={"images": rows, "page_info": {"next_marker": None}})


def test_one_image_in_two_spellings_contradicts_the_list(clouds: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    images_of_ims(clouds, "pending", CAPITALS, CAPITALS.lower())
    run = read(clouds, monkeypatch, "ims")
    assert ([image["image_id"] for image in listed(run)], run.incoming["complete"]) == ([CAPITALS], False)


def test_an_image_in_every_state_at_once_is_not_shared_with_the_caller_however_it_is_spelt(
    clouds: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    for status, image_id in zip(STATUSES, (CAPITALS, CAPITALS.lower(), CAPITALS), strict=True):
        images_of_ims(clouds, status, image_id)
    run = read(clouds, monkeypatch, "ims")
    assert (run.incoming["images"], run.incoming["complete"]) == (None, None)
