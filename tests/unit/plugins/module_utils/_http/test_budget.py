# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The clock of a connection runs while somebody waits for the cloud, and only then."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._http import budget as budget_module
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.budget import (
    MAX_VALUES,
    Budget,
    most_values,
    one_list,
)


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_waiting_for_the_cloud_counts_and_other_waiting_does_not(clock: Clock) -> None:
    budget = Budget(300, clock=clock)
    clock.now += 5000
    assert budget.spent() is None
    with budget.running():
        clock.now += 200
        assert budget.left() == 100
    clock.now += 5000
    assert budget.left() == 100
    with budget.running():
        clock.now += 100
        assert budget.spent() == "Given up after 300 s without a finished image or a new page"


def test_requests_at_one_time_count_once(clock: Clock) -> None:
    budget = Budget(300, clock=clock)
    with budget.running():
        clock.now += 100
        with budget.running():
            clock.now += 100
        clock.now += 50
        assert budget.left() == 50


def test_progress_starts_the_clock_anew(clock: Clock) -> None:
    budget = Budget(300, clock=clock)
    with budget.running():
        clock.now += 299
        budget.progress()
        clock.now += 299
        assert budget.left() == 1
    budget.progress()
    assert budget.left() == 300


def test_the_deadline_is_for_everything(clock: Clock) -> None:
    budget = Budget(300, deadline=60, clock=clock)
    clock.now += 59
    budget.progress()
    assert budget.left() == 1
    clock.now += 1
    assert budget.spent() == "Given up: the deadline of 60 s has passed"


def test_without_bounds_nothing_is_given_up(clock: Clock) -> None:
    budget = Budget(clock=clock)
    with budget.running():
        clock.now += 1e9
        assert budget.spent() is None


@pytest.mark.parametrize("budget", [Budget(give_up_after=0.01), Budget(deadline=0.01)], ids=["no progress", "deadline"])
def test_nobody_sleeps_longer_than_there_is_time(budget: Budget) -> None:
    with budget.running():
        budget.sleep(3600, threading.Event())
    assert budget.spent()


def test_nobody_sleeps_when_all_is_stopped() -> None:
    stopped = threading.Event()
    stopped.set()
    Budget().sleep(3600, stopped)


def test_the_pages_of_one_list_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget_module, "MAX_LIST_BYTES", 2 * 1024 * 1024)
    most_values(3 * 1024 * 1024)  # no list
    for _list in range(2):
        with one_list(100):
            most_values(1024 * 1024)
            most_values(1024 * 1024)
    with one_list(100):
        most_values(1024 * 1024)
        with pytest.raises(ApiError, match="more than 2 MiB") as error:
            most_values(1024 * 1024 + 1)
    assert (error.value.kind, error.value.state) == ("bad_response", "failed")


def test_a_list_of_few_rows_holds_few_values() -> None:
    assert most_values(1) == MAX_VALUES
    with one_list(100):
        assert most_values(1) == 1000
        with one_list(10**9):
            assert most_values(1) == MAX_VALUES
        assert most_values(1) == 1000
    assert most_values(1) == MAX_VALUES
