# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sharing inventories: what is loaded and merged, and what of it is looked at."""

from __future__ import annotations

from collections.abc import Callable
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


def test_nothing_at_all_is_refused() -> None:
    for paths, inline in (([], None), ([], {}), ([], {"connections": CLOUD})):
        with pytest.raises(InventoryError, match="names no images"):
            load(paths, inline=inline)


def test_a_selection_without_images_is_refused(problems: Callable[..., list[str]]) -> None:
    connections = {**CLOUD, "other": {"provider": "scp"}}
    (found,) = problems({"a.yml": whole(connections=connections)}, select=["other"])
    assert "no incoming in the selected connections (other)" in found
    (found,) = problems({"a.yml": whole(connections=connections)}, select=["cloud", "othre"])
    assert "select: unknown connection 'othre'. Did you mean 'other'?" in found
