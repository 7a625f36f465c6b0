# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWX accepts as credential types and surveys, and the narrower rules that this collection sets itself.

Each function gives the problems of one definition; an empty list is a definition that AWX takes and that works.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
FIELD_KEYS = {
    "id", "label", "type", "format", "choices", "help_text", "multiline", "secret", "ask_at_runtime", "default",
}  # fmt: skip
TEXT_ONLY_KEYS = ("choices", "multiline", "format", "secret")
BLOCKED_VARIABLES = {
    "VIRTUAL_ENV", "PATH", "PYTHONPATH", "JOB_ID", "INVENTORY_ID", "INVENTORY_SOURCE_ID", "INVENTORY_UPDATE_ID",
    "AD_HOC_COMMAND_ID", "REST_API_URL", "REST_API_TOKEN", "MAX_EVENT_RES", "CALLBACK_QUEUE", "CALLBACK_CONNECTION",
    "CACHE", "JOB_CALLBACK_DEBUG", "INVENTORY_HOSTVARS", "AWX_HOST", "PROJECT_REVISION", "SUPERVISOR_CONFIG_PATH",
}  # fmt: skip
SECRET_FIELD = re.compile(r"secret|password|token")
QUESTION_DEFAULTS: dict[str, type | tuple[type, ...]] = {
    "text": str, "textarea": str, "password": str, "multiplechoice": str, "multiselect": str,
    "integer": int, "float": (int, float),
}  # fmt: skip
QUESTION_KEYS = {
    "question_name", "question_description", "variable", "type", "required", "choices", "default", "min", "max",
    "new_question",
}  # fmt: skip


def credential_type_problems(definition: Mapping[str, Any]) -> list[str]:
    """Why AWX would refuse this credential type, or why it would not work as it should."""
    problems = []
    if not definition.get("name"):
        problems.append("a type needs a name")
    if definition.get("kind") not in ("cloud", "net"):
        problems.append("kind must be cloud or net")
    inputs = definition.get("inputs", {})
    problems += [f"inputs: unknown key {key}" for key in inputs if key not in ("required", "fields")]
    fields = inputs.get("fields", [])
    ids = [field.get("id") for field in fields]
    problems += [f"field {name}: given twice" for name in sorted({str(i) for i in ids if ids.count(i) > 1})]
    problems += [f"required: no field {name}" for name in inputs.get("required", []) if name not in ids]
    for field in fields:
        problems += [f"field {field.get('id')}: {problem}" for problem in _field_problems(field)]
    problems += _injector_problems(definition.get("injectors", {}), {str(name) for name in ids})
    return problems


def _field_problems(field: Mapping[str, Any]) -> Iterator[str]:
    name = str(field.get("id", ""))
    if not IDENTIFIER.fullmatch(name):
        yield "id must be letters, digits and underscores, and start with no digit"
    if name in ("tower", "awx") or name.startswith("ANSIBLE_"):
        yield "reserved id"
    if not field.get("label"):
        yield "label missing"
    yield from (f"unknown key {key}" for key in field if key not in FIELD_KEYS)
    if "ask_at_runtime" in field:
        yield "ask_at_runtime is for AWX's own types"
    if SECRET_FIELD.search(name) and not field.get("secret"):
        yield "must be secret"
    yield from _value_problems(field)


def _value_problems(field: Mapping[str, Any]) -> Iterator[str]:
    kind = field.get("type", "string")
    if kind not in ("string", "boolean"):
        yield "type must be string or boolean"
    if kind == "boolean":
        yield from (f"{key} on a boolean" for key in TEXT_ONLY_KEYS if key in field)
    if field.get("format", "url") not in ("ssh_private_key", "url"):
        yield "format must be ssh_private_key or url"
    if "choices" in field and not _texts(field["choices"]):
        yield "choices must be a list of texts"
    if "default" in field and not isinstance(field["default"], bool if kind == "boolean" else str):
        yield "default of another type"


def _injector_problems(injectors: Mapping[str, Any], ids: set[str]) -> Iterator[str]:
    # AWX knows file and extra_vars too. Extra variables beat a play's own, and inventory updates go without them.
    yield from (f"injectors: {key}, inject by environment only" for key in injectors if key != "env")
    sandbox = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    used = set()
    for variable, template in injectors.get("env", {}).items():
        if not IDENTIFIER.fullmatch(variable) or variable.startswith("ANSIBLE_") or variable in BLOCKED_VARIABLES:
            yield f"{variable}: AWX refuses this name"
        if not isinstance(template, str) or not template.isascii():
            yield f"{variable}: the template must be ASCII text"
            continue
        try:
            rendered = sandbox.from_string(template).render(dict.fromkeys(ids, "value"))
        except TemplateError as error:
            yield f"{variable}: {error}"
            continue
        if rendered == "value":
            used |= {name for name in ids if re.search(rf"\b{name}\b", template)}
        else:
            yield f"{variable}: must be a field and nothing else"
    yield from (f"field {name}: reaches no variable" for name in sorted(ids - used))


def survey_problems(survey: Mapping[str, Any]) -> list[str]:
    """Why AWX would refuse this survey, or why an answer would not arrive as it should."""
    problems = [f"{key} must be text" for key in ("name", "description") if not isinstance(survey.get(key), str)]
    questions = survey.get("spec")
    if not isinstance(questions, list) or not questions:
        return [*problems, "spec must be a list of questions"]
    variables = [question.get("variable") for question in questions]
    problems += [f"{name}: asked twice" for name in sorted({str(v) for v in variables if variables.count(v) > 1})]
    for question in questions:
        problems += [f"{question.get('variable')}: {problem}" for problem in _question_problems(question)]
    return problems


def _question_problems(question: Mapping[str, Any]) -> Iterator[str]:
    kind, variable = question.get("type"), str(question.get("variable", ""))
    yield from (f"unknown key {key}" for key in question if key not in QUESTION_KEYS)
    yield from (f"{key} missing" for key in ("question_name", "question_description") if not question.get(key))
    if not IDENTIFIER.fullmatch(variable):
        yield "variable must be a variable's name"
    if variable.startswith(("awx_", "tower_")):
        yield "AWX overwrites variables of this name"
    if not isinstance(question.get("required"), bool):
        yield "required must be true or false"
    if kind not in QUESTION_DEFAULTS:
        yield "no such type of question"
        return
    default = question.get("default")
    if default != "" and (not isinstance(default, QUESTION_DEFAULTS[kind]) or isinstance(default, bool)):
        yield "default of another type"
    yield from (f"{key} must be a whole number" for key in ("min", "max") if not isinstance(question.get(key, 0), int))
    if kind in ("multiplechoice", "multiselect"):
        yield from _choice_problems(question)


def _choice_problems(question: Mapping[str, Any]) -> Iterator[str]:
    choices = question.get("choices", [])
    if not _texts(choices):
        yield "choices must be a list of texts"
        return
    default = str(question.get("default", ""))
    chosen = default.split("\n") if question["type"] == "multiselect" else [default]
    if default and not set(chosen) <= set(choices):
        yield "default is none of the choices"


def _texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(text, str) and text for text in value)
