# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is written down in two places says the same in both."""

from __future__ import annotations

import importlib
import re
import runpy
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.constants import MAGIC_VARIABLE_MAPPING
from ansible.playbook.play_context import PlayContext
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import LEAST_VERSIONS
from ansible_collections.cloud_images.sharing.plugins.module_utils._module import argument_spec
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.clouds import CLOUDS
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._version import VERSION

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "ansible_collections.cloud_images.sharing.plugins"
ROLE = ROOT / "roles/assert_sharing"
MODULES = sorted(cloud.module for cloud in CLOUDS.values())


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def loaded(path: str) -> Any:
    return yaml.safe_load(text(path))


# ---------------------------------------------------------------------------------------------------------- version


def test_one_version_everywhere() -> None:
    galaxy = loaded("galaxy.yml")["version"]
    assert galaxy == VERSION
    assert re.search(rf'^version = "{re.escape(galaxy)}(\.dev0)?"$', text("pyproject.toml"), re.M)
    for page in ("README.md", "docs/start.md", "docs/ci/requirements.yml"):
        assert set(re.findall(r"cloud_images-sharing-(\d[\w.]*?)\.tar\.gz", text(page))) == {galaxy}, page
    for page in ("docs/ci.md", "docs/ci/pre-commit-config.yaml"):
        assert re.findall(r"^ *rev: (\S+)", text(page), re.M) == [galaxy], page
    assert galaxy in loaded("changelogs/changelog.yaml")["releases"] or list((ROOT / "changelogs/fragments").iterdir())


def test_one_version_of_each_library_everywhere() -> None:
    assert dict(re.findall(r"^(\w+)>=([\d.]+)$", text("requirements.txt"), re.M)) == LEAST_VERSIONS
    assert f'"jsonschema>={LEAST_VERSIONS["jsonschema"]}"' in text("pyproject.toml")


def test_one_oldest_ansible_everywhere() -> None:
    oldest = re.search(r"\d+\.\d+", loaded("meta/runtime.yml")["requires_ansible"])
    assert oldest
    assert f"ansible-core=={oldest[0]}.*" in text("tests/tools/environments.py")
    assert oldest[0] in text("README.md")


# ----------------------------------------------------------------------------------------------------------- clouds


def test_each_info_module_is_a_cloud_and_in_one_action_group() -> None:
    on_disk = sorted(path.stem for path in (ROOT / "plugins/modules").glob("*_image_member_info.py"))
    grouped = sorted(name for group in loaded("meta/runtime.yml")["action_groups"].values() for name in group)
    assert on_disk == MODULES
    assert grouped == MODULES


@pytest.mark.parametrize("name", CLOUDS)
def test_each_cloud_is_named_wherever_clouds_are_listed(name: str) -> None:
    for page in ("README.md", "docs/inventory.md"):
        assert name in text(page) or CLOUDS[name].module in text(page), page
    assert re.search(rf"\b{name}\b", text("playbooks/query_members.yml"))


def test_awx_offers_every_cloud_and_no_other() -> None:
    offered = list(_choices(loaded("extensions/awx/job_templates.yml"), "query_members_provider"))
    assert [set(choices) - {""} for choices in offered] == [set(CLOUDS)]


def _choices(node: object, variable: str) -> Iterator[list[str]]:
    """The choices of each survey question for a variable."""
    if isinstance(node, Mapping):
        if node.get("variable") == variable:
            yield node["choices"]
        for value in node.values():
            yield from _choices(value, variable)
    elif isinstance(node, list):
        for value in node:
            yield from _choices(value, variable)


def test_the_playbook_that_queries_knows_every_cloud_and_no_other() -> None:
    (listed,) = re.findall(r"query_members_provider in \[(.*?)\]", text("playbooks/query_members.yml"))
    assert {name.strip(" '\"") for name in listed.split(",")} == set(CLOUDS)


# ------------------------------------------------------------------------------------------------------- controller


def controller() -> dict[str, Any]:
    found: dict[str, Any] = loaded("playbooks/vars/controller.yml")
    return found


@pytest.mark.parametrize("tasks", ["sharing/tasks/main", "sharing/tasks/merge", "sharing_start/tasks/main"])
def test_roles_say_the_same_of_the_controller_as_playbooks(tasks: str) -> None:
    (outermost,) = loaded(f"roles/assert_{tasks}.yml")
    assert outermost["vars"] == controller()
    assert (outermost["delegate_to"], outermost["become"], outermost["tags"]) == ("localhost", False, "always")


def test_every_setting_of_a_connection_is_the_controllers_own() -> None:
    """What Ansible looks at first of each setting that it evaluates before an action begins."""
    settings = {names[0] for name, names in MAGIC_VARIABLE_MAPPING.items() if name in PlayContext.fattributes}
    assert settings <= set(controller())


# ---------------------------------------------------------------------------------------------------------- modules


def documentation(module: str) -> dict[str, Any]:
    """A module's documented options, those of its fragments among them."""
    document = yaml.safe_load(importlib.import_module(f"{PACKAGE}.modules.{module}").DOCUMENTATION)
    options: dict[str, Any] = dict(document.get("options") or {})
    for fragment in document["extends_documentation_fragment"]:
        name, _dot, part = fragment.removeprefix("cloud_images.sharing.").partition(".")
        holder = importlib.import_module(f"{PACKAGE}.doc_fragments.{name}").ModuleDocFragment
        options |= yaml.safe_load(getattr(holder, part.upper() or "DOCUMENTATION")).get("options") or {}
    return options


@pytest.mark.parametrize("name", CLOUDS)
def test_the_documented_options_are_those_of_the_module(name: str) -> None:
    cloud = CLOUDS[name]
    documented = {option: _facts(about) for option, about in documentation(cloud.module).items()}
    assert documented == {option: _facts(about) for option, about in argument_spec(cloud.provider()).items()}


def _facts(about: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": about.get("type", "str"),
        "default": about.get("default"),
        "choices": list(about["choices"]) if about.get("choices") else None,
        "aliases": sorted(about.get("aliases") or ()),
        "elements": about.get("elements"),
        "required": bool(about.get("required")),
    }


@pytest.mark.parametrize("name", CLOUDS)
def test_the_controller_knows_the_options_that_are_an_identity(name: str) -> None:
    cloud = CLOUDS[name]
    spec = argument_spec(cloud.provider())
    assert set(cloud.identity) <= set(spec)
    assert {option for option, about in spec.items() if about.get("no_log")} <= set(cloud.identity)


@pytest.mark.parametrize("module", MODULES)
def test_the_modules_return_the_same(module: str) -> None:
    assert _shape(_returned(module)) == _shape(_returned(MODULES[0]))


def _returned(module: str) -> dict[str, Any]:
    returned: dict[str, Any] = yaml.safe_load(importlib.import_module(f"{PACKAGE}.modules.{module}").RETURN)
    return returned


def _shape(returned: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: (about["type"], about.get("elements"), _shape(about.get("contains") or {}))
        for key, about in returned.items()
    }


# ------------------------------------------------------------------------------------------------------------- role


def test_the_role_documents_its_defaults() -> None:
    defaults = yaml.safe_load((ROLE / "defaults/main.yml").read_text(encoding="utf-8"))
    specs = yaml.safe_load((ROLE / "meta/argument_specs.yml").read_text(encoding="utf-8"))["argument_specs"]
    documented: dict[str, Any] = {}
    for entry in specs.values():
        documented |= entry["options"]
    required = {name for name, about in documented.items() if about.get("required")}
    assert set(documented) - required == set(defaults)
    for name, default in defaults.items():
        if default not in ("", [], {}):
            assert documented[name].get("default") == default, name


def test_each_variable_of_the_role_reaches_its_tasks() -> None:
    tasks = "".join(path.read_text(encoding="utf-8") for path in (ROLE / "tasks").glob("*.yml"))
    defaults = yaml.safe_load((ROLE / "defaults/main.yml").read_text(encoding="utf-8"))
    assert [name for name in defaults if name not in tasks] == []


# ------------------------------------------------------------------------------------------------------------- docs


@pytest.mark.parametrize(
    "page", ["README.md", "SECURITY.md", "CONTRIBUTING.md", *sorted(map(str, ROOT.glob("docs/*.md")))]
)
def test_each_link_between_pages_leads_somewhere(page: str) -> None:
    path = ROOT / page
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


# ------------------------------------------------------------------------------------------------------------ tools


def test_each_word_that_make_soak_misspells_stands_in_the_code() -> None:
    seeds = runpy.run_path(str(ROOT / "tests/tools/misspell.py"))["SEEDS"]
    gone = [path for path, several in seeds.items() for code, _word in several if code not in text(f"plugins/{path}")]
    assert gone == []
