# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the sessions of noxfile.py run in: Pythons and ansible-cores, variables, copies of the collection, clouds."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nox

HERE = Path(__file__).resolve().parents[2]
WORK = HERE / ".work"
COLLECTION = "ansible_collections/cloud_images/sharing"
ROOT = WORK / "root"  # holds ansible_collections/cloud_images/sharing, a link to the collection
PYTHONS = sorted((path.name[6:] for path in (WORK / "bin").glob("python3.*")), key=lambda version: int(version[2:]))
NEWEST = PYTHONS[-1]
FOR_2_16 = next((version for version in PYTHONS if version in ("3.10", "3.11", "3.12")), NEWEST)

SUPPORTED = {  # as each ansible-core says in its classifiers
    "2.16": ("3.10", "3.11", "3.12"),
    "2.17": ("3.10", "3.11", "3.12"),
    "2.18": ("3.11", "3.12", "3.13"),
    "2.19": ("3.11", "3.12", "3.13"),
    "2.20": ("3.12", "3.13", "3.14"),
    "2.21": ("3.12", "3.13", "3.14"),
}
EVERY = [
    nox.param(python, f"ansible-core=={core}.*", id=f"{core}-{python}")
    for core, pythons in SUPPORTED.items()
    for python in pythons
    if python in PYTHONS
]


def cores() -> Callable[[Any], Any]:
    """Run a session under the newest ansible-core that the Pythons here can run, and under the oldest supported."""
    newest = nox.param(NEWEST, "ansible-core", id="newest")
    return nox.parametrize("python, core", [newest, nox.param(FOR_2_16, "ansible-core==2.16.*", id="oldest")])


def environment(root: Path = ROOT) -> dict[str, str]:
    """Keep what Ansible and the tests read and write inside the working folder."""
    return {
        "ANSIBLE_COLLECTIONS_PATH": str(root),
        "ANSIBLE_HOME": str(WORK / "home/.ansible"),
        "ANSIBLE_REMOTE_TMP": str(WORK / "home/.ansible/tmp"),  # Ansible does not find it by HOME
        "HOME": str(WORK / "home"),
        "NO_COLOR": "1",
        "PYTHONPATH": str(root),
    }


def tree(name: str) -> Path:
    """Copy the collection for a tool that does not work behind a link. Returns the folder with ansible_collections."""
    root = WORK / "trees" / name
    if root.exists():
        shutil.rmtree(root)
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    for file in subprocess.run(listing, cwd=HERE, check=True, capture_output=True, text=True).stdout.split("\0"):
        if (HERE / file).is_file():
            (root / COLLECTION / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(HERE / file, root / COLLECTION / file)
    # Without a repository of its own, tools find the one around it.
    subprocess.run(["git", "init", "--quiet", root / COLLECTION], check=True)
    return root


@contextlib.contextmanager
def simulator(session: nox.Session) -> Iterator[str]:
    """Serve the clouds on loopback; gives their URL."""
    command = [f"{session.bin}/python", "-m", "tests.simulator"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | environment()) as serving:
        try:
            assert serving.stdout
            yield serving.stdout.readline().strip()
        finally:
            serving.terminate()
