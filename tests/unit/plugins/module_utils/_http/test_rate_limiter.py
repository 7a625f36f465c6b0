# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The schedule of requests against APIs that throttle, on a simulated clock."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.rate_limiter import CubicSchedule
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.throttling import (
    FixedWindow,
    Limiter,
    SlidingWindow,
    TokenBucket,
    read,
)
from hypothesis import given
from hypothesis import strategies as st

LIMIT, IMAGES = 20, 400
RETRIES = 5  # the modules' default

APIS: dict[str, Callable[[], Limiter]] = {
    "token bucket": lambda: TokenBucket(LIMIT, burst=LIMIT),
    "token bucket, large": lambda: TokenBucket(LIMIT, burst=5 * LIMIT),
    "token bucket, small": lambda: TokenBucket(LIMIT, burst=LIMIT / 4),
    "sliding window": lambda: SlidingWindow(LIMIT),
    "fixed window, begun": lambda: FixedWindow(LIMIT, phase=0.1),
    "fixed window, half over": lambda: FixedWindow(LIMIT, phase=0.5),
    "fixed window, nearly over": lambda: FixedWindow(LIMIT, phase=0.95),
}


@pytest.mark.parametrize("latency", [0.001, 0.05, 0.2])
@pytest.mark.parametrize("api", APIS)
def test_the_limit_is_used_well_and_few_requests_are_wasted(api: str, latency: float) -> None:
    outcome = read(CubicSchedule(), APIS[api](), IMAGES, latency=latency)
    assert outcome.seconds <= 1.3 * IMAGES / LIMIT
    assert outcome.wasted <= 0.1
    assert outcome.attempts <= 1 + RETRIES


@given(
    per_second=st.integers(2, 200),
    burst=st.floats(1, 50),
    latency=st.floats(0.001, 0.5),
    workers=st.integers(1, 64),
    pause=st.floats(0.5, 3),
)
def test_whatever_the_bucket_every_image_is_read_within_the_retries(
    per_second: int, burst: float, latency: float, workers: int, pause: float
) -> None:
    api = TokenBucket(per_second, burst)
    outcome = read(CubicSchedule(), api, 10 * per_second, workers=workers, latency=latency, pause=pause)
    assert outcome.attempts <= 1 + RETRIES


def test_speed_comes_back_when_the_cloud_allows_more() -> None:
    schedule = CubicSchedule()
    for number in range(20):
        schedule.answered(number / 20)
    schedule.throttled(1.0, 0.95, pause=1.0)
    rates = [schedule.rate(2.0 + age) or 0.0 for age in range(0, 61, 4)]
    assert rates == sorted(rates)
    assert rates[0] == pytest.approx(0.9 * 20)
    assert rates[2] == pytest.approx(20)  # after the plateau's 8 seconds
    assert rates[-1] > 10 * 20


def test_one_answer_says_little_so_the_rate_is_looked_for() -> None:
    schedule = CubicSchedule()
    schedule.answered(0.01)
    schedule.throttled(0.02, 0.0, pause=1.0)
    assert schedule.rate(1.02 + 5) == pytest.approx(0.9 * 2**5)


def test_all_wait_for_the_pause_and_its_last_refusal_counts_once() -> None:
    schedule = CubicSchedule()
    schedule.throttled(1.0, 0.5, pause=3.0)
    schedule.throttled(1.5, 0.6, pause=60.0)  # sent before the pause began
    first, second = schedule.slot(1.1), schedule.slot(1.1)
    assert first == 4.0
    assert second == pytest.approx(4.0 + 1 / 0.9)


def test_a_pause_is_bounded() -> None:
    schedule = CubicSchedule()
    schedule.throttled(1.0, 0.5, pause=86_400.0)
    assert schedule.slot(2.0) == 61.0


@given(st.lists(st.sampled_from(["slot", "answered", "throttled"]), max_size=200), st.floats(0.1, 1000))
def test_the_ceiling_holds_whatever_happens(calls: list[str], ceiling: float) -> None:
    schedule, now, slots = CubicSchedule(ceiling), 0.0, [float("-inf")]
    for call in calls:
        now += 0.01
        if call == "slot":
            slots.append(schedule.slot(now))
        elif call == "answered":
            schedule.answered(now)
        else:
            schedule.throttled(now, now, pause=1.0)
    gaps = [later - earlier for earlier, later in pairwise(slots)]
    assert all(gap >= 1 / ceiling - 1e-9 for gap in gaps)
