# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Progress on a simulated clock: about every ten seconds, at most 30 lines, in words that help."""

from __future__ import annotations

import itertools

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._progress import MOST_LINES, ProgressLines, together
from hypothesis import given
from hypothesis import strategies as st


def _run(seconds: float, images: int, rate: float) -> list[tuple[float, str]]:
    """When the lines of a run come, and what they say, if somebody looks every second."""
    lines = ProgressLines(0.0)
    said = []
    for second in range(1, int(seconds) + 1):
        done = min(images, int(second * rate))
        line = lines.line(float(second), {"done": done, "total": images, "unread": done // 100, "slowest": "scp-prod"})
        if line:
            said.append((float(second), line))
    if line := lines.end():
        said.append((float(seconds), line))
    return said


def test_a_short_run_says_nothing() -> None:
    assert _run(9, 1000, 100) == []


def test_a_run_of_a_hundred_seconds_says_something_every_ten() -> None:
    assert [second for second, _line in _run(99, 10_000, 100)] == [*(float(10 * n) for n in range(1, 10)), 99.0]


def test_the_end_of_the_reading_is_said_where_anything_was() -> None:
    assert _run(20, 1500, 100)[-1] == (20.0, "Image sharing: all 1,500 images tried, now judging")


@given(seconds=st.integers(300, 40_000), rate=st.floats(0, 1000), images=st.integers(1, 1_000_000))
def test_however_long_a_run_is_it_has_at_most_thirty_lines(seconds: int, rate: float, images: int) -> None:
    assert len(_run(seconds, images, rate)) <= MOST_LINES


def test_a_run_of_an_hour_spreads_its_lines() -> None:
    times = [second for second, _line in _run(3600, 36_000, 10)]
    gaps = [later - first for first, later in itertools.pairwise(times)]
    assert 20 <= len(times) <= MOST_LINES
    assert max(gaps) <= 300
    assert 3600 - times[-1] <= 300


@pytest.mark.parametrize(
    ("seconds", "rate", "said"),
    [
        (10, 100, "1,000 of 10,000 images tried, 10 unknown, 100 a second, about 90 s left"),
        (10, 1, "10 of 10,000 images tried, 1 a second, about 2.8 h left"),
        (10, 0, "0 of 10,000 images tried, 0 a second"),
    ],
)
def test_a_line_says_how_far_how_fast_how_long_and_what_to_wait_for(seconds: int, rate: float, said: str) -> None:
    (_second, line), _end = _run(seconds, 10_000, rate)
    assert line == f"Image sharing: {said}, mostly waiting for scp-prod"


def test_what_several_processes_tell_is_one_run() -> None:
    """It waits longest for what the process with the most left waits for."""
    assert together(
        [
            {"done": 90, "total": 100, "unread": 2, "slowest": "soon done"},
            {"done": 10, "total": 100, "unread": 1, "slowest": "slow"},
            {"done": 50, "total": 50, "unread": 0, "slowest": None},
        ]
    ) == {"done": 150, "total": 250, "unread": 3, "slowest": "slow"}
