# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who sees what, by the rules of Glance: the owner all members, a member only itself, a stranger nothing.

Documented for Glance (api-ref images-sharing-v2.inc). Assumption for SCP, IMS, OTC and CPH: no page says what others
than the owner see.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from .world import Image

OPEN = frozenset({"public", "community"})


def own_rows(image: Image, own_ids: Set[str]) -> list[dict[str, Any]]:
    return [row for row in image.members if row.get("member_id") in own_ids]


def rows_seen(image: Image, own_ids: Set[str]) -> list[dict[str, Any]] | None:
    """The member rows that a caller with these ids sees; None where the image does not exist for it."""
    if image.owner in own_ids:
        return image.members
    rows = own_rows(image, own_ids)
    return rows if rows or image.visibility in OPEN else None


def image_visible(image: Image, own_ids: Set[str], listing: bool = False, member_status: str = "accepted") -> bool:
    """Whether the caller sees the image's record: by id, or (``listing``) in its list of images.

    A list has what others share with the caller in ``member_status``: one of the three words, or ``all``.
    """
    if image.owner in own_ids or image.visibility == "public":
        return True
    rows = own_rows(image, own_ids)
    if listing:
        listed = any(member_status in ("all", row.get("status", "accepted")) for row in rows)
        return listed or not own_ids.isdisjoint(image.listed_to)
    return bool(rows) or image.visibility in OPEN
