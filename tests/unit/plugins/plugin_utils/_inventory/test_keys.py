# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The keys that the type checker knows are those that the schema allows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.clouds import CLOUDS
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.keys import (
    Key,
    ListedSection,
    NamedSection,
    Section,
    has,
    value_of,
    without,
)
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.schema import schema


def keys_in(node: Any) -> Iterator[str]:
    """The names of all properties in a part of the schema."""
    if isinstance(node, dict):
        yield from node.get("properties", {})
    for one in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from keys_in(one)


def test_the_sections_are_those_of_the_schema() -> None:
    assert {*get_args(Section)} == schema()["properties"].keys() - {"$schema"}


@pytest.mark.parametrize(("kind", "sections"), [("object", NamedSection), ("array", ListedSection)])
def test_a_section_is_a_mapping_or_a_list(kind: str, sections: Any) -> None:
    assert {*get_args(sections)} == {name for name, one in schema()["properties"].items() if one["type"] == kind}


def test_the_keys_are_those_of_the_schema_but_for_the_options_of_providers() -> None:
    known = [one for name, one in schema()["$defs"].items() if name not in CLOUDS]
    assert sorted(get_args(Key)) == sorted(set(keys_in(known)))


@pytest.mark.parametrize("node", [None, "name", ["name"], {}, {"names": 1}])
def test_what_has_no_such_key_gives_the_default(node: object) -> None:
    assert not has(node, "name")
    assert value_of(node, "name") is None
    assert value_of(node, "name", 1) == 1


def test_a_key_without_a_value_is_there() -> None:
    assert has({"name": None}, "name")
    assert value_of({"name": None}, "name", 1) is None


def test_all_but_one_key() -> None:
    assert without({"provider": "scp", "region": "a"}, "provider") == {"region": "a"}
