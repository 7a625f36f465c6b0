# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""When a member of an image is the one that the inventory names."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world

from .judging import judged, kinds

OU = "ou-5x1bvygwrplokk622i9gbn3f5ftfb2l9"

URN = f"organizations::3a2d95404f964a6aba78819bf8ddc1e3:ou:o-wvntq58r3poyv180t5df1mdna4uwy9se/{OU}"


def test_a_member_is_expected_by_its_urn() -> None:
    assert judged([world.member(URN)], [world.row(OU, urn=URN)])["gate"] == "pass"
    assert judged([world.member(OU)], [world.row(OU, urn=URN)])["gate"] == "pass"
    waived = judged([], [world.row(OU, urn=URN)], [world.waiver(member=URN)])
    assert waived["images"][0]["verdict"] == "waived"


@pytest.mark.parametrize(
    ("expected", "row"),
    [
        (world.A, world.row(world.OTHER, urn=world.A)),
        ("odd", world.row(world.OTHER, urn="odd")),
        (URN, world.row(world.OTHER, urn=URN)),
        (URN, world.row(OU.upper(), urn=URN)),
        (OU, world.row(world.OTHER, urn=OU)),
    ],
)
def test_a_word_in_a_urn_makes_nobody_the_expected_member(expected: str, row: dict[str, Any]) -> None:
    verdict = judged([world.member(expected)], [row], [world.waiver(member=expected, kind="unexpected_member")])
    assert kinds(verdict) == [("unexpected_member", row["member_id"]), ("missing_member", expected)]
    assert verdict["gate"] == "fail"


def test_principals_name_members_by_id_and_by_urn() -> None:
    inventory = world.inventory([world.image([world.member(world.A, status="accepted")], match="at_least")])
    names = (("team-a", world.A), ("finance", URN))
    inventory["principals"] = {name: {"member_id": one, "member_type": None} for name, one in names}
    rows = [world.row(status="pending"), world.row(OU, urn=URN), world.row(world.B)]
    verdict = world.judged(inventory, [world.reading(rows)])
    assert [row["principal"] for row in verdict["images"][0]["found"] or ()] == ["team-a", None, "finance"]
    assert verdict["findings"][0]["message"] == f"status of member team-a ({world.A}) is pending, expected accepted"
