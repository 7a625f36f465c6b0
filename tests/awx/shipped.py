# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The definitions that ship for AWX, as plain data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
AWX = ROOT / "extensions/awx"
PROJECT = AWX / "project"


class _Loader(yaml.SafeLoader):
    """SafeLoader that takes Ansible's !unsafe for the plain text it marks."""


def _plain_text(_loader: _Loader, node: yaml.ScalarNode) -> str:
    return str(node.value)


_Loader.add_constructor("!unsafe", _plain_text)


def read(name: str) -> Any:
    """The only value of one file in extensions/awx, such as the list of credential types."""
    (value,) = yaml.load((AWX / name).read_text(encoding="utf-8"), _Loader).values()
    return value


def credential_types() -> dict[str, dict[str, Any]]:
    """Credential types by the first word of their name: Samsung, Huawei, Open."""
    return {definition["name"].split()[0]: definition for definition in read("credential_types.yml")}


def job_templates() -> dict[str, dict[str, Any]]:
    """Job templates by name."""
    return {template["name"]: template for template in read("job_templates.yml")}


def workflows() -> list[dict[str, Any]]:
    """Workflow job templates, in their order."""
    return list(read("workflow_job_templates.yml"))


def one_host() -> dict[str, dict[str, dict[str, Any]]]:
    """The inventory of the gate, as the job gets it: hosts by group, variables by host."""
    (hosts,) = [inventory["hosts"] for inventory in read("inventories.yml") if "hosts" in inventory]
    return {"all": {host["name"]: host["variables"] for host in hosts}}
