# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Results come in the order of what was asked, with no more threads than are allowed or of use."""

from __future__ import annotations

import threading
import time

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.workers import Threads


def test_results_keep_the_order_of_the_items() -> None:
    threads = Threads(8)
    assert threads.map(lambda number: number * 2, range(500)) == [number * 2 for number in range(500)]
    assert threads.map(str, []) == []


@pytest.mark.parametrize(("concurrency", "items", "threads"), [(4, 40, 4), (4, 2, 2), (1, 5, 1)])
def test_they_grow_to_the_concurrency_and_no_further(concurrency: int, items: int, threads: int) -> None:
    here = threading.Barrier(threads)
    seen = set()

    def do(_item: int) -> None:
        seen.add(threading.get_ident())
        if len(seen) <= threads and not here.broken:
            try:
                here.wait(2)
            except threading.BrokenBarrierError:
                pass

    Threads(concurrency).map(do, range(items))
    assert len(seen) == threads


def test_they_do_not_grow_where_no_request_could_go() -> None:
    seen = set()
    Threads(8, lambda: False).map(lambda _item: seen.add(threading.get_ident()), range(50))
    assert seen == {threading.get_ident()}


def test_two_that_would_grow_at_once_are_no_more_than_allowed() -> None:
    asked: list[int] = []
    both = threading.Barrier(2)
    seen = set()

    def may_grow() -> bool:
        asked.append(threading.get_ident())
        if 2 <= len(asked) <= 3:
            try:
                both.wait(0.5)
            except threading.BrokenBarrierError:
                pass
        return True

    def do(_item: int) -> None:
        seen.add(threading.get_ident())
        time.sleep(0.01)

    Threads(3, may_grow).map(do, range(40))
    assert len(seen) == 3


def test_those_that_the_machine_gives_do_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    start = threading.Thread.start
    started: list[threading.Thread] = []

    def start_two(thread: threading.Thread) -> None:
        if len(started) == 2:
            raise RuntimeError("can't start new thread")
        started.append(thread)
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", start_two)
    assert Threads(8).map(lambda number: number * 2, range(100)) == [number * 2 for number in range(100)]


def test_one_item_needs_no_thread() -> None:
    assert Threads(3).map(lambda _item: threading.current_thread(), [1]) == [threading.current_thread()]


def test_what_an_item_raises_ends_all() -> None:
    done = []

    def do(item: int) -> float:
        done.append(item)
        time.sleep(0.001)
        return 1 / (item - 7)

    with pytest.raises(ZeroDivisionError):
        Threads(3).map(do, range(1000))
    assert len(done) < 20
