# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is refused in a sharing inventory: each problem with its place, all at once, whatever the content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import InventoryError, load
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.inventories import (
    IMAGE,
    A,
    B,
    whole,
)


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ({"imagess": []}, ["a.yml:1: imagess: unknown key. Did you mean 'images'?"]),
        ({"images": []}, ["the inventory names no images"]),
        ({"images": None}, ["images: has no value, but should be a list"]),
        (
            {"images": [{**IMAGE, "match": "exactly"}]},
            ["images[0].match: 'exactly' is not allowed. Did you mean 'exact'?"],
        ),
        ({"images": [{**IMAGE, "membres": []}]}, ["images[0].membres: unknown key. Did you mean 'members'?"]),
        (
            {"images": [{**IMAGE, "connection": "clout"}]},
            ["images[0].connection: unknown connection 'clout'. Did you mean"],
        ),
        ({"images": [{**IMAGE, "image_id": "../../x"}]}, ["images[0].image_id: '../../x' is not allowed"]),
        ({"images": [{**IMAGE, "image_id": "x\n"}]}, ["images[0].image_id: 'x\\n' is not allowed"]),
        ({"images": [{**IMAGE, "image_id": "x" * 129}]}, ["images[0].image_id"]),
        ({"images": [{**IMAGE, "name": " x"}]}, ["images[0].name"]),
        ({"images": [{**IMAGE, "name": "x\u0000"}]}, ["images[0].name"]),
        (
            {"images": [{key: IMAGE[key] for key in ("name", "connection")}]},
            ["images[0]: image_id is missing", "members is missing"],
        ),
        ({"images": [{**IMAGE, "members": None}]}, ["images[0].members: has no value, but should be a list"]),
        ({"images": [{**IMAGE, "members": A}]}, ["images[0].members: is text, but should be a list"]),
        ({"images": [{**IMAGE, "members": ["team-x"]}]}, ["images[0].members[0]: unknown principal 'team-x'"]),
        ({"images": [{**IMAGE, "members": [A, A.upper()]}]}, [f"images[0].members: member {A.upper()} is given twice"]),
        ({"images": [{**IMAGE, "members": [{"member_id": A, "statuss": "x"}]}]}, ["members[0].statuss: unknown key"]),
        ({"images": [{**IMAGE, "members": [{"member_id": A, "status": "acepted"}]}]}, ["Did you mean 'accepted'?"]),
        ({"images": [{**IMAGE, "match": "private"}]}, ["images[0].members: match private means no member at all"]),
        ({"images": [{**IMAGE, "visibility": []}]}, ["images[0].visibility: is empty"]),
        ({"images": [{**IMAGE, "visibility": ["open"]}]}, ["images[0].visibility[0]: 'open' is not allowed"]),
        (
            {"images": [{**IMAGE, "max_pending_days": "soon"}]},
            ["images[0].max_pending_days: is text, but should be a whole"],
        ),
        (
            {"images": [{**IMAGE, "max_pending_days": -1}]},
            ["images[0].max_pending_days: -1 is not allowed: at least 0"],
        ),
        (
            {"images": [IMAGE, {**IMAGE, "image_id": "i2"}]},
            ["images[1]: image 'golden' is given twice, first at a.yml:1: images[0]"],
        ),
        ({"images": [IMAGE, {**IMAGE, "name": "b"}]}, ["images[1]: image_id i1 of connection 'cloud' is given twice"]),
        ({"principals": {"team": "team-b"}}, ["principals.team: 'team-b' does not have the form of a member's id"]),
        ({"principals": {A: B}}, [f"principals.{A}: the name of a principal must not have the form of an id"]),
        ({"principals": {"ou-1": B}}, ["principals.ou-1: the name of a principal must not"]),
        ({"principals": {"x": {"member_id": "odd"}, "odd": B}}, ["principals.odd: the name is also the member id of"]),
        ({"connections": {"cloud": {"region": "x"}}}, ["connections.cloud: provider is missing"]),
        (
            {"connections": {"cloud": {"provider": "scpp"}}},
            ["connections.cloud.provider: 'scpp' is not allowed. Did you mean 'scp'"],
        ),
        (
            {"connections": {"cloud": {"provider": "scp", "regoin": "x"}}},
            ["cloud.regoin: unknown key. Did you mean 'region'"],
        ),
        (
            {"connections": {"cloud": {"provider": "scp", "project_id": "x"}}},
            ["connections.cloud.project_id: unknown key"],
        ),
        (
            {"connections": {"cloud": {"provider": "scp", "retries": "x"}}},
            ["cloud.retries: is text, but should be a whole"],
        ),
        (
            {"connections": {"cloud": {"provider": "scp", "region": None}}},
            ["cloud.region: has no value, but should be text"],
        ),
        ({"connections": {"cloud": {"provider": "scp", "image_ids": "x"}}}, ["cloud.image_ids: unknown key"]),
    ],
)
def test_what_is_refused(problems: Callable[..., list[str]], sections: Any, expected: list[str]) -> None:
    found = problems({"a.yml": whole(**sections)})
    assert len(found) == len(expected)
    for text, part in zip(found, expected, strict=True):
        assert part in text


def test_all_problems_are_told_with_their_lines(problems: Callable[..., list[str]]) -> None:
    text = (
        "images:\n- name: a\n  image_id: x\n  connection: c\n  members:\n  - team-x\n  - team-y\nconnections:\n  d:\n"
    )
    found = problems({"b.yml": text, "a.yml": "a: 1\na: 2", "c.json": '{"images": [\n{"name": 1}]}'})
    assert [problem.split(": ")[0] for problem in found] == ["a.yml:2", "b.yml:9", "c.json:2", "c.json:2"]
    found = problems({"a.yml": "principals: {}", "b.yml": text, "c.json": "{}"})
    assert [problem.split(": ")[:2] for problem in found] == [
        ["b.yml:4", "images[0].connection"],
        ["b.yml:6", "images[0].members[0]"],
        ["b.yml:7", "images[0].members[1]"],
        ["b.yml:9", "connections.d"],
    ]


def test_the_message_shows_the_first_problems_and_counts_the_rest() -> None:
    images = [{**IMAGE, "name": f"n{number}", "image_id": f"i{number}", "match": "x"} for number in range(60)]
    with pytest.raises(InventoryError) as caught:
        load([], inline=whole(images=images))
    assert len(caught.value.problems) == 60
    assert str(caught.value).splitlines()[-2:] == [
        "and 35 more problems",
        "See docs/troubleshooting.md#the-inventory-is-refused in cloud_images.sharing.",
    ]


def test_no_value_forges_a_line_or_commands_the_terminal(problems: Callable[..., list[str]]) -> None:
    hostile = "x\x1b[2J\nPASS\u202e\u2028\x9b"
    found = problems(
        {
            "a.json": whole(
                images=[{**IMAGE, "members": [hostile], "connection": hostile}],
                principals={hostile: A},
                waivers=[{"image": hostile, "kind": hostile, "reason": "x", "expires": hostile}],
                **{hostile: []},
            )
        }
    )
    assert len(found) >= 4
    assert all(text.isprintable() for text in found)


def test_what_cannot_be_placed_is_told_without_guesses_from_what_was_not_understood(
    problems: Callable[..., list[str]],
) -> None:
    """The unknown principal may be in the file that is broken; the date is wrong in any case."""
    waiver = {"image": "golden", "kind": "missing_member", "reason": "x", "expires": "2027-02-30"}
    good = whole(images=[{**IMAGE, "members": ["team-x"]}], waivers=[waiver])
    found = problems({"a.json": good, "b.yml": "principals: ["})
    assert [text.split(":")[0] for text in found] == ["a.json", "b.yml"]
    assert "waivers[0].expires" in found[0]


@pytest.mark.slow
def test_countless_unknown_names_take_no_time(problems: Callable[..., list[str]]) -> None:
    principals = {f"team-{number}": f"{number:032x}" for number in range(3000)}
    members = [f"taem-{number}" for number in range(3000)]
    found = problems({"a.json": whole(principals=principals, images=[{**IMAGE, "members": members}])})
    assert len(found) == 3000
    assert sum("Did you mean" in text for text in found) == 25
