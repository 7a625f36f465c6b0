# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A cloud is added by the steps of docs/adding_a_cloud.md, taken from there word for word, and works everywhere."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import ROOT, Ansible
from .nimbus import KEY, OWNER, PARTNER, SECRET, STRANGER, Nimbus, nimbus

BLOCK = re.compile(r"^```python\n# (?P<path>plugins/\S+\.py)(?P<add> \(add\))?\n(?P<code>.*?)^```$", re.M | re.S)
MOST_LINES = 100
MOST_FILES = 4


def files() -> dict[str, str]:
    """The code blocks of the page, by the path that each names in its first line."""
    page = (ROOT / "docs/adding_a_cloud.md").read_text(encoding="utf-8")
    return {found["path"]: found["code"] for found in BLOCK.finditer(page)}


@pytest.fixture(scope="module")
def collections(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the collection with the new cloud."""
    root = tmp_path_factory.mktemp("collections")
    copy = root / "ansible_collections/cloud_images/sharing"
    for folder in ("meta", "playbooks", "plugins", "roles", "tests/tools"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "galaxy.yml", copy)
    for path, code in files().items():
        target = copy / path
        target.parent.mkdir(parents=True, exist_ok=True)
        before = target.read_text(encoding="utf-8") + "\n\n" if target.exists() else ""
        target.write_text(before + code, encoding="utf-8")
    tool = "ansible_collections.cloud_images.sharing.tests.tools.make_inventory_schema"
    subprocess.run([sys.executable, "-m", tool], check=True, cwd=root, env={"PYTHONPATH": str(root)})
    return root


@pytest.fixture
def cloud() -> Iterator[Nimbus]:
    with nimbus() as served:
        served.grants = {"img-1": [PARTNER], "img-2": [f"acct-{number:04x}" for number in range(123)]}
        yield served


@pytest.fixture
def commands(tmp_path: Path, collections: Path) -> Ansible:
    commands = Ansible(tmp_path)
    commands.environ |= {
        "ANSIBLE_COLLECTIONS_PATH": str(collections),
        "NIMBUS_API_KEY": KEY,
        "NIMBUS_API_SECRET": SECRET,
    }
    return commands


def inventory(cloud: Nimbus, members: list[str]) -> dict[str, object]:
    return {
        "connections": {"nimbus-1": {"provider": "nimbus", "endpoint": cloud.url}},
        "principals": {"partner": PARTNER},
        "images": [{"name": "golden", "connection": "nimbus-1", "image_id": "img-1", "members": members}],
    }


def test_a_cloud_is_few_files_and_few_lines() -> None:
    blocks = files()
    assert len(blocks) <= MOST_FILES
    code = [line for line in blocks["plugins/module_utils/_providers/nimbus/provider.py"].splitlines() if line.strip()]
    assert len(code) <= MOST_LINES


def test_ad_hoc_reads_every_page_and_says_whose_the_key_is(commands: Ansible, cloud: Nimbus) -> None:
    outcome = commands.ad_hoc(
        "nimbus_image_member_info", image_ids=["img-1", "img-2", "img-9"], endpoint=cloud.url, on_error="report"
    )
    assert outcome.status == 0, outcome.output
    first, second, missing = outcome.result["images"]
    assert first["members"][0]["member_id"] == PARTNER
    assert first["members"][0]["created_at"].startswith("2023-11-14T22:13:20")
    assert (second["member_count"], second["complete"]) == (123, True)
    assert missing["state"] == "not_found"
    assert outcome.result["summary"]["account"] == {"id": OWNER, "proven_by": "access_key"}


def test_discovery_lists_what_the_account_owns(commands: Ansible, cloud: Nimbus) -> None:
    outcome = commands.ad_hoc("nimbus_image_member_info", discover=True, endpoint=cloud.url)
    assert outcome.status == 0, outcome.output
    assert [image["image_id"] for image in outcome.result["discovered"]["images"]] == ["img-1", "img-2"]


@pytest.mark.parametrize(("members", "status"), [(["partner"], 0), ([PARTNER, STRANGER], 2), ([], 2)])
def test_the_gate_judges_it(commands: Ansible, cloud: Nimbus, members: list[str], status: int) -> None:
    given = commands.write("sharing.yml", inventory(cloud, members))
    outcome = commands.gate(inventory=given, report_dir=str(commands.folder / "reports"))
    assert outcome.status == status, outcome.output
    assert commands.report()["counts"]["compliant"] == (status == 0)


def test_the_gate_discovers_on_it(commands: Ansible, cloud: Nimbus) -> None:
    given = commands.write("sharing.yml", inventory(cloud, ["partner"]))
    outcome = commands.gate(inventory=given, discover=True, report_dir=str(commands.folder / "reports"))
    assert outcome.status == 2
    assert [one["kind"] for one in commands.report()["findings"]] == ["unmanaged_image"]


def test_its_secret_and_its_signature_are_masked_in_an_echo(commands: Ansible, cloud: Nimbus) -> None:
    cloud.echoing = {"img-1"}
    outcome = commands.ad_hoc("nimbus_image_member_info", "-vvvv", image_ids=["img-1"], endpoint=cloud.url)
    assert outcome.status != 0
    assert "denied for" in outcome.output
    for secret in [SECRET, *cloud.signatures]:
        assert secret not in outcome.output
        assert secret[:12] not in outcome.output


def test_one_refused_key_is_sent_once_for_all_its_connections(commands: Ansible, cloud: Nimbus) -> None:
    commands.environ["NIMBUS_API_SECRET"] = "another-secret"
    given = inventory(cloud, ["partner"])
    given["connections"] = {f"n{number}": {"provider": "nimbus", "endpoint": cloud.url} for number in range(3)}
    given["images"] = [
        {"name": f"i{number}", "connection": f"n{number}", "image_id": "img-1", "members": ["partner"]}
        for number in range(3)
    ]
    outcome = commands.gate(inventory=commands.write("sharing.json", json.dumps(given)))
    assert outcome.status == 2
    assert len(cloud.asked) == 1
