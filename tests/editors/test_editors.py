# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The schema in an editor: what the YAML language server says of inventories, and what it offers while typing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.schema import SCHEMA_FILE
from ansible_collections.cloud_images.sharing.plugins.plugin_utils.check_inventory import main
from ansible_collections.cloud_images.sharing.tests.editors.language_server import LanguageServer

COMMAND = ["yaml-language-server", "--stdio"]
PAGE = Path(__file__).parents[2] / "docs" / "inventory.md"
FIRST_LINE = f"# yaml-language-server: $schema={SCHEMA_FILE.name}\n"
TYPING = """\
connections:
  scp-prod:
    provider: scp
    # 1
  ims:
    provider: huawei_ims
    # 2
  os:
    provider: openstack
    auth:
      # 3
images:
  - name: golden
    select:
      status: active
      # 4
    # 5
incoming:
  - connection: ims
    from:
      - owner: x
        # 6
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one's own, with the schema beside the inventory."""
    assert main(["--write-schema", str(tmp_path)]) == 0
    return tmp_path


@pytest.fixture
def server(project: Path) -> Iterator[LanguageServer]:
    with LanguageServer(COMMAND, project) as running:
        yield running


def write(folder: Path, text: str) -> Path:
    path = folder / "sharing.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_of_the_documentation_is_right_as_it_stands(server: LanguageServer, project: Path) -> None:
    example = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]
    assert example.startswith(FIRST_LINE)
    assert server.open(write(project, example)) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("connections: {a: {provider: scp, regoin: x}}", "Property regoin is not allowed."),
        ("connections: {a: {provider: scp, secret_key: x}}", "Property secret_key is not allowed."),
        ("connections: {a: {provider: scp, validate_certs: false}}", "Property validate_certs is not allowed."),
        ("connections: {a: {provider: scp, trust_account_id: true}}", "Property trust_account_id is not allowed."),
        ("connections: {a: {provider: openstack, auth: {password: x}}}", "Property password is not allowed."),
        ("connections: {a: {provider: scpp}}", "Value is not accepted."),
        ("images: [{name: a, connection: a, select: {}, members: []}]", "Object has fewer properties"),
        ("incoming: [{connection: a}]", 'Missing property "from".'),
    ],
)
def test_what_the_gate_refuses_is_marked(server: LanguageServer, project: Path, text: str, message: str) -> None:
    found = [one["message"] for one in server.open(write(project, FIRST_LINE + text + "\n"))]
    assert any(one.startswith(message) for one in found), found


@pytest.mark.parametrize(
    ("number", "offered", "refused"),
    [
        (1, {"region", "account_id", "environment"}, {"secret_key", "validate_certs", "ca_path", "trust_account_id"}),
        (2, {"region", "project_id"}, {"secret_key", "auth_token", "password", "validate_certs", "discover"}),
        (3, {"auth_url", "project_id"}, {"password", "token", "application_credential_secret"}),
        (4, {"name", "name_regex", "tags", "newest"}, set()),
        (5, {"connection", "connections", "count", "same_content", "match", "members"}, set()),
        (6, {"names", "status", "max_pending_days"}, set()),
    ],
)
def test_what_is_offered_and_what_a_file_may_not_hold_is_not(
    server: LanguageServer, project: Path, number: int, offered: set[str], refused: set[str]
) -> None:
    lines = (FIRST_LINE + TYPING).splitlines()
    line = next(index for index, text in enumerate(lines) if text.endswith(f"# {number}"))
    column = lines[line].index("#")
    lines[line] = " " * column
    path = write(project, "\n".join(lines) + "\n")
    server.open(path)
    found = set(server.offered(path, line, column))
    assert found >= offered
    assert not found & refused


def test_a_mapping_in_the_editors_settings_does_without_a_first_line(project: Path) -> None:
    settings = {"schemas": {f"./{SCHEMA_FILE.name}": ["sharing.yml", "sharing/*.yml"]}}
    path = write(project, "imagess: []\n")
    with LanguageServer(COMMAND, project, settings) as server:
        (problem,) = server.open(path)
    assert problem["message"] == "Property imagess is not allowed."
