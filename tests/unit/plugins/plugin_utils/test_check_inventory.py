# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The command that checks inventories and writes their schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.schema import SCHEMA_FILE
from ansible_collections.cloud_images.sharing.plugins.plugin_utils.check_inventory import main
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.inventories import CLOUD, IMAGE, A, whole

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, content: object) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(json.dumps(content), encoding="utf-8")


def test_it_says_which_files_it_read_and_what_they_hold(capsys: Captured) -> None:
    rules = [{"name": "r", "connection": "cloud", "select": {"name": "x-*"}, "members": ["team"]}]
    write("sharing/a.json", whole(images=[IMAGE, *rules]))
    write("sharing/b.yml", {"principals": {"team": [A]}, "incoming": [{"connection": "cloud", "from": []}]})
    write("sharing/c.yml.txt", {})
    assert main(["sharing"]) == 0
    output = capsys.readouterr()
    assert output.out.splitlines() == [
        "Read sharing/a.json",
        "Read sharing/b.yml",
        "1 image, 1 selection and 1 incoming list on 1 connection: nothing wrong.",
    ]
    assert output.err.startswith("Warning: sharing/c.yml.txt is not read")


def test_connections_alone_can_be_checked(capsys: Captured) -> None:
    write("connections.json", {"connections": CLOUD})
    assert main(["connections.json"]) == 0
    assert capsys.readouterr().out.endswith("0 images on 1 connection: nothing wrong.\n")


def test_all_problems_go_to_standard_error(capsys: Captured) -> None:
    write("a.json", whole(images=[{**IMAGE, "match": "x", "members": ["team"]}]))
    assert main(["a.json", "gone.yml"]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert [line.partition(":")[0] for line in output.err.splitlines()] == ["a.json", "gone.yml"]


def test_nothing_to_do(capsys: Captured) -> None:
    assert main([]) == 2
    assert "Name the files and folders" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "target"),
    [
        (["--write-schema"], SCHEMA_FILE.name),
        (["--write-schema", "folder"], f"folder/{SCHEMA_FILE.name}"),
        (["--write-schema", "folder/own.json"], "folder/own.json"),
    ],
)
def test_it_writes_the_schema_again_and_again(capsys: Captured, arguments: list[str], target: str) -> None:
    Path("folder").mkdir()
    for _again in range(2):
        assert main(arguments) == 0
        assert Path(target).read_bytes() == SCHEMA_FILE.read_bytes()
    assert f"Wrote {target}." in capsys.readouterr().out


def test_it_writes_the_schema_and_checks(capsys: Captured) -> None:
    write("a.json", whole())
    assert main(["a.json", "--write-schema"]) == 0
    assert "Read a.json" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["images: []", "{}", "[]", '{"$id": "x"}', "{" * 100_000])
def test_it_overwrites_nothing_else(capsys: Captured, content: str) -> None:
    Path("sharing.yml").write_text(content, encoding="utf-8")
    assert main(["--write-schema", "sharing.yml"]) == 1
    assert Path("sharing.yml").read_text(encoding="utf-8") == content
    assert "sharing.yml exists and is not a schema" in capsys.readouterr().err


def test_a_schema_that_cannot_be_written(capsys: Captured) -> None:
    assert main(["--write-schema", "nowhere/schema.json"]) == 1
    assert "nowhere/schema.json cannot be written: No such file or directory" in capsys.readouterr().err
