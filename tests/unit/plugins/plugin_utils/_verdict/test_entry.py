# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The entries of the verdict: what was proven, and how."""

from __future__ import annotations

from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world

NOBODYS = [(image_id, world.record(caller_is_owner=None)) for image_id in ("b", "c", "a")]


def test_the_proof_says_how_the_list_was_proven() -> None:
    inventory = world.inventory([world.image(match="private")])
    private = world.reading([], image=world.record(visibility="private"))
    for read, proof in (
        (world.reading([]), "complete list of 0 members read by the owner"),
        (private, "private image without members, its record read by the owner"),
        (world.reading([], complete=False), None),
        (world.reading([], image=world.record(caller_is_owner=None)), None),
        (world.reading(None), None),
    ):
        assert world.judged(inventory, [read])["images"][0]["proof"] == proof


def test_a_list_is_told_in_the_order_of_ids_whatever_the_clouds_order() -> None:
    images = [world.listed(world.reading([], image_id=image_id, image=record)) for image_id, record in NOBODYS]
    entries = [
        world.judged(world.inventory([]), discovered=world.listing(*order), discover=True)["images"][0]
        for order in (images, images[::-1])
    ]
    assert entries[0] == entries[1]
    assert [one["image_id"] for one in entries[0]["listed"] or ()] == ["a", "b", "c"]
    assert (entries[0]["subject"], entries[0]["state"], entries[0]["proof"]) == ("image_list", "read", None)


def test_a_list_that_was_not_read_is_failed_and_lists_nothing() -> None:
    unread = world.listing(images=None, complete=None, error=world.error())
    (entry,) = world.judged(world.inventory([]), discovered=unread, discover=True)["images"]
    assert (entry["state"], entry["complete"], entry["listed"]) == ("failed", None, None)
    assert entry["error"] == world.error()
