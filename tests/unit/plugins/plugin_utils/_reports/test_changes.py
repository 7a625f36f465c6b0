# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import random
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import (
    FORBIDDEN,
    STRANGER,
    World,
    identifier,
)

ONE, OTHER = STRANGER, "1" * 32
Change = tuple[str, str]


def one(found: list[str] | None, **more: Any) -> dict[str, Any]:
    """The verdict on an image that nobody should have; found None: not readable."""
    world = World()
    if found is None:
        world.unread("golden", "scp-prod", [], FORBIDDEN, match="private")
    else:
        world.image("golden", "scp-prod", [], found, match="private", **more)
    return world.verdict()


def compared(then: dict[str, Any], now: dict[str, Any], **run: Any) -> Any:
    return sample.report(now, previous=sample.report(then), **run)


def changes(report: Any) -> dict[str, str]:
    """What the findings of a report are against the earlier one, by member, or by kind where there is none."""
    return {finding["member_id"] or finding["kind"]: finding["change"] for finding in report["findings"]}


def counts(report: Any) -> dict[str, int]:
    return {key: count for key, count in report["changes"]["counts"].items() if count}


def test_without_an_earlier_report_nothing_is_said_of_changes() -> None:
    report = sample.report(one([ONE]))

    assert report["changes"] is None
    assert [finding["change"] for finding in report["findings"]] == [None]


@pytest.mark.parametrize(
    ("then", "now", "of_findings", "expected"),
    [
        ([ONE], [ONE], {ONE: "still_open"}, {"still_open": 1}),
        ([], [ONE], {ONE: "new"}, {"new": 1}),
        ([ONE], [], {}, {"gone": 1}),
        ([ONE], [OTHER], {OTHER: "new"}, {"new": 1, "gone": 1}),
        (None, [ONE], {ONE: "was_unknown"}, {"was_unknown": 1, "gone": 1}),
        ([ONE], None, {"unreadable": "new"}, {"new": 1, "not_seen": 1}),
        (None, None, {"unreadable": "still_open"}, {"still_open": 1}),
        ([], [], {}, {}),
    ],
)
def test_a_finding_is_new_open_or_gone_only_where_both_runs_could_see(
    then: list[str] | None, now: list[str] | None, of_findings: dict[str, str], expected: dict[str, int]
) -> None:
    report = compared(one(then), one(now))

    assert changes(report) == of_findings
    assert counts(report) == expected


def test_a_member_seen_by_one_who_did_not_own_the_image_was_unknown_before() -> None:
    assert changes(compared(one([], caller_is_owner=False), one([ONE]))) == {ONE: "was_unknown"}


def test_the_members_that_came_and_went_are_named_for_whole_lists_only() -> None:
    assert compared(one([ONE]), one([OTHER]))["changes"]["images"] == [
        {
            "image": "golden",
            "image_id": identifier("scp-prod/golden"),
            "connection": "scp-prod",
            "came": [OTHER],
            "went": [ONE],
        }
    ]
    assert compared(one([ONE], complete=False), one([OTHER]))["changes"]["images"] == []
    assert compared(one(None), one([OTHER]))["changes"]["images"] == []


def test_a_connection_that_was_not_looked_at_was_unknown() -> None:
    world = World()
    world.image("golden", "ims-sg", [], [ONE])

    assert changes(compared(one([]), world.verdict())) == {ONE: "was_unknown"}
    assert counts(compared(world.verdict(), one([]))) == {"not_seen": 1}


@pytest.mark.parametrize(("discovered_then", "expected"), [(True, "new"), (False, "was_unknown")])
def test_an_unmanaged_image_is_new_only_if_the_earlier_run_looked_for_such(
    discovered_then: bool, expected: str
) -> None:
    world = World()
    world.image("golden", "scp-prod", [])
    then = sample.report(world.verdict(), discover=discovered_then)
    world.unmanaged("scratch", "scp-prod", [ONE])
    now = sample.report(world.verdict(), previous=then, discover=True)

    assert changes(now) == {"unmanaged_image": expected}
    seen = sample.report(then | {"images": then["images"]}, previous=now, discover=discovered_then)
    assert counts(seen) == ({"gone": 1} if discovered_then else {"not_seen": 1})


def test_the_earlier_report_is_named() -> None:
    then = sample.report(one([]), label="nightly")

    assert sample.report(one([]), previous=then)["changes"]["since"] == {
        "label": "nightly",
        "finished_at": then["run"]["finished_at"],
        "report_sha256": then["run"]["report_sha256"],
    }


def drawn(numbers: random.Random) -> tuple[dict[str, list[str] | None], dict[str, Any]]:
    """A world of a few private images with random members, some of which cannot be read."""
    world, state = World(), {}
    for name in "abcd":
        members = [each for each in (ONE, OTHER) if numbers.random() < 0.5]
        state[name] = members if numbers.random() < 0.8 else None
        if state[name] is None:
            world.unread(name, "scp-prod", [], FORBIDDEN, match="private")
        else:
            world.image(name, "scp-prod", [], members, match="private")
    return state, world.verdict()


@pytest.mark.slow
def test_random_pairs_of_worlds_change_as_an_independent_count_says() -> None:
    numbers = random.Random(20261122)
    for _pair in range(300):
        (then, earlier), (now, later) = drawn(numbers), drawn(numbers)
        expected = dict.fromkeys(("new", "was_unknown", "still_open", "gone", "not_seen"), 0)
        for name in "abcd":
            before, after = then[name], now[name]
            for member in (ONE, OTHER):
                was, is_now = member in (before or ()), member in (after or ())
                expected["still_open"] += was and is_now
                expected["new"] += is_now and before is not None and not was
                expected["was_unknown"] += is_now and before is None
                expected["gone"] += was and after is not None and not is_now
                expected["not_seen"] += was and after is None
            expected["still_open"] += before is None and after is None
            expected["gone"] += before is None and after is not None
            expected["new"] += before is not None and after is None
        assert compared(earlier, later)["changes"]["counts"] == expected


def test_ids_in_capitals_are_the_same_ids() -> None:
    member = "ab" * 16
    then, now = one([member]), one([member.upper()])
    for document in (then, then["images"][0], then["findings"][0], then["images"][0]["findings"][0]):
        if "image_id" in document:
            document["image_id"] = document["image_id"].upper()
    assert counts(compared(then, now)) == {"still_open": 1}
    assert compared(then, now)["changes"]["images"] == []
