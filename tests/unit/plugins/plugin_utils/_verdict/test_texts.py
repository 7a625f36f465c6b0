# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The words of findings, as people read them."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world

from .judging import kinds, messages


def test_texts_name_principals_and_stay_short() -> None:
    found = [world.row(f"{number:032x}") for number in range(50)]
    inventory = world.inventory([world.image([{**world.member(), "principal": "team-a"}])])
    inventory["principals"] = {"team-a": {"member_id": world.A, "member_type": None}}
    verdict = world.judged(inventory, [world.reading([*found, world.row()])])
    first = verdict["findings"][0]
    assert first["expected"] == "exactly team-a"
    assert str(first["actual"]).endswith(f"{9:032x} and 41 more")
    assert (verdict["images"][0]["found"] or [])[-1]["principal"] == "team-a"


def test_what_the_cloud_said_and_what_to_do_without_what_changes_from_run_to_run() -> None:
    read = world.reading(None, error=world.error(kind="throttled", http_status=429, message="Slow down."))
    verdict = world.judged(world.inventory([world.image([world.member()])]), [read])
    assert verdict["findings"][0]["message"] == (
        "could not be read: 429 IMG.0026: Slow down. Lower concurrency or set requests_per_second."
    )


@pytest.mark.parametrize("error", [None, {}, {"kind": 5}, {"message": "a\nb\x1b", "code": 0}])
def test_odd_errors_are_told_too(error: Any) -> None:
    read = world.reading(None, error=error)
    verdict = world.judged(world.inventory([world.image()]), [read])
    assert kinds(verdict) == [("unreadable", None)]


def test_each_finding_speaks_in_one_sentence() -> None:
    pending = world.row(status="pending")
    who = f"team-a ({world.A})"
    wants = [{**world.member(status="accepted", member_type="domain"), "principal": "team-a"}]
    assert messages([pending], members=wants) == [
        f"status of member {who} is pending, expected accepted",
        f"type of member {who} is project, expected domain",
    ]
    assert messages([world.row(status=None)], members=wants[:1]) == [
        f"type of member {who} is project, expected domain",
        f"the cloud does not say the status of member {who}, expected accepted",
    ]
    since = f"member {who} has been pending since 2026-11-01"
    assert messages([pending], max_pending_days=1) == [f"{since}, longer than 1 day"]
    assert messages([pending], max_pending_days=2) == [f"{since}, longer than 2 days"]
    assert messages([{**pending, "created_at": None}], max_pending_days=2) == [
        f"member {who} is pending, and the cloud does not say since when (no date)"
    ]
    assert messages([world.row()], {"complete": False}) == [
        "the end of the member list is not proven: 1 member seen, more may follow"
    ]
    assert messages([world.row(), world.row(world.B)], {"complete": False}, match="at_least") == [
        "the end of the member list is not proven: 2 members seen, more may follow"
    ]
    assert messages([]) == [f"missing member {world.A}"]
