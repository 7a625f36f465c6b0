# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The same on a real Glance: what a member list alone does not say fails the gate under its own name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.integration.situations import (
    ANOTHER,
    FINDINGS,
    NAMES,
    inventory,
    judged,
)

from .cloud import Cloud


@pytest.fixture
def ids(cloud: Cloud) -> Iterator[dict[str, str]]:
    """The images of the situations by name, gone again when the test ends: other tests count what is there."""
    owner, admin = cloud.image_api("owner"), cloud.image_api("admin")
    made = {}
    for name in NAMES:
        maker = cloud.image_api("member") if name == "as-member" else owner
        made[name] = str(maker.post("/v2/images", {"name": name, "visibility": "shared"})["id"])
        added = cloud.logins["owner"].project_id if name == "as-member" else ANOTHER
        if name != "open":
            maker.post(f"/v2/images/{made[name]}/members", {"member": added})
    admin.session.headers["Content-Type"] = "application/openstack-images-v2.1-json-patch"
    admin("PATCH", f"/v2/images/{made['open']}", [{"op": "replace", "path": "/visibility", "value": "public"}])
    with sqlite3.connect(cloud.folder / "glance.sqlite") as database:  # an invitation of long ago
        database.execute("UPDATE image_members SET created_at = '2026-01-02 03:04:05' WHERE member = ?", (ANOTHER,))
    yield made
    for image_id in made.values():
        cloud.image_api("admin")("DELETE", f"/v2/images/{image_id}")


def test_each_fails_under_its_own_name_on_a_real_glance(ansible: Any, cloud: Cloud, ids: dict[str, str]) -> None:
    ansible.environ = {name: value for name, value in ansible.environ.items() if not name.startswith("OS_")}
    ansible.environ |= cloud.environ("owner")
    own = cloud.logins["owner"].project_id
    findings = judged(ansible, inventory({"provider": "openstack"}, ids, own))
    assert findings >= FINDINGS
