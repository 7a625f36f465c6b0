# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The forms of ids that several clouds share, and when two ids are the same."""

from __future__ import annotations

import functools
import re

HEX = "[0-9A-Fa-f]{32}"
UUID = "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"

_CASELESS = re.compile(f"{HEX}|{UUID}")


def same_owner(one: str, other: str) -> bool | None:
    """Whether two ids name one account; None where they differ only in how they are spelled, which proves neither."""
    if same_id(one) == same_id(other):
        return True
    return None if _letters(one) == _letters(other) else False


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


@functools.lru_cache(maxsize=50_000)  # each member's id is compared many times
def same_id(text: str) -> str:
    """The form in which two ids compare: 32 hexadecimal digits and UUIDs in lower case, all others as they are."""
    return text.lower() if _CASELESS.fullmatch(text) else text
