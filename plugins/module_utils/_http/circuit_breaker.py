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


class CircuitBreaker:
    """Lets one request out at a time until the credentials proved good, and none after `stop`.

    Clouds lock a key after a few bad signatures, so a wrong key must not be sent by eight workers at once.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._queue: deque[object] = deque()
        self._accepted = False
        self._stopped_by: ApiError | None = None

    @contextmanager
    def request(self) -> Iterator[None]:
        """Holds while one request is out. ApiError, without a request, after `stop`."""
        if self._accepted:
            self._check()
            yield
            return
        # In turn, so that an image that is tried again and again waits behind the others each time.
        me = object()
        with self._changed:
            self._queue.append(me)
            self._changed.wait_for(lambda: self._accepted or self._stopped_by or self._queue[0] is me)
        try:
            self._check()
            yield
        finally:
            with self._changed:
                self._queue.remove(me)
                self._changed.notify_all()

    def accept(self) -> None:
        with self._changed:
            self._accepted = True
            self._changed.notify_all()

    def stop(self, error: ApiError) -> None:
        """The credentials were refused, or nobody answers: no request goes out any more."""
        with self._changed:
            self._stopped_by = self._stopped_by or error
            self._changed.notify_all()

    def _check(self) -> None:
        error = self._stopped_by
        if error is not None:
            refused = error.kind == "unauthorized"
            raise ApiError(
                error.kind,
                f"Not tried, because {'the credentials were refused' if refused else 'nobody answered'} before.",
                http_status=error.http_status,
                code=error.code,
                request_id=error.request_id,
            )
