# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How far a run is."""

from __future__ import annotations

from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._gate.tally import ImageTally
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.reading import Reading

from .runs import task

READ = Reading("a", "read", True, [])
FAILED = Reading.refused("b", ApiError("unreachable", "no answer"))


def test_images_are_counted_as_they_are_tried_and_found() -> None:
    tally = ImageTally({"a": task("scp", {}, ["1", "2"]), "b": task("scp", {}, [])}, lambda: 0.0)
    assert tally.progress() == {"done": 0, "total": 2, "unread": 0, "slowest": "a"}
    tally.of("a").tried(READ)
    tally.of("a").tried(FAILED)
    tally.of("b").more(3)
    tally.of("b").tried(READ)
    assert tally.progress() == {"done": 3, "total": 5, "unread": 1, "slowest": "a"}


def test_what_a_connection_never_tried_is_unread_when_it_is_finished() -> None:
    tally = ImageTally({"a": task("scp", {}, ["1", "2", "3"])}, lambda: 0.0)
    tally.of("a").tried(READ)
    tally.finished("a")
    assert tally.progress() == {"done": 3, "total": 3, "unread": 2, "slowest": None}


def test_the_slowest_is_the_one_with_most_left_for_its_speed() -> None:
    now = 0.0
    tally = ImageTally({"fast": task("scp", {}, ["x"] * 100), "slow": task("scp", {}, ["x"] * 20)}, lambda: now)
    now = 10.0
    for _image in range(90):
        tally.of("fast").tried(READ)
    tally.of("slow").tried(READ)
    assert tally.progress()["slowest"] == "slow"
    tally.finished("slow")
    assert tally.progress()["slowest"] == "fast"
