# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""10,000 random pairs of runs: what changed, as the reports say and as the two states of the world say."""

from __future__ import annotations

import random
from typing import Any, cast

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.changes import compare
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.judge import judge
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world

from .changing_states import CONNECTIONS, IMAGES, Image, Key, Side, State, could_see, draw, entry_of, findings

PAIRS, PARTS = 10_000, 8


def judged(state: State) -> Any:
    scope = [name for name in CONNECTIONS if state.is_looked_at(name)]
    images = [
        world.image([], name=f"{name}/{image_id}", connection=name, image_id=image_id, match="private")
        for name in scope
        for image_id, image in state.sides[name].images.items()
        if image.role == "expected"
    ]
    ruled = [name for name in scope if state.sides[name].has_rule]
    rule = world.selection(name="rule", connections=ruled, select={"name": "selected"}, count={"min": 0, "max": None})
    incoming = [
        {"connection": name, "from": [], "source": "s:1"} for name in scope if state.sides[name].incoming_judged
    ]
    loaded = world.inventory(
        images,
        connections={name: {"provider": "openstack", "options": {}} for name in CONNECTIONS},
        selections=[rule] if ruled else [],
        incoming=incoming,
        scope=scope,
    )
    evidence = {name: evidence_of(state.sides[name]) for name in scope}
    verdict = judge(loaded, evidence, world.TODAY, discover=state.discover)
    return {**verdict, "label": "run", "run": {"finished_at": "", "report_sha256": "", "discover": state.discover}}


def evidence_of(side: Side) -> Any:
    read = {image_id: reading(image_id, image) for image_id, image in side.images.items()}
    by_id = [read[image_id] for image_id, image in side.images.items() if image.role == "expected"]
    others = [world.listed(read[image_id]) for image_id, image in side.images.items() if image.role != "expected"]
    nothing = {"complete": None, "error": world.error(), "images": None}
    shared = [
        {"image_id": image_id, "owner_id": world.B, "status": "accepted", "visibility": "shared"}
        | dict.fromkeys(("name", "owner_name", "created_at"))
        for image_id in sorted(side.incoming)
    ]
    received = {"images": shared, "complete": True, "error": None} if side.incoming_known else nothing
    return world.evidence(
        by_id,
        discovered=world.listing(*others) if side.is_listed else nothing,
        incoming={**received, "not_listed": []},
    )


def reading(image_id: str, image: Image) -> dict[str, Any]:
    record = world.record(name=image.role)
    if not image.readable:
        return world.reading(None, state="denied", error=world.error(), image=record, image_id=image_id)
    rows = [world.row(member, image_id=image_id) for member in sorted(image.members)]
    return world.reading(rows, image=record, image_id=image_id)


def expected(then: State, now: State) -> tuple[dict[Key, str], dict[Key, bool], dict[tuple[str, str], tuple[Any, Any]]]:
    before = {key: role for key, _verdict, role in findings(then)}
    after = {key: (verdict, role) for key, verdict, role in findings(now)}
    changes = {}
    for key, (verdict, role) in after.items():
        if key in before:
            changes[key] = "still_open"
        else:
            changes[key] = "new" if verdict == "unknown" or could_see(then, key, role) else "was_unknown"
    gone = {key: could_see(now, key, role) for key, role in before.items() if key not in after}
    moved = {}
    for name in CONNECTIONS:
        for image_id in IMAGES:
            old, new = entry_of(then, name, image_id), entry_of(now, name, image_id)
            if old and new and old.readable and new.readable and old.members != new.members:
                moved[name, image_id] = (sorted(new.members - old.members), sorted(old.members - new.members))
    return changes, gone, moved


def key_of(finding: Any) -> Key:
    return finding["connection"], finding["image_id"] or finding["image"], finding["kind"], finding["member_id"]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_every_change_is_classified_as_the_states_say(part: int) -> None:
    seen: set[Any] = set()
    for number in range(part * PAIRS // PARTS, (part + 1) * PAIRS // PARTS):
        chance = random.Random(number)
        then, now = draw(chance), draw(chance)
        previous, current = judged(then), judged(now)
        found, of_findings = compare(cast(Any, previous), current, discover=now.discover)
        by_key = {key_of(finding): change for finding, change in zip(current["findings"], of_findings, strict=True)}
        gone = {key_of(finding): finding["seen_now"] for finding in found["gone"]}
        moved = {(one["connection"], one["image_id"]): (one["came"], one["went"]) for one in found["images"]}
        assert (by_key, gone, moved) == expected(then, now), number
        changes = list(by_key.values())
        assert found["counts"] == {
            "new": changes.count("new"),
            "was_unknown": changes.count("was_unknown"),
            "still_open": changes.count("still_open"),
            "gone": list(gone.values()).count(True),
            "not_seen": list(gone.values()).count(False),
        }
        seen.update(of_findings, gone.values())
    assert seen == {"new", "was_unknown", "still_open", True, False}
