# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Slots go to those who wait in turn, and last to those whom nobody answers."""

from __future__ import annotations

import threading

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._gate.slots import Lane, Slots
from ansible_collections.cloud_images.sharing.plugins.module_utils._model import ErrorKind


def _queue(slots: Slots, order: list[str], *names: str) -> list[threading.Thread]:
    """Threads that wait for a slot, one after the other; those named silent are."""
    threads = []
    for name in names:

        def wait(name: str = name) -> None:
            slots.acquire(name.startswith("silent"))
            order.append(name)
            slots.release()

        before = len(slots._waiting) + len(slots._waiting_silent)
        threads.append(threading.Thread(target=wait))
        threads[-1].start()
        while len(slots._waiting) + len(slots._waiting_silent) == before:
            threading.Event().wait(0.001)
    return threads


def test_whoever_waits_is_next_and_the_silent_are_last() -> None:
    slots, order = Slots(1), list[str]()
    slots.acquire(False)
    threads = _queue(slots, order, "silent-1", "a", "silent-2", "b")
    slots.release()
    for thread in threads:
        thread.join(10)
    assert order == ["a", "b", "silent-1", "silent-2"]


def test_a_slot_is_free_again_whatever_came_of_the_request() -> None:
    slots = Slots(1)
    lane = Lane(slots)
    with pytest.raises(KeyError), lane.slot():
        raise KeyError
    assert slots.idle()
    with lane.slot():
        assert not slots.idle()
    assert slots.idle()


@pytest.mark.parametrize(("kind", "silent"), [("unreachable", True), ("forbidden", False), ("throttled", False)])
def test_only_no_answer_is_silence(kind: ErrorKind, silent: bool) -> None:
    lane = Lane(Slots(1))
    with pytest.raises(ApiError), lane.slot():
        raise ApiError(kind, "as it was")
    assert lane._silent is silent
    with lane.slot():
        pass
    assert lane._silent is False
