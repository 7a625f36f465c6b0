# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Whether the cloud has accepted the credentials yet, and whether it is of any use to go on."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from .._errors import ApiError
from .._model import ErrorKind

# How many requests must have been tried, all in vain, before the first image that is given up for this ends all.
_IN_VAIN: dict[ErrorKind, int] = {"unreachable": 8, "throttled": 24, "unavailable": 24}
_NOT_TRIED = "Not tried any more: "


class CircuitBreaker:
    """Lets one request out at a time until the credentials proved good, and none after `stop`.

    Clouds lock a key after a few bad signatures, so a wrong key must not be sent by eight workers at once.
    """

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self._changed = threading.Condition()
        self._queue: deque[object] = deque()
        self._accepted = False
        self._answered = False
        self._in_vain = 0
        self._stopped_by: ApiError | None = None

    @contextmanager
    def request(self) -> Iterator[None]:
        """Holds while one request is out. ApiError, without a request, after `stop`."""
        if self._accepted:
            self.check()
            yield
            return
        # In turn, so that an image that is tried again and again waits behind the others each time.
        me = object()
        with self._changed:
            self._queue.append(me)
            self._changed.wait_for(lambda: self._accepted or self._stopped_by or self._queue[0] is me)
        try:
            self.check()
            yield
        finally:
            with self._changed:
                self._queue.remove(me)
                self._changed.notify_all()

    def accept(self) -> None:
        """An answer came from somebody who had checked the credentials."""
        if self._accepted:
            return
        with self._changed:
            self._accepted = self._answered = True
            self._changed.notify_all()

    def answered(self) -> None:
        """An answer came that says something, from whomever."""
        self._answered = True

    def failed(self) -> None:
        """A request brought nothing that says anything."""
        with self._changed:
            self._in_vain += 1

    def stop_if_hopeless(self, error: ApiError) -> None:
        """An image was given up for this: stop all where nothing was ever answered, and enough was tried."""
        if not self._answered and self._in_vain >= _IN_VAIN.get(error.kind, float("inf")):
            self.stop(error)

    def stop(self, error: ApiError) -> None:
        """The credentials were refused, or there is no use in going on: no request goes out any more."""
        with self._changed:
            self._stopped_by = self._stopped_by or error
            self.stopped.set()
            self._changed.notify_all()

    def check(self) -> None:
        """ApiError after `stop`."""
        error = self._stopped_by
        if error is not None:
            raise ApiError(
                error.kind,
                _NOT_TRIED + error.message.removeprefix(_NOT_TRIED),  # it may come from IAM's breaker
                http_status=error.http_status,
                code=error.code,
                request_id=error.request_id,
            )
