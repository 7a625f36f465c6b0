# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Answers that end in time and in size, however slowly or endlessly their bytes come."""

from __future__ import annotations

import io
import socket
import time
from collections.abc import Callable
from http.client import HTTPResponse, IncompleteRead
from typing import Any

_BUFFER = 64 * 1024


class TooLarge(OSError):
    """An answer has more bytes than anybody wants to read."""


class DeadlineResponse(HTTPResponse):
    """What was left of the timeout when the request was out is the deadline for headers and body together.

    :param left: seconds that there are apart from the timeout; it may become more while bytes are waited for.
    :param most: bytes that headers and body may have on the wire.
    """

    def __init__(self, sock: socket.socket, *args: Any, left: Callable[[], float], most: int, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self._reader = _DeadlineReader(sock, self.fp, left, most)
        self.fp = io.BufferedReader(self._reader, _BUFFER)

    def begin(self) -> None:
        """Read the headers. IncompleteRead where the connection ends among them: what follows them would be unknown."""
        super().begin()
        if self._reader.ended:
            raise IncompleteRead(b"")


class _DeadlineReader(io.RawIOBase):
    def __init__(self, sock: socket.socket, stream: Any, left: Callable[[], float], most: int) -> None:
        self._sock = sock
        self._stream = stream  # keeps the socket open
        self._left = left
        self._most = most
        self.ended = False
        timeout = sock.gettimeout()
        self._deadline = float("inf") if timeout is None else time.monotonic() + timeout

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._most <= 0:
            raise TooLarge("the answer is too large")
        while (rest := min(self._deadline - time.monotonic(), self._left())) > 0:
            self._sock.settimeout(None if rest == float("inf") else rest)
            try:
                count = self._sock.recv_into(buffer)
            except TimeoutError:
                continue  # there may be more time by now
            self._most -= count
            self.ended = count == 0
            return count
        raise TimeoutError("timed out")

    def close(self) -> None:
        self._stream.close()
        super().close()
