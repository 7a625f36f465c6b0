# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What has another shape than the modules give proves nothing."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.shape import is_discovered, is_incoming
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world

from .judging import kinds


@pytest.mark.parametrize(
    "changes",
    [
        {"state": 5},
        {"state": "failed"},
        {"members": None},
        {"members": {}},
        {"members": [None]},
        {"members": [{"status": "accepted"}]},
        {"members": [world.row() | {"member_id": 5}]},
        {"members": [world.row(status=["accepted"])]},
        {"members": [world.row(urn={})]},
        {"image": "golden"},
        {"image": world.record(visibility=["shared"])},
        {"error": "denied"},
    ],
)
def test_a_result_of_another_shape_proves_nothing(changes: dict[str, Any]) -> None:
    read = {**world.reading([world.row()]), **changes}
    verdict = world.judged(world.inventory([world.image([world.member()])]), [read])
    assert (verdict["gate"], kinds(verdict)) == ("fail", [("unreadable", None)])
    assert "does not have the module's shape" in verdict["findings"][0]["message"]


LISTED = world.listed(world.reading([world.row()]), created_at="2026-11-01T09:00:00Z", tags=["golden"], hidden=False)
OFFERED = {
    "image_id": world.IMAGE_ID,
    "name": "golden",
    "owner_id": world.OTHER,
    "owner_name": None,
    "status": "pending",
    "created_at": None,
    "visibility": "shared",
}


def test_the_shapes_of_lists() -> None:
    assert is_discovered(world.listing(LISTED))
    assert is_discovered(world.listing(images=None, complete=None, error=world.error()))
    assert is_incoming({**world.listing(OFFERED), "not_listed": ["community"]})


@pytest.mark.parametrize(
    "changes",
    [
        {"image": None},
        {"state": 5},
        {"attributes": None},
        {"attributes": {}},
        {"attributes": {**LISTED["attributes"], "tags": "golden"}},
        {"attributes": {**LISTED["attributes"], "tags": [1]}},
        {"attributes": {**LISTED["attributes"], "hidden": "no"}},
        {"attributes": {**LISTED["attributes"], "content_hash": 5}},
    ],
    ids=str,
)
def test_a_list_with_one_image_of_another_shape_is_none(changes: dict[str, Any]) -> None:
    assert not is_discovered(world.listing(LISTED, {**LISTED, **changes}))


@pytest.mark.parametrize("changes", [{"image_id": None}, {"owner_id": 5}, {"status": ["pending"]}], ids=str)
def test_a_list_of_offers_with_one_of_another_shape_is_none(changes: dict[str, Any]) -> None:
    assert not is_incoming({**world.listing(OFFERED, {**OFFERED, **changes}), "not_listed": []})


@pytest.mark.parametrize("key", ["complete", "error", "images", "not_listed"])
def test_a_list_without_one_of_its_keys_is_none(key: str) -> None:
    whole = {**world.listing(OFFERED), "not_listed": []}
    del whole[key]
    assert not is_incoming(whole)
