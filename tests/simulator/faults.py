# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Misbehaviour on demand: which requests it strikes, and what it does to the answer."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any

import yaml

from .messages import Call, Reply
from .world import DATA

PRESETS: dict[str, dict[str, Any]] = yaml.safe_load((DATA / "presets.yml").read_text(encoding="utf-8"))


@dataclass
class Fault:
    """All conditions that are given must hold; effects that are given are combined. All of it is JSON."""

    # Which requests
    image_id: str | None = None
    path: str | None = None
    """A regular expression searched in path and query."""
    method: str | None = None
    key: str | None = None
    """An access key or user name."""
    first: int | None = None
    """Only the first so many of the requests that match."""
    nth: Sequence[int] | None = None
    """Only these of the requests that match, counted from 1."""
    # What the answer becomes
    preset: str | None = None
    """A name in ``data/presets.yml``: a vendor's own error."""
    status: int | None = None
    """Without a body of its own: a line of text, as a proxy would send."""
    headers: dict[str, str] | None = None
    body: str | None = None
    json: Any = None
    replace: tuple[str, str] | None = None
    """Old and new text in the body."""
    truncate: int | None = None
    """Keep so many bytes of the body; its length is announced as what is sent."""
    pad: int | None = None
    """Append so many blanks to the body."""
    gzip: bool = False
    redirect: str | None = None
    """Answer 307 (or ``status``) to this base URL, followed by the request's path and query."""
    # How it is delivered
    delay: float = 0
    """Seconds before the answer starts."""
    hang: bool = False
    """Never answer."""
    cut: str | None = None
    """Close the connection: ``before`` the answer, after its ``head``, or in mid ``body``."""
    slow: float | None = None
    """Seconds between two bytes of the body; of the head too with ``slow_head``."""
    slow_head: bool = False
    hits: int = field(default=0, compare=False)
    """How many requests met the conditions."""

    def __post_init__(self) -> None:
        if self.preset is not None and self.preset not in PRESETS:
            raise ValueError(f"unknown preset {self.preset!r}; known: {', '.join(PRESETS)}")
        if self.cut not in (None, "before", "head", "body"):
            raise ValueError(f"cut is before, head or body, not {self.cut!r}")

    def strikes(self, call: Call) -> bool:
        conditions = (
            self.image_id is None or self.image_id in call.segments or f"id={self.image_id}" in call.raw_query,
            self.path is None or re.search(self.path, call.target),
            self.method is None or self.method == call.method,
            self.key is None or self.key == call.who,
        )
        if not all(conditions):
            return False
        self.hits += 1
        return (self.first is None or self.hits <= self.first) and (self.nth is None or self.hits in self.nth)

    def change(self, call: Call, reply: Reply) -> Reply:
        """The answer that goes out instead."""
        status, body, headers = reply.status, reply.body, dict(reply.headers)
        for given in (PRESETS.get(self.preset or "", {}), asdict(self)):
            status = given.get("status") or status
            headers.update(given.get("headers") or {})
            if given.get("body") is not None:
                body = given["body"].encode()
            if given.get("json") is not None:
                body, headers["Content-Type"] = json.dumps(given["json"]).encode(), "application/json"
        if self.redirect:
            status, body = self.status or 307, b""
            headers = {"Location": f"{self.redirect.rstrip('/')}{call.target}"}
        elif status != reply.status and body is reply.body:
            body, headers["Content-Type"] = f"{status} {HTTPStatus(status).phrase}\n".encode(), "text/plain"
        if self.replace:
            body = body.replace(self.replace[0].encode(), self.replace[1].encode())
        if self.pad:
            body += b" " * self.pad
        if self.gzip:
            body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
        if self.truncate is not None:
            body = body[: self.truncate]
        return Reply(status, body, headers)


@dataclass
class RateLimit:
    """A token bucket: ``per_second`` requests, at most ``burst`` at once; beyond it 429.

    ``preset`` says in whose words; without one in those of the cloud that was asked.
    """

    per_second: float
    burst: float | None = None
    retry_after: int | None = None
    preset: str | None = None
    _tokens: float | None = field(default=None, repr=False)
    _at: float = field(default=0.0, repr=False)

    def admits(self, now: float) -> bool:
        burst = self.burst or self.per_second
        tokens = burst if self._tokens is None else min(burst, self._tokens + (now - self._at) * self.per_second)
        self._at = now
        self._tokens = tokens - 1 if tokens >= 1 else tokens
        return tokens >= 1

    def refusal(self, call: Call, cloud: str | None) -> Reply:
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        preset = self.preset or ("scp-429" if cloud == "scp" else "APIGW.0308")
        return Fault(preset=preset, headers=headers).change(call, Reply(429, b""))


class Faults:
    """The faults in force; the first that strikes wins."""

    def __init__(self) -> None:
        self.active: list[Fault] = []
        self.rate_limit: RateLimit | None = None
        self.latency: float = 0.0
        """Seconds that every answer takes."""

    def add(self, **fields: Any) -> Fault:
        fault = Fault(**fields)
        self.active.append(fault)
        return fault

    def limit(self, per_second: float, **fields: Any) -> None:
        self.rate_limit = RateLimit(per_second, **fields)

    def clear(self) -> None:
        self.active = []
        self.rate_limit = None

    def striking(self, call: Call) -> Fault | None:
        return next((fault for fault in self.active if fault.strikes(call)), None)
