# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How unit tests run: no example fails on a busy machine. `make check` takes few examples, `make soak` many more.

With ``--pauses``, threads rest at random before each image, so that chance decides which one is asked for first.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterable

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.workers import Item, Result, Threads
from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=15)
settings.register_profile("soak", deadline=None, max_examples=20_000)
settings.load_profile("untimed")

_PAUSES = (0, 0, 0.002, 0.02)  # seconds


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pauses", action="store_true", help="let chance decide which image is asked for first")


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--pauses"):
        return
    plain = Threads.map

    def with_pauses(self: Threads, do: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
        def after_a_pause(item: Item) -> Result:
            threading.Event().wait(random.choice(_PAUSES))
            return do(item)

        return plain(self, after_a_pause, items)

    pytest.MonkeyPatch().setattr(Threads, "map", with_pauses)
