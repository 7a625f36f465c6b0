# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What was asked, by whom, and what it got: cheap enough for tens of thousands of requests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(slots=True)
class Entry:
    """A line of the request log; no secret, token or signature is in it."""

    time: float
    method: str
    path: str
    query: str
    status: int | None
    """None where no answer was sent."""
    cloud: str | None
    key: str | None
    """Access key or user name."""
    refused: bool
    """Whether the credentials were turned down."""
    fault: bool
    client: str | None
    """Address and port of the client: one for each connection."""
    account: str | None = None
    """SCP account or project that the caller acted for."""


_NAMES = tuple(each.name for each in fields(Entry))


def as_rows(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """For JSON."""
    return [{name: getattr(entry, name) for name in _NAMES} for entry in entries]


def select(entries: Iterable[Entry], wanted: Mapping[str, str]) -> list[Entry]:
    """Those that meet all conditions: ``path`` is a regular expression searched in path and query, ``since`` a Unix
    time, ``last`` a number of entries; the rest are fields, by the text of their values. ValueError for other names.
    """
    if unknown := set(wanted) - {*_NAMES, "since", "last"}:
        raise ValueError(f"unknown fields of the log: {', '.join(sorted(unknown))}")
    plain = {name: value for name, value in wanted.items() if name not in ("path", "since", "last")}
    path, since = re.compile(wanted.get("path", "")), float(wanted.get("since", 0))
    found = [
        entry
        for entry in entries
        if entry.time >= since
        and path.search(f"{entry.path}?{entry.query}")
        and all(str(getattr(entry, name)) == value for name, value in plain.items())
    ]
    return found[-int(wanted["last"]) :] if "last" in wanted else found
