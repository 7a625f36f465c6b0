# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What pages and modules show as an example is taken by Ansible, and by the inventory's own check."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.cloud_images.sharing.plugins.plugin_utils import check_inventory

from .conftest import ROOT, Ansible

PLUGINS = "ansible_collections.cloud_images.sharing.plugins"
INVENTORY = {"connections", "principals", "images", "incoming", "waivers"}
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# What fragments of an inventory take for granted.
_NAMES = ("team-a", "team-b", "builders-abroad", "partner", "platform-team")
PRINCIPALS = {name: str(number) * 32 for number, name in enumerate(_NAMES)}


def blocks(page: Path) -> list[Any]:
    """The YAML of a page."""
    found = re.findall(r"^```yaml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S)
    return [yaml.safe_load(block) for block in found]


def inventories(page: Path) -> Iterator[list[dict[str, Any]]]:
    """Whole inventories, each by itself, and the fragments of the page together."""
    fitting = [block for block in blocks(page) if isinstance(block, dict) and set(block) <= INVENTORY]
    fitting = [block for block in fitting if not _is_of_the_rulebook(block)]
    yield from ([block] for block in fitting if "connections" in block)
    if fragments := [block for block in fitting if "connections" not in block]:
        entries = [entry for block in fragments for part in ("images", "incoming") for entry in block.get(part, [])]
        names = {name for entry in entries for name in entry.get("connections") or [entry["connection"]]}
        connections = {name: {"provider": "huawei_ims"} for name in names}
        yield [{"connections": connections, "principals": PRINCIPALS}, *fragments]


def _is_of_the_rulebook(block: dict[str, Any]) -> bool:
    """Its connections are names by sender."""
    return any(isinstance(about, str) for about in block.get("connections", {}).values())


EVERY = [
    pytest.param(one, id=f"{page.stem}-{number}") for page in PAGES for number, one in enumerate(inventories(page))
]


def test_there_are_examples_to_look_at() -> None:
    assert len(EVERY) >= 7
    assert len(list(tasks())) >= 20


@pytest.mark.parametrize("documents", EVERY)
def test_each_inventory_on_a_page_is_right(
    documents: list[dict[str, Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, document in enumerate(documents):
        (tmp_path / f"{number}.yml").write_text(yaml.safe_dump(document), encoding="utf-8")
    assert check_inventory.main([str(tmp_path)]) == 0, capsys.readouterr().err


def tasks() -> Iterator[dict[str, Any]]:
    """Of all EXAMPLES, and of the pages."""
    for path in sorted((ROOT / "plugins").glob("*/*.py")):
        if path.parent.name in ("modules", "filter", "lookup") and not path.stem.startswith("_"):
            yield from yaml.safe_load(_examples(path))
    for page in PAGES:
        for block in blocks(page):
            for item in block if isinstance(block, list) else ():
                if "ansible.builtin.import_playbook" not in item:
                    yield from item.get("tasks", [item])


def _examples(path: Path) -> str:
    if path.parent.name == "filter":
        (found,) = re.findall(r'^EXAMPLES = r"""\n(.*?)"""', path.read_text(encoding="utf-8"), re.M | re.S)
        return str(found)
    return str(importlib.import_module(f"{PLUGINS}.{path.parent.name}.{path.stem}").EXAMPLES)


def test_ansible_takes_every_task_that_is_shown(ansible: Ansible) -> None:
    plays: list[Any] = [{"hosts": "localhost", "gather_facts": False, "tasks": list(tasks())}]
    for page in PAGES:
        plays += [item for block in blocks(page) if isinstance(block, list) for item in block if "hosts" in item]
    assert len(plays) > 1
    outcome = ansible.run("ansible-playbook", "--syntax-check", ansible.write("examples.yml", plays))
    assert outcome.status == 0, outcome.output


def test_every_option_that_is_shown_is_documented() -> None:
    for task in tasks():
        for name, given in task.items():
            if name.startswith("cloud_images.sharing."):
                module = importlib.import_module(f"{PLUGINS}.modules.{name.rpartition('.')[2]}")
                assert set(given) <= _documented(module.DOCUMENTATION), name


def _documented(documentation: str) -> set[str]:
    document = yaml.safe_load(documentation)
    found = _names(document)
    for fragment in document.get("extends_documentation_fragment") or ():
        if fragment.startswith("cloud_images.sharing."):
            name, _dot, part = fragment.removeprefix("cloud_images.sharing.").partition(".")
            holder = importlib.import_module(f"{PLUGINS}.doc_fragments.{name}").ModuleDocFragment
            found |= _names(yaml.safe_load(getattr(holder, part.upper() or "DOCUMENTATION")))
    return found


def _names(document: dict[str, Any]) -> set[str]:
    options = document.get("options") or {}
    return {name for option, about in options.items() for name in (option, *about.get("aliases", ()))}
