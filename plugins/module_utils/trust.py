# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether the cloud has accepted the credentials yet."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from .errors import ApiError


class Trust:
    """Lets one request out at a time until the credentials proved good, and none after they were refused.

    Clouds lock a key after a few bad signatures, so a wrong key must not be sent by eight workers at once.
    """

    def __init__(self) -> None:
        self._alone = threading.Lock()
        self._accepted = False
        self._refusal: ApiError | None = None

    @contextmanager
    def request(self) -> Iterator[None]:
        """Holds while one request is out. ApiError of kind unauthorized, without a request, once they were refused."""
        if not self._accepted:
            with self._alone:
                self._stop_if_refused()
                if not self._accepted:  # else those who waited would still go one by one
                    yield
                    return
        self._stop_if_refused()
        yield

    def accept(self) -> None:
        self._accepted = True

    def refuse(self, error: ApiError) -> None:
        self._refusal = error

    def _stop_if_refused(self) -> None:
        if self._refusal is not None:
            raise ApiError(
                "unauthorized",
                "Not tried, because the credentials were refused before.",
                http_status=self._refusal.http_status,
                code=self._refusal.code,
                request_id=self._refusal.request_id,
            )
