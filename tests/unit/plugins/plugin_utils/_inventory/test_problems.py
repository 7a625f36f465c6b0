# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is refused in a sharing inventory: each problem with its place, all at once, whatever the content."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory import schema as inventory_schema
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import InventoryError, load
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.inventories import (
    CLOUD,
    IMAGE,
    A,
    B,
    whole,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


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
            ["images[0]: An entry has exactly one of image_id and select.", "members is missing"],
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


@pytest.mark.parametrize(
    ("section", "entry", "what"),
    [
        (
            "connections",
            CLOUD,
            "connections.cloud: connection 'cloud' is given twice, first at a.yml:1: connections.cloud",
        ),
        (
            "principals",
            {"team": A},
            "principals.team: principal 'team' is given twice, first at a.yml:1: principals.team",
        ),
        ("images", [IMAGE], "images[0]: image 'golden' is given twice, first at a.yml:1: images[0]"),
        ("waivers", [WAIVER], "is given twice, first at a.yml:1: waivers[0]"),
    ],
)
def test_twice_in_two_files_names_both_places(
    problems: Callable[..., list[str]], section: str, entry: Any, what: str
) -> None:
    found = problems({"a.yml": whole(**{section: entry}), "b.yml": {section: entry}})
    assert found[0].startswith("b.yml:1: ")
    assert what in found[0]


def test_twice_inline_is_told_too() -> None:
    with pytest.raises(
        InventoryError, match=r"inline: images\[1\]: image 'golden' is given twice, first at inline: images\[0\]"
    ):
        load([], inline=whole(images=[IMAGE, {**IMAGE, "image_id": "i2"}]))


def test_all_problems_are_told_with_their_lines(problems: Callable[..., list[str]]) -> None:
    text = (
        "images:\n- name: a\n  image_id: x\n  connection: c\n  members:\n  - team-x\n  - team-y\nconnections:\n  d:\n"
    )
    found = problems({"b.yml": text, "a.yml": "a: 1\na: 2", "c.json": '{"images": [\n{"name": 1}]}'})
    assert [problem.split(": ")[0] for problem in found] == ["a.yml:2", "b.yml:9", "c.json:2", "c.json:2", "c.json:2"]
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
    assert str(caught.value).endswith("and 35 more problems")


@pytest.mark.parametrize(
    ("text", "problem"), [("", "the file is empty"), ("# x", "the file is empty"), ("- a", "not a mapping")]
)
def test_files_that_are_no_inventory(problems: Callable[..., list[str]], text: str, problem: str) -> None:
    (found,) = problems({"a.yml": text})
    assert found.startswith(f"a.yml: {problem}")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.yml").write_bytes(b"a: \xff")
    (tmp_path / "empty").mkdir()
    paths = [str(tmp_path / name) for name in ("gone.yml", "latin.yml", "empty")]
    with pytest.raises(InventoryError) as caught:
        load(paths)
    assert [problem.rpartition(": ")[2] for problem in caught.value.problems] == [
        "the folder holds no file named *.yml, *.yaml or *.json",
        str(tmp_path / "gone.yml"),
        "not UTF-8",
    ]


def test_nothing_at_all_is_refused() -> None:
    for paths, inline in (([], None), ([], {}), ([], {"connections": CLOUD})):
        with pytest.raises(InventoryError, match="names no images"):
            load(paths, inline=inline)


def test_a_selection_without_images_is_refused(problems: Callable[..., list[str]]) -> None:
    connections = {**CLOUD, "other": {"provider": "scp"}}
    (found,) = problems({"a.yml": whole(connections=connections)}, select=["other"])
    assert "no incoming in the selected connections (other)" in found
    (found,) = problems({"a.yml": whole(connections=connections)}, select=["cloud", "othre"])
    assert "select: unknown connection 'othre'. Did you mean 'other'?" in found


@pytest.mark.parametrize("value", [123456789012, 12.5, True])
def test_numbers_of_playbooks_are_asked_for_in_quotes(value: Any) -> None:
    for changes in ({"image_id": value}, {"members": [value]}, {"members": [{"member_id": value}]}):
        with pytest.raises(InventoryError, match="put it in quotes"):
            load([], inline=whole(images=[{**IMAGE, **changes}]))


def test_a_member_type_must_not_contradict_its_principal(problems: Callable[..., list[str]]) -> None:
    principals = {"team": {"member_id": A, "member_type": "domain"}}
    members = [{"member_id": "team", "member_type": "project"}]
    (found,) = problems({"a.yml": whole(principals=principals, images=[{**IMAGE, "members": members}])})
    assert "member_type project contradicts principal 'team', which is of type domain" in found


DEFINITIONS = inventory_schema.schema()["$defs"]
KEYS = [
    key
    for name in ("image", "select", "incoming", "waiver", "principal", "openstack")
    for key in DEFINITIONS[name]["properties"]
]
VALUES = ["cloud", "openstack", "team", "private", "missing_member", "2027-01-31", "https://127.0.0.1", A, "", "x\n"]
WORDS = st.sampled_from([*inventory_schema.schema()["properties"], *KEYS, *VALUES])
LEAVES = WORDS | st.none() | st.booleans() | st.integers() | st.text(max_size=5)
HOSTILE = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3), max_leaves=8
)
SECTIONS = st.fixed_dictionaries(
    {},
    optional={
        "connections": st.dictionaries(WORDS, HOSTILE, max_size=2) | HOSTILE,
        "principals": st.dictionaries(WORDS, HOSTILE, max_size=2) | HOSTILE,
        "images": st.lists(st.builds(dict, HOSTILE.filter(lambda one: isinstance(one, dict))) | HOSTILE, max_size=3),
        "waivers": st.lists(HOSTILE, max_size=2) | HOSTILE,
    },
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # under load
@given(SECTIONS, SECTIONS, HOSTILE)
def test_hostile_content_is_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, first: Any, second: Any, inline: Any
) -> None:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "a.json").write_text(json.dumps(first))
    (folder / "b.yml").write_text(yaml.safe_dump(second))
    try:
        loaded = load([str(folder)], inline=inline if isinstance(inline, dict) else second)
    except InventoryError:
        return
    assert loaded["scope"]
