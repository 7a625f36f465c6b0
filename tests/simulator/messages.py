# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One request as it came over the wire, and one answer."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote, unquote_plus

_serial = itertools.count(1)


def request_id() -> str:
    """A fresh id in the form that clouds print: 32 hex digits."""
    return f"{next(_serial):032x}"


@dataclass
class Call:
    """A request, byte for byte as received; ``target`` is the request line's path and query."""

    method: str
    scheme: str
    target: str
    raw_headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    now: float
    """Unix time of arrival, in seconds."""
    who: str | None = None
    """Access key or user name, for the log."""
    account: str | None = None
    """The SCP account or the project that the caller acts for, once it is known."""
    refused: bool = False
    """Whether the credentials were turned down."""

    unasked: tuple[str, ...] = ()
    """Parameters that ``query`` leaves out, though they were sent and signed."""

    def without(self, *names: str) -> Call:
        """The same request, as if these parameters had not been in it."""
        fields = (self.method, self.scheme, self.target, self.raw_headers, self.body, self.now)
        return Call(*fields, unasked=names)

    @cached_property
    def headers(self) -> dict[str, str]:
        """Lower-case names; a header that came twice keeps its last value."""
        return {
            name.decode("latin-1").lower(): value.decode("utf-8", "surrogateescape") for name, value in self.raw_headers
        }

    @cached_property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @cached_property
    def raw_query(self) -> str:
        return self.target.partition("?")[2]

    @cached_property
    def segments(self) -> list[str]:
        """The decoded segments of the path, without the empty one before the first slash."""
        return [unquote(segment) for segment in self.path.split("/")[1:]]

    @cached_property
    def query(self) -> dict[str, str]:
        """Decoded parameters; the first of each name."""
        found: dict[str, str] = {}
        for pair in filter(None, self.raw_query.split("&")):
            name, _sign, value = pair.partition("=")
            if name not in self.unasked:
                found.setdefault(unquote_plus(name), unquote_plus(value))
        return found

    def values(self, name: str) -> list[str]:
        """All values of a parameter that may come more than once."""
        pairs = (pair.partition("=") for pair in self.raw_query.split("&"))
        return [unquote_plus(value) for key, _sign, value in pairs if unquote_plus(key) == name]

    @property
    def base_url(self) -> str:
        return f"{self.scheme}://{self.headers.get('host', '')}"


@dataclass
class Reply:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def json_reply(status: int, document: Any, headers: Mapping[str, str] | None = None) -> Reply:
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return Reply(status, body, {"Content-Type": "application/json", **(headers or {})})


class Refused(Exception):
    """Raised anywhere below a cloud's ``answer``: this reply ends the request."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status)
        self.reply = reply
