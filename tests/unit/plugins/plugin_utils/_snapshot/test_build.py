# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A snapshot holds what is proven, and says what is not."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._snapshot.build import build, summary
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._snapshot.kept import Kept
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._snapshot.model import Snapshot, SnapshotError
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world

OTHER = "0" * 8 + world.IMAGE_ID[8:]


def found(image_id: str = world.IMAGE_ID, members: Any = (), **record: Any) -> dict[str, Any]:
    rows = members if members is None else [world.row(one) for one in members]
    return world.listed(world.reading(rows, image_id=image_id, image=world.record(**record)))


def snapshot(*images: dict[str, Any], kept: Kept | None = None, partial: bool = False, **listing: Any) -> Snapshot:
    principals = {"team-a": {"member_id": world.A, "member_type": None}}
    inventory = world.inventory([], principals=principals)
    evidence = {"cloud": world.evidence(discovered=world.listing(*images, **listing))}
    return build(inventory, evidence, kept or Kept(), partial=partial)


def missing(*images: dict[str, Any], **listing: Any) -> list[str]:
    with pytest.raises(SnapshotError) as caught:
        snapshot(*images, **listing)
    return caught.value.problems


def test_members_are_written_by_the_names_that_the_inventory_has() -> None:
    (image,) = snapshot(found(members=[world.B, world.A])).images
    assert [(one.text, one.is_named) for one in image.members] == [(world.B, False), ("team-a", True)]
    assert (image.name, image.review) == ("golden", None)


def test_two_images_of_one_name_are_told_apart() -> None:
    names = [image.name for image in snapshot(found(), found(OTHER)).images]
    assert names == [f"golden (cloud, {OTHER})", f"golden (cloud, {world.IMAGE_ID})"]


def test_a_label_that_is_kept_is_no_other_images() -> None:
    kept = Kept(by_image={("cloud", world.IMAGE_ID): "golden"})
    assert {image.image_id: image.name for image in snapshot(found(), found(OTHER), kept=kept).images} == {
        world.IMAGE_ID: "golden",
        OTHER: f"golden (cloud, {OTHER})",
    }


@pytest.mark.parametrize("visibility", ["public", "community"])
def test_an_open_image_is_to_be_reviewed_not_expected(visibility: str) -> None:
    written = snapshot(found(visibility=visibility), found(OTHER))
    assert {image.image_id: image.review is None for image in written.images} == {world.IMAGE_ID: False, OTHER: True}
    about = summary(written)
    assert (about["images"], about["to_review"]) == (1, 1)


def test_a_deleted_image_is_not_written() -> None:
    assert snapshot(found(status="deleted")).images == []


@pytest.mark.parametrize(
    ("image", "why"),
    [
        (found(members=None), "could not be read"),
        ({**found(), "complete": False}, "has a member list whose end is not proven"),
        (found(visibility=None), "has no visibility that the cloud names"),
        (found(caller_is_owner=None), "has no owner that the cloud proves"),
    ],
)
def test_an_image_whose_members_are_not_proven_stops_it(image: dict[str, Any], why: str) -> None:
    (problem,) = missing(image, found(OTHER))
    assert problem.startswith(f"cloud: image {world.IMAGE_ID}")
    assert why in problem
    partial = snapshot(image, found(OTHER), partial=True)
    assert [one.review is None for one in partial.images if one.image_id == OTHER] == [True]
    assert partial.missing == [problem]


def test_a_list_that_is_not_proven_stops_it() -> None:
    assert missing(found(), complete=False)[0].startswith("cloud: the end of its list of images is not proven")
    assert missing(images=None, complete=None, error=world.error())[0].startswith(
        "cloud: its images could not be listed"
    )
