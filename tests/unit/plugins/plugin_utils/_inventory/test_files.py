# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The content of files and of what is inline: what is read, and what cannot hang or exhaust whoever reads it."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory import documents_json, documents_yaml
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.files import VaultError, inline_document
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import InventoryError, load
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.problems import Problems
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.inventories import IMAGE, whole

NOT_REGULAR = "not a regular file"


def problems_of(*paths: Path, **arguments: Any) -> list[str]:
    with pytest.raises(InventoryError) as caught:
        load([str(path) for path in paths], inline=whole(), **arguments)
    return [problem.partition(": ")[2] for problem in caught.value.problems]


def test_a_fifo_and_devices_in_a_folder_do_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yml")
    os.symlink("/dev/zero", tmp_path / "b.json")
    os.symlink("/dev/stdin", tmp_path / "c.yml")
    (tmp_path / "d.yml").mkdir()
    os.symlink("nowhere", tmp_path / "e.yml")
    os.symlink("f.yml", tmp_path / "f.yml")
    assert problems_of(tmp_path) == [
        *[NOT_REGULAR] * 3,
        "cannot be read: No such file or directory",
        "cannot be read: Too many levels of symbolic links",
    ]


def test_a_named_fifo_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    assert problems_of(tmp_path / "fifo") == [NOT_REGULAR]


def test_a_file_is_of_at_most_64_mib(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    with path.open("wb") as file:
        file.truncate(64 * 2**20 + 1)
    assert problems_of(path) == ["larger than 64 MiB"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        "a: " + "{a: " * 1000,
        "- " * 5000,
        "&a [" * 50,
        "%YAML 1.2\n---\n" * 100,
        "x" * 1_000_000 + ": 1",
        "? " * 1000,
        "!!python/object/apply:os.system [id]",
        "a: !!python/name:os.system",
        "a: !include /etc/passwd",
    ],
)
@pytest.mark.parametrize("name", ["a.yml", "a.json"])
def test_hostile_text_is_refused(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = problems_of(tmp_path)
    assert found
    assert all(len(problem) < 1000 and problem.isprintable() for problem in found)


@pytest.mark.parametrize("name", ["a.yml", "a.json"])
def test_a_file_of_countless_values_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """64 MiB of the smallest values would become gigabytes of memory."""
    monkeypatch.setattr(documents_json, "MOST_VALUES", 1000)
    monkeypatch.setattr(documents_yaml, "MOST_VALUES", 1000)
    (tmp_path / name).write_text('{"images": [' + "[]," * 999 + "[]]}", encoding="utf-8")
    (found,) = problems_of(tmp_path)
    assert found.endswith("too many values for an inventory")


def test_bytes_and_marks_that_editors_write(tmp_path: Path) -> None:
    text = json.dumps(whole())
    (tmp_path / "a.json").write_bytes(b"\xef\xbb\xbf" + text.encode())
    (tmp_path / "b.yml").write_bytes(b"\xef\xbb\xbfprincipals:\r\n  team: " + b"a" * 32 + b"\r\n")
    assert load([str(tmp_path)])["principals"] == {"team": {"member_id": "a" * 32, "member_type": None}}
    (tmp_path / "b.yml").write_bytes(b"a: \xff")
    (tmp_path / "c.yml").write_bytes("a: b".encode("utf-16"))
    assert problems_of(tmp_path / "b.yml", tmp_path / "c.yml") == ["not UTF-8", "not UTF-8"]


def test_a_vault_is_decrypted_or_named(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"$ANSIBLE_VAULT;1.1;AES256\n3438\n")
    seen = []

    def decrypt(content: bytes) -> bytes:
        seen.append(content)
        return json.dumps(whole()).encode()

    assert load([str(path)], decrypt)["images"][0]["source"] == f"{path}:1"
    assert seen == [path.read_bytes()]

    def fail(content: bytes) -> bytes:
        raise VaultError("wrong password")

    assert problems_of(path, decrypt=fail) == ["encrypted with ansible-vault, and cannot be decrypted: wrong password"]


def test_inline_content_alone_and_added(tmp_path: Path) -> None:
    assert load([], inline=whole())["images"][0]["source"] == "inline"
    (tmp_path / "a.json").write_text(json.dumps(whole()), encoding="utf-8")
    second = {**IMAGE, "name": "second", "image_id": "i2", "max_pending_days": "3"}
    loaded = load([str(tmp_path)], inline={"images": [second], "waivers": "", "principals": None})
    assert [(image["name"], image["max_pending_days"]) for image in loaded["images"]] == [
        ("golden", None),
        ("second", 3),
    ]


def test_a_date_of_a_playbook_is_its_text() -> None:
    waiver = {"image": "golden", "kind": "missing_member", "reason": "x", "expires": datetime.date(2027, 1, 31)}
    assert load([], inline=whole(waivers=[waiver]))["waivers"][0]["expires"] == "2027-01-31"


def test_inline_connections_merge_option_by_option(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(whole()), encoding="utf-8")
    anything = {"endpoint": "http://10.0.0.1", "validate_certs": "no", "ca_path": "/x", "secret_key": "s", "region": ""}
    inline = {"connections": {"cloud": {**anything, "password": None}, "new": {"provider": "scp"}}}
    connections = load([str(tmp_path)], inline=inline)["connections"]
    options = {**anything, "region": "eu-de", "validate_certs": False}
    place = f"{tmp_path}/a.json:1"
    assert connections["cloud"] == {"provider": "huawei_ims", "options": options, "source": place}
    assert connections["new"] == {"provider": "scp", "options": {}, "source": "inline"}


def test_inline_content_that_holds_itself_is_refused() -> None:
    endless: dict[str, Any] = {"images": []}
    endless["images"].append(endless)
    problems = Problems()
    assert inline_document(endless, [], problems).root == {}
    with pytest.raises(InventoryError, match="inline: nested too deeply"):
        problems.raise_any()


@pytest.mark.parametrize(
    ("text", "problem"), [("", "the file is empty"), ("# x", "the file is empty"), ("- a", "not a mapping")]
)
def test_files_that_are_no_inventory(problems: Callable[..., list[str]], text: str, problem: str) -> None:
    (found,) = problems({"a.yml": text})
    assert found.startswith(f"a.yml: {problem}")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.yml").write_bytes(b"a: \xff")
    (tmp_path / "empty").mkdir()
    paths = [str(tmp_path / name) for name in ("gone.yml", "latin.yml", "empty")]
    with pytest.raises(InventoryError) as caught:
        load(paths)
    assert [problem.rpartition(": ")[2] for problem in caught.value.problems] == [
        "the folder holds no file named *.yml, *.yaml or *.json",
        str(tmp_path / "gone.yml"),
        "not UTF-8",
    ]


@pytest.mark.parametrize("content", [None, b"$ANSIBLE_VAULT;1.1;AES256\n6162\n", b"connections:\n\tscp: {}\n"])
def test_what_a_file_that_cannot_be_read_may_hold_is_not_missed_elsewhere(
    tmp_path: Path, content: bytes | None
) -> None:
    """The inline part replaces endpoints of its connections only: what else they are is in the file."""
    if content is not None:
        (tmp_path / "sharing.yml").write_bytes(content)
    over = {"connections": {"scp": {"endpoint": "https://x.example"}}, "images": [{"name": "a"}]}
    with pytest.raises(InventoryError) as caught:
        load([str(tmp_path / "sharing.yml")], inline=over)
    assert [problem.partition(":")[0] for problem in caught.value.problems] == [
        str(tmp_path / "sharing.yml"),
        "inline",
        "inline",
    ]
    assert "provider" not in str(caught.value)
