# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the gate makes of each who asks a real Glance: green is only what its proven owner was told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.integration.conftest import Ansible

from .cloud import Cloud
from .conftest import Gate

OWN = "compliant"
PARTIAL = "unknown: partial_view"
INVISIBLE = "unknown: image_not_found"
MISSED = "violation: image_not_found"  # it should be shared, and is not there
UNREAD = "unknown: unreadable"
OPEN_OWN = "violation: open_visibility, unreadable"
OPEN = "violation: open_visibility, partial_view, unreadable"

COLUMNS = ("private", "shared-with-nobody", "shared with members", "community", "public", "selected", "incoming")
SEEN_BY = {
    "owner": (OWN, OWN, OWN, OPEN_OWN, OPEN_OWN, OWN, OWN),
    "application-credential": (OWN, OWN, OWN, OPEN_OWN, OPEN_OWN, OWN, OWN),
    "member": (INVISIBLE, INVISIBLE, PARTIAL, OPEN, OPEN, "violation: selection_count", "violation: unexpected_owner"),
    "stranger": (INVISIBLE, INVISIBLE, MISSED, OPEN, OPEN, "violation: selection_count", OWN),
    "admin": ("unknown: partial_view, unreadable", PARTIAL, PARTIAL, OPEN, OPEN, "violation: selection_count", UNREAD),
    "system": (UNREAD, UNREAD, UNREAD, UNREAD, UNREAD, UNREAD, UNREAD),
}


@pytest.fixture
def system(cloud: Cloud, user: Ansible) -> None:
    """The administrator's password for the whole system, as the cloud ``system`` of clouds.yaml."""
    document = cloud.clouds()
    auth = {key: value for key, value in cloud.auth("admin").items() if not key.startswith("project_")}
    document["clouds"]["system"] = {"auth": {**auth, "system_scope": "all"}, "region_name": cloud.region}
    user.write("clouds.yaml", json.dumps(document))


def inventory(cloud: Cloud, who: str) -> dict[str, Any]:
    """Each image with the members that it has, all images of the account by a rule, and nobody who shares with it."""
    everybody = sorted({member for image in cloud.images.values() for member in image.members})
    rule = {"name": "selected", "connection": "glance", "select": {"name": "*"}, "match": "at_most"}
    images: list[dict[str, Any]] = [{**rule, "members": everybody}]
    for name, image in cloud.images.items():
        expected = {"members": list(image.members)} if image.members else {"match": "private"}
        images.append({"name": name, "connection": "glance", "image_id": image.id, **expected})
    return {
        "connections": {"glance": {"provider": "openstack", "cloud": who}},
        "images": images,
        "incoming": [{"connection": "glance", "from": []}],
    }


def seen(report: dict[str, Any], cloud: Cloud) -> dict[str, set[str]]:
    """What was said of each column."""
    columns: dict[str, set[str]] = {}
    for entry in report["images"]:
        shared = entry["name"] in cloud.images and cloud.images[entry["name"]].members
        column = "shared with members" if shared else entry["name"].replace("images shared with glance", "incoming")
        kinds = ", ".join(sorted({finding["kind"] for finding in entry["findings"]}))
        columns.setdefault(column, set()).add(f"{entry['verdict']}: {kinds}" if kinds else entry["verdict"])
    return columns


@pytest.mark.usefixtures("system")
@pytest.mark.parametrize("who", SEEN_BY)
def test_what_each_caller_proves(cloud: Cloud, gate: Gate, who: str) -> None:
    report = gate(inventory(cloud, who))
    assert seen(report, cloud) == {name: {what} for name, what in zip(COLUMNS, SEEN_BY[who], strict=True)}
    assert report["gate"] == "fail"
    proven = (
        {"id": None, "by": None} if who == "system" else {"id": cloud.logins[_login(who)].project_id, "by": "token"}
    )
    place = report["places"]["glance"]
    assert {"id": place["account"], "by": place["proven_by"]} == proven


def _login(who: str) -> str:
    return "owner" if who == "application-credential" else who


@pytest.mark.usefixtures("system")
def test_a_token_of_the_whole_system_is_told_what_to_change(cloud: Cloud, user: Ansible, gate: Gate) -> None:
    file = user.environ["OS_CLIENT_CONFIG_FILE"]
    change = (
        f"The token from {file} is of the whole system, not of a project, so it owns no image: remove system_scope of "
        f"the cloud system in {file}, and set project_name of the cloud system in {file}"
    )
    report = gate(inventory(cloud, "system"), discover=True)
    assert [one["message"] for one in report["findings"] if change not in one["message"]] == []

    user.write("connections.yml", {"connections": inventory(cloud, "system")["connections"]})
    given = {"assert_sharing_inventory": "connections.yml", "snapshot_sharing_to": "written.yml"}
    options = user.write("snapshot.json", given)
    refused = user.run("ansible-playbook", "cloud_images.sharing.snapshot_sharing", "-e", f"@{options}")
    assert refused.status != 0
    assert "is of the whole system, not of a project" in " ".join(refused.output.split())  # Ansible breaks lines
    assert not (user.folder / "written.yml").exists()


@pytest.mark.parametrize("who", ["member", "stranger", "admin"])
def test_discovery_by_another_project_proves_nothing_of_the_owners_images(cloud: Cloud, gate: Gate, who: str) -> None:
    connections = {"glance": {"provider": "openstack", "cloud": who}}
    report = gate({"connections": connections}, discover=True)
    assert [(one["kind"], one["verdict"]) for one in report["findings"]] == [("image_not_found", "unknown")]
    stated = {"glance": {**connections["glance"], "auth": {"project_id": cloud.logins["owner"].project_id}}}
    claimed = gate({**inventory(cloud, who), "connections": stated})
    assert {entry["verdict"] for entry in claimed["images"]} & {"compliant", "waived"} == set()
