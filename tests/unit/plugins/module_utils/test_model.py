# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The documents that the modules return."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._model import make_details, make_member


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


@pytest.mark.parametrize("owner", [{}, {"id": "a"}, ["a"], True, False, 0.5, 0])
def test_what_can_be_no_id_names_no_owner(owner: object) -> None:
    """Taken for somebody else's id it would make an own image a stranger's, which discovery passes over."""
    assert make_details(owner_id=owner)["owner_id"] is None


def test_an_id_may_be_a_number() -> None:
    assert make_details(owner_id=5830285)["owner_id"] == "5830285"
