# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Times as clouds write them, made RFC 3339 in UTC in one place."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

_TIME = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})[Tt ](?P<clock>\d{2}:\d{2}:\d{2})(?P<fraction>\.\d{1,9})?"
    r"\s?(?P<zone>[Zz]|[+-]\d{2}:?\d{2})?"
)
_AS_IT_SHOULD_BE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def rfc3339(value: object) -> str | None:
    """A cloud's time as RFC 3339 in UTC. Without a zone it is taken as UTC; unreadable text comes back unchanged."""
    if value is None or value == "":
        return None
    text = str(value)
    if _AS_IT_SHOULD_BE.fullmatch(text):  # as most are; an image of many members has twice as many times
        return text
    found = _TIME.fullmatch(text.strip())
    if not found:
        return text
    zone = (found["zone"] or "Z").upper()
    if zone != "Z" and ":" not in zone:
        zone = zone[:3] + ":" + zone[3:]
    try:
        moment = datetime.fromisoformat(f"{found['day']}T{found['clock']}{'+00:00' if zone == 'Z' else zone}")
        moment = moment.astimezone(timezone.utc)
    except (ValueError, OverflowError):
        return text
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + (found["fraction"] or "") + "Z"


def rfc3339_from_millis(value: object) -> str | None:
    """Milliseconds since 1970 as RFC 3339 in UTC, milliseconds kept. Anything else comes back as text, unchanged."""
    if value is None or value == "":
        return None
    try:
        moment = _EPOCH + timedelta(milliseconds=int(str(value)))
    except (ValueError, OverflowError):
        return str(value)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
