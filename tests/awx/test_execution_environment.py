# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The execution environment: ansible-builder takes the definition, the image gets the collection and what it needs."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml
from ansible_collections.cloud_images.sharing.tests.awx import shipped
from ansible_collections.cloud_images.sharing.tests.awx.commands import BIN, clean_environment

INSTALL = re.compile(r"^RUN (ANSIBLE_GALAXY_DISABLE_GPG_VERIFY=1 ansible-galaxy collection install .*)$", re.MULTILINE)
COLLECTIONS = "/usr/share/ansible/collections"


def run(folder: Path, *command: str) -> str:
    environment = clean_environment(folder) | {"ANSIBLE_COLLECTIONS_PATH": str(folder / "installed")}
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True, timeout=120)
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What somebody has who has the tarball only: it, the definition out of it, and the build context from both."""
    folder = tmp_path_factory.mktemp("ee")
    run(folder, str(BIN / "ansible-galaxy"), "collection", "build", str(shipped.ROOT))
    (tarball,) = folder.glob("*.tar.gz")
    run(
        folder,
        "tar",
        "--extract",
        "--file",
        tarball.name,
        "--strip-components=2",
        "extensions/awx/execution-environment.yml",
    )
    command = ("create", "--file", "execution-environment.yml", "--context", "context")
    run(folder, str(BIN / "ansible-builder"), *command, "--output-filename", "Containerfile")
    return folder


def test_the_base_image_is_pinned_and_has_a_python_that_the_collection_runs_on(folder: Path) -> None:
    recipe = (folder / "context/Containerfile").read_text(encoding="utf-8")
    assert re.search(
        r'^ARG EE_BASE_IMAGE="redhat/ubi9-minimal:9\.\d+-\d{10}@sha256:[0-9a-f]{64}"$', recipe, re.MULTILINE
    )
    assert 'ARG PYCMD="/usr/bin/python3.12"' in recipe
    assert 'ARG PYPKG="python3.12"' in recipe
    assert 'ARG PKGMGR="/usr/bin/microdnf"' in recipe
    assert "ansible-doc --type module cloud_images.sharing.sharing_audit" in recipe


def test_the_image_gets_the_collection_from_the_tarball_and_asks_no_server(folder: Path) -> None:
    """By the very command of the recipe, in the folder that it copies to /build."""
    (command,) = INSTALL.findall((folder / "context/Containerfile").read_text(encoding="utf-8"))
    assert COLLECTIONS in command
    installed = folder / "installed"
    shell = command.replace("$ANSIBLE_GALAXY_CLI_COLLECTION_OPTS", "").replace(COLLECTIONS, str(installed))
    run(folder, "bash", "-e", "-c", f"cd context/_build && ANSIBLE_GALAXY_SERVER=http://127.0.0.1:9 {shell}")
    assert (installed / "ansible_collections/cloud_images/sharing/plugins/modules/sharing_audit.py").is_file()

    found = yaml.safe_load(run(folder, str(BIN / "ansible-builder"), "introspect", "--sanitize", str(installed)))
    lines = [line.partition("#")[0].strip() for line in found["python"]]
    assert {line.partition(">=")[0] for line in lines} == {"requests", "jsonschema", "openstacksdk"}
    assert not found["system"]


def test_the_definition_names_the_version_that_is_built() -> None:
    version = yaml.safe_load((shipped.ROOT / "galaxy.yml").read_text(encoding="utf-8"))["version"]
    definition = yaml.safe_load((shipped.AWX / "execution-environment.yml").read_text(encoding="utf-8"))
    tarball = f"cloud_images-sharing-{version}.tar.gz"
    assert definition["additional_build_files"] == [{"src": tarball, "dest": "collections"}]
    (collection,) = definition["dependencies"]["galaxy"]["collections"]
    assert collection == {"name": f"collections/{tarball}", "type": "file"}
