# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whose credentials asked: only a proven account makes a list count."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world

from .judging import judged, kinds


def account(**fields: Any) -> list[str]:
    """The findings on an image that is shared as expected, where the connection's account is not what it should be."""
    options = fields.pop("options", {})
    connections = {"cloud": {"provider": "huawei_ims", "options": options}}
    inventory = world.inventory([world.image([world.member()])], connections=connections)
    verdict = world.judged(inventory, [world.reading([world.row()])], **fields)
    assert verdict["gate"] == ("fail" if verdict["findings"] else "pass")
    assert {one["kind"] for one in verdict["findings"]} <= {"partial_view"}
    return [one["message"] for one in verdict["findings"]]


@pytest.mark.parametrize("proven_by", ["access_key", "private_image", "token", "signature", "operator"])
def test_a_proven_account_proves(proven_by: str) -> None:
    assert account(place=world.place(proven_by=proven_by)) == []


@pytest.mark.parametrize("proven_by", [None, "", "nobody", True])
def test_an_account_that_is_only_written_down_proves_nothing(proven_by: Any) -> None:
    (message,) = account(place=world.place(proven_by=proven_by))
    assert "the cloud did not say whose credentials connection cloud uses" in message
    assert account(place=world.place(proven_by=proven_by, account_note="Ask IAM.")) == ["Ask IAM."]


def test_a_token_without_a_project_owns_nothing() -> None:
    (message,) = account(place=world.place(None, "token"))
    assert "no account is known" in message


@pytest.mark.parametrize("option", ["account_id", "project_id"])
def test_a_stated_account_that_is_not_the_proven_one_proves_nothing(option: str) -> None:
    assert account(options={option: world.OWNER.upper()}) == []
    (message,) = account(options={option: world.B})
    assert world.B in message
    assert world.OWNER in message


def test_an_image_that_the_cloud_gives_to_another_owner_is_not_ours_whoever_says_so() -> None:
    record = world.record(owner_id=world.B, caller_is_owner=True)
    assert kinds(judged([world.member()], [world.row()], reading={"image": record})) == [("partial_view", None)]


def test_discovery_by_an_account_that_is_not_proven_is_no_discovery() -> None:
    inventory = world.inventory([])
    verdict = world.judged(inventory, discovered=world.listing(), discover=True, place=world.place(proven_by=None))
    assert (verdict["gate"], kinds(verdict)) == ("fail", [("partial_view", None)])


def test_a_waiver_for_an_image_that_strangers_do_not_see_is_no_green() -> None:
    """Whoever is not the owner is told 404 of an image that may well be there, and be shared with anybody."""
    gone = world.reading(None, state="not_found", complete=None, image=None, error=world.error("not_found"))
    inventory = world.inventory([world.image([world.member()])], [world.waiver(kind="image_not_found")])
    assert world.judged(inventory, [gone])["gate"] == "pass"
    verdict = world.judged(inventory, [gone], place=world.place(proven_by=None, account_note="Ask IAM."))
    assert [(one["kind"], one["verdict"]) for one in verdict["findings"]] == [
        ("partial_view", "unknown"),
        ("image_not_found", "waived"),
    ]
    assert verdict["findings"][0]["message"] == "Ask IAM."
