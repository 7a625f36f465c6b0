# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Images by id and by selection: what is loaded, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import load
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.inventories import IMAGE, A, B, whole

CONNECTIONS = {
    "cloud": {"provider": "huawei_ims"},
    "dr": {"provider": "openstack"},
    "scp": {"provider": "scp"},
    "cph": {"provider": "huawei_cph"},
}
RULE = {"name": "golden", "connection": "cloud", "select": {"name": "golden-*"}, "members": [A]}


def inventory(*images: dict[str, Any], **sections: Any) -> dict[str, Any]:
    return whole(connections=CONNECTIONS, images=list(images), **sections)


def test_a_selection_with_all_that_can_be_said() -> None:
    rule = {
        "name": "golden",
        "connections": ["cloud", "dr"],
        "select": {"name": "golden-*", "name_regex": "golden-[0-9]+", "tags": ["b", "a"], "newest": "2"},
        "count": {"min": "1", "max": 2},
        "same_content": "yes",
        "match": "at_most",
        "members": [A],
        "visibility": ["shared"],
        "max_pending_days": "7",
    }
    (loaded,) = load([], inline=inventory(rule))["selections"]
    member = {"member_id": A, "member_type": None, "status": None, "principal": None}
    assert loaded == {
        "name": "golden",
        "connections": ["cloud", "dr"],
        "select": {
            "name": "golden-*",
            "name_regex": "golden-[0-9]+",
            "tags": ["b", "a"],
            "status": None,
            "newest": 2,
        },
        "count": {"min": 1, "max": 2},
        "same_content": True,
        "match": "at_most",
        "members": [member],
        "visibility": ["shared"],
        "max_pending_days": 7,
        "source": "inline",
    }


def test_the_defaults_of_a_selection() -> None:
    loaded = load([], inline=inventory({"name": "x", "connection": "scp", "select": {"newest": 1}, "match": "private"}))
    (rule,) = loaded["selections"]
    assert (rule["connections"], rule["count"], rule["same_content"]) == (["scp"], {"min": 1, "max": None}, False)
    assert (loaded["scope"], loaded["images"]) == (["scp"], [])


def test_a_selection_has_those_of_its_connections_that_are_looked_at() -> None:
    rule = {**RULE, "connections": ["dr", "cloud", "scp"]}
    del rule["connection"]
    loaded = load([], inline=inventory(rule), select=["scp", "cloud", "cph"])
    assert loaded["selections"][0]["connections"] == ["cloud", "scp"]
    assert (loaded["scope"], loaded["not_in_scope"]) == (["cloud", "scp"], ["cph", "dr"])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"image_id": "i1"}, "images[0].image_id: An entry has exactly one of image_id and select."),
        ({"select": None}, "images[0]: image_id is missing"),
        ({"connections": ["cloud"]}, "images[0]: A selection names its connection or its connections."),
        ({"connection": None}, "images[0]: A selection names its connection or its connections."),
        ({"connection": None, "connections": []}, "images[0].connections: is empty"),
        ({"connection": None, "connections": ["cloud", "cloud"]}, "images[0].connections: a value is given twice"),
        ({"connection": None, "connections": ["dr", "clout"]}, "images[0].connections[1]: unknown connection 'clout'"),
        ({"select": {}}, "images[0].select: is empty"),
        ({"select": {"names": "x"}}, "images[0].select.names: unknown key. Did you mean 'name'?"),
        ({"select": {"name": ""}}, "images[0].select.name: '' is not allowed"),
        ({"select": {"name": "a\nb"}}, "images[0].select.name: 'a\\nb' is not allowed"),
        ({"select": {"name_regex": "(a"}}, "images[0].select.name_regex: a ) is missing"),
        ({"select": {"name_regex": "(?=a)"}}, "images[0].select.name_regex: a group begins with ( or (?: only"),
        ({"select": {"name_regex": "((a+)+)+"}}, "images[0].select.name_regex: nested repetitions"),
        ({"select": {"tags": []}}, "images[0].select.tags: is empty"),
        ({"select": {"newest": 0}}, "images[0].select.newest: 0 is not allowed: at least 1"),
        ({"select": {"newest": 1, "status": "queued"}}, "images[0].select.status: newest counts active images only"),
        (
            {"connection": "scp", "select": {"tags": ["x"]}},
            "select.tags: images of connection 'scp' have no tags (scp)",
        ),
        ({"connection": "cph", "select": {"tags": ["x"]}}, "select.tags: images of connection 'cph' have no tags"),
        ({"count": {}}, "images[0].count: is empty"),
        ({"count": {"min": 0}}, "images[0].count.min: 0 is not allowed: at least 1"),
        ({"count": {"min": 3, "max": 2}}, "images[0].count.max: max is less than min (3)"),
        ({"members": None}, "images[0]: members is missing"),
    ],
)
def test_selections_that_are_refused(
    problems: Callable[..., list[str]], changes: dict[str, Any], expected: str
) -> None:
    rule = {key: value for key, value in {**RULE, **changes}.items() if value is not None}
    (found,) = problems({"a.yml": inventory(rule)})
    assert expected in found


@pytest.mark.parametrize("key", ["connections", "count", "same_content"])
def test_what_goes_with_a_selection_only(problems: Callable[..., list[str]], key: str) -> None:
    value = {"connections": ["cloud"], "count": {"max": 1}, "same_content": True}[key]
    (found,) = problems({"a.yml": inventory({**IMAGE, key: value})})
    assert f"images[0]: {key} goes only with select" in found


def test_all_problems_of_one_entry_are_told_at_once(problems: Callable[..., list[str]]) -> None:
    image = {**IMAGE, "match": "exactly", "connection": "clout", "members": ["team-x", {"member_id": B, "status": "x"}]}
    waiver = {"image": "goldn", "kind": "no_kind", "reason": "x", "expires": "2027-02-30"}
    found = problems({"a.json": inventory(image, waivers=[waiver])})
    assert sorted(text.split(": ")[1] for text in found) == [
        "images[0].connection",
        "images[0].match",
        "images[0].members[0]",
        "images[0].members[1].status",
        "waivers[0].expires",
        "waivers[0].image",
        "waivers[0].kind",
    ]


def test_labels_are_unique_over_images_and_selections(problems: Callable[..., list[str]]) -> None:
    (found,) = problems({"a.yml": inventory(RULE, IMAGE)})
    assert "images[1]: image 'golden' is given twice, first at a.yml:1: images[0]" in found


def test_an_image_id_in_upper_case_is_the_same_image(problems: Callable[..., list[str]]) -> None:
    image_id = "70A599E0-31E7-49B7-B260-868F441E862B"
    (image,) = load([], inline=inventory({**IMAGE, "image_id": image_id}))["images"]
    assert image["image_id"] == image_id.lower()
    again = {**IMAGE, "name": "again", "image_id": image_id.lower()}
    (found,) = problems({"a.yml": inventory({**IMAGE, "image_id": image_id}, again)})
    assert "images[1]: image_id 70a599e0-31e7-49b7-b260-868f441e862b of connection 'cloud' is given twice" in found
