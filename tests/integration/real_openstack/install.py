# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Install what does not belong into the environment of the tests into others, once."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

CACHE = Path(__file__).parents[3] / ".work" / "real_openstack"


def made_once(prefix: str, ingredients: bytes, make: Callable[[Path], None]) -> Path:
    """The cached folder for these ingredients, made by ``make(path)`` when it is not there yet.

    It is made under its final path, because a virtual environment cannot be moved; a mark inside says that it is whole.
    """
    folder = CACHE / f"{prefix}-{hashlib.sha256(ingredients).hexdigest()[:16]}"
    whole = folder / ".whole"
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(folder.with_suffix(".lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # whoever comes second waits for the first
        if not whole.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            whole.touch()
    return folder


def environment(requirements: Path) -> Path:
    """A virtual environment of its own with what a requirements file names, installed from PyPI when needed."""
    ingredients = requirements.read_bytes() + sys.version.encode()
    return made_once(requirements.stem, ingredients, lambda folder: _install(folder, requirements))


def _install(folder: Path, requirements: Path) -> None:
    interpreter = str(folder / "bin" / "python")
    uv = shutil.which("uv")
    if uv:
        commands = [
            [uv, "venv", "--quiet", "--python", sys.executable, str(folder)],
            [uv, "pip", "install", "--quiet", "--python", interpreter, "-r", str(requirements)],
        ]
    else:
        commands = [
            [sys.executable, "-m", "venv", str(folder)],
            [interpreter, "-m", "pip", "install", "--quiet", "-r", str(requirements)],
        ]
    for command in commands:
        subprocess.run(command, check=True, cwd=tempfile.gettempdir())
