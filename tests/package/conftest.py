# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The built collection, in a place where nothing else is."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from ansible.release import __version__ as CORE
from ansible_collections.cloud_images.sharing.tests.tools.build_artifact import build


@dataclass(frozen=True)
class Stranger:
    """A home with nothing in it but the tarball, and a Python with nothing but ansible-core and pip."""

    home: Path
    environ: dict[str, str]

    def run(self, script: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Whether it went well, and what standard output and standard error say, in one text."""
        return subprocess.run(
            ["bash", "-ec", script],
            cwd=self.home,
            env=self.environ | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=300,
        )


@pytest.fixture(scope="session")
def artifact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("artifact"))


@pytest.fixture
def stranger(tmp_path: Path, artifact: Path) -> Stranger:
    home = tmp_path / "home"
    home.mkdir()
    (home / artifact.name).write_bytes(artifact.read_bytes())
    subprocess.run(["uv", "venv", "--quiet", "--seed", "--python", sys.executable, str(tmp_path / "venv")], check=True)
    install = [
        "uv",
        "pip",
        "install",
        "--quiet",
        "--python",
        str(tmp_path / "venv/bin/python"),
        f"ansible-core=={CORE}",
    ]
    subprocess.run(install, check=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "PYTHON"))}
    ours = {
        "HOME": str(home),
        "PATH": f"{tmp_path / 'venv/bin'}{os.pathsep}{os.environ['PATH']}",
        "ANSIBLE_REMOTE_TMP": str(home / ".ansible/tmp"),  # Ansible does not find it by HOME
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
    }
    return Stranger(home, kept | ours)
