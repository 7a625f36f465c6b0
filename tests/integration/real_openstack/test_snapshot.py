# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""From a real Glance to a gate, and what the gate says when somebody changes one member."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from ansible_collections.cloud_images.sharing.tests.integration.conftest import Ansible

from .cloud import Cloud
from .conftest import Gate, Share

NEWCOMER = "33333333333333333333333333333333"
CONNECTIONS = {name: {"provider": "openstack", "cloud": name} for name in ("owner", "member")}


@pytest.fixture
def golden(cloud: Cloud, share: Share) -> str:
    """An image that is shared with the member; the others are those of the seed."""
    return share("owner", "golden", {cloud.logins["member"].project_id: "accepted"})


def snapshot(user: Ansible, to: str) -> str:
    """The text that was written."""
    user.write("connections.yml", {"connections": CONNECTIONS})
    given = {
        "assert_sharing_inventory": "connections.yml",
        "snapshot_sharing_to": to,
        "snapshot_sharing_incoming": True,
    }
    options = user.write("snapshot.json", given)
    outcome = user.run("ansible-playbook", "cloud_images.sharing.snapshot_sharing", "-e", f"@{options}")
    assert outcome.status == 0, outcome.output
    return (user.folder / to).read_text(encoding="utf-8")


def test_a_snapshot_holds_what_is_there_and_the_gate_after_it_passes(
    cloud: Cloud, user: Ansible, gate: Gate, golden: str
) -> None:
    text = snapshot(user, "sharing.yml")
    assert snapshot(user, "again.yml") == text
    assert not [secret for secret in cloud.secrets() if secret in text]

    closed = {image.id: image.members for image in cloud.images.values() if image.visibility in ("private", "shared")}
    member, owner = cloud.logins["member"].project_id, cloud.logins["owner"].project_id
    document = yaml.safe_load(text)
    written = {one["image_id"]: set(one.get("members", [])) for one in document["images"]}
    assert written == {**{image_id: set(members) for image_id, members in closed.items()}, golden: {member}}
    for name in ("public", "community"):
        assert cloud.images[name].id in text  # a comment to review
    received = {"owner": owner, "names": [name for name, one in cloud.images.items() if member in one.members]}
    received["names"] = sorted([*received["names"], "golden"])
    assert document["incoming"] == [
        {"connection": "member", "from": [received]},
        {"connection": "owner", "from": []},
    ]

    report = gate("sharing.yml")
    assert (report["gate"], report["findings"]) == ("pass", [])
    assert report["counts"]["images"] == len(written) + 2


def test_one_changed_member_is_one_finding_that_is_new(cloud: Cloud, user: Ansible, gate: Gate, golden: str) -> None:
    snapshot(user, "sharing.yml")
    assert gate("sharing.yml")["gate"] == "pass"
    cloud.image_api("owner").post(f"/v2/images/{golden}/members", {"member": NEWCOMER})

    changed = gate("sharing.yml", previous="reports")
    assert _findings(changed) == [("golden", "unexpected_member", "violation", NEWCOMER, "new")]
    assert changed["changes"]["counts"] == {"new": 1, "was_unknown": 0, "still_open": 0, "gone": 0, "not_seen": 0}
    (of_golden,) = changed["changes"]["images"]
    assert (of_golden["image_id"], of_golden["came"], of_golden["went"]) == (golden, [NEWCOMER], [])

    same = gate("sharing.yml", previous="reports")
    assert _findings(same) == [("golden", "unexpected_member", "violation", NEWCOMER, "still_open")]

    cloud.image_api("owner")("DELETE", f"/v2/images/{golden}/members/{NEWCOMER}")
    mended = gate("sharing.yml", previous="reports")
    assert mended["gate"] == "pass"
    assert [(one["member_id"], one["seen_now"]) for one in mended["changes"]["gone"]] == [(NEWCOMER, True)]


def _findings(report: dict[str, Any]) -> list[tuple[str, ...]]:
    return [
        tuple(one[key] for key in ("image", "kind", "verdict", "member_id", "change")) for one in report["findings"]
    ]
