# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Where a message that stops people is explained."""

from __future__ import annotations

from collections.abc import Iterable

from ._model import ErrorKind

UNREAD = "something-could-not-be-read"
"""The part of the page with all reasons, for errors that have no entry of their own."""

ENTRIES: dict[ErrorKind, str] = {
    "unauthorized": "credentials-refused",
    "forbidden": "not-allowed",
    "not_found": "missing-or-not-visible",
    "throttled": "too-many-requests",
}


def see(anchor: str) -> str:
    """The place in the collection's own documentation, in a sentence."""
    return f"See docs/troubleshooting.md#{anchor} in cloud_images.sharing."


def see_errors(kinds: Iterable[ErrorKind]) -> str:
    """The entry of the only kind of error, or else the part of the page that has all of them."""
    distinct = set(kinds)
    return see(ENTRIES.get(distinct.pop(), UNREAD) if len(distinct) == 1 else UNREAD)
