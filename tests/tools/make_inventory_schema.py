# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Make the JSON Schema of sharing inventories: a hand-written base, and each provider's options from its module.

Run it after a change of the base or of a module's options: PYTHONPATH=<root of ansible_collections> python3 <this file>
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

PACKAGE = "ansible_collections.cloud_images.sharing.plugins"
BASE = Path(__file__).with_name("sharing_inventory.base.yml")
SCHEMA = Path(__file__).parents[2] / "plugins" / "plugin_utils" / "sharing_inventory.schema.json"

_JSON_TYPES = {
    "str": "string",
    "path": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "list": "array",
    "dict": "object",
}
_MARKUP = re.compile(r"\b[A-Z]\(([^)]*)\)")


def make() -> str:
    """The text of the schema file."""
    base = yaml.safe_load(BASE.read_text(encoding="utf-8"))
    schema, definitions = base["schema"], base["schema"]["$defs"]
    clouds = importlib.import_module(f"{PACKAGE}.module_utils._providers.clouds").CLOUDS
    kinds = importlib.import_module(f"{PACKAGE}.plugin_utils._verdict.kinds").KINDS
    definitions["waiver"]["properties"]["kind"]["enum"] = [name for name, kind in kinds.items() if kind.waivable]
    connection = definitions["connection"]
    connection["properties"]["provider"] = {
        "description": "The cloud, and with it the info module that reads it.",
        "enum": list(clouds),
    }
    for name, cloud in clouds.items():
        connection["allOf"].append(
            {
                "if": {"properties": {"provider": {"const": name}}, "required": ["provider"]},
                "then": {"$ref": f"#/$defs/{name}"},
            }
        )
        options = _options(cloud, base)
        inline = {key: option for key, option in options.items() if option.get("x-in-files") in ("encrypted", "never")}
        definitions[name] = {
            "description": f"The options of {cloud.module}.",
            "properties": {"provider": True, **{key: options[key] for key in options if key not in inline}},
            "additionalProperties": False,
            "x-inline": {"properties": inline},
        }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _options(cloud: Any, base: Mapping[str, Any]) -> dict[str, Any]:
    argument_spec = importlib.import_module(f"{PACKAGE}.module_utils._module").argument_spec
    spec = argument_spec(cloud.provider())
    texts = dict(_documentation(cloud.module))
    return {
        name: _option(name, spec[name], texts[name], base["options"].get(name, {}))
        for name in sorted(spec)
        if name not in base["not_options"]
    }


def _option(name: str, spec: Mapping[str, Any], text: str, override: Mapping[str, Any]) -> dict[str, Any]:
    option: dict[str, Any] = {"description": text}
    if spec.get("type", "str") in _JSON_TYPES:
        option["type"] = _JSON_TYPES[spec.get("type", "str")]
    if "choices" in spec:
        option["enum"] = list(spec["choices"])
    if "elements" in spec:
        option["items"] = {"type": _JSON_TYPES[spec["elements"]]}
    if spec.get("default") is not None:
        option["default"] = spec["default"]
    option["x-in-files"] = _in_files(name, spec)
    option.update(override)
    return {key: value for key, value in option.items() if value is not None}


def _in_files(name: str, spec: Mapping[str, Any]) -> str | None:
    if spec.get("no_log"):
        return "encrypted"
    if spec.get("type") == "path" or name.startswith(("validate_", "ca_", "client_")):
        return "never"
    return "vendor" if name.endswith(("endpoint", "_url")) else None


def _documentation(module: str) -> Iterator[tuple[str, str]]:
    """Each option's description, from the module and its fragments, without Ansible's markup."""
    text = importlib.import_module(f"{PACKAGE}.modules.{module}").DOCUMENTATION
    document = yaml.safe_load(text)
    documents = [document]
    for fragment in document.get("extends_documentation_fragment", []):
        name, _dot, part = fragment.removeprefix("cloud_images.sharing.").partition(".")
        holder = importlib.import_module(f"{PACKAGE}.doc_fragments.{name}").ModuleDocFragment
        documents.append(yaml.safe_load(getattr(holder, part.upper() or "DOCUMENTATION")))
    for one in documents:
        for option, about in (one.get("options") or {}).items():
            description = about["description"]
            sentences = [description] if isinstance(description, str) else description
            yield option, _MARKUP.sub(r"\1", " ".join(sentence.strip() for sentence in sentences))


if __name__ == "__main__":
    SCHEMA.write_text(make(), encoding="utf-8")
    sys.stdout.write(f"{SCHEMA} is current.\n")
