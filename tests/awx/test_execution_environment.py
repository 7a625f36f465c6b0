# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The execution environment: ansible-builder takes the definition and finds what the collection needs."""

from __future__ import annotations

import subprocess
from pathlib import Path

import yaml
from ansible_collections.cloud_images.sharing.tests.awx import shipped
from ansible_collections.cloud_images.sharing.tests.awx.commands import BIN, clean_environment


def ansible_builder(folder: Path, *arguments: str) -> str:
    command = [str(BIN / "ansible-builder"), *arguments]
    environment = clean_environment(folder)
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True, timeout=120)
    return done.stdout


def test_the_definition_can_be_built(tmp_path: Path) -> None:
    definition = shipped.AWX / "execution-environment.yml"
    ansible_builder(
        tmp_path, "create", "--file", str(definition), "--context", "context", "--output-filename", "Containerfile"
    )
    asked = yaml.safe_load((tmp_path / "context/_build/requirements.yml").read_text(encoding="utf-8"))
    assert asked == {"collections": [{"name": "cloud_images.sharing"}]}
    recipe = (tmp_path / "context/Containerfile").read_text(encoding="utf-8")
    assert 'ARG EE_BASE_IMAGE="fedora:42"' in recipe
    assert "ansible-doc --type module cloud_images.sharing.sharing_audit" in recipe


def test_the_requirements_of_the_collection_are_found(tmp_path: Path) -> None:
    home = tmp_path / "ansible_collections/cloud_images"
    home.mkdir(parents=True)
    (home / "sharing").symlink_to(shipped.ROOT)
    found = yaml.safe_load(ansible_builder(tmp_path, "introspect", "--sanitize", str(tmp_path)))
    lines = [line.partition("#")[0].strip() for line in found["python"]]
    assert {line.partition(">=")[0] for line in lines} == {"requests", "jsonschema", "openstacksdk"}
