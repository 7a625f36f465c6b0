# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every case of the truth table, for each of its matches, statuses and waivers."""

from __future__ import annotations

import datetime
import itertools
import runpy
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.kinds import KINDS
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.model import VerdictDocument
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world

HERE = Path(__file__).parents[1]
COLLECTION = HERE.parents[3]
TABLE = yaml.safe_load((HERE / "truth_table.yml").read_text(encoding="utf-8"))
IDS = {"a": world.A, "b": world.B}
DAYS = {"valid": 30, "last day": 0, "expired": -1, "other": 30}


def combinations(case: Mapping[str, Any]) -> Iterator[tuple[str | None, str | None, str, dict[str, Any]]]:
    """Each match, status, state of the waiver, and what the waiver names."""
    for match, status, state in itertools.product(case["match"], case["status"], case["outcome"]):
        for names in waiver_sets(state, case["outcome"][state]):
            yield match, status, state, names


def waiver_sets(state: str, expected: str) -> list[dict[str, Any]]:
    """What waivers name: the kind, and where a member is concerned the member."""
    if state == "none":
        return [{}]
    kind = findings(expected)[0][0] if findings(expected) else "unexpected_member"
    by_member = kind in ("unexpected_member", "missing_member", "wrong_status", "wrong_member_type", "stale_invitation")
    if state == "other":
        return [{"kind": "open_visibility" if kind == "missing_member" else "missing_member"}, {"member": world.OTHER}]
    return [{"kind": kind}, {"member": "concerned"}] if by_member else [{"kind": kind}]


def findings(outcome: str) -> list[tuple[str, str]]:
    _verdict, _colon, listed = outcome.partition(": ")
    return [(one.split()[0], one.split()[1]) for one in listed.split(", ") if one]


def expected_image(given: Mapping[str, Any], match: str) -> dict[str, Any]:
    ids = [] if match == "private" else [IDS[name] for name in given.get("expected", ["a"])]
    status, member_type = given.get("expected_status"), given.get("expected_type")
    members = [world.member(one, status=status, member_type=member_type) for one in ids]
    allowed = given.get("allowed", ["private", "shared"])
    return world.image(members, match=match, visibility=allowed, max_pending_days=given.get("max_pending_days"))


def reading(given: Mapping[str, Any], match: str | None, status: str | None) -> dict[str, Any]:
    record = None
    if given.get("record", True):
        owner = given.get("owner", True)
        record = world.record(visibility=given.get("visibility", "shared"), caller_is_owner=owner)
    state = given.get("state", "read")
    if state != "read":
        return world.reading(None, state=state, image=record, error=world.error())
    names = [name for name in given.get("found", ["a"]) if match != "private" or name != "a"]
    age = given.get("age", 1)
    if isinstance(age, int):
        age = f"{world.TODAY - datetime.timedelta(days=age)}T23:59:59Z"
    kind = given.get("type", "project")
    rows = [world.row(IDS[name], status=status, member_type=kind, created_at=age) for name in names]
    return world.reading(rows, image=record, complete=given.get("complete", True))


@pytest.mark.parametrize("case", TABLE, ids=[f"{case['kind']}: {case['when']}" for case in TABLE])
def test_a_case(case: dict[str, Any]) -> None:
    for match, status, state, names in combinations(case):
        waivers = [world.waiver(DAYS[state], **concerning(names, case["given"]))] if state != "none" else []
        verdict = judged(case["given"], match, status, waivers)
        outcome = case["outcome"][state]
        word = outcome.partition(":")[0]
        assert judgement(verdict) == (word, sorted(findings(outcome))), (
            match,
            status,
            state,
            names,
        )
        assert verdict["gate"] == ("pass" if word in ("compliant", "waived") else "fail")
        needed = "waived" in outcome or "expired_waiver" in outcome
        needless = any("matches nothing" in warning for warning in verdict["warnings"])
        assert needless == bool(waivers and not needed), (match, status, state, names)


def concerning(names: dict[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    if names.get("member") != "concerned":
        return names
    return {"member": world.B if "b" in [*given.get("found", ()), *given.get("expected", ())] else world.A}


def judged(
    given: Mapping[str, Any], match: str | None, status: str | None, waivers: list[dict[str, Any]]
) -> VerdictDocument:
    read = reading(given, match, status)
    if match is not None:
        loaded = world.inventory([expected_image(given, match)], waivers)
        return world.judged(loaded, [read] if given.get("read", True) else [])
    other = world.image(name="other", image_id="other")
    loaded = world.inventory([other], [{**one, "name": None, "image_id": world.IMAGE_ID} for one in waivers])
    listing = world.listing(world.listed(read))
    return world.judged(loaded, [world.reading(image_id="other")], discovered=listing, discover=True)


def judgement(verdict: VerdictDocument) -> tuple[str, list[tuple[str, str]]]:
    """The verdict and the findings of the case's image. An unmanaged image without findings is not in the document."""
    entries = [entry for entry in verdict["images"] if entry["name"] != "other"]
    if not entries:
        return "compliant", []
    return entries[0]["verdict"], sorted((one["kind"], one["verdict"]) for one in entries[0]["findings"])


def test_every_kind_has_its_case() -> None:
    lists = yaml.safe_load((HERE / "truth_table_lists.yml").read_text(encoding="utf-8"))
    outcomes = [outcome for case in [*TABLE, *lists] for outcome in case["outcome"].values()]
    assert {kind for outcome in outcomes for kind, _verdict in findings(outcome)} == set(KINDS)


def test_the_documentation_shows_the_table() -> None:
    make = runpy.run_path(str(COLLECTION / "tests" / "tools" / "make_truth_table.py"))["make"]
    assert (COLLECTION / "docs" / "truth_table.md").read_text(encoding="utf-8") == make()
