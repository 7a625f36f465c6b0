# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A connection that gave nothing is unread in all that it was asked for."""

from __future__ import annotations

from ansible_collections.cloud_images.sharing.plugins.module_utils._gate.unread import unread

from .runs import task


def test_every_image_and_list_that_was_asked_for_is_unread() -> None:
    result = unread(task("scp", {}, ["a", "b"], own_images=True, incoming=True), "No credentials found.")
    assert [(image["image_id"], image["state"], image["members"]) for image in result["images"]] == [
        ("a", "failed", None),
        ("b", "failed", None),
    ]
    for listing in (result["discovered"], result["incoming"]):
        assert (listing["complete"], listing["images"]) == (None, None)
        assert listing["error"]
        assert listing["error"]["message"] == "No credentials found."
    assert result["summary"]["account"] == {"id": None, "proven_by": None}
    assert result["place"]["account_note"] == "No credentials found."


def test_what_was_not_asked_for_is_not_there() -> None:
    result = unread(task("scp", {}, ["a"]), "No credentials found.")
    assert set(result) == {"images", "summary", "place"}
