# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Puts known bugs into a copy of the collection, one at a time, and shows which test notices each.

``python -m tests.tools.seed_bugs [TEXT...]`` takes the bugs of seeded_bugs.yml, or those whose name has one of the
texts. It ends with status 1 where one goes unnoticed: then a test is missing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parents[2]
COLLECTION = "ansible_collections/cloud_images/sharing"
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)
_TESTS_FAILED = 1  # pytest's status; any other says that the tests did not even run


@dataclass(frozen=True)
class Bug:
    """``old`` stands exactly once in the file ``path``, and ``new`` in its place is the bug."""

    bug: str
    path: str
    old: str
    new: str
    tests: list[str]

    def seeded(self, text: str) -> str:
        """The file with the bug. ValueError where the old text is not there exactly once, or nothing changes."""
        if text.count(self.old) != 1 or self.old == self.new:
            raise ValueError(f"{self.bug}: its old text stands {text.count(self.old)} times in {self.path}")
        return text.replace(self.old, self.new)


def bugs() -> list[Bug]:
    """All of the data file."""
    rows = yaml.safe_load((Path(__file__).parent / "seeded_bugs.yml").read_text(encoding="utf-8"))
    return [Bug(**row) for row in rows]


def copy_to(root: Path) -> Path:
    """A copy of all files of the collection below a folder; returns its own folder."""
    target = root / COLLECTION
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    for file in subprocess.run(listing, cwd=HERE, check=True, capture_output=True, text=True).stdout.split("\0"):
        if (HERE / file).is_file():
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(HERE / file, target / file)
    return target


def noticed_by(folder: Path, tests: Sequence[str]) -> str | None:
    """The first test that fails; None where none does. RuntimeError where they cannot be run."""
    root = folder.parents[2]
    environ = os.environ | {
        "PYTHONPATH": str(root),
        "ANSIBLE_COLLECTIONS_PATH": str(root),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n0", "--tb=no", "-rfE", "-p", "no:cacheprovider", *tests]
    done = subprocess.run(command, cwd=folder, env=environ, check=False, capture_output=True, text=True)
    if done.returncode == 0:
        return None
    found = _FAILED.search(done.stdout)
    if done.returncode != _TESTS_FAILED or not found:
        raise RuntimeError(f"the tests do not run:\n{done.stdout}\n{done.stderr}")
    return found[1]


def seed(folder: Path, bug: Bug) -> str | None:
    """The test that notices a bug in the copy, which is whole again afterwards."""
    path = folder / bug.path
    good = path.read_text(encoding="utf-8")
    path.write_text(bug.seeded(good), encoding="utf-8")
    try:
        return noticed_by(folder, bug.tests)
    finally:
        path.write_text(good, encoding="utf-8")


def main(wanted: Sequence[str]) -> int:
    chosen = [bug for bug in bugs() if not wanted or any(text in bug.bug for text in wanted)]
    unnoticed = 0
    with tempfile.TemporaryDirectory() as root:
        folder = copy_to(Path(root))
        if failing := noticed_by(folder, sorted({test for bug in chosen for test in bug.tests})):
            sys.exit(f"{failing} fails without any bug.")
        for bug in chosen:
            began = time.monotonic()
            test = seed(folder, bug)
            unnoticed += test is None
            print(f"{bug.bug}: {test or 'NOBODY NOTICES'} ({time.monotonic() - began:.0f} s)", flush=True)
    print(f"{len(chosen)} bugs, {unnoticed} unnoticed")
    return 1 if unnoticed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
