# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The digest of an inventory: the same for the same content, another for any other, and silent about secrets."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import load
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Inventory
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.inventories import A, B

C = "c" * 32
WHOLE: dict[str, Any] = {
    "connections": {
        "cloud": {"provider": "huawei_ims", "region": "eu-de", "timeout": 7},
        "other": {"provider": "openstack", "auth": {"project_id": B}},
    },
    "principals": {"team-a": A, "team-b": {"member_id": B, "member_type": "project"}, "both": ["team-a", "team-b"]},
    "images": [
        {"name": "a", "connection": "cloud", "image_id": "i1", "members": ["both", C], "max_pending_days": 3},
        {"name": "b", "connections": ["cloud", "other"], "select": {"name": "b-*"}, "count": {"max": 2}, "members": []},
    ],
    "incoming": [{"connection": "cloud", "from": [{"owner": A, "names": ["x-*", "y-*"]}, {"owner": B}]}],
    "waivers": [
        {"image": "a", "kind": "missing_member", "reason": "x", "expires": "2027-01-31", "ticket": "1"},
        {"image": "b", "member": "team-a", "reason": "y", "expires": "2027-01-31"},
    ],
}


def digest(inventory: Any = None, **sections: Any) -> str:
    return load([], inline={**(inventory or WHOLE), **sections})["sha256"]


def test_order_format_and_place_do_not_count(load_files: Callable[..., Inventory]) -> None:
    turned = {
        key: dict(reversed(value.items())) if isinstance(value, dict) else value[::-1]
        for key, value in reversed(WHOLE.items())
    }
    parts = {f"{number}.yml": yaml.safe_dump({key: value}) for number, (key, value) in enumerate(WHOLE.items())}
    assert digest() == digest(turned)
    assert digest() == load_files({"a.json": json.dumps(WHOLE, indent=4)})["sha256"]
    assert digest() == load_files(parts)["sha256"]


def test_what_is_looked_at_does_not_count() -> None:
    assert (
        digest()
        == load([], inline=WHOLE, select=["other"])["sha256"]
        == load([], inline=WHOLE, discover=True)["sha256"]
    )


def changes() -> list[tuple[str, Callable[[dict[str, Any]], Any]]]:
    return [
        ("an option", lambda one: one["connections"]["cloud"].update(timeout=8)),
        ("a connection", lambda one: one["connections"].update(third={"provider": "scp"})),
        ("a nested option", lambda one: one["connections"]["other"]["auth"].update(project_id=C)),
        ("a principal", lambda one: one["principals"].update({"team-c": C})),
        ("a principal named like a key", lambda one: one["principals"].update(source=C)),
        ("a group", lambda one: one["principals"].update(both=["team-a"])),
        ("a member", lambda one: one["images"][0]["members"].pop()),
        ("a match", lambda one: one["images"][0].update(match="at_most")),
        ("days", lambda one: one["images"][0].update(max_pending_days=4)),
        ("a selection", lambda one: one["images"][1]["select"].update(name="c-*")),
        ("a count", lambda one: one["images"][1]["count"].update(max=3)),
        ("an owner", lambda one: one["incoming"][0]["from"].pop()),
        ("a waiver", lambda one: one["waivers"].pop()),
        ("an end", lambda one: one["waivers"][0].update(expires="2027-02-01")),
        ("a ticket", lambda one: one["waivers"][0].update(ticket="2")),
    ]


@pytest.mark.parametrize(("what", "change"), changes(), ids=[what for what, _change in changes()])
def test_any_other_content_has_another(what: str, change: Callable[[dict[str, Any]], Any]) -> None:
    changed = copy.deepcopy(WHOLE)
    change(changed)
    assert digest() != digest(changed)


@pytest.mark.parametrize(
    ("provider", "options"),
    [
        ("huawei_ims", {"secret_key": "s3cret", "security_token": "s3cret", "ca_path": "/tmp/s3cret"}),
        ("openstack", {"auth": {"password": "s3cret", "unusual": "s3cret"}}),
        ("openstack", {"cloud": {"auth": {"password": "s3cret"}}}),
    ],
)
def test_it_says_nothing_about_secrets(provider: str, options: dict[str, Any]) -> None:
    """Whoever knows all but a password could try passwords against a digest that holds it."""
    other = json.loads(json.dumps(options).replace("s3cret", "0ther"))
    first, second = (
        digest(connections={**WHOLE["connections"], "x": {"provider": provider, **one}}) for one in (options, other)
    )
    assert first == second
