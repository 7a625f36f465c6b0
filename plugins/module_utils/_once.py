# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What several threads want to know and only one shall ask."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def once(ask: Callable[[], T]) -> Callable[[], T]:
    """The same answer for everybody, asked for when it is first wanted. After an exception the next one asks again."""
    lock = threading.Lock()
    answers: list[T] = []

    def answer() -> T:
        with lock:
            if not answers:
                answers.append(ask())
            return answers[0]

    return answer
