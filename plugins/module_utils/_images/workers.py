# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""How many images are read at once."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Workers(Protocol):
    """Does one thing for many items at once. The results come in the order of the items."""

    def map(self, do: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]: ...


class Threads:
    """At most ``concurrency`` threads, the caller's among them, as long as one `map` takes.

    A loop a thread, not a future an item: nobody is woken for each result.

    :param may_grow: whether one thread more is of use by now. Hundreds of connections that share some slots have few
        threads each, and the last one left has all of its own.
    """

    def __init__(self, concurrency: int, may_grow: Callable[[], bool] = lambda: True) -> None:
        self._concurrency = concurrency
        self._may_grow = may_grow

    def map(self, do: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
        """The results in the order of the items. What ``do`` raises ends everything."""
        todo = list(items)
        most = min(self._concurrency, len(todo)) - 1
        results: dict[int, Result] = {}
        errors: list[BaseException] = []
        helpers: list[threading.Thread] = []
        growing = threading.Lock()
        numbers = iter(range(len(todo)))  # shared: each number goes to one thread

        def grow() -> None:
            # Where the machine gives no further thread, those that there are do it.
            with growing, contextlib.suppress(RuntimeError):
                if len(helpers) < most and self._may_grow():
                    helper = threading.Thread(target=work)
                    helper.start()
                    helpers.append(helper)

        def work() -> None:
            try:
                for number in numbers:
                    if len(helpers) < most:
                        grow()
                    results[number] = do(todo[number])
                    if errors:
                        return
            except BaseException as error:
                errors.append(error)

        work()
        for helper in helpers:  # those too that helpers add meanwhile
            helper.join()
        if errors:
            raise errors[0]
        return [results[number] for number in range(len(todo))]
