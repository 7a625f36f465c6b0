# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Results come in the order of what was asked, however many work on them."""

from __future__ import annotations

import threading

from ansible_collections.cloud_images.sharing.plugins.module_utils._images.workers import Threads


def test_results_keep_the_order_of_the_items() -> None:
    assert Threads(8).map(lambda number: number * 2, range(50)) == [number * 2 for number in range(50)]


def test_no_more_than_allowed_work_at_once() -> None:
    busy, most, lock = 0, 0, threading.Lock()

    def work(_item: int) -> None:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        threading.Event().wait(0.01)
        with lock:
            busy -= 1

    Threads(3).map(work, range(12))
    assert 1 <= most <= 3


def test_one_item_needs_no_thread() -> None:
    assert Threads(3).map(lambda _item: threading.current_thread(), [1]) == [threading.current_thread()]
