# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Random states of the world and the inventory at the time of one run, and what each says by itself."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world

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
