# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import difflib
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import diff as report_diff
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import (
    FORBIDDEN,
    STRANGER,
    TEAMS,
    World,
)
from hypothesis import given, settings
from hypothesis import strategies as st


def changes(verdict: dict[str, Any]) -> list[str]:
    """The changed lines as ``--diff`` shows them."""
    shown = report_diff.diff(sample.report(verdict))
    lines = difflib.unified_diff(shown["before"].splitlines(), shown["after"].splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:3] not in ("---", "+++") and line[0] in "+-"]


def test_an_unexpected_member_is_added() -> None:
    assert changes(sample.one("golden")) == [f"+  {STRANGER} account accepted"]


def test_a_missing_member_is_taken_away() -> None:
    world = World()
    world.image("golden", "scp-prod", ["team-a", "team-b"], ["team-a"])

    assert changes(world.verdict()) == [f"-  {TEAMS['team-b']} team-b"]


def test_a_member_of_another_status_and_type_shows_both_sides() -> None:
    world = World()
    expected = {"member_id": "team-a", "status": "accepted", "member_type": "domain"}
    world.image("golden", "scp-prod", [expected], [{"member_id": "team-a", "status": "pending"}])

    assert changes(world.verdict()) == [
        f"-  {TEAMS['team-a']} domain accepted team-a",
        f"+  {TEAMS['team-a']} account pending team-a",
    ]


def test_members_that_the_match_allows_are_no_difference() -> None:
    world = World()
    world.image("golden", "scp-prod", ["team-a"], ["team-a", STRANGER], match="at_least", visibility_is="public")

    assert changes(world.verdict()) == ["-  open visibility: private or shared", "+  open visibility: public"]


def test_an_image_that_was_not_read_says_so() -> None:
    world = World()
    world.unread("golden", "ims-sg", ["team-a"], FORBIDDEN)

    assert changes(world.verdict()) == ["-  could not be read: exactly team-a", "+  could not be read: not read"]


def test_every_kind_of_finding_shows() -> None:
    assert len(changes(sample.small())) >= 14


def test_compliant_images_make_no_difference() -> None:
    world = World()
    world.image("golden", "scp-prod", ["team-a"])
    shown = report_diff.diff(sample.report(world.verdict()))

    assert (shown["before"], shown["after"]) == ("", "")


@pytest.mark.slow
def test_the_difference_is_bounded() -> None:
    shown = report_diff.diff(sample.report(sample.large(10_000)))

    assert len(shown["before"] + shown["after"]) < 400_000
    assert shown["before"].endswith("and 165 more images\n")


@settings(deadline=None)
@given(st.text(min_size=1))
def test_any_name_stays_on_its_line(name: str) -> None:
    world = World()
    world.image(name, "scp-prod", ["team-a"], [{"member_id": name}])

    shown = report_diff.diff(sample.report(world.verdict()))

    assert (shown["before"] + shown["after"]).replace("\n", "").isprintable()
