# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every check of the collection, each in an environment of its own. `make help` lists the ways to run them."""

from __future__ import annotations

import os
from pathlib import Path

import nox

HERE = Path(__file__).parent
WORK = HERE / ".work"
ROOT = WORK / "root"  # holds ansible_collections/cloud_images/sharing, a link to this folder
PYTHONS = sorted((path.name.removeprefix("python") for path in (WORK / "pythons").iterdir()), key=lambda v: int(v[2:]))
NEWEST = PYTHONS[-1]
FOR_2_16 = next((version for version in PYTHONS if version in ("3.10", "3.11", "3.12")), NEWEST)

os.environ["PATH"] = f"{WORK / 'pythons'}{os.pathsep}{os.environ['PATH']}"
os.environ["UV_PYTHON_DOWNLOADS"] = "never"
nox.needs_version = ">=2026.10"
nox.options.default_venv_backend = "uv"
nox.options.envdir = str(WORK / "venvs")
nox.options.error_on_missing_interpreters = True
nox.options.reuse_venv = "yes"
nox.options.stop_on_first_error = False


def environment(root: Path = ROOT) -> dict[str, str]:
    """Keep what Ansible and the tests read and write inside the working folder."""
    return {
        "ANSIBLE_COLLECTIONS_PATH": str(root),
        "ANSIBLE_HOME": str(WORK / "home/.ansible"),
        "HOME": str(WORK / "home"),
        "PYTHONPATH": str(root),
    }


@nox.session(python=NEWEST, tags=["check"])
def lint(session: nox.Session) -> None:
    """Style, formatting, YAML, licences and changelog."""
    session.install("--group", "lint")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", "--diff", ".")
    session.run("yamllint", "--strict", ".")
    session.run("reuse", "lint", "--lines")
    session.run("antsibull-changelog", "lint")


@nox.session(python=NEWEST, tags=["check"])
def types(session: nox.Session) -> None:
    """Static types."""
    session.install("--group", "types")
    collection = "ansible_collections.cloud_images.sharing"
    session.run("mypy", "-p", f"{collection}.plugins", "-p", f"{collection}.tests", env=environment())
    session.run("mypy", "noxfile.py", env=environment())


@nox.session(tags=["check"])
@nox.parametrize(
    "python, core",
    [nox.param(FOR_2_16, "ansible-core==2.16.*", id="oldest"), nox.param(NEWEST, "ansible-core", id="newest")],
)
def units(session: nox.Session, core: str) -> None:
    """Unit and property tests."""
    session.install("--group", "tests", core)
    session.run("ansible", "--version", env=environment())
    session.run("pytest", "tests/unit", *session.posargs, env=environment())
