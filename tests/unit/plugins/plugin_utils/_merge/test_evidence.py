# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Selections and what others share survive a merge: joined reports give what one run would have given."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any, cast

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Inventory
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._merge.merge import Joined, MergeError, join
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import report
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.judge import judge
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.model import Evidence
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world

NOW = datetime.combine(world.TODAY, datetime.min.time(), timezone.utc)
WHEN = NOW.isoformat().replace("+00:00", "Z")
CONNECTIONS = ("east", "west")
PLACE = {"endpoint": world.place()["endpoint"], "region": world.place()["region"], "project_id": world.OWNER}
Document = dict[str, Any]


def own(image_id: str, name: str, day: int, *members: str, **details: Any) -> Document:
    rows = [world.row(one, image_id=image_id) for one in members]
    read = world.reading(rows, image_id=image_id, image=world.record(name=name, **details))
    attributes = {"created_at": f"2026-11-{day:02}T09:00:00Z", "tags": ["gold"], "content_hash": f"sha512:{name}"}
    return world.listed(read, **attributes)


def shared(image_id: str, owner: str | None) -> Document:
    return {
        "image_id": image_id,
        "name": "theirs",
        "owner_id": owner,
        "owner_name": None,
        "status": "pending",
        "created_at": None,
        "visibility": "shared",
    }


REQUESTED = own("e1", "golden-1", 1, world.A)
OWN: dict[str, list[Document]] = {
    "east": [own("e2", "golden-2", 2, world.A, world.OTHER), own("e3", "silver", 3, world.B), own("e4", "bronze", 4)],
    "west": [
        own("w1", "golden-1", 1, world.A),
        own("w2", "golden-2", 2),
        own("w3", "golden-3", 3, caller_is_owner=None),
    ],
}
LISTS: dict[str, Document] = {
    "east": {"complete": True, "error": None, "not_listed": ["rejected"], "images": [shared("i1", world.B)]},
    "west": {"complete": False, "error": world.error(), "not_listed": [], "images": [shared("i2", None)]},
}


def inventory(scope: Sequence[str] = CONNECTIONS, **select: Any) -> Inventory:
    connections = {name: {"provider": "huawei_ims", "options": PLACE} for name in CONNECTIONS}
    golden = world.selection(
        [world.member(world.A)],
        connections=list(scope),
        select={"name": "golden-*", "newest": 2, **select},
        count={"min": 2, "max": 2},
        same_content=True,
    )
    image = world.image([world.member(world.A)], name="first", connection="east", image_id="e1")
    rules = [{"connection": name, "from": [world.source(world.A)], "source": "sharing.yml:50"} for name in scope]
    return world.inventory(
        [image] if "east" in scope else [],
        connections=connections,
        selections=[golden],
        incoming=rules,
        scope=list(scope),
        not_in_scope=sorted(set(CONNECTIONS) - set(scope)),
    )


def run_report(scope: Sequence[str], discover: bool, label: str) -> Document:
    evidence = {
        name: world.evidence(
            [REQUESTED] if name == "east" else [],
            place=world.place(),
            discovered=world.listing(*OWN[name]),
            incoming=LISTS[name],
        )
        for name in scope
    }
    run = {"started_at": WHEN, "finished_at": WHEN, "discover": discover, "connections": {}}
    return document(inventory(scope), evidence, run, discover, label)


def document(loaded: Inventory, evidence: Evidence, run: Any, discover: bool, label: str) -> Document:
    verdict = judge(loaded, evidence, world.TODAY, discover=discover)
    written: Document = json.loads(b"".join(report.encode(report.build(verdict, run, label, "enforce"))))
    return written


def joined(reports: Sequence[Document], loaded: Inventory | None = None, *, discover: bool = False) -> Joined:
    found = {f"{number}.json": one for number, one in enumerate(reports)}
    return join(loaded or inventory(), cast(Any, found), NOW, timedelta(hours=1), discover=discover)


@pytest.mark.parametrize("discover", [False, True])
def test_joined_lists_equal_one_run(discover: bool) -> None:
    whole = run_report(CONNECTIONS, discover, "all")
    kinds = {(one["connection"], one["kind"], one["verdict"]) for one in whole["findings"]}
    assert kinds >= {
        ("east", "unexpected_member", "violation"),
        ("east", "unexpected_owner", "violation"),
        ("west", "partial_view", "unknown"),
        ("west", "unexpected_owner", "unknown"),
        ("west", "incomplete_list", "unknown"),
    }
    assert (("east", "unmanaged_image", "violation") in kinds) == discover
    joint = joined([run_report([name], discover, name) for name in CONNECTIONS])
    merged = document(inventory(), joint.evidence, joint.run, joint.discover, "all")
    assert report.digest(merged) == report.digest(whole)


def test_a_selection_by_another_rule_is_refused() -> None:
    parts = [run_report([name], False, name) for name in CONNECTIONS]
    with pytest.raises(MergeError) as caught:
        joined(parts, inventory(tags=["gold"]))
    assert caught.value.problems == [
        "0.json: selection golden (east) selected by another rule",
        "1.json: selection golden (west) selected by another rule",
    ]


def test_rules_that_the_reports_lack_or_have_besides_are_told() -> None:
    parts = [run_report([name], False, name) for name in CONNECTIONS]
    fewer = inventory()
    fewer["selections"], fewer["incoming"] = [], fewer["incoming"][:1]
    with pytest.raises(MergeError) as caught:
        joined(parts, fewer)
    assert caught.value.problems == [
        "0.json: selection golden (east) is not in the inventory",
        "1.json: selection golden (west) is not in the inventory",
    ]
    more = inventory()
    more["selections"].append({**more["selections"][0], "name": "silver", "connections": ["west"]})
    with pytest.raises(MergeError) as caught:
        joined(parts, more)
    assert caught.value.problems == ["selection silver (west) is in no report"]


@pytest.mark.parametrize("by_option", [False, True])
def test_the_images_of_a_selection_are_not_all_images_of_an_account(by_option: bool) -> None:
    """Its run listed what the selection concerns: discovery by the joint run may not take that for the whole list."""
    parts = [run_report(["east"], False, "east"), run_report(["west"], not by_option, "west")]
    joint = joined(parts, discover=by_option)
    merged = document(inventory(), joint.evidence, joint.run, joint.discover, "all")
    unproven = [
        (one["image"], one["kind"], one["verdict"]) for one in merged["findings"] if one["connection"] == "east"
    ]
    assert ("images of east", "incomplete_list", "unknown") in unproven
    assert any(note.startswith("east: its run did not list all images") for note in joint.notes)
