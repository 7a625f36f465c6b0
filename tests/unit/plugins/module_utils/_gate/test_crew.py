# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A crew does what a pool of threads does, with no more threads than are of use."""

from __future__ import annotations

import threading

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._gate.crew import Crew


def test_the_results_come_in_the_order_of_the_items() -> None:
    crew = Crew(8, lambda: True)
    assert crew.map(lambda item: item * 2, range(500)) == [item * 2 for item in range(500)]
    assert crew.map(str, []) == []


@pytest.mark.parametrize(("concurrency", "items", "threads"), [(4, 40, 4), (4, 2, 2), (1, 5, 1)])
def test_it_grows_to_its_concurrency_and_no_further(concurrency: int, items: int, threads: int) -> None:
    here = threading.Barrier(threads)
    seen = set()

    def do(_item: int) -> None:
        seen.add(threading.get_ident())
        if len(seen) <= threads and not here.broken:
            try:
                here.wait(2)
            except threading.BrokenBarrierError:
                pass

    Crew(concurrency, lambda: True).map(do, range(items))
    assert len(seen) == threads


def test_it_does_not_grow_where_no_request_could_go() -> None:
    seen = set()
    Crew(8, lambda: False).map(lambda _item: seen.add(threading.get_ident()), range(50))
    assert seen == {threading.get_ident()}


def test_what_an_item_raises_ends_all() -> None:
    def do(item: int) -> int:
        return 1 // (item - 7)

    with pytest.raises(ZeroDivisionError):
        Crew(3, lambda: True).map(do, range(20))
