# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Random worlds of lying clouds, read by the modules' own code, judged, and held against what is true in them.

    python -m ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils._verdict.worlds 1000000

draws as many, and says what it saw. A green that is not true ends it with the world's number, which draws it again.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

from ansible_collections.cloud_images.sharing.plugins.module_utils._images.read import Wanted, ask
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.result import Cost, module_result
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._evidence import evidence_of
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import (
    ExpectedImage,
    IncomingRule,
    Inventory,
    Selection,
)
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.judge import judge
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.model import Entry, Subject, VerdictDocument
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils._verdict.lying_cloud import (
    CONNECTIONS,
    IMAGE_IDS,
    MEMBERS,
    THEIRS,
    OneByOne,
    Reader,
    TrueImage,
    draw_reader,
)


class World:
    """Two clouds with equal ids, who asks them, and what an inventory expects of them."""

    def __init__(self, number: int) -> None:
        self.chance = random.Random(number)
        self.readers = {name: draw_reader(self.chance) for name in CONNECTIONS}
        self.discover = self.chance.random() < 0.4
        self.inventory = self._draw_inventory()

    def verdict(self) -> VerdictDocument:
        """What the gate says."""
        evidence = {}
        for name, reader in self.readers.items():
            ids = [image["image_id"] for image in self.inventory["images"] if image["connection"] == name]
            listed = self.discover or any(name in rule["connections"] for rule in self.inventory["selections"])
            received = any(name == rule["connection"] for rule in self.inventory["incoming"])
            wanted = Wanted(image_ids=ids, details=True, discover=listed, incoming=received)
            account = reader.account(self.chance)
            result = module_result(wanted, account, ask(account, wanted, OneByOne()), Cost(0, 0))
            evidence[name] = evidence_of(self.inventory["connections"][name], result)
        return judge(self.inventory, evidence, world.TODAY, discover=self.discover)

    def _draw_inventory(self) -> Inventory:
        images = [
            self._draw_expectation(name, image_id, reader)
            for name, reader in self.readers.items()
            for image_id in IMAGE_IDS
            if self.chance.random() < (0.8 if image_id in reader.images else 0.02)
        ]
        connections = {
            name: {"provider": "huawei_ims", "options": {"project_id": reader.stated} if reader.stated else {}}
            for name, reader in self.readers.items()
        }
        waivers = [
            world.waiver(30, name=image["name"], connection=image["connection"], kind="unexpected_member")
            for image in images
            if self.chance.random() < 0.1
        ]
        return world.inventory(
            images,
            waivers,
            connections=connections,
            selections=self._draw_selections(),
            incoming=self._draw_incoming(),
            scope=list(CONNECTIONS),
        )

    def _draw_selections(self) -> list[dict[str, Any]]:
        if self.chance.random() < 0.6:
            return []
        return [
            world.selection(
                [world.member(one) for one in MEMBERS if self.chance.random() < 0.5],
                connections=list(CONNECTIONS[: self.chance.choice([1, 2])]),
                count={"min": self.chance.choice([0, 1]), "max": self.chance.choice([None, None, 1])},
                match=self.chance.choice(["at_most", "at_most", "exact"]),
            )
        ]

    def _draw_incoming(self) -> list[dict[str, Any]]:
        allowed = [world.source(THEIRS)] if self.chance.random() < 0.7 else []
        return [
            {"connection": name, "from": allowed, "source": "sharing.yml:50"}
            for name in CONNECTIONS
            if self.chance.random() < 0.3
        ]

    def _draw_expectation(self, connection: str, image_id: str, reader: Reader) -> ExpectedImage:
        """As it is in truth, in most worlds; sometimes as a member would see it; sometimes anything."""
        true = reader.images.get(image_id)
        drawn = self.chance.random()
        if true is not None and drawn < 0.9:
            members = sorted(true.members)
        elif drawn < 0.95:
            members = [reader.caller]
        else:
            members = [one for one in MEMBERS if self.chance.random() < 0.4]
        matches = ["exact", "exact", "at_least", "at_most"] + ([] if true and true.members else ["private"])
        match = self.chance.choice(matches)
        expected = [world.member(one) for one in members] if match != "private" else []
        allowed = [["private", "shared"], ["private", "shared", "public", "community"], ["public"]]
        visibility = self.chance.choices(allowed, [6, 3, 1])[0]
        name = f"{connection}-{image_id}"
        fields = {"connection": connection, "image_id": image_id, "match": match, "visibility": visibility}
        return cast(ExpectedImage, world.image(expected, name=name, **fields))


def untrue(drawn: World, verdict: VerdictDocument) -> Iterator[str]:
    """Why a green of this verdict is not true. Nothing where each one is."""
    for entry in verdict["images"]:
        if entry["verdict"] in ("compliant", "waived"):
            yield from _CHECKS[entry["subject"]](entry, drawn.readers[entry["connection"]])
    if verdict["gate"] == "pass":
        for name, reader in drawn.readers.items():
            judged = [entry for entry in verdict["images"] if entry["connection"] == name]
            if reader.stated is not None and reader.stated != reader.caller and (judged or drawn.discover):
                yield f"{name}: asked by {reader.caller}, not by {reader.stated}"
            if drawn.discover:
                yield from _untrue_discovery(name, reader, judged)


def _untrue_entry(entry: Entry, reader: Reader) -> Iterator[str]:
    true, where = reader.images.get(entry["image_id"] or ""), f"{entry['name']} is {entry['verdict']}"
    if true is None or true.is_deleted:
        yield f"{where}, and does not exist"
        return
    if true.owner != reader.caller:
        yield f"{where}, and was read by {reader.caller}, not by its owner {true.owner}"
    if entry["complete"] is not True or entry["found"] is None:
        yield f"{where}, and its list was not read to its end"
    if {row["member_id"] for row in entry["found"] or ()} != true.members:
        yield f"{where}, and its members are {sorted(true.members)}"
    if entry["verdict"] == "compliant" and true.visibility not in entry["visibility"]:
        yield f"{where}, and is {true.visibility}"
    expected = {member["member_id"] for member in entry["expected"]}
    if entry["verdict"] == "compliant" and not _fits(entry["match"], expected, true.members):
        yield f"{where}, and has {sorted(true.members)} for {entry['match']} {sorted(expected)}"


def _fits(match: str | None, expected: set[str], members: set[str]) -> bool:
    by_match = {
        "exact": members == expected,
        "at_least": members >= expected,
        "at_most": members <= expected,
        "private": not members,
    }
    return by_match[str(match)]


def _untrue_rule(entry: Entry, reader: Reader) -> Iterator[str]:
    """A selection found as many images as there are."""
    rule = cast(Selection, entry["rule"])
    least, most = rule["count"]["min"], rule["count"]["max"]
    own = [image for image in reader.images.values() if image.owner == reader.caller and not image.is_deleted]
    count = sum(reader.may_list(image) and image.name.startswith("golden-") for image in own)
    if entry["verdict"] == "compliant" and not least <= count <= (count if most is None else most):
        yield f"{entry['name']} on {entry['connection']} is compliant, and there are {count}"


def _untrue_incoming(entry: Entry, reader: Reader) -> Iterator[str]:
    """Nobody shares with the account who may not."""
    allowed = {source["owner"]["member_id"] for source in cast(IncomingRule, entry["rule"])["from"]}
    for image_id, image in reader.images.items():
        is_received = reader.caller in image.members and image.visibility == "shared" and image.owner != reader.caller
        if is_received and image.owner not in allowed:
            yield f"{entry['name']} is {entry['verdict']}, and {image.owner} shares {image_id}"


def _nothing_untrue(_entry: Entry, _reader: Reader) -> Iterator[str]:
    """What a list of own images leaves out is told by discovery."""
    yield from ()


_CHECKS: dict[Subject, Callable[[Entry, Reader], Iterator[str]]] = {
    "image": _untrue_entry,
    "unmanaged_image": _untrue_entry,
    "image_list": _nothing_untrue,
    "selection": _untrue_rule,
    "incoming": _untrue_incoming,
}


def _untrue_discovery(name: str, reader: Reader, judged: Iterable[Entry]) -> Iterator[str]:
    known = {entry["image_id"] for entry in judged}
    for image_id, true in reader.images.items():
        if image_id not in known and reader.may_list(true) and true.owner == reader.caller and is_shared(true):
            yield f"{name}: {image_id} is shared and in no inventory"


def is_shared(image: TrueImage) -> bool:
    """Whether anybody but its owner can boot it."""
    return not image.is_deleted and (bool(image.members) or image.visibility not in ("private", "shared"))


def run(first: int, count: int) -> Counter[str]:
    """Draw so many worlds. Gives how often what was seen.

    :raises AssertionError: a green that is not true.
    """
    seen: Counter[str] = Counter()
    for number in range(first, first + count):
        drawn = World(number)
        verdict = drawn.verdict()
        problems = list(untrue(drawn, verdict))
        assert not problems, f"world {number}: {'; '.join(problems)}"
        seen["worlds"] += 1
        seen[f"gate: {verdict['gate']}"] += 1
        seen.update(f"entry: {entry['verdict']}" for entry in verdict["images"])
        seen.update(f"finding: {finding['kind']}" for finding in verdict["findings"])
        seen.update(f"lie: {lie}" for reader in drawn.readers.values() for lie in reader.told)
    return seen


if __name__ == "__main__":
    total = run(0, int(sys.argv[1]))
    sys.stdout.write("".join(f"{count:>10,} {what}\n" for what, count in sorted(total.items())))
    sys.stdout.write(f"{total['worlds']:,} worlds, and no image green without its proven owner's whole list.\n")
