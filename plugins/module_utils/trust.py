# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether the cloud has accepted the credentials yet."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from .errors import ApiError


class Trust:
    """Lets one request out at a time until the credentials proved good, and none after they were refused.

    Clouds lock a key after a few bad signatures, so a wrong key must not be sent by eight workers at once.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._queue: deque[object] = deque()
        self._accepted = False
        self._refusal: ApiError | None = None

    @contextmanager
    def request(self) -> Iterator[None]:
        """Holds while one request is out. ApiError of kind unauthorized, without a request, once they were refused."""
        if self._accepted:
            self._stop_if_refused()
            yield
            return
        # In turn, so that an image that is tried again and again waits behind the others each time.
        me = object()
        with self._changed:
            self._queue.append(me)
            self._changed.wait_for(lambda: self._accepted or self._refusal or self._queue[0] is me)
        try:
            self._stop_if_refused()
            yield
        finally:
            with self._changed:
                self._queue.remove(me)
                self._changed.notify_all()

    def accept(self) -> None:
        with self._changed:
            self._accepted = True
            self._changed.notify_all()

    def refuse(self, error: ApiError) -> None:
        with self._changed:
            self._refusal = error
            self._changed.notify_all()

    def _stop_if_refused(self) -> None:
        if self._refusal is not None:
            raise ApiError(
                "unauthorized",
                "Not tried, because the credentials were refused before.",
                http_status=self._refusal.http_status,
                code=self._refusal.code,
                request_id=self._refusal.request_id,
            )
