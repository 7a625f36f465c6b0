# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A snapshot that would not be whole says what it lacks."""

from __future__ import annotations

from ansible_collections.cloud_images.sharing.plugins.plugin_utils._snapshot.model import SnapshotError


def test_each_problem_has_its_line() -> None:
    error = SnapshotError(["c: its images could not be listed", "d: no owner"])
    assert error.problems == ["c: its images could not be listed", "d: no owner"]
    assert str(error).splitlines()[1:-1] == error.problems
    assert "not written" in str(error).splitlines()[0]


def test_one_cause_for_many_images_does_not_fill_the_screen() -> None:
    problems = [f"image {number} has no owner" for number in range(10_000)]
    lines = str(SnapshotError(problems)).splitlines()
    assert lines[1:26] == problems[:25]
    assert lines[26:-1] == ["and 9,975 more problems"]
    assert lines[-1].startswith("See docs/troubleshooting.md#")
    assert str(SnapshotError(problems[:25])).splitlines()[1:-1] == problems[:25]
