# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Install the servers into a virtual environment of their own, once."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")


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


def python() -> Path:
    """The Python that can import Keystone, Glance and cheroot; installs them from PyPI when needed."""
    ingredients = REQUIREMENTS.read_bytes() + sys.version.encode()
    return made_once("venv", ingredients, _install) / "bin" / "python"


def _install(folder: Path) -> None:
    interpreter = str(folder / "bin" / "python")
    uv = shutil.which("uv")
    if uv:
        commands = [
            [uv, "venv", "--quiet", "--python", sys.executable, str(folder)],
            [uv, "pip", "install", "--quiet", "--python", interpreter, "-r", str(REQUIREMENTS)],
        ]
    else:
        commands = [
            [sys.executable, "-m", "venv", str(folder)],
            [interpreter, "-m", "pip", "install", "--quiet", "-r", str(REQUIREMENTS)],
        ]
    for command in commands:
        subprocess.run(command, check=True, cwd=tempfile.gettempdir())
