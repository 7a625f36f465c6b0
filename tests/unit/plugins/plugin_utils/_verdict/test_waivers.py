# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Waivers: what they cover, what is said of them, and that they end."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world

from .judging import judged


def test_a_waiver_by_member_and_kind_needs_both() -> None:
    both = world.waiver(member=world.A, kind="unexpected_member")
    assert judged([], [world.row()], [both])["gate"] == "pass"
    assert judged([], [world.row(world.B)], [both])["gate"] == "fail"
    assert judged([world.member()], [], [both])["gate"] == "fail"


def test_a_waiver_for_a_group_is_needless_only_where_no_member_of_it_needs_it() -> None:
    waivers = [world.waiver(member=one, group="team") for one in (world.A, world.B)]
    assert judged([], [world.row(world.B)], waivers)["warnings"] == []
    (warning,) = judged([], [], waivers)["warnings"]
    assert "matches nothing" in warning


def test_a_renewed_waiver_makes_the_expired_one_a_warning() -> None:
    waivers = [world.waiver(-5, member=world.A, source="s:1"), world.waiver(kind="unexpected_member", source="s:2")]
    verdict = judged([], [world.row()], waivers)
    assert verdict["gate"] == "pass"
    assert verdict["warnings"] == [
        "waiver s:1 has ended and matches nothing: remove it, or check what it names",
        "waiver s:2 names no member: today it covers 1 member, tomorrow any other as well",
    ]


def test_one_expired_waiver_is_one_finding() -> None:
    waivers = [world.waiver(-1, kind="unexpected_member")]
    verdict = judged([], [world.row(world.A), world.row(world.B)], waivers)
    expired = [one for one in verdict["findings"] if one["kind"] == "expired_waiver"]
    assert [(one["source"], one["message"]) for one in expired] == [
        ("sharing.yml:40", "the waiver for unexpected_member ended on 2026-11-21: migration")
    ]


def test_a_waiver_without_a_member_says_how_many_it_covers_today() -> None:
    rows = [world.row(f"{number:032x}") for number in range(3)]
    verdict = judged([], rows, [world.waiver(kind="unexpected_member")])
    assert verdict["gate"] == "pass"
    assert verdict["warnings"] == [
        "waiver sharing.yml:40 names no member: today it covers 3 members, tomorrow any other as well"
    ]
    public = judged([], [], [world.waiver(kind="open_visibility")], {"image": world.record(visibility="public")})
    assert (public["gate"], public["warnings"]) == ("pass", [])


@pytest.mark.parametrize(
    ("days", "warnings"),
    [
        (15, []),
        (14, ["waiver sharing.yml:40 ends in 14 days: fix what it waives, or agree on a new date"]),
        (1, ["waiver sharing.yml:40 ends in 1 day: fix what it waives, or agree on a new date"]),
        (0, ["waiver sharing.yml:40 ends today: fix what it waives, or agree on a new date"]),
    ],
)
def test_a_waiver_that_ends_soon_is_a_warning(days: int, warnings: list[str]) -> None:
    verdict = judged([], [world.row()], [world.waiver(days, member=world.A)])
    assert (verdict["gate"], verdict["warnings"]) == ("pass", warnings)


def test_a_waived_finding_says_who_agreed_and_where() -> None:
    waiver = world.waiver(member=world.A, approved_by="Kim", ticket="SEC-4711")
    (found,) = judged([], [world.row()], [waiver])["findings"]
    assert found["waived"] == {
        "reason": "migration",
        "expires": "2026-12-22",
        "approved_by": "Kim",
        "ticket": "SEC-4711",
    }


def test_waivers_of_other_connections_are_not_missed() -> None:
    assert judged([], [], [world.waiver(kind="missing_member", name="far", connection="far")])["warnings"] == []
