# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Names for members and for groups of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import load
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Inventory
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.inventories import IMAGE, A, B, whole

C = "c" * 32
PRINCIPALS = {"team-a": A, "team-b": {"member_id": B, "member_type": "project"}}
FINANCE = ["team-b", C, {"member_id": "odd", "member_type": "organization"}]


def member(member_id: str, principal: str | None, member_type: str | None = None, status: str | None = None) -> Any:
    return {"member_id": member_id, "member_type": member_type, "status": status, "principal": principal}


def expected(*members: Any, **principals: Any) -> Any:
    inventory = whole(principals={**PRINCIPALS, **principals}, images=[{**IMAGE, "members": list(members)}])
    return load([], inline=inventory)["images"][0]["members"]


def test_a_group_stands_for_its_members() -> None:
    members = [member(B, "team-b", "project"), member(C, None), member("odd", None, "organization")]
    assert expected("finance", finance=FINANCE) == members
    assert expected("team-a", "finance", finance=FINANCE) == [member(A, "team-a"), *members]
    loaded = load([], inline=whole(principals={**PRINCIPALS, "finance": FINANCE}))
    assert loaded["groups"] == {"finance": members}
    assert list(loaded["principals"]) == ["team-a", "team-b"]


def test_a_status_of_a_group_is_that_of_each_member() -> None:
    assert expected({"member_id": "group", "status": "accepted"}, group=["team-a", C]) == [
        member(A, "team-a", status="accepted"),
        member(C, None, status="accepted"),
    ]


def test_a_group_may_stand_before_its_members_and_in_another_file(load_files: Callable[..., Inventory]) -> None:
    directory = {"principals": {"finance": ["team-a", "team-z"], "team-z": C}}
    image = {**IMAGE, "members": ["finance"]}
    loaded = load_files({"a.yml": directory, "b.yml": whole(principals=PRINCIPALS, images=[image])})
    assert [one["principal"] for one in loaded["images"][0]["members"]] == ["team-a", "team-z"]


@pytest.mark.parametrize(
    ("principals", "members", "expected"),
    [
        ({"g": []}, [], "principals.g: is empty"),
        ({"g": ["team-a", "team-c"]}, [], "principals.g[1]: unknown principal 'team-c'. Did you mean 'team-b'?"),
        ({"g": ["team-a", "h"], "h": [B]}, [], "principals.g[1]: 'h' is a group: a group holds no other group"),
        ({"g": [{"member_id": "g"}]}, [], "principals.g[0]: 'g' is a group: a group holds no other group"),
        ({"g": [["team-a"]]}, [], "principals.g[0]: is a list, but should be text or a mapping"),
        ({"g": ["team-a", A.upper()]}, [], f"principals.g: member {A.upper()} is given twice"),
        ({"g": ["team-a"]}, ["g", "team-a"], f"images[0].members: member team-a ({A}) is given twice"),
        ({"g": ["team-a"], "h": [A]}, ["g", "h"], f"images[0].members: member {A} is given twice"),
        (
            {"g": ["team-a", "team-b"]},
            [{"member_id": "g", "member_type": "domain"}],
            "images[0].members[0]: member_type domain contradicts principal 'team-b' of group 'g', which is of type",
        ),
        ({C: [B]}, [], f"principals.{C}: the name of a principal must not have the form of an id"),
        ({"g": [B], "x": {"member_id": "g"}}, [], "principals.g: the name is also the member id of principal 'x'"),
    ],
)
def test_groups_that_are_refused(
    problems: Callable[..., list[str]], principals: Any, members: Any, expected: str
) -> None:
    inventory = whole(principals={**PRINCIPALS, **principals}, images=[{**IMAGE, "members": members}])
    (found,) = problems({"a.yml": inventory})
    assert expected in found


def test_a_problem_of_a_principal_is_told_once(problems: Callable[..., list[str]]) -> None:
    principals = {"team": "nobody", "group": ["team"]}
    (found,) = problems({"a.yml": whole(principals=principals, images=[{**IMAGE, "members": ["team", "group"]}])})
    assert "principals.team: 'nobody' does not have the form of a member's id on any cloud" in found
