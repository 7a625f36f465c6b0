# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The pre-commit hook, run by pre-commit itself, and the command behind it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from ansible_collections.cloud_images.sharing.plugins.plugin_utils.check_inventory import main
from ansible_collections.cloud_images.sharing.tests.ci.repository import as_repository, commit

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "extensions/awx/project/sharing.yml"
RECIPE = ROOT / "docs/ci/pre-commit-config.yaml"


@pytest.fixture(scope="module")
def hook(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """This collection as it stands, as a repository of its own."""
    return as_repository(tmp_path_factory.mktemp("hook") / "sharing")


def test_pre_commit_runs_the_hook_of_the_recipe(hook: tuple[str, str], tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    config = yaml.safe_load(RECIPE.read_text(encoding="utf-8"))
    config["repos"][0] |= {"repo": hook[0], "rev": hook[1]}
    (project / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    good = EXAMPLE.read_text(encoding="utf-8")
    (project / "sharing.yml").write_text(good, encoding="utf-8")
    commit(project)

    command = [str(Path(sys.executable).parent / "pre-commit"), "run", "--all-files", "--verbose"]
    environment = os.environ | {"PRE_COMMIT_HOME": str(tmp_path / "cache")}
    passed = subprocess.run(
        command, cwd=project, env=environment, check=False, capture_output=True, text=True, timeout=300
    )
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "2 images on 2 connections" in passed.stdout

    (project / "sharing.yml").write_text(good.replace("[team-a]", "[team-x]"), encoding="utf-8")
    failed = subprocess.run(
        command, cwd=project, env=environment, check=False, capture_output=True, text=True, timeout=300
    )
    assert failed.returncode == 1
    assert "team-x" in failed.stdout


def test_the_command_names_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.yml"
    bad.write_text("connections: {a: {provider: scp, regoin: x}}\nimages: []\n", encoding="utf-8")
    assert main([str(bad)]) == 1
    assert f"{bad}:1: " in capsys.readouterr().err


def test_the_command_cannot_look_into_a_vault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("$ANSIBLE_VAULT;1.1;AES256\n3132\n", encoding="utf-8")
    assert main([str(secret)]) == 1
    assert "encrypted with ansible-vault" in capsys.readouterr().err


def test_the_command_needs_an_inventory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert main([str(tmp_path / "missing.yml")]) == 1
    assert "missing.yml" in capsys.readouterr().err
