# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which images of a list a selection means: times, statuses and tags, said or not said."""

from __future__ import annotations

import itertools
from typing import Any, cast

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._model import DiscoveredImage
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Select
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.matching import Choice, choose
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world


def image(name: str | None, created_at: str | None = None, status: str | None = "active", **attributes: Any) -> Any:
    read = world.reading(image_id=f"id-{name}", image=world.record(name=name, status=status))
    return world.listed(read, created_at=created_at, **attributes)


def chosen(images: list[DiscoveredImage], **select: Any) -> tuple[list[str], int]:
    """The names that are meant for sure, and how many doubts there are."""
    choice = choice_of(images, **select)
    return [str(one["image"] and one["image"]["name"]) for one in choice.chosen], len(choice.doubts)


def choice_of(images: list[DiscoveredImage], **select: Any) -> Choice:
    nothing = dict.fromkeys(("name", "name_regex", "tags", "status", "newest"))
    return choose(cast(Select, {**nothing, **select}), images)


TIMES = {
    "a": "2026-11-01T09:00:00Z",
    "b": "2026-11-01T09:00:00.001Z",
    "c": "2026-11-01T09:00:00.01Z",
    "d": "2026-12-01T00:00:00Z",
}


def test_the_newest_whatever_the_order_of_the_list() -> None:
    for names in itertools.permutations(TIMES):
        images = [image(name, TIMES[name]) for name in names]
        assert [chosen(images, newest=count)[0] for count in (1, 2, 3)] == [["d"], ["d", "c"], ["d", "c", "b"]]
        assert sorted(chosen(images, newest=4)[0]) == list("abcd")


def test_a_tie_counts_at_the_edge_only() -> None:
    images = [image("a", TIMES["a"]), image("b", TIMES["a"]), image("c", TIMES["c"])]
    assert chosen(images, newest=1) == (["c"], 0)
    assert chosen(images, newest=2) == (["c"], 1)
    assert chosen(images, newest=3)[1] == 0


@pytest.mark.parametrize("created_at", [None, "", "yesterday", "2026-11-01", "2026-11-01T09:00:00+01:00"])
def test_a_time_that_nobody_can_read(created_at: str | None) -> None:
    images = [image("a", created_at), image("b", TIMES["b"])]
    assert chosen(images, newest=1) == ([], 1)
    assert chosen(images, newest=2)[1] == 0


def test_newest_counts_active_images() -> None:
    images = [image("a", TIMES["a"]), image("b", TIMES["b"], "PRODUCTION"), image("c", TIMES["c"], "queued")]
    assert chosen(images, newest=1) == (["b"], 0)
    assert chosen([*images, image("d", TIMES["d"], None)], newest=1) == (["b"], 1)


def test_what_is_not_said_is_a_doubt_only_where_it_matters() -> None:
    images = [image("golden", tags=None, status=None), image("silver", tags=None)]
    assert chosen(images, name="golden") == (["golden"], 0)
    assert chosen(images, name="golden", tags=["x"]) == ([], 1)
    assert chosen(images, name="bronze", tags=["x"]) == ([], 0)
    assert choice_of(images, tags=["x"]).doubts == [
        "the list does not say enough of golden, silver to tell whether they are meant"
    ]


def test_an_image_without_name_has_none_that_fits() -> None:
    assert chosen([image(None)], name="*") == ([], 0)
    assert chosen([image(None)], name_regex=".*") == ([], 0)
    assert chosen([image(None)], status="active") == (["None"], 0)


def test_deleted_images_are_not_there() -> None:
    assert chosen([image("a", status="deleted"), image("b", status="pending_delete")], name="*") == ([], 0)


def test_a_time_that_is_none_does_not_make_an_image_the_newest() -> None:
    images = [image("old", "2026-11-01T09:00:00Z"), image("odd", "9999-99-99T99:99:99Z")]
    assert chosen(images, newest=1) == ([], 1)
