# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Lay out the working folder: nox, uv, links to this machine's Pythons, the import root and a pip for ansible-test.

Usage: boot.py FOLDER
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

COLLECTION = Path(__file__).resolve().parents[2]
TOOLS = ["nox[uv]>=2026.10"]
PYTHONS = [f"python3.{minor}" for minor in range(10, 15)]


def real_interpreter(name: str) -> Path | None:
    """The first Python of that name that runs. A version manager's shim of a Python that is not active does not."""
    managed = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    folders = [*os.get_exec_path(), *map(str, sorted(managed.glob("*/bin"), reverse=True))]
    for folder in folders:
        candidate = Path(folder) / name
        if os.access(candidate, os.X_OK):
            told = subprocess.run(
                [candidate, "-c", "import sys, venv, ensurepip; print(sys.executable)"],
                capture_output=True,
                text=True,
                check=False,
            )
            if told.returncode == 0:
                return Path(told.stdout.strip())
    return None


def link(link_path: Path, target: Path) -> None:
    link_path.parent.mkdir(parents=True, exist_ok=True)
    link_path.unlink(missing_ok=True)
    link_path.symlink_to(target)


def main(work: Path) -> None:
    """Fill the folder; running it again refreshes it."""
    if sys.version_info < (3, 11):
        sys.exit(f"Python 3.11 or newer is needed to run the checks, this is {sys.version}")
    for name in PYTHONS:
        if found := real_interpreter(name):
            link(work / "bin" / name, found)
    link(work / "root/ansible_collections/cloud_images/sharing", COLLECTION)
    (work / "home").mkdir(exist_ok=True)

    venv.create(work / "boot", with_pip=True, symlinks=True)
    pip = [work / "boot/bin/python", "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", *TOOLS], check=True)
    link(work / "bin/uv", work / "boot/bin/uv")
    subprocess.run([*pip, "download", "--no-deps", "--dest", work / "pip", "pip"], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
