# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Found members against expected ones: who counts as whom, and how long an invitation may wait."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world

from .judging import judged, kinds, messages


def test_hexadecimal_ids_compare_without_case_and_others_with_it() -> None:
    assert judged([world.member(world.A.upper())], [world.row(world.A)])["gate"] == "pass"
    verdict = judged([world.member("Team")], [world.row("team")])
    assert kinds(verdict) == [("unexpected_member", "team"), ("missing_member", "Team")]


def test_white_space_makes_another_member_and_is_seen() -> None:
    verdict = judged([world.member("odd")], [world.row("odd ")])
    assert kinds(verdict) == [("unexpected_member", "odd "), ("missing_member", "odd")]
    assert verdict["findings"][0]["message"] == 'unexpected member "odd "'


def test_equal_rows_count_once_and_differing_ones_each() -> None:
    twice = [world.row(), world.row()]
    assert judged([world.member(status="accepted")], twice)["gate"] == "pass"
    assert len(judged([], twice)["findings"]) == 1
    twice[1]["status"] = "rejected"
    assert kinds(judged([world.member(status="accepted")], twice)) == [("wrong_status", world.A)]


def test_the_order_of_members_does_not_matter() -> None:
    rows = [world.row(world.B), world.row(world.A)]
    assert judged([world.member()], rows) == judged([world.member()], rows[::-1])


def test_an_invitation_of_tomorrow_is_a_clock_that_differs() -> None:
    tomorrow = world.row(status="pending", created_at="2026-11-23T09:00:00Z")
    assert messages([tomorrow], max_pending_days=2) == []


@pytest.mark.parametrize(
    ("created", "pending_since"),
    [
        ("2026-10-01T23:30:00Z", "2026-10-01"),
        ("2026-10-01T23:30:00-02:00", "2026-10-02"),
        ("2026-10-01T23:30:00.123456789", "2026-10-01"),
        ("2026-10-01 23:30:00", None),
        ("2026-10-01", None),
        ("2026-13-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+23:00", None),
    ],
)
def test_days_of_invitations_are_days_in_utc(created: str, pending_since: str | None) -> None:
    verdict = judged([world.member()], [world.row(status="pending", created_at=created)], max_pending_days=30)
    (found,) = verdict["findings"]
    assert (found["actual"] == f"pending since {pending_since}") == (found["verdict"] == "violation")


@pytest.mark.parametrize("status", ["PENDING", "invited", "unknown"])
def test_a_status_that_no_document_knows_may_be_pending(status: str) -> None:
    waiting = world.row(status=status, created_at="2020-01-01T09:00:00Z")
    verdict = judged([world.member()], [waiting], max_pending_days=30)
    assert [(one["kind"], one["verdict"]) for one in verdict["findings"]] == [("stale_invitation", "unknown")]


@pytest.mark.parametrize("status", ["accepted", "rejected"])
def test_an_invitation_that_was_answered_does_not_wait(status: str) -> None:
    answered = world.row(status=status, created_at="2020-01-01T09:00:00Z")
    assert judged([world.member()], [answered], max_pending_days=30)["gate"] == "pass"
