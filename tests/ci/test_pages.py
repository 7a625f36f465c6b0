# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the pages for AWX and CI quote is what ships."""

from __future__ import annotations

import re

import yaml
from ansible_collections.cloud_images.sharing.tests.awx import shipped

YAML_BLOCK = re.compile(r"^( *)```yaml\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`(\w+)`")
DOCS = shipped.ROOT / "docs"


def quoted(page: str) -> list[object]:
    """The YAML blocks of a page."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return [
        yaml.safe_load(re.sub(f"^{indent}", "", block, flags=re.MULTILINE))
        for indent, block in YAML_BLOCK.findall(text)
    ]


def test_awx_page() -> None:
    wrapper, _artifact, check, accounts, _senders = quoted("awx.md")
    project = {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in shipped.PROJECT.glob("*.yml")}
    assert wrapper == project["gate.yml"]
    assert accounts == project["accounts.yml"]
    assert isinstance(check, list)
    (refusal, *_others) = project["deploy.yml"][0]["tasks"]
    assert refusal["ansible.builtin.assert"]["that"] == check[0]["ansible.builtin.assert"]["that"]


def test_awx_page_names_every_variable_of_the_playbooks() -> None:
    named = set(CODE.findall((DOCS / "awx.md").read_text(encoding="utf-8")))
    for playbook in ("setup_awx", "query_members"):
        text = (shipped.ROOT / f"playbooks/{playbook}.yml").read_text(encoding="utf-8")
        internal = {f"query_members_{name}" for name in ("ids", "options", "result", "text")}
        assert set(re.findall(rf"{playbook}_\w+", text)) - internal - named - {"query_members_"} == set()


def test_ci_page() -> None:
    (config,) = quoted("ci.md")
    assert config == yaml.safe_load((DOCS / "ci/pre-commit-config.yaml").read_text(encoding="utf-8"))
