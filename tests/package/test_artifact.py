# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tarball: the same bytes whoever builds it when, and what Ansible's own tools say of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from ansible_collections.cloud_images.sharing.tests.tools import build_artifact

from .conftest import Stranger


def test_another_build_gives_the_same_bytes(artifact: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By somebody else's umask, from a folder that lists its files in another order, at another time."""

    def backwards(to: Path) -> None:
        copy(tmp_path / "first")
        for file in sorted((tmp_path / "first").rglob("*"), reverse=True):
            if file.is_file():
                (to / file.relative_to(tmp_path / "first")).parent.mkdir(parents=True, exist_ok=True)
                (to / file.relative_to(tmp_path / "first")).write_bytes(file.read_bytes())
        os.utime(to / "galaxy.yml", (1, 1))

    copy = build_artifact.copy_files
    monkeypatch.setattr(build_artifact, "copy_files", backwards)
    before = os.umask(0o077)
    try:
        again = build_artifact.build(tmp_path / "again")
    finally:
        os.umask(before)
    assert again.name == artifact.name
    assert again.read_bytes() == artifact.read_bytes()


def test_the_time_in_it_may_be_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert build_artifact.moment() == 1_700_000_000


def test_ansible_installs_and_verifies_it(stranger: Stranger, artifact: Path) -> None:
    installed = stranger.run(f"ansible-galaxy collection install --offline {artifact.name}")
    assert installed.returncode == 0, installed.stdout
    verified = stranger.run("ansible-galaxy collection verify --offline cloud_images.sharing")
    assert verified.returncode == 0, verified.stdout
    assert "Successfully verified" in verified.stdout
    listed = stranger.run("ansible-doc --list cloud_images.sharing")
    assert "cloud_images.sharing.scp_image_member_info" in listed.stdout


def test_a_changed_file_is_found(stranger: Stranger, artifact: Path) -> None:
    assert stranger.run(f"ansible-galaxy collection install --offline {artifact.name}").returncode == 0
    readme = stranger.home / ".ansible/collections/ansible_collections/cloud_images/sharing/README.md"
    readme.write_text("something else", encoding="utf-8")
    verified = stranger.run("ansible-galaxy collection verify --offline cloud_images.sharing")
    assert verified.returncode != 0
    assert "README.md" in verified.stdout


def test_an_execution_environment_finds_what_it_needs(stranger: Stranger, artifact: Path) -> None:
    assert stranger.run(f"ansible-galaxy collection install --offline {artifact.name} -p site").returncode == 0
    builder = Path(sys.executable).parent / "ansible-builder"
    told = subprocess.run(
        [builder, "introspect", "--sanitize", stranger.home / "site"], check=True, capture_output=True, text=True
    ).stdout
    for library in ("jsonschema", "openstacksdk", "requests"):
        assert library in told
