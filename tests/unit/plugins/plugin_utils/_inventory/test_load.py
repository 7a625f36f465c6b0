# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sharing inventories: what is loaded and merged, and what of it is looked at."""

from __future__ import annotations

import datetime
import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import InventoryError, load
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Inventory
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.inventories import (
    CLOUD,
    IMAGE,
    whole,
)

Load = Callable[..., Inventory]


def test_a_whole_document(load_files: Load) -> None:
    text = """
connections:
  scp-prod: {provider: scp, region: kr-west1, account_id: 012345678901, timeout: 7.5, retries: 3}
  ims: {provider: huawei_ims, region: ap-southeast-3}
principals:
  yes: 0123456789abcdef0123456789abcdef
  ou: {member_id: odd, member_type: organization}
images:
  - name: 1:30
    connection: scp-prod
    image_id: 0e12
    members: [yes, ou, {member_id: 123456789012, status: accepted}]
    visibility: [shared]
    max_pending_days: 14
waivers:
  - image: 1:30
    member: ou
    reason: moving
    expires: 2027-01-31
"""
    loaded: dict[str, Any] = {**load_files({"sharing.yml": text})}
    assert len(loaded.pop("sha256")) == 64
    assert loaded == {
        "connections": {
            "scp-prod": {
                "provider": "scp",
                "options": {"region": "kr-west1", "account_id": "012345678901", "timeout": 7.5, "retries": 3},
                "source": "sharing.yml:3",
            },
            "ims": {"provider": "huawei_ims", "options": {"region": "ap-southeast-3"}, "source": "sharing.yml:4"},
        },
        "principals": {
            "yes": {"member_id": "0123456789abcdef0123456789abcdef", "member_type": None},
            "ou": {"member_id": "odd", "member_type": "organization"},
        },
        "groups": {},
        "selections": [],
        "incoming": [],
        "images": [
            {
                "name": "1:30",
                "connection": "scp-prod",
                "image_id": "0e12",
                "match": "exact",
                "members": [
                    {
                        "member_id": "0123456789abcdef0123456789abcdef",
                        "member_type": None,
                        "status": None,
                        "principal": "yes",
                    },
                    {"member_id": "odd", "member_type": "organization", "status": None, "principal": "ou"},
                    {"member_id": "123456789012", "member_type": None, "status": "accepted", "principal": None},
                ],
                "visibility": ["shared"],
                "max_pending_days": 14,
                "source": "sharing.yml:9",
            }
        ],
        "waivers": [
            {
                "name": "1:30",
                "connection": "scp-prod",
                "image_id": None,
                "member": "odd",
                "group": None,
                "kind": None,
                "reason": "moving",
                "expires": "2027-01-31",
                "approved_by": None,
                "ticket": None,
                "source": "sharing.yml:16",
            }
        ],
        "scope": ["scp-prod"],
        "not_in_scope": ["ims"],
        "files": ["sharing.yml"],
        "warnings": [],
    }


def test_the_defaults(load_files: Load) -> None:
    (image,) = load_files({"a.json": whole()})["images"]
    assert (image["match"], image["visibility"], image["max_pending_days"]) == ("exact", ["private", "shared"], None)


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it holds would be expectations that nobody read."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.json").write_text(json.dumps(whole()), encoding="utf-8")
    listed = os.scandir

    def scandir(path: str) -> Any:
        if path.endswith("closed"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(InventoryError, match="closed: cannot be read: Permission denied"):
        load([str(tmp_path)])


def test_a_folder_is_read_whole_and_in_order(load_files: Load, tmp_path: Path) -> None:
    files = {
        "f/b.yml": {"images": [IMAGE]},
        "f/a.YAML": {"connections": CLOUD},
        "f/deep/er/c.json": {"images": [{**IMAGE, "name": "c", "image_id": "c"}]},
        "f/.hidden.yml": "no: inventory",
        "f/.git/x.yml": "no: inventory",
        "f/notes.txt": "no inventory",
    }
    with pytest.raises(InventoryError):
        load_files(files)
    loaded = load(["f", "f/b.yml"])
    assert loaded["files"] == ["f/a.YAML", "f/b.yml", "f/deep/er/c.json"]
    assert [image["name"] for image in loaded["images"]] == ["golden", "c"]
    os.symlink("deep", "f/linked")
    with pytest.raises(InventoryError, match="f/linked: a link to a folder is not followed"):
        load(["f"])


def test_inline_content_alone_and_added(load_files: Load) -> None:
    assert load([], inline=whole())["images"][0]["source"] == "inline"
    second = {**IMAGE, "name": "second", "image_id": "i2", "max_pending_days": "3"}
    loaded = load_files({"a.yml": whole()}, {"images": [second], "waivers": "", "principals": None})
    assert [(image["name"], image["max_pending_days"]) for image in loaded["images"]] == [
        ("golden", None),
        ("second", 3),
    ]


def test_a_date_of_a_playbook_is_its_text(load_files: Load) -> None:
    waiver = {"image": "golden", "kind": "missing_member", "reason": "x", "expires": datetime.date(2027, 1, 31)}
    assert load([], inline=whole(waivers=[waiver]))["waivers"][0]["expires"] == "2027-01-31"


def test_inline_connections_merge_option_by_option(load_files: Load) -> None:
    anything = {"endpoint": "http://10.0.0.1", "validate_certs": "no", "ca_path": "/x", "secret_key": "s", "region": ""}
    inline = {"connections": {"cloud": {**anything, "password": None}, "new": {"provider": "scp"}}}
    connections = load_files({"a.yml": whole()}, inline)["connections"]
    options = {**anything, "region": "eu-de", "validate_certs": False}
    assert connections["cloud"] == {"provider": "huawei_ims", "options": options, "source": "a.yml:1"}
    assert (connections["new"]["provider"], connections["new"]["options"]) == ("scp", {})


def test_select_and_discovery_decide_what_is_looked_at(load_files: Load) -> None:
    connections = dict.fromkeys(("c1", "c2", "c3"), CLOUD["cloud"])
    images = [{**IMAGE, "name": name, "connection": name} for name in ("c1", "c2")]
    files = {"a.json": {"connections": connections, "images": images}}
    for select, discover, scope in (
        (None, False, ["c1", "c2"]),
        ([], False, ["c1", "c2"]),
        (["c2"], False, ["c2"]),
        (["c2", "c3"], False, ["c2"]),
        (["c2", "c3"], True, ["c2", "c3"]),
        (None, True, ["c1", "c2", "c3"]),
    ):
        loaded = load_files(files, select=select, discover=discover)
        assert loaded["scope"] == scope
        assert loaded["not_in_scope"] == sorted(set(connections) - set(scope))
        assert {image["connection"] for image in loaded["images"]} <= set(scope)
