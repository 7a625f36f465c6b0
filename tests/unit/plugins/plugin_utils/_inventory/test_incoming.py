# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who may share images with us: what is loaded, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import load
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.inventories import CLOUD, A, B

C = "c" * 32
PRINCIPALS = {"platform": A, "partners": ["platform", B]}


def inventory(*sources: Any, **sections: Any) -> dict[str, Any]:
    return {
        "connections": CLOUD,
        "principals": PRINCIPALS,
        "incoming": [{"connection": "cloud", "from": list(sources)}],
        **sections,
    }


def source(member_id: str, principal: str | None, **fields: Any) -> dict[str, Any]:
    owner = {"member_id": member_id, "principal": principal}
    return {"owner": owner, "names": None, "status": None, "max_pending_days": None, **fields}


def test_an_inventory_of_incoming_alone_is_whole() -> None:
    loaded = load([], inline=inventory())
    (rule,) = loaded["incoming"]
    assert (rule["connection"], rule["from"], rule["source"]) == ("cloud", [], "inline")
    assert (loaded["scope"], loaded["images"], loaded["selections"]) == (["cloud"], [], [])


def test_owners_in_each_form() -> None:
    loaded = load(
        [],
        inline=inventory(
            {"owner": "partners", "names": ["golden-*"]},
            {"owner": [C, {"member_id": "odd one".replace(" ", "-")}], "status": ["accepted"], "max_pending_days": "3"},
        ),
    )
    assert loaded["incoming"][0]["from"] == [
        source(A, "platform", names=["golden-*"]),
        source(B, None, names=["golden-*"]),
        source(C, None, status=["accepted"], max_pending_days=3),
        source("odd-one", None, status=["accepted"], max_pending_days=3),
    ]


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ([{"owner": "platfrom"}], "incoming[0].from[0].owner: unknown principal 'platfrom'. Did you mean 'platform'?"),
        ([{"owner": []}], "incoming[0].from[0].owner: is empty"),
        ([{"owner": None}], "incoming[0].from[0].owner: has no value, but should be text"),
        ([{}], "incoming[0].from[0]: owner is missing"),
        ([{"owner": A, "names": []}], "incoming[0].from[0].names: is empty"),
        ([{"owner": A, "names": "golden"}], "incoming[0].from[0].names: is text, but should be a list"),
        (
            [{"owner": A, "status": ["acepted"]}],
            "incoming[0].from[0].status[0]: 'acepted' is not allowed. Did you mean",
        ),
        ([{"owner": A, "max_pending_days": -1}], "incoming[0].from[0].max_pending_days: -1 is not allowed"),
        ([{"owner": A}, {"owner": A.upper()}], f"incoming[0].from[1].owner: owner {A.upper()} is given twice"),
        ([{"owner": "partners"}, {"owner": A}], "incoming[0].from[1].owner: owner a"),
        ([{"owner": [B, "partners"]}], f"incoming[0].from[0].owner: owner {B} is given twice"),
    ],
)
def test_sources_that_are_refused(problems: Callable[..., list[str]], sources: Any, expected: str) -> None:
    (found,) = problems({"a.yml": inventory(*sources)})
    assert expected in found


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([{"connection": "cloud"}], "incoming[0]: from is missing"),
        ([{"from": []}], "incoming[0]: connection is missing"),
        ([{"connection": "cloud", "from": None}], "incoming[0].from: has no value, but should be a list"),
        ([{"connection": "clout", "from": []}], "incoming[0].connection: unknown connection 'clout'"),
        ([{"connection": "cloud", "from": []}] * 2, "incoming[1]: incoming of connection 'cloud' is given twice"),
    ],
)
def test_rules_that_are_refused(problems: Callable[..., list[str]], rules: Any, expected: str) -> None:
    (found,) = problems({"a.yml": inventory(incoming=rules)})
    assert expected in found


def test_the_connections_that_are_looked_at() -> None:
    connections = {"cloud": {"provider": "scp"}, "other": {"provider": "scp"}}
    rules = [{"connection": name, "from": []} for name in connections]
    loaded = load([], inline=inventory(connections=connections, incoming=rules), select=["other"])
    assert [rule["connection"] for rule in loaded["incoming"]] == loaded["scope"] == ["other"]
