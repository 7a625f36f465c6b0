# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The same on a real Glance: what a member list alone does not say fails the gate under its own name."""

from __future__ import annotations

import sqlite3
from typing import Any

from ansible_collections.cloud_images.sharing.tests.integration.situations import (
    ANOTHER,
    FINDINGS,
    NAMES,
    inventory,
    judged,
)

from .cloud import Cloud


def test_each_fails_under_its_own_name_on_a_real_glance(ansible: Any, cloud: Cloud) -> None:
    owner, admin = cloud.image_api("owner"), cloud.image_api("admin")
    ids = {}
    for name in NAMES:
        document = {"name": name, "visibility": "shared"}
        maker = cloud.image_api("member") if name == "as-member" else owner
        ids[name] = str(maker.post("/v2/images", document)["id"])
        added = cloud.logins["owner"].project_id if name == "as-member" else ANOTHER
        if name != "open":
            maker.post(f"/v2/images/{ids[name]}/members", {"member": added})
    admin.session.headers["Content-Type"] = "application/openstack-images-v2.1-json-patch"
    admin("PATCH", f"/v2/images/{ids['open']}", [{"op": "replace", "path": "/visibility", "value": "public"}])
    with sqlite3.connect(cloud.folder / "glance.sqlite") as database:  # an invitation of long ago
        database.execute("UPDATE image_members SET created_at = '2026-01-02 03:04:05' WHERE member = ?", (ANOTHER,))
    ansible.environ = {name: value for name, value in ansible.environ.items() if not name.startswith("OS_")}
    ansible.environ |= cloud.environ("owner")
    own = cloud.logins["owner"].project_id
    findings = judged(ansible, inventory({"provider": "openstack"}, ids, own))
    assert findings >= FINDINGS
