# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One image's record: visibility, owner, and whether it is there at all."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world

from .judging import discovered, judged, kinds, messages


@pytest.mark.parametrize(
    ("is_owner", "owner", "message"),
    [
        (False, "d", "the caller does not own the image, so it may see only its own entry"),
        (False, None, "the caller does not own the image, so it may see only its own entry"),
        (None, None, "the cloud does not say who owns the image, so the caller may see only its own entry"),
        (None, "d", "the caller does not own the image, so it may see only its own entry"),
    ],
)
def test_a_partial_view_says_why(is_owner: bool | None, owner: str | None, message: str) -> None:
    record = world.record(caller_is_owner=is_owner, owner_id=owner)
    assert messages([world.row()], {"image": record}) == [message]


def test_a_visibility_that_no_document_knows_is_not_taken_for_a_closed_one() -> None:
    assert kinds(discovered(world.record(visibility="federated"))) == [("open_visibility", None)]
    verdict = judged([world.member()], [world.row()], reading={"image": world.record(visibility="federated")})
    assert kinds(verdict) == [("open_visibility", None)]


@pytest.mark.parametrize("status", ["deleted", "pending_delete", "DELETED"])
def test_a_deleted_image_is_not_a_shared_image(status: str) -> None:
    read = {"image": world.record(status=status)}
    verdict = judged([world.member()], [world.row()], reading=read)
    assert [(one["kind"], one["verdict"]) for one in verdict["findings"]] == [("image_not_found", "violation")]
    assert f"status {status}" in verdict["findings"][0]["message"]
    verdict = judged([], [], reading=read, match="private")
    assert [(one["kind"], one["verdict"]) for one in verdict["findings"]] == [("image_not_found", "unknown")]


@pytest.mark.parametrize("status", ["queued", "killed", "deactivated", None])
def test_other_states_are_shown_and_judged_as_ever(status: str | None) -> None:
    verdict = judged([world.member()], [world.row()], reading={"image": world.record(status=status)})
    assert verdict["gate"] == "pass"
