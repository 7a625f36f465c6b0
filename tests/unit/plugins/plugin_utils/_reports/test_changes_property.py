# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""10,000 random pairs of runs: what changed, as the reports say and as the two states of the world say."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.changes import compare
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.judge import judge
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world

PAIRS, PARTS = 10_000, 8
CONNECTIONS = ("east", "west")
STRANGERS = (world.B, world.OTHER)
IMAGES, INCOMING = ("i1", "i2", "i3"), ("j1", "j2")
Key = tuple[str, str, str, str | None]


@dataclass(frozen=True)
class Image:
    """How the inventory knows an image, whether its members can be read, and who they are."""

    role: str  # expected, selected, unmanaged
    readable: bool
    members: frozenset[str]


@dataclass(frozen=True)
class Side:
    """One connection: its own images, whether their list is proven, what others share, and whether that is judged."""

    images: dict[str, Image]
    is_listed: bool
    has_rule: bool
    incoming: frozenset[str]
    incoming_judged: bool
    incoming_known: bool


@dataclass(frozen=True)
class State:
    """The world and the inventory at the time of one run."""

    sides: dict[str, Side]
    discover: bool

    def is_looked_at(self, connection: str) -> bool:
        return self.discover or self.is_expected_of(connection)

    def is_expected_of(self, connection: str) -> bool:
        """Whether the inventory says anything of a connection but how to read it."""
        side = self.sides[connection]
        expected = any(image.role == "expected" for image in side.images.values())
        return expected or side.has_rule or side.incoming_judged


def draw(chance: random.Random) -> State:
    sides = {}
    for name in CONNECTIONS:
        has_rule = chance.random() < 0.5
        roles = ["expected", "unmanaged", *(["selected"] if has_rule else [])]
        images = {
            image_id: Image(
                chance.choice(roles),
                chance.random() < 0.8,
                frozenset(one for one in STRANGERS if chance.random() < 0.4),
            )
            for image_id in IMAGES
            if chance.random() < 0.7
        }
        shared = frozenset(one for one in INCOMING if chance.random() < 0.4)
        sides[name] = Side(
            images, chance.random() < 0.8, has_rule, shared, chance.random() < 0.5, chance.random() < 0.8
        )
    return State(sides, chance.random() < 0.5)


# ------------------------------------------------------------------------------------------ what the state itself says


def entry_of(state: State, connection: str, image_id: str) -> Image | None:
    """The image, where a run of this state has an entry for it."""
    side = state.sides[connection]
    image = side.images.get(image_id)
    if image is None or not state.is_looked_at(connection):
        return None
    if image.role == "expected":
        return image
    if not side.is_listed:
        return None
    if image.role == "selected":
        return image
    return image if state.discover and (image.members or not image.readable) else None


def findings(state: State) -> Iterator[tuple[Key, str, str]]:
    """Each finding of a run: its key, its verdict, and the role of what it is about."""
    for name, side in state.sides.items():
        for image_id in side.images:
            image = entry_of(state, name, image_id)
            if image is not None and not image.readable:
                yield (name, image_id, "unreadable", None), "unknown", image.role
            elif image is not None and image.role == "unmanaged":
                yield (name, image_id, "unmanaged_image", None), "violation", image.role
            elif image is not None:
                for member in image.members:
                    yield (name, image_id, "unexpected_member", member), "violation", image.role
        yield from list_findings(state, name)


def list_findings(state: State, name: str) -> Iterator[tuple[Key, str, str]]:
    side = state.sides[name]
    nothing_expected = not any(map(state.is_expected_of, CONNECTIONS))
    if state.discover and not side.is_listed:
        yield (name, f"images of {name}", "unreadable", None), "unknown", "list"
    elif state.discover and nothing_expected and not side.images:
        yield (name, f"images of {name}", "image_not_found", None), "unknown", "list"
    if side.has_rule and not side.is_listed:
        yield (name, "rule", "unreadable", None), "unknown", "rule"
    if side.incoming_judged and not side.incoming_known:
        yield (name, f"images shared with {name}", "unreadable", None), "unknown", "incoming"
    elif side.incoming_judged:
        for image_id in side.incoming:
            yield (name, image_id, "unexpected_owner", world.B), "violation", "incoming"


def could_see(state: State, key: Key, role: str) -> bool:
    """Whether a run of this state would have had this finding if it had been there."""
    connection, image_id = key[:2]
    side = state.sides[connection]
    if not state.is_looked_at(connection):
        return False
    image = entry_of(state, connection, image_id)
    if image is not None:
        return image.readable
    return {
        "expected": False,
        "selected": side.has_rule and side.is_listed,
        "rule": side.has_rule and side.is_listed,
        "unmanaged": state.discover and side.is_listed,
        "list": state.discover and side.is_listed,
        "incoming": side.incoming_judged and side.incoming_known,
    }[role]


# --------------------------------------------------------------------------------------------- what the judgement says


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


# ------------------------------------------------------------------------------------------------------------ the test


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
