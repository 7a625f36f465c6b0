# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The schema that ships, and the examples of the documentation."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.clouds import CLOUDS
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory import schema as inventory_schema
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import InventoryError, load
from ansible_collections.cloud_images.sharing.plugins.plugin_utils.check_inventory import main
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.inventories import whole

COLLECTION = Path(__file__).parents[5]


def test_the_schema_is_current_and_a_schema() -> None:
    make = runpy.run_path(str(COLLECTION / "tests" / "tools" / "make_inventory_schema.py"))["make"]
    assert inventory_schema.SCHEMA_FILE.read_text(encoding="utf-8") == make()
    jsonschema.Draft202012Validator.check_schema(inventory_schema.schema())


def test_each_limit_of_length_is_said_with_its_number() -> None:
    """The description is what is said of a text that does not fit."""

    def silent(node: Any, path: str) -> list[str]:
        if isinstance(node, list):
            return [one for value in node for one in silent(value, path)]
        if not isinstance(node, dict):
            return []
        limited = isinstance(node.get("pattern"), str) and re.search(r",\d+\}", node["pattern"])
        here = [path] if limited and not re.search(r"1 to [\d,]+ ", str(node.get("description"))) else []
        return here + [one for name, value in node.items() for one in silent(value, f"{path}/{name}")]

    assert silent({"name": {"pattern": "^.{1,5}$", "description": "A name."}}, "") == ["/name"]
    schema = inventory_schema.schema()
    ours = {name: one for name, one in schema["$defs"].items() if name not in CLOUDS}
    assert silent(ours, "") == []


def test_everything_in_the_schema_is_described() -> None:
    def undescribed(node: Any, path: str) -> list[str]:
        if not isinstance(node, dict):
            return []
        named = {
            f"{path}.{key}": value for key, value in (node.get("properties") or {}).items() if isinstance(value, dict)
        }
        bare = [name for name, value in named.items() if "description" not in value and "$ref" not in value]
        return bare + [one for name, value in named.items() for one in undescribed(value, name)]

    schema = inventory_schema.schema()
    documents = [(schema, ""), *((one, name) for name, one in schema["$defs"].items())]
    assert [one for document, name in documents for one in undescribed(document, name)] == []


def test_the_examples_of_the_documentation_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (COLLECTION / "docs" / "inventory.md").read_text(encoding="utf-8")
    example, variables, *sections = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    Path("sharing.yml").write_text(example, encoding="utf-8")
    assert main(["sharing.yml"]) == 0
    assert capsys.readouterr().out in page

    more = {
        "connections": {
            **yaml.safe_load(variables)["assert_sharing_connections"],
            "ims-hk": {"provider": "huawei_ims"},
        },
        "principals": {"builders-abroad": ["0" * 32, "team-a"]},
    }
    for number, section in enumerate(sections):
        Path(f"{number}.yml").write_text(section, encoding="utf-8")
    loaded = load(["sharing.yml", *(f"{number}.yml" for number in range(len(sections)))], inline=more)
    assert [len(loaded[key]) for key in ("images", "selections", "incoming", "waivers")] == [3, 2, 3, 3]


def test_without_jsonschema_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inventory_schema, "JSONSCHEMA_MISSING", True)
    inventory_schema._validator.cache_clear()
    try:
        with pytest.raises(InventoryError) as raised:
            load([], inline=whole())
        assert re.fullmatch(r"The Python library jsonschema is missing: \S+ -m pip install '\S+'", str(raised.value))
    finally:
        inventory_schema._validator.cache_clear()
