# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What two owners share with a third project of a real Glance, and both ends of each share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.modules import openstack_image_member_info
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

from .between import Relay, relay_to
from .cloud import Cloud
from .conftest import Gate, Share

STATES = ("pending", "accepted", "rejected")
FROM_OWNER = {f"shared-{status}": status for status in STATES} | {
    "shared-with-three": "accepted",
    "shared-hidden": "accepted",
}
LISTS = 2 * 3  # of each status those that are shown and those that are hidden


@pytest.fixture
def theirs(cloud: Cloud, share: Share) -> dict[str, str]:
    """What the stranger shares with the member: one image in each state, one hidden, by name."""
    member = cloud.logins["member"].project_id
    made = {f"theirs-{status}": share("stranger", f"theirs-{status}", {member: status}) for status in STATES}
    made["theirs-hidden"] = share("stranger", "theirs-hidden", {member: "pending"}, os_hidden=True)
    return made


def test_every_share_of_both_owners_is_listed_with_its_state(cloud: Cloud, theirs: dict[str, str]) -> None:
    result = run(openstack_image_member_info.main, {"incoming": True, "auth": cloud.auth("member")})
    incoming = result["incoming"]
    assert (incoming["complete"], incoming["error"], incoming["not_listed"]) == (True, None, [])
    owner, stranger = cloud.logins["owner"].project_id, cloud.logins["stranger"].project_id
    expected = {(cloud.images[name].id, name, owner, status) for name, status in FROM_OWNER.items()} | {
        (image_id, name, stranger, {"theirs-hidden": "pending"}.get(name, name.removeprefix("theirs-")))
        for name, image_id in theirs.items()
    }
    rows = [(one["image_id"], one["name"], one["owner_id"], one["status"]) for one in incoming["images"]]
    assert len(rows) == len(expected) == 9
    assert set(rows) == expected
    assert {one["visibility"] for one in incoming["images"]} == {"shared"}
    assert result["summary"]["account"] == {"id": cloud.logins["member"].project_id, "proven_by": "token"}


def inventory(*sources: dict[str, Any]) -> dict[str, Any]:
    """Who may share with the member's project."""
    return {
        "connections": {"mine": {"provider": "openstack", "cloud": "member"}},
        "incoming": [{"connection": "mine", "from": list(sources)}],
    }


def found(report: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Image id, kind and verdict of each finding."""
    return {(one["image_id"], one["kind"], one["verdict"]) for one in report["findings"]}


def test_a_strangers_images_fail_the_gate_in_every_state(cloud: Cloud, gate: Gate, theirs: dict[str, str]) -> None:
    owner = {"owner": cloud.logins["owner"].project_id, "names": ["shared-*"]}
    report = gate(inventory(owner))
    assert found(report) == {(image_id, "unexpected_owner", "violation") for image_id in theirs.values()}
    assert {one["member_id"] for one in report["findings"]} == {cloud.logins["stranger"].project_id}
    (entry,) = report["images"]
    states = {image["image_id"]: image["status"] for image in entry["listed"]}
    assert {states[cloud.images[name].id] for name in FROM_OWNER} == set(STATES)
    assert [states[theirs[f"theirs-{status}"]] for status in STATES] == list(STATES)
    assert entry["complete"] is True

    both = gate(inventory(owner, {"owner": cloud.logins["stranger"].project_id}))
    assert (both["gate"], both["findings"]) == ("pass", [])


def test_each_rule_about_a_source_is_judged(cloud: Cloud, gate: Gate) -> None:
    ids = {name: cloud.images[name].id for name in FROM_OWNER}
    owner = cloud.logins["owner"].project_id
    accepted = gate(inventory({"owner": owner, "status": ["accepted"]}))
    assert found(accepted) == {
        (ids[name], "wrong_status", "violation") for name in ("shared-pending", "shared-rejected")
    }
    named = gate(inventory({"owner": owner, "names": ["shared-[!h]*"]}))
    assert found(named) == {(ids["shared-hidden"], "unexpected_name", "violation")}
    young = gate(inventory({"owner": owner, "max_pending_days": 3660}))
    assert young["gate"] == "pass"  # the cloud gives the date of the invitation
    assert found(gate(inventory())) == {(image_id, "unexpected_owner", "violation") for image_id in ids.values()}


def test_nothing_shared_is_green_and_not_read_is_not(cloud: Cloud, gate: Gate) -> None:
    nothing = inventory()
    nothing["connections"]["mine"]["cloud"] = "stranger"
    report = gate(nothing)
    assert (report["gate"], report["counts"]["images"]) == ("pass", 1)
    wrong = {**cloud.auth("stranger"), "password": "wrong"}
    refused = gate(nothing, connections={"mine": {"cloud": {"auth": wrong, "region_name": cloud.region}}})
    assert [(one["kind"], one["verdict"]) for one in refused["findings"]] == [("unreadable", "unknown")]


# ------------------------------------------------------------------------------------------------------ both ends


@pytest.fixture
def relay(cloud: Cloud) -> Iterator[Relay]:
    with relay_to(cloud.glance) as started:
        yield started


class Ends:
    """An image of the owner, and a gate that looks at both ends of its share with the member."""

    def __init__(self, cloud: Cloud, gate: Gate, relay: Relay, image_id: str) -> None:
        self.owner, self.member = cloud.logins["owner"].project_id, cloud.logins["member"].project_id
        self.relay, self.gate, self.image_id = relay, gate, image_id
        self._path, self._api = f"/v2/images/{image_id}/members", cloud.image_api("owner")

    def add(self) -> None:
        self._api.post(self._path, {"member": self.member})

    def remove(self) -> None:
        self._api("DELETE", f"{self._path}/{self.member}")

    def judged(self, *members: str) -> dict[str, Any]:
        document = {
            "connections": {name: {"provider": "openstack", "cloud": name} for name in ("owner", "member")},
            "images": [{"name": "golden", "connection": "owner", "image_id": self.image_id, "members": list(members)}],
            "incoming": [
                {"connection": "owner", "from": []},
                {"connection": "member", "from": [{"owner": self.owner}]},
            ],
        }
        here = {name: {"endpoint": self.relay.url} for name in ("owner", "member")}
        return self.gate(document, connections=here)

    def change_between(self, change: Callable[[], None], undo: Callable[[], None], rounds: int) -> None:
        """After what is shared was listed, and before the owner lists its members: in so many rounds."""
        lists = "member_status="

        def before(path: str) -> None:
            if path.startswith(self._path):
                self.rounds += 1
                self.relay.wait_for(lists, self.rounds * 2 * LISTS)  # of both projects
                if self.rounds <= rounds:
                    change()

        def after(path: str) -> None:
            if path.startswith(self._path) and self.rounds < rounds:
                undo()

        self.rounds = 0
        self.relay.before, self.relay.after = before, after


@pytest.fixture
def ends(cloud: Cloud, gate: Gate, relay: Relay, share: Share) -> Ends:
    return Ends(cloud, gate, relay, share("owner", "golden", {cloud.logins["member"].project_id: "accepted"}))


def differences(report: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (one["image_id"], one["verdict"], one["message"]) for one in report["findings"] if one["kind"] == "views_differ"
    ]


def test_both_ends_of_every_share_agree_on_a_quiet_cloud(ends: Ends) -> None:
    report = ends.judged(ends.member)
    assert (report["gate"], report["findings"]) == ("pass", [])
    assert ends.relay.answered("/members") == 1
    assert ends.relay.answered("member_status=") == 2 * LISTS


def test_a_change_between_the_reads_is_looked_at_once_more(ends: Ends) -> None:
    """Taken away after the member saw it: the second look finds both ends without it."""
    ends.change_between(ends.remove, ends.add, rounds=1)
    report = ends.judged(ends.member)
    assert ends.rounds == 2
    assert [(one["image"], one["kind"]) for one in report["findings"]] == [("golden", "missing_member")]


def test_a_member_that_the_owner_does_not_list(ends: Ends) -> None:
    ends.change_between(ends.remove, ends.add, rounds=2)
    report = ends.judged()
    assert ends.rounds == 2
    message = f"image {ends.image_id}, which connection member sees, has no such member over connection owner"
    assert differences(report) == [(ends.image_id, "violation", message)]
    assert len(report["findings"]) == 1


def test_a_member_that_does_not_see_what_the_owner_lists(ends: Ends) -> None:
    ends.remove()
    ends.change_between(ends.add, ends.remove, rounds=2)
    report = ends.judged(ends.member)
    assert ends.rounds == 2
    message = (
        f"connection owner shares image {ends.image_id} with connection member (status pending), which does not see it"
    )
    assert differences(report) == [(ends.image_id, "violation", message)]
    assert len(report["findings"]) == 1
