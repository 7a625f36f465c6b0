# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which files are read: where paths are looked for, what a folder holds, and what is passed over with a warning."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import InventoryError, load
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.places import find_files
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.problems import Problems
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.inventories import IMAGE, whole

COLLECTION = Path(__file__).parents[5]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(json.dumps(whole()), encoding="utf-8")


def problems_of(*paths: str, folders: tuple[str, ...] = ("",)) -> list[str]:
    with pytest.raises(InventoryError) as caught:
        load(paths, folders=folders)
    return caught.value.problems


def test_a_folder_is_read_whole_and_in_order(here: Path) -> None:
    write("f/b.yml", "f/a.YAML", "f/deep/er/c.json", "f/.hidden.yml", "f/.git/x.yml", "f/notes.txt", "f/README.md")
    problems = Problems()
    assert find_files(["f", "f/b.yml", "./f/b.yml"], [""], problems) == ["f/a.YAML", "f/b.yml", "f/deep/er/c.json"]
    assert problems.warnings == []
    os.symlink("deep", "f/linked")
    assert "f/linked: a link to a folder is not followed: name the folder itself" in problems_of("f")


@pytest.mark.parametrize(
    "name", ["team-b.yml.txt", "team-b.yml~", "team-b.YAML.bak", "#team-b.yml#", "team-b.json5", "team-b.yml.j2"]
)
def test_files_that_look_like_an_inventory_and_are_not_read_are_a_warning(here: Path, name: str) -> None:
    write("f/a.yml", f"f/{name}")
    loaded = load(["f"])
    assert loaded["files"] == ["f/a.yml"]
    assert loaded["warnings"] == [f"f/{name} is not read: in a folder, only files named *.yml, *.yaml or *.json are"]
    assert load([f"f/{name}"])["files"] == [f"f/{name}"]


def test_a_folder_without_any_is_refused(here: Path) -> None:
    (here / "f").mkdir()
    assert problems_of("f") == [
        "f: the folder holds no file named *.yml, *.yaml or *.json",
    ]


@pytest.mark.parametrize("name", ["a\nPASS.yml", "\x1b[2Ja.yml", "a\u202elmy.yml", os.fsdecode(b"\xff.yml")])
def test_a_file_name_cannot_forge_a_line(here: Path, name: str) -> None:
    write("f/a.yml")
    (here / "f" / name).write_text("{}", encoding="utf-8")
    (found,) = problems_of("f")
    assert "a file name with control characters or that is not UTF-8: rename the file" in found
    assert found.isprintable()


def test_a_missing_file_is_named_with_all_places_and_all_other_problems(here: Path) -> None:
    write("play/here.yml")
    bad = {**IMAGE, "match": "x"}
    (here / "bad.json").write_text(json.dumps(whole(images=[bad])), encoding="utf-8")
    (here / "secret.yml").write_text("$ANSIBLE_VAULT;1.1;AES256\n3438\n", encoding="utf-8")
    found = problems_of("gone.yml", "secret.yml", "bad.json", folders=("", "play"))
    assert found == [
        "bad.json:1: images[0].match: 'x' is not allowed. Allowed: at_least, at_most, exact, private.",
        f"gone.yml: there is no such file or folder. Searched: {here}/gone.yml and {here}/play/gone.yml",
        "secret.yml: encrypted with ansible-vault, and cannot be decrypted: no password for it was given",
    ]


def test_folders_are_searched_in_order(here: Path) -> None:
    write("play/a.yml", "play/both.yml", "both.yml")
    assert load(["a.yml"], folders=("", "play"))["files"] == ["play/a.yml"]
    assert load(["both.yml"], folders=("", "play"))["files"] == ["both.yml"]
    assert load([str(here / "both.yml")], folders=("", "play"))["files"] == [str(here / "both.yml")]


def test_the_collections_own_playbooks_are_no_place_to_search(here: Path) -> None:
    assert (COLLECTION / "playbooks" / "assert_sharing.yml").exists()
    found = problems_of("assert_sharing.yml", folders=("", str(COLLECTION / "playbooks")))
    assert found == [
        f"assert_sharing.yml: there is no such file or folder. Searched: {here}/assert_sharing.yml",
    ]


@pytest.mark.parametrize("path", ["", "a\0b"])
def test_what_is_not_a_path(here: Path, path: str) -> None:
    assert "not a path" in problems_of(path)[0]


def test_a_folder_that_cannot_be_read_is_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it holds would be expectations that nobody read."""
    write("f/a.json", "f/closed/b.json")
    listed = os.scandir

    def scandir(path: str) -> Any:
        if path.endswith("closed"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert "f/closed: cannot be read: Permission denied" in problems_of("f")
