# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whatever an inventory holds, it is refused with its problems or loaded. `make soak` tries far more of it."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory import schema as inventory_schema
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import InventoryError, load
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Inventory
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.inventories import A
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PAGE = Path(__file__).parents[5] / "docs" / "inventory.md"
EXAMPLE = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]
DEFINITIONS = inventory_schema.schema()["$defs"]
KEYS = sorted({key for one in DEFINITIONS.values() for key in one.get("properties", {})})
VALUES = [
    "scp-prod",
    "openstack",
    "team-a",
    "builders",
    "private",
    "missing_member",
    "2027-01-31",
    A,
    "",
    "x\n",
    "*",
    "(",
]
WORDS = st.sampled_from([*inventory_schema.schema()["properties"], *KEYS, *VALUES, A])
LEAVES = WORDS | st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
HOSTILE = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3), max_leaves=8
)
UNDER_LOAD = settings(suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def load_or_refuse(*paths: Path, inline: Any = None) -> None:
    """It is an inventory, or an error that says what is wrong with it; nothing else comes of it."""
    try:
        found = load([str(path) for path in paths], inline=inline, discover=True)
    except InventoryError as error:
        told = error.problems
    else:
        check(found)
        return
    assert told
    assert all(problem.isprintable() for problem in told)


def check(found: Inventory) -> None:
    """What everybody behind the loader relies on."""
    assert found["scope"]
    known = found["connections"].keys()
    assert {one["connection"] for one in [*found["images"], *found["incoming"]]} <= known
    assert all(one["connections"] and known >= set(one["connections"]) for one in found["selections"])
    members = [member for one in [*found["images"], *found["selections"]] for member in one["members"]]
    assert all(member["member_id"] for member in members)
    json.dumps(found, ensure_ascii=False).encode("utf-8")


@UNDER_LOAD
@given(st.data())
def test_an_inventory_in_which_anything_was_changed(folder: Path, data: st.DataObject) -> None:
    """Changes at random places of a right one: deeper than random content gets."""
    document = copy.deepcopy(yaml.safe_load(EXAMPLE.replace("2027-01-31", "'2027-01-31'")))
    for _change in range(data.draw(st.integers(1, 4))):
        change(document, data)
    path = folder / "changed.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    load_or_refuse(path)
    load_or_refuse(inline=document)


def change(node: Any, data: st.DataObject) -> None:
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        if isinstance(node[key], (dict, list)) and data.draw(st.integers(0, 3)):
            node = node[key]
            continue
        how = data.draw(st.sampled_from(["replace", "remove", "add"]))
        if how == "remove":
            del node[key]
        elif how == "replace" or not isinstance(node, dict):
            node[key] = data.draw(HOSTILE)
        else:
            node[data.draw(WORDS)] = data.draw(HOSTILE)
        return


@UNDER_LOAD
@given(HOSTILE, HOSTILE, HOSTILE)
def test_any_content(folder: Path, first: Any, second: Any, inline: Any) -> None:
    (folder / "a.json").write_text(json.dumps(first))
    (folder / "b.yml").write_text(yaml.safe_dump(second))
    load_or_refuse(folder / "a.json", folder / "b.yml", inline=inline if isinstance(inline, dict) else None)


PIECES = st.sampled_from(
    ["{", "}", "[", "]", ":", ",", "- ", "\n", "  ", "&x ", "*x", "!!str ", "|", "'", '"', "#", "\t"]
)
EDITS = st.lists(st.tuples(st.integers(0, len(EXAMPLE)), st.integers(0, 20), PIECES | st.text(max_size=3)), max_size=5)


@UNDER_LOAD
@given(EDITS)
def test_a_text_that_was_damaged(folder: Path, edits: list[tuple[int, int, str]]) -> None:
    text = EXAMPLE
    for at, length, piece in edits:
        text = text[:at] + piece + text[at + length :]
    path = folder / "damaged.yml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    load_or_refuse(path)


@UNDER_LOAD
@given(st.binary(max_size=200), st.sampled_from([".yml", ".json"]))
def test_any_bytes(folder: Path, content: bytes, suffix: str) -> None:
    path = folder / f"bytes{suffix}"
    path.write_bytes(content)
    load_or_refuse(path)
