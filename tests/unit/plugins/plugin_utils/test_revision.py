# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The revision that a report names, from AWX's variables and from real git repositories."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._revision import MODIFIED, revision

AWX = "5f1c0ffee5f1c0ffee5f1c0ffee5f1c0ffee5f1c"


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
    command = ["git", "-C", str(folder), *identity, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.strip()


def repository(folder: Path) -> tuple[str, str]:
    """A repository with one committed inventory: its path and the commit."""
    folder.mkdir(parents=True)
    file = folder / "sharing.yml"
    file.write_text("images: []\n", encoding="utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "all")
    return str(file), git(folder, "rev-parse", "HEAD")


@pytest.mark.parametrize("name", ["awx_project_revision", "tower_project_revision"])
def test_awx_says_it(tmp_path: Path, name: str) -> None:
    file, _commit = repository(tmp_path / "project")
    assert revision([file], {name: AWX}) == AWX
    assert revision([], {name: AWX}) == AWX


def test_without_awx_git_says_it(tmp_path: Path) -> None:
    file, commit = repository(tmp_path / "project")
    assert revision([file], {}) == commit
    assert revision([file], {"awx_project_revision": ""}) == commit  # a manual project
    assert revision([file], {"awx_project_revision": None, "tower_project_revision": 7}) == commit


def test_a_file_that_git_does_not_hold_as_it_is_shows(tmp_path: Path) -> None:
    file, commit = repository(tmp_path / "project")
    untracked, ignored = tmp_path / "project/more.yml", tmp_path / "project/hidden.yml"
    untracked.touch()
    ignored.touch()
    (tmp_path / "project/.git/info/exclude").write_text("hidden.yml\n", encoding="utf-8")
    assert revision([file], {}) == commit  # what else lies there does not matter
    assert revision([file, str(untracked)], {}) == commit + MODIFIED
    assert revision([file, str(ignored)], {}) == commit + MODIFIED
    Path(file).write_text("images: [] # another\n", encoding="utf-8")
    assert revision([file], {}) == commit + MODIFIED


def test_nobody_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lonely = tmp_path / "sharing.yml"
    lonely.touch()
    one, _first = repository(tmp_path / "one")
    Path(one).write_text("another first commit\n", encoding="utf-8")
    git(tmp_path / "one", "commit", "--quiet", "--all", "--message", "second")
    other, _first = repository(tmp_path / "other")
    assert revision([], {}) is None
    assert revision([str(lonely)], {}) is None
    assert revision([one, str(lonely)], {}) is None
    assert revision([one, other], {}) is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert revision([one], {}) is None
