# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The definitions that ship for AWX keep its rules, and the checker of those rules finds each breach."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from ansible_collections.cloud_images.sharing.tests.awx import shipped
from ansible_collections.cloud_images.sharing.tests.awx.awx_rules import credential_type_problems, survey_problems

FIELD = {"id": "secret_key", "label": "Secret key", "type": "string", "secret": True}
TYPE: dict[str, Any] = {
    "name": "A cloud",
    "kind": "cloud",
    "inputs": {"required": ["secret_key"], "fields": [FIELD]},
    "injectors": {"env": {"A_SECRET_KEY": "{{ secret_key }}"}},
}
QUESTION = {
    "question_name": "Cloud",
    "question_description": "Where",
    "variable": "cloud",
    "type": "multiplechoice",
    "choices": ["one", "two"],
    "required": True,
    "default": "one",
}
DEPLOYED = shipped.job_templates()["Deploy behind the image sharing gate"]["extra_vars"]["deploy_requires_label"]
BYPASSES = {"assert_sharing_images", "assert_sharing_waivers", "assert_sharing_mode", "assert_sharing_select"}


def with_field(**changes: Any) -> dict[str, Any]:
    return TYPE | {"inputs": {"fields": [FIELD | changes]}}


def with_env(**env: Any) -> dict[str, Any]:
    return TYPE | {"injectors": {"env": TYPE["injectors"]["env"] | env}}


def test_plain_definitions_are_accepted() -> None:
    assert credential_type_problems(TYPE) == []
    assert survey_problems({"name": "", "description": "", "spec": [QUESTION]}) == []


@pytest.mark.parametrize("definition", shipped.credential_types().values(), ids=shipped.credential_types())
def test_shipped_credential_types_keep_the_rules(definition: dict[str, Any]) -> None:
    assert credential_type_problems(definition) == []


@pytest.mark.parametrize(
    ("definition", "problem"),
    [
        (TYPE | {"name": ""}, "a type needs a name"),
        (TYPE | {"kind": "vault"}, "kind must be cloud or net"),
        (TYPE | {"inputs": TYPE["inputs"] | {"dependencies": {}}}, "inputs: unknown key dependencies"),
        (TYPE | {"inputs": TYPE["inputs"] | {"metadata": []}}, "inputs: unknown key metadata"),
        (TYPE | {"inputs": {"fields": [FIELD, FIELD]}}, "field secret_key: given twice"),
        (TYPE | {"inputs": TYPE["inputs"] | {"required": ["other"]}}, "required: no field other"),
        (with_field(id="1secret_key"), "id must be letters, digits and underscores"),
        (with_field(id="secret-key"), "id must be letters, digits and underscores"),
        (with_field(id="tower"), "reserved id"),
        (with_field(id="awx"), "reserved id"),
        (with_field(id="ANSIBLE_KEY"), "reserved id"),
        (with_field(label=""), "label missing"),
        (with_field(hint="x"), "unknown key hint"),
        (with_field(type="integer"), "type must be string or boolean"),
        (with_field(type="boolean"), "secret on a boolean"),
        (with_field(type="boolean", choices=["a"]), "choices on a boolean"),
        (with_field(type="boolean", multiline=True), "multiline on a boolean"),
        (with_field(type="boolean", format="url"), "format on a boolean"),
        (with_field(format="email"), "format must be"),
        (with_field(choices=[]), "choices must be a list of texts"),
        (with_field(choices=[1]), "choices must be a list of texts"),
        (with_field(default=1), "default of another type"),
        (with_field(type="boolean", default="yes"), "default of another type"),
        (with_field(ask_at_runtime=True), "ask_at_runtime"),
        (with_field(secret=False), "must be secret"),
        (TYPE | {"injectors": {"extra_vars": {"a": "b"}}}, "inject by environment only"),
        (TYPE | {"injectors": {"file": {"template": "a"}}}, "inject by environment only"),
        (with_env(ANSIBLE_HWC_USER="{{ secret_key }}"), "AWX refuses this name"),
        (with_env(PYTHONPATH="{{ secret_key }}"), "AWX refuses this name"),
        (with_env(**{"A-KEY": "{{ secret_key }}"}), "AWX refuses this name"),
        (with_env(A=1), "must be ASCII text"),
        (with_env(A="é"), "must be ASCII text"),
        (with_env(A="{{ other }}"), "'other' is undefined"),
        (with_env(A="{{ secret_key | to_json }}"), "No filter named 'to_json'"),
        (with_env(A="{{ lookup('env', 'HOME') }}"), "'lookup' is undefined"),
        (with_env(A="{{ secret_key.__class__ }}"), "unsafe"),
        (with_env(A="{{ awx.filename }}"), "'awx' is undefined"),
        (with_env(A="x{{ secret_key }}"), "must be a field and nothing else"),
        (TYPE | {"injectors": {}}, "reaches no variable"),
    ],
)
def test_each_breach_of_a_credential_type_is_found(definition: dict[str, Any], problem: str) -> None:
    assert any(problem in found for found in credential_type_problems(definition))


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"type": "boolean"}, "no such type of question"),
        ({"question_name": ""}, "question_name missing"),
        ({"question_description": None}, "question_description missing"),
        ({"variable": "two words"}, "variable must be a variable's name"),
        ({"variable": "awx_x"}, "AWX overwrites"),
        ({"variable": "tower_x"}, "AWX overwrites"),
        ({"required": "yes"}, "required must be true or false"),
        ({"default": "three"}, "default is none of the choices"),
        ({"default": None}, "default of another type"),
        ({"choices": []}, "choices must be a list of texts"),
        ({"type": "multiselect", "default": ["one"]}, "default of another type"),
        ({"type": "multiselect", "default": "one\nthree"}, "default is none of the choices"),
        ({"type": "integer", "default": "1"}, "default of another type"),
        ({"type": "integer", "default": True}, "default of another type"),
        ({"type": "float", "default": "1.5"}, "default of another type"),
        ({"type": "text", "default": 1}, "default of another type"),
        ({"type": "text", "max": "9"}, "max must be a whole number"),
        ({"hint": "x"}, "unknown key hint"),
    ],
)
def test_each_breach_of_a_survey_is_found(changes: dict[str, Any], problem: str) -> None:
    survey = {"name": "", "description": "", "spec": [QUESTION | changes]}
    assert any(problem in found for found in survey_problems(survey))


def test_a_survey_needs_its_frame() -> None:
    assert survey_problems({"name": "", "spec": [QUESTION, QUESTION]}) == [
        "description must be text",
        "cloud: asked twice",
    ]
    assert survey_problems({"name": "", "description": "", "spec": []}) == ["spec must be a list of questions"]


@pytest.mark.parametrize("template", shipped.job_templates().values(), ids=shipped.job_templates())
def test_templates_prompt_for_nothing_that_opens_the_gate(template: dict[str, Any]) -> None:
    assert template["ask_variables_on_launch"] is False
    if "survey_spec" not in template:
        return
    assert survey_problems(template["survey_spec"]) == []
    asked = {question["variable"] for question in template["survey_spec"]["spec"]}
    if template["extra_vars"].get("assert_sharing_label") != DEPLOYED:  # no deployment reads that one's verdict
        asked -= {"assert_sharing_select"}
    assert not asked & BYPASSES
    assert not any(name.endswith(("_inventory", "_connections", "_endpoint", "_label")) for name in asked)


def test_huawei_and_otc_set_the_same_variables() -> None:
    # Else a job with both credentials would sign with the key of one and the token of the other.
    types = shipped.credential_types()
    assert types["Huawei"]["injectors"] == types["Open"]["injectors"]


def test_every_injected_variable_is_one_that_the_modules_read() -> None:
    sources = "".join(
        path.read_text(encoding="utf-8") for path in (shipped.ROOT / "plugins/module_utils").rglob("*.py")
    )
    injected = {name for definition in shipped.credential_types().values() for name in definition["injectors"]["env"]}
    assert {name for name in injected if f'"{name}"' not in sources} == set()


def test_templates_run_playbooks_of_the_example_project() -> None:
    for template in shipped.job_templates().values():
        assert (shipped.PROJECT / template["playbook"]).is_file()


@pytest.mark.parametrize("workflow", shipped.workflows(), ids=lambda workflow: workflow["name"])
def test_workflows_reach_the_deployment_through_success_only(workflow: dict[str, Any]) -> None:
    nodes = {node["identifier"]: node for node in workflow["workflow_nodes"]}
    templates = shipped.job_templates()
    assert all(node["unified_job_template"]["name"] in templates for node in nodes.values())
    assert workflow["ask_variables_on_launch"] is False
    assert not any("failure_nodes" in node.get("related", {}) for node in nodes.values())

    edges = [
        (name, kind, target["identifier"])
        for name, node in nodes.items()
        for kind, targets in node.get("related", {}).items()
        for target in targets
    ]
    (before, kind, _after) = next(edge for edge in edges if edge[2] == "deploy")
    assert kind == "success_nodes"
    judge = templates[nodes[before]["unified_job_template"]["name"]]
    assert judge["extra_vars"]["assert_sharing_label"] == DEPLOYED


def test_gate_and_merge_agree_on_what_they_look_at() -> None:
    variables = [template["extra_vars"] for name, template in shipped.job_templates().items() if "gate" in name.split()]
    variables = [given for given in variables if "assert_sharing_inventory" in given]
    variables.append(shipped.job_templates()["Image sharing merge"]["extra_vars"])
    seen = {(given["assert_sharing_inventory"], given["assert_sharing_discover"]) for given in variables}
    assert seen == {("sharing.yml", True)}


def test_job_artifacts_are_read_where_the_slices_left_them() -> None:
    templates = shipped.job_templates()
    written = templates["Image sharing gate, one host an account"]["extra_vars"]
    assert (
        templates["Image sharing merge"]["extra_vars"]["assert_sharing_merge_from"]
        == written["assert_sharing_report_dir"]
    )
    assert written["assert_sharing_report_formats"] == ["json"]


def test_the_accounts_cover_each_connection_of_the_example_once() -> None:
    accounts = yaml.safe_load((shipped.PROJECT / "accounts.yml").read_text(encoding="utf-8"))
    inventory = yaml.safe_load((shipped.PROJECT / "sharing.yml").read_text(encoding="utf-8"))
    selected = [name for host in accounts["accounts"]["hosts"].values() for name in host["assert_sharing_select"]]
    assert sorted(selected) == sorted(inventory["connections"])
