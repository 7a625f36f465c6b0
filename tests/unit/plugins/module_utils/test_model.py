# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The documents that the modules return."""

from __future__ import annotations

from ansible_collections.cloud_images.sharing.plugins.module_utils._model import make_member


def test_what_a_cloud_does_not_say_is_null() -> None:
    record = make_member(member_id="m", image_id="i", status="", urn=None, schema=7)
    assert record == {
        "member_id": "m",
        "member_type": None,
        "status": None,
        "created_at": None,
        "updated_at": None,
        "image_id": "i",
        "urn": None,
        "schema": "7",
    }
