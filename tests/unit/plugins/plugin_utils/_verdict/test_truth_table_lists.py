# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every case of the truth table on selections and on what others share, with each waiver."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import IncomingRule
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.judge import judge
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.model import VERDICTS, VerdictDocument
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world

TABLE = yaml.safe_load((Path(__file__).parents[1] / "truth_table_lists.yml").read_text(encoding="utf-8"))
DAYS = {"valid": 30, "last day": 0, "expired": -1, "other": 30}
OWNERS = {"ours": world.OWNER, "theirs": world.OTHER, "unsaid": None, "a": world.A, "b": world.B}
NOT_PROVEN = world.place(proven_by=None)


def findings(outcome: str) -> list[tuple[str, str]]:
    _verdict, _colon, listed = outcome.partition(": ")
    return sorted((one.split()[0], one.split()[1]) for one in listed.split(", ") if one)


@pytest.mark.parametrize("case", TABLE, ids=[f"{one['about']}, {one['kind']}: {one['when']}" for one in TABLE])
def test_a_case(case: dict[str, Any]) -> None:
    judged = {"selection": judged_selection, "incoming": judged_incoming}[case["about"]]
    for state, outcome in case["outcome"].items():
        kind = case["kind"] if case["kind"] != "none" else "missing_member"
        if state == "other":
            kind = "open_visibility"
        waivers = [] if state == "none" else [{"days": DAYS[state], "kind": kind}]
        verdict = judged(case["given"], waivers)
        worst = outcome.partition(":")[0]
        found = sorted((one["kind"], one["verdict"]) for entry in verdict["images"] for one in entry["findings"])
        assert found == findings(outcome), state
        assert min((entry["verdict"] for entry in verdict["images"]), key=VERDICTS.index) == worst
        assert verdict["gate"] == ("pass" if worst in ("compliant", "waived") else "fail")


def judged_selection(given: Mapping[str, Any], waivers: list[dict[str, Any]]) -> VerdictDocument:
    rule = world.selection(
        [world.member()],
        select=given.get("select", {"name": "golden-*"}),
        count=given.get("count", {"min": 1, "max": None}),
        same_content=given.get("same_content", False),
    )
    second = given.get("second")
    rules = [rule, *([world.selection([world.member()], name="second", select=second)] if second else [])]
    images = [own_image(one) for one in given.get("images", ["golden-1"])]
    by_id = given.get("by_id")
    asked = [one for one in images if one["image"]["name"] == by_id]
    expected = [world.image([world.member()], name="own", image_id=one["image_id"]) for one in asked]
    discovered = world.listing(*[one for one in images if one not in asked], complete=given.get("complete", True))
    if not given.get("listed", True):
        discovered = {"images": None, "complete": None, "error": world.error()}
    return world.judged(
        world.inventory(expected, [world.waiver(connection=None, **one) for one in waivers], selections=rules),
        asked,
        discovered=discovered,
        place=world.place() if given.get("proven", True) else NOT_PROVEN,
    )


def own_image(given: Any) -> dict[str, Any]:
    image: dict[str, Any] = {"name": given} if isinstance(given, str) else given
    owner, state = image.get("owner", "ours"), image.get("state", "read")
    record = world.record(
        name=image["name"],
        owner_id=OWNERS[owner],
        status=image.get("status", "active"),
        caller_is_owner={"ours": True, "theirs": False, "unsaid": None}[owner],
    )
    found = (
        [world.row({"a": world.A, "b": world.B}[one]) for one in image.get("found", ["a"])] if state == "read" else None
    )
    return world.listed(
        world.reading(found, state=state, image=record, image_id=f"id-{image['name']}"),
        created_at=image.get("created", "2026-11-01T09:00:00Z"),
        tags=image.get("tags", []),
        content_hash=image.get("hash"),
    )


def judged_incoming(given: Mapping[str, Any], waivers: list[dict[str, Any]]) -> VerdictDocument:
    sources = [world.source(**{"names": ["golden-*"], **one}) for one in given.get("from", [{}])]
    images = [incoming_image(one) for one in given.get("images", ["golden-1"])]
    listing = {"images": images, "complete": given.get("complete", True), "error": None, "not_listed": ["rejected"]}
    if not given.get("listed", True):
        listing = {"images": None, "complete": None, "error": world.error(), "not_listed": []}
    rule = {"connection": "cloud", "from": sources, "source": "sharing.yml:30"}
    ids = [one["image_id"] for one in images] or ["id-golden-1"]
    loaded = world.inventory(
        [], [world.waiver(name=None, image_id=one, **waiver) for waiver in waivers for one in ids], incoming=[rule]
    )
    place = world.place() if given.get("proven", True) else NOT_PROVEN
    evidence = {"cloud": world.evidence(place=place, incoming=listing)}
    sees = given.get("owner_sees")
    if sees is None:
        return judge(loaded, evidence, world.TODAY)
    nothing = {"images": [], "complete": True, "error": None, "not_listed": []}
    status = "rejected" if sees == "rejected" else "accepted"
    rows = None if sees == "unread" else [] if sees == "nobody" else [world.row(world.OWNER, status=status)]
    read = world.listed(world.reading(rows, image_id="id-golden-1", image=world.record(owner_id=world.A)))
    evidence["owner"] = world.evidence(place=world.place(world.A), discovered=world.listing(read), incoming=nothing)
    owner_rule: IncomingRule = {"connection": "owner", "from": [], "source": "sharing.yml:31"}
    loaded["connections"] = {**loaded["connections"], "owner": {"provider": "huawei_ims", "options": {}}}
    loaded["scope"] = ["cloud", "owner"]
    loaded["incoming"].append(owner_rule)
    return judge(loaded, evidence, world.TODAY)


def incoming_image(given: Any) -> dict[str, Any]:
    image: dict[str, Any] = {"name": given} if isinstance(given, str) else given
    age = image.get("age", 1)
    created = None if age is None else f"{world.TODAY - datetime.timedelta(days=age)}T09:00:00Z"
    return {
        "image_id": f"id-{image['name']}",
        "name": image["name"],
        "owner_id": OWNERS[image.get("owner", "a")],
        "owner_name": None,
        "status": image.get("status", "accepted"),
        "created_at": created,
        "visibility": "shared",
    }
