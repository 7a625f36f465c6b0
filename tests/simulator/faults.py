# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Misbehaviour on demand: which requests it strikes, and what it does to the answer."""

from __future__ import annotations

import itertools
import random
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from . import echoes, edits, floods
from .messages import Call, Reply, json_reply
from .world import DATA

PRESETS: dict[str, dict[str, Any]] = yaml.safe_load((DATA / "presets.yml").read_text(encoding="utf-8"))
CASES: dict[str, dict[str, Any]] = yaml.safe_load((DATA / "cases.yml").read_text(encoding="utf-8"))
"""Named faults: what it is, and the fields of the fault."""


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
    account: str | None = None
    """An SCP account or a project."""
    first: int | None = None
    """Only the first so many of the requests that match."""
    nth: Sequence[int] | None = None
    """Only these of the requests that match, counted from 1."""
    every: int | None = None
    """Only each so-manyth of the requests that match."""
    chance: float | None = None
    """Only so many of the requests that match, 0 to 1, drawn with ``seed``: the same ones every time."""
    seed: int = 0
    # What the answer becomes
    preset: str | None = None
    """A name in ``data/presets.yml``: a vendor's own error."""
    status: int | None = None
    """Without a body of its own: a line of text, as a proxy would send."""
    headers: dict[str, str] | None = None
    body: str | None = None
    hex: str | None = None
    """A body of these bytes, two hex digits each."""
    json: Any = None
    edits: Sequence[dict[str, Any]] = ()
    """Changes to the JSON that the cloud answers: see ``edits.py``."""
    repeat: bool = False
    """The first page of a list, whatever page was asked for, and the same way on for ever."""
    endless: int | None = None
    """So many rows with fresh ids on every page of a list, and always one more page: see ``endless.py``."""
    echo: dict[str, Any] | None = None
    """An error (403, or ``status``) that tells a secret of the request back: see ``echoes.py``."""
    replace: tuple[str, str] | None = None
    """Old and new text in the body."""
    truncate: int | None = None
    """Keep so many bytes of the body; its length is announced as what is sent."""
    pad: int | None = None
    """Append so many blanks to the body."""
    gzip: bool = False
    redirect: str | None = None
    """Answer 307 (or ``status``) to this base URL, followed by the request's path and query."""
    retry_after: int | str | None = None
    """Seconds; or ``date:30``, the HTTP date in 30 s; or any text. Alone it is a 429."""
    clock: float | None = None
    """The Date header is so many seconds off."""
    flood: dict[str, Any] | None = None
    """A body of any size, made while it is sent: see ``floods.py``."""
    # How it is delivered
    delay: float = 0
    """Seconds before the answer starts."""
    hang: bool = False
    """Never answer; with ``cut``: stop there and keep the connection open."""
    cut: Literal["before", "in_head", "head", "body"] | None = None
    """Close the connection: before the answer, in mid head, after its head, or in mid body."""
    reset: bool = False
    """Where the connection ends, it is reset."""
    unframed: bool = False
    """Neither length nor chunks: only the end of the connection ends the body."""
    chunked: Literal["whole", "no_end", "bad_size", "short"] | None = None
    """In chunks: all well, no last chunk, a size that is no number, a chunk shorter than it says."""
    slow: float | None = None
    """Seconds between two bytes of the body; of the head too with ``slow_head``."""
    slow_head: bool = False
    hits: int = field(default=0, compare=False)
    """How many requests met the conditions."""
    told: list[str] = field(default_factory=list, compare=False, repr=False)
    """What was echoed so far."""

    def __post_init__(self) -> None:
        if self.preset is not None and self.preset not in PRESETS:
            raise ValueError(f"unknown preset {self.preset!r}; known: {', '.join(PRESETS)}")
        for name in ("cut", "chunked"):
            known = {"cut": ("before", "in_head", "head", "body"), "chunked": ("whole", "no_end", "bad_size", "short")}
            if getattr(self, name) not in (None, *known[name]):
                raise ValueError(f"{name} is one of {', '.join(known[name])}, not {getattr(self, name)!r}")
        edits.check(self.edits)
        if self.echo:
            echoes.check(self.echo)
        if self.flood:
            floods.check(self.flood)
        self._draws = random.Random(self.seed)
        self.serial: Iterator[int] = itertools.count(1)

    def strikes(self, call: Call) -> bool:
        conditions = (
            self.image_id is None or self.image_id in call.segments or f"id={self.image_id}" in call.raw_query,
            self.path is None or re.search(self.path, call.target),
            self.method is None or self.method == call.method,
            self.key is None or self.key == call.who,
            self.account is None or self.account == call.account,
        )
        if not all(conditions):
            return False
        self.hits += 1
        return (
            (self.first is None or self.hits <= self.first)
            and (self.nth is None or self.hits in self.nth)
            and (self.every is None or self.hits % self.every == 0)
            and (self.chance is None or self._draws.random() < self.chance)
        )


@dataclass
class RateLimit:
    """A token bucket: ``per_second`` requests, at most ``burst`` at once; beyond it 429.

    With ``window``, instead: no more than ``per_second`` times so many seconds in any such time, so without a burst.
    ``preset`` says in whose words; without one in those of the cloud that was asked.
    """

    per_second: float
    burst: float | None = None
    retry_after: int | None = None
    preset: str | None = None
    window: float | None = None
    _admitted: deque[float] = field(default_factory=deque, repr=False)
    _tokens: float | None = field(default=None, repr=False)
    _at: float = field(default=0.0, repr=False)

    def admits(self, now: float) -> bool:
        if self.window is not None:
            return self._admits_in_window(now, self.window)
        burst = self.burst or self.per_second
        tokens = burst if self._tokens is None else min(burst, self._tokens + (now - self._at) * self.per_second)
        self._at = now
        self._tokens = tokens - 1 if tokens >= 1 else tokens
        return tokens >= 1

    def _admits_in_window(self, now: float, window: float) -> bool:
        while self._admitted and self._admitted[0] <= now - window:
            self._admitted.popleft()
        if len(self._admitted) >= self.per_second * window:
            return False
        self._admitted.append(now)
        return True

    def refusal(self, call: Call, cloud: str | None) -> Reply:
        given = PRESETS[self.preset or throttled(cloud)]
        reply = json_reply(given.get("status", 429), given.get("json"), given.get("headers"))
        if self.retry_after is not None:
            reply.headers["Retry-After"] = str(self.retry_after)
        return reply if "json" in given else Reply(reply.status, given["body"].encode(), reply.headers)


def throttled(cloud: str | None) -> str:
    """The preset with the cloud's own words for a 429."""
    return "scp-429" if cloud == "scp" else "APIGW.0308"


class Faults:
    """The faults in force; the first that strikes wins."""

    def __init__(self) -> None:
        self.active: list[Fault] = []
        self.rate_limit: RateLimit | None = None
        self.latency: float = 0.0
        """Seconds that every answer takes."""
        self.clock_offset: float = 0.0
        """Seconds that the clouds' clock is ahead: of signatures, tokens and the Date header."""

    def add(self, case: str | None = None, **fields: Any) -> Fault:
        """Put a fault into force; ``case`` is a name in ``data/cases.yml``, to which ``fields`` add."""
        if case is not None and case not in CASES:
            raise ValueError(f"unknown case {case!r}; known: {', '.join(CASES)}")
        fault = Fault(**{**CASES.get(case or "", {}).get("fault", {}), **fields})
        self.active.append(fault)
        return fault

    def limit(self, per_second: float, **fields: Any) -> None:
        self.rate_limit = RateLimit(per_second, **fields)

    def clear(self) -> None:
        self.active = []
        self.rate_limit = None

    def striking(self, call: Call) -> Fault | None:
        return next((fault for fault in self.active if fault.strikes(call)), None)
