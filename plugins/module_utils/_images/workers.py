# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""How many images are read at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Workers(Protocol):
    """Does one thing for many items at once. The results come in the order of the items."""

    def map(self, do: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]: ...


class Threads:
    """At most ``concurrency`` threads of its own, as long as one `map` takes."""

    def __init__(self, concurrency: int) -> None:
        self._concurrency = concurrency

    def map(self, do: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
        todo: Sequence[Item] = list(items)
        if len(todo) < 2:
            return [do(item) for item in todo]
        with ThreadPoolExecutor(min(self._concurrency, len(todo))) as pool:
            return list(pool.map(do, todo))
