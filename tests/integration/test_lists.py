# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Rules in place of ids, and both ends of a share: the gate as a user runs it, on lists of the simulated clouds."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.simulator.records import generated_id

from .conftest import Ansible

pytestmark = pytest.mark.any_core

OWNER = "8989447062e04a818baf9e073fd04fa7"
MEMBER = "a8f10467abfc4b87b64614ab36eb9ae4"
STRANGER = "5721a9e0d1f64d0f8e1c35c0a5b7d2e4"
PROJECT = "1bed856811654c1cb661a6ca845ebc77"
PARTNER = "edc89b490d7d4392898e19b2deb34797"
CONNECTIONS: dict[str, dict[str, Any]] = {
    "scp": {"provider": "scp", "region": "kr-west1"},
    "ims": {"provider": "huawei_ims", "region": "ap-southeast-3"},
    "cph": {"provider": "huawei_cph", "region": "ap-southeast-3"},
    "glance": {"provider": "openstack"},
}


class Gate:
    """Runs the gate on an inventory whose clouds are simulated."""

    def __init__(self, ansible: Ansible, clouds: Simulator) -> None:
        self.ansible = ansible
        self.clouds = clouds

    def run(self, document: dict[str, Any], keys: dict[str, int] | None = None, **variables: Any) -> dict[str, Any]:
        """The report. ``keys``: the number of each SCP connection's key, where it is not the owner's."""
        here: dict[str, Any] = {}
        for name, connection in document["connections"].items():
            given = {"endpoint": self.clouds.url}
            if connection["provider"] == "openstack":
                given = {}  # as the environment and the catalogue say
            elif connection["provider"] == "scp":
                given["iam_endpoint"] = self.clouds.url
            if keys:
                environ = self.clouds.environ("scp", keys[name])
                given |= {"access_key": environ["SCP_ACCESS_KEY"], "secret_key": environ["SCP_SECRET_KEY"]}
            here[name] = given
        path = self.ansible.write("sharing.yml", document)
        outcome = self.ansible.gate(
            inventory=path, connections=here, report_dir="reports", report_formats=["json"], **variables
        )
        report = self.ansible.report()
        assert (outcome.status == 0) == (report["gate"] == "pass"), outcome.output
        return report


@pytest.fixture
def gate(ansible: Ansible, clouds: Simulator) -> Gate:
    return Gate(ansible, clouds)


def findings(report: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(one["image"], one["kind"], one["verdict"]) for one in report["findings"]}


@pytest.mark.parametrize(
    ("cloud", "member"), [("scp", MEMBER), ("ims", PARTNER), ("cph", PARTNER), ("glance", PARTNER)]
)
def test_a_rebuild_stays_green_and_a_strangers_image_is_never_selected(gate: Gate, cloud: str, member: str) -> None:
    """A new id under the old name; a stranger shares an image of that name with us."""
    world = gate.clouds.world
    world.add_image(cloud, generated_id(cloud, 91), name="golden-1", created_at="2026-01-01T00:00:00Z")
    new = world.add_image(cloud, generated_id(cloud, 92), [member], name="golden-2", created_at="2026-02-01T00:00:00Z")
    theirs = world.receive(cloud, OWNER if cloud == "scp" else PROJECT, 1)[0]
    stolen = world.images(cloud)[theirs]
    stolen.name, stolen.created_at, stolen.visibility = "golden-3", "2026-03-01T00:00:00Z", "shared"
    rule = {"name": "golden", "connection": cloud, "select": {"name": "golden-*", "newest": 1}, "members": [member]}
    document = {"connections": {cloud: CONNECTIONS[cloud]}, "images": [rule]}
    report = gate.run(document)
    assert findings(report) == set()
    assert [image["name"] for image in report["images"]] == ["golden", "golden: golden-2"]

    new.members.append({"member_id": "0f3c9a21b7d04c5ea1b2c3d4e5f60718"})
    assert findings(gate.run(document)) == {("golden: golden-2", "unexpected_member", "violation")}


@pytest.mark.parametrize("still_listed", [False, True])
def test_an_image_that_is_deleted_while_the_gate_reads(gate: Gate, still_listed: bool) -> None:
    """In the list, and gone when its members are read: the list is read once more, and what it lacks is not meant."""
    world, clouds = gate.clouds.world, gate.clouds
    world.glance.clear()
    world.add_image("glance", "build-2", [PARTNER], name="golden-2", created_at="2026-02-01T00:00:00Z")
    url, token = f"{clouds.url}/image/v2/images?owner={PROJECT}", {"X-Auth-Token": clouds.token()}
    world.add_image("glance", "build-1", [PARTNER], name="golden-1", created_at="2026-01-01T00:00:00Z")
    before = requests.get(url, headers=token, timeout=60).json()
    del world.glance["build-1"]
    clouds.faults.add(
        path="/v2/images\\?.*owner=(?!.*os_hidden)", nth=[1, 2] if still_listed else [1], status=200, json=before
    )
    rule = {"name": "golden", "connection": "glance", "select": {"name": "golden-*"}, "members": [PARTNER]}
    document = {"connections": {"glance": CONNECTIONS["glance"]}, "images": [rule]}
    report = gate.run(document, discover=True)
    gone = {("golden: golden-1", "image_not_found", "unknown")} if still_listed else set()
    assert findings(report) == gone
    lists = [one for one in clouds.requests if "limit=1000&owner=" in one]
    assert len(lists) == 2 * 2  # hidden ones have a list of their own


def test_both_ends_of_a_share_are_held_against_each_other(gate: Gate) -> None:
    """The owner's list and the member's list, after one more read where they differ."""
    image_id = "70a599e0-31e7-49b7-b260-868f441e862b"
    document = {
        "connections": {"owner": CONNECTIONS["scp"], "member": CONNECTIONS["scp"]},
        "images": [{"name": "rhel", "connection": "owner", "image_id": image_id, "members": [MEMBER]}],
        "incoming": [
            {"connection": "owner", "from": []},
            {"connection": "member", "from": [{"owner": OWNER}]},
        ],
    }
    keys = {"owner": 0, "member": 1}
    report = gate.run(document, keys)
    assert findings(report) == set(), report["findings"]
    lists = [one for one in gate.clouds.requests if one.startswith("GET /v1/pending-images")]
    assert len(lists) == 2

    gate.clouds.faults.add(path="/v1/pending-images", key="scp-member-key", json={"images": []}, status=200)
    report = gate.run(document, keys)
    assert findings(report) == {("images shared with member", "views_differ", "violation")}
    assert len([one for one in gate.clouds.requests if one.startswith("GET /v1/pending-images")]) == 2 + 4

    gate.clouds.faults.clear()
    gate.clouds.faults.add(path="/v1/pending-images", key="scp-member-key", json={"images": []}, status=200, first=1)
    assert findings(gate.run(document, keys)) == set()


def test_a_strangers_image_fails_the_gate(gate: Gate) -> None:
    gate.clouds.world.receive("scp", OWNER, 3, owner=STRANGER, status="pending")
    rule = {"connection": "scp", "from": [{"owner": MEMBER}]}
    report = gate.run({"connections": {"scp": CONNECTIONS["scp"]}, "incoming": [rule]})
    assert findings(report) == {("images shared with scp", "unexpected_owner", "violation")}
    assert {one["member_id"] for one in report["findings"]} == {STRANGER}
    assert report["counts"]["images"] == 1
