# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The threads of one connection among many."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable

from .._images.workers import Item, Result


class Crew:
    """Workers whose number grows while more requests could go, up to the connection's own ``concurrency``.

    Of hundreds of connections that share some slots, each then has few threads; the last one left has all of its own.
    """

    def __init__(self, concurrency: int, may_grow: Callable[[], bool]) -> None:
        self._concurrency = concurrency
        self._may_grow = may_grow

    def map(self, do: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
        """The results in the order of the items. What ``do`` raises ends everything."""
        todo = list(items)
        most = min(self._concurrency, len(todo)) - 1
        results: dict[int, Result] = {}
        errors: list[BaseException] = []
        helpers: list[threading.Thread] = []
        numbers = iter(range(len(todo)))  # shared: each number goes to one thread

        def work() -> None:
            try:
                for number in numbers:
                    if len(helpers) < most and self._may_grow():
                        helpers.append(threading.Thread(target=work))
                        helpers[-1].start()
                    results[number] = do(todo[number])
            except BaseException as error:
                errors.append(error)

        work()
        for helper in helpers:  # those too that helpers add meanwhile
            helper.join()
        if errors:
            raise errors[0]
        return [results[number] for number in range(len(todo))]
