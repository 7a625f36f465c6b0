# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A world and an inventory that differ in every way that the gate has a word for."""

from __future__ import annotations

from typing import Any

from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

from .conftest import Ansible, Outcome

OWNER = "8989447062e04a818baf9e073fd04fa7"
TEAM = "a8f10467abfc4b87b64614ab36eb9ae4"
STRANGER = "5721a9e0d1f64d0f8e1c35c0a5b7d2e4"


def differ(ansible: Ansible, clouds: Simulator) -> Outcome:
    """Run the gate on it, with reports."""
    clouds.world.scp.clear()
    at = {"provider": "scp", "endpoint": clouds.url, "iam_endpoint": clouds.url, "region": "kr-west1"}
    member = {"access_key": "scp-member-key", "secret_key": "scp-member-secret-not-real"}
    images = [*_by_id(clouds), *_by_rule(clouds)]
    clouds.world.receive("scp", OWNER, 1, owner=STRANGER)
    clouds.world.receive("scp", OWNER, 1, owner="fb" + "0" * 30)
    clouds.faults.add(path="pending-images", account=TEAM, edits=[{"at": "@", "set": []}])
    inventory = {
        "principals": {"team-a": TEAM},
        "images": images,
        "incoming": [
            {"connection": "scp-prod", "from": [{"owner": STRANGER, "names": ["golden-*"]}]},
            {"connection": "scp-team", "from": [{"owner": OWNER}]},
        ],
        "waivers": [{"image": "extra", "member": STRANGER, "reason": "migration", "expires": "2026-01-31"}],
    }
    return ansible.gate(
        inventory=ansible.write("sharing.yml", inventory),
        connections={"scp-prod": at, "scp-team": {**at, **member}},
        discover=True,
        report_dir="reports",
    )


def _by_id(clouds: Simulator) -> list[dict[str, Any]]:
    team = {"member_id": TEAM, "status": "pending"}
    since_2020 = {**team, "created_at": "2020-01-01T00:00:00Z"}
    there: dict[str, tuple[list[Any], dict[str, Any], dict[str, Any]]] = {  # members, other facts, the expectation
        "extra": ([STRANGER], {}, {"members": []}),
        "lacking": ([], {}, {"members": ["team-a"]}),
        "status": ([team], {}, {"members": [{"member_id": "team-a", "status": "accepted"}]}),
        "type": ([team], {}, {"members": [{"member_id": "team-a", "member_type": "project"}]}),
        "stale": ([since_2020], {}, {"members": ["team-a"], "max_pending_days": 14}),
        "open": ([], {"visibility": "public"}, {"match": "private"}),
        "denied": ([team], {}, {"members": ["team-a"]}),
        "twenty": ([], {"member_count": 20}, {"match": "at_least", "members": ["team-a"]}),
        "theirs": ([OWNER], {"owner": STRANGER}, {"members": [OWNER]}),
    }
    entries = [{"name": "gone", "connection": "scp-prod", "image_id": _id(99), "members": ["team-a"]}]
    for number, (name, (members, facts, expected)) in enumerate(there.items()):
        clouds.world.add_image("scp", _id(number), members, name=name, **facts)
        entries.append({"name": name, "connection": "scp-prod", "image_id": _id(number), **expected})
    clouds.world.add_image("scp", _id(50), [TEAM], name="nobody-knows-me")
    clouds.faults.add(image_id=_id(list(there).index("denied")), preset="scp-403")
    return entries


def _by_rule(clouds: Simulator) -> list[dict[str, Any]]:
    for number in (11, 12):
        clouds.world.add_image("scp", _id(number), [TEAM], name=f"web-{number}")
    rules = {"no-match": "db-*", "web": "web-*", "web-again": "web-1*"}
    return [
        {"name": name, "connection": "scp-prod", "select": {"name": pattern}, "members": ["team-a"]}
        | ({"same_content": True} if name == "web" else {})
        for name, pattern in rules.items()
    ]


def _id(number: int) -> str:
    return f"70a599e0-31e7-49b7-b260-{number:012}"
