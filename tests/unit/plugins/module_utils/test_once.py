# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One question for all threads, asked when it is first wanted."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._once import once


def test_many_threads_ask_once() -> None:
    asked: list[str] = []
    together = threading.Barrier(8)

    def ask() -> str:
        asked.append("?")
        return "!"

    answer = once(ask)
    assert asked == []

    def wait_and_ask(_number: int) -> str:
        together.wait(timeout=10)
        return answer()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(wait_and_ask, range(8))) == ["!"] * 8
    assert asked == ["?"]


def test_none_and_false_are_answers_too() -> None:
    answers = iter([None, "again"])
    answer = once(lambda: next(answers))
    assert (answer(), answer()) == (None, None)


def test_after_an_exception_the_next_one_asks_again() -> None:
    asked: list[str] = []

    def ask() -> str:
        asked.append("?")
        if len(asked) == 1:
            raise ValueError("not now")
        return "now"

    answer = once(ask)
    with pytest.raises(ValueError, match="not now"):
        answer()
    assert (answer(), answer()) == ("now", "now")
