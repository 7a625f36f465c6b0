# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Golden images of a real Glance that are rebuilt: same name, new id."""

from __future__ import annotations

import time
from typing import Any

import pytest

from .cloud import Cloud
from .conftest import Gate, Share

NAME = "golden-rhel9"


@pytest.fixture
def team(cloud: Cloud) -> str:
    return cloud.logins["member"].project_id


@pytest.fixture
def old(share: Share, team: str) -> str:
    """Last week's build. Glance's times have seconds: the next one is made in another."""
    image_id = share("owner", NAME, {team: "accepted"}, data=b"rhel 9", tags=["golden"])
    time.sleep(1.1)
    return image_id


def inventory(team: str, **select: Any) -> dict[str, Any]:
    rule = {"name": "golden", "connection": "glance", "select": select, "members": [team]}
    return {"connections": {"glance": {"provider": "openstack", "cloud": "owner"}}, "images": [rule]}


def selected(report: dict[str, Any]) -> list[str]:
    """The ids of the images that the rule chose, each an entry of its own, in order: reports begin with what failed."""
    return sorted(entry["image_id"] for entry in report["images"] if entry["subject"] == "image")


def test_a_rebuild_stays_green(cloud: Cloud, gate: Gate, share: Share, team: str, old: str) -> None:
    newest = inventory(team, name="golden-*", newest=1)
    report = gate(newest)
    assert (report["gate"], selected(report)) == ("pass", [old])
    new = share("owner", NAME, {team: "accepted"}, data=b"rhel 9, patched")
    report = gate(newest)
    assert (report["gate"], selected(report)) == ("pass", [new])
    cloud.image_api("owner")("DELETE", f"/v2/images/{old}")
    for rule in (newest, inventory(team, tags=["golden"], name_regex="golden-rhel[0-9]")):
        report = gate(rule)
        expected = [new] if rule is newest else []  # the new build has no tag
        assert (report["gate"], selected(report)) == ("pass" if expected else "fail", expected)
    assert [one["kind"] for one in report["findings"]] == ["selection_count"]


def test_wrong_members_of_the_new_image_are_that_finding(gate: Gate, share: Share, team: str, old: str) -> None:
    new = share("owner", NAME, {team: "accepted", "4" * 32: "pending"}, data=b"rhel 9, patched")
    report = gate(inventory(team, name=NAME, newest=1))
    assert [(one["image"], one["image_id"], one["kind"], one["member_id"]) for one in report["findings"]] == [
        (f"golden: {NAME}", new, "unexpected_member", "4" * 32)
    ]
    both = gate(inventory(team, name=NAME))
    assert (selected(both), [one["image_id"] for one in both["findings"]]) == (sorted([old, new]), [new])


def test_a_strangers_image_of_the_same_name_is_never_selected(
    cloud: Cloud, gate: Gate, share: Share, team: str, old: str
) -> None:
    """It is newer, of the same name, and in the owner's own image list, in each state."""
    owner = cloud.logins["owner"].project_id
    foreign = [
        share("stranger", NAME, {owner: status}, data=b"not rhel 9", tags=["golden"])
        for status in ("accepted", "pending", "rejected")
    ]
    open_to_all = share("stranger", NAME, data=b"not rhel 9", tags=["golden"], visibility="community")
    listed = {image["id"] for image in cloud.image_api("owner")("GET", "/v2/images").json()["images"]}
    assert foreign[0] in listed
    for select in ({"name": "golden-*", "newest": 1}, {"name_regex": "golden.*"}, {"tags": ["golden"]}):
        report = gate(inventory(team, **select))
        assert (report["gate"], selected(report)) == ("pass", [old])
        assert not [image_id for image_id in (*foreign, open_to_all) if image_id in str(report["images"])]


def test_the_same_content_is_what_glance_hashed(gate: Gate, share: Share, team: str, old: str) -> None:
    document = inventory(team, name=NAME)
    document["images"][0]["same_content"] = True
    share("owner", NAME, {team: "accepted"}, data=b"rhel 9")
    assert gate(document)["gate"] == "pass"
    share("owner", NAME, {team: "accepted"}, data=b"something else")
    assert [one["kind"] for one in gate(document)["findings"]] == ["different_content"]
