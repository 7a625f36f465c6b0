# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run Ansible's commands as somebody with a bare machine would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

BIN = Path(sys.executable).parent


def clean_environment(home: Path, **variables: str) -> dict[str, str]:
    """Only what a job needs: none of the caller's own credentials, proxies or Ansible settings."""
    kept = {name: os.environ[name] for name in ("ANSIBLE_COLLECTIONS_PATH",) if name in os.environ}
    return kept | {
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "ANSIBLE_REMOTE_TMP": str(home / ".ansible/tmp"),
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PATH": f"{BIN}{os.pathsep}/usr/bin{os.pathsep}/bin",
        **variables,
    }


def ansible_playbook(
    arguments: Sequence[str], folder: Path, variables: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """ansible-playbook of this environment, run in a folder that is its home too."""
    command = [str(BIN / "ansible-playbook"), *arguments]
    environment = clean_environment(folder, **variables)
    return subprocess.run(
        command, cwd=folder, env=environment, check=False, capture_output=True, text=True, timeout=600
    )
