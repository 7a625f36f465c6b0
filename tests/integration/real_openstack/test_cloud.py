# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The servers hold what they were told to hold."""

from __future__ import annotations

from .cloud import Cloud


def test_glance_agrees_with_the_seed(cloud: Cloud) -> None:
    admin = cloud.image_api("admin")
    for name, image in cloud.images.items():
        record = admin("GET", f"/v2/images/{image.id}").json()
        assert (record["name"], record["visibility"]) == (name, image.visibility)
        assert record["owner"] == cloud.logins["owner"].project_id
        if image.visibility == "shared":
            rows = admin("GET", f"/v2/images/{image.id}/members").json()["members"]
            assert {row["member_id"]: row["status"] for row in rows} == image.members


def test_every_login_gets_a_token_for_its_project(cloud: Cloud) -> None:
    assert set(cloud.logins) == {"owner", "member", "stranger", "admin"}
    for who in cloud.logins:
        assert cloud.image_api(who)("GET", "/v2/images").ok
