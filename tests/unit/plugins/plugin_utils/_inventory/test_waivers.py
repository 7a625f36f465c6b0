# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Waivers: what is loaded, and what is refused."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import load
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.inventories import (
    A,
    B,
    whole,
)

WAIVER = {"image": "golden", "kind": "missing_member", "reason": "moving", "expires": "2027-01-31"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"image": "goldn"}, "waivers[0].image: unknown image 'goldn'. Did you mean 'golden'?"),
        ({"image": None, "connection": "clout", "image_id": "i"}, "waivers[0].connection: unknown connection 'clout'"),
        ({"connection": "cloud", "image_id": "i"}, "waivers[0]: A waiver names its image either by label"),
        ({"image": None, "connection": "cloud"}, "waivers[0]: A waiver names its image either by label"),
        ({"kind": None}, "waivers[0]: A waiver names a member, a kind of finding, or both."),
        ({"kind": "unreadable"}, "waivers[0].kind: 'unreadable' is not allowed"),
        ({"kind": None, "member": "team-x"}, "waivers[0].member: unknown principal 'team-x'"),
        ({"reason": None}, "waivers[0]: reason is missing"),
        ({"reason": " "}, "waivers[0].reason: ' ' is not allowed"),
        ({"expires": None}, "waivers[0]: expires is missing"),
        ({"expires": "2027-02-30"}, "waivers[0].expires: '2027-02-30' is not a date"),
        ({"expires": "31.1.2027"}, "waivers[0].expires: '31.1.2027' is not allowed"),
        ({"expires": "2027-01-31\n"}, "waivers[0].expires"),
    ],
)
def test_waivers_that_are_refused(problems: Callable[..., list[str]], changes: dict[str, Any], expected: str) -> None:
    waiver = {key: value for key, value in {**WAIVER, **changes}.items() if value is not None}
    (problem,) = problems({"a.yml": whole(waivers=[waiver])})
    assert expected in problem


def test_a_waiver_for_a_group_is_one_for_each_member() -> None:
    principals = {"team-a": A, "both": ["team-a", B]}
    waiver = {"image": "golden", "member": "both", "reason": " moving ", "expires": "2027-01-31"}
    more = {"approved_by": "Kim", "ticket": "OPS-1"}
    loaded = load([], inline=whole(principals=principals, waivers=[{**waiver, **more}]))["waivers"]
    assert [(one["member"], one["group"], one["approved_by"], one["ticket"]) for one in loaded] == [
        (A, "both", "Kim", "OPS-1"),
        (B, "both", "Kim", "OPS-1"),
    ]
    assert {(one["reason"], one["connection"], one["name"]) for one in loaded} == {("moving", "cloud", "golden")}


def test_a_waiver_may_name_a_selection() -> None:
    rule = {"name": "rule", "connection": "cloud", "select": {"name": "*"}, "members": []}
    (waiver,) = load([], inline=whole(images=[rule], waivers=[{**WAIVER, "image": "rule"}]))["waivers"]
    assert (waiver["name"], waiver["connection"]) == ("rule", None)


def test_an_image_id_in_upper_case_is_that_of_the_image() -> None:
    image_id = "70A599E0-31E7-49B7-B260-868F441E862B"
    waiver = {**WAIVER, "connection": "cloud", "image_id": image_id}
    del waiver["image"]
    assert load([], inline=whole(waivers=[waiver]))["waivers"][0]["image_id"] == image_id.lower()


def test_a_waiver_ends_on_the_latest_day_at_last(problems: Callable[..., list[str]]) -> None:
    latest = datetime.date(2027, 1, 31)
    assert load([], inline=whole(waivers=[WAIVER]), latest_waiver=latest)["waivers"]
    late = {**WAIVER, "expires": "2027-02-01"}
    (found,) = problems({"a.yml": whole(waivers=[late])}, latest_waiver=latest)
    assert "waivers[0].expires: a waiver may last until 2027-01-31 at most" in found


def test_the_same_waiver_twice_is_told_with_both_places(problems: Callable[..., list[str]]) -> None:
    by_member = {**WAIVER, "member": A}
    del by_member["kind"]
    again = {**by_member, "member": A.upper()}
    (found,) = problems({"a.yml": whole(waivers=[by_member]), "b.yml": {"waivers": [again]}})
    assert "b.yml:1: waivers[0]: a waiver for golden and" in found
    assert "is given twice, first at a.yml:1: waivers[0]" in found
