# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The members of one image: every row of a list that was followed to its end, checked before it counts."""

from __future__ import annotations

from .._ids import same_id
from .._model import Member
from .._providers.base import Account
from .._text import tidy
from .pages import follow, unbelievable

MAX_MEMBERS = 10_000

_LIST = "The member list"


class MemberList:
    """What was read of one image's members so far. ``complete`` is None before the first page."""

    def __init__(self) -> None:
        self.members: list[Member] = []
        self.complete: bool | None = None

    def read(self, account: Account, image_id: str) -> None:
        """Add all pages. ApiError where one cannot be read or believed; what came before it stays.

        A member that is listed twice contradicts the list, which then is not complete.
        """
        known: set[str] = set()
        twice = False
        for page in follow(account.members(image_id), _LIST, MAX_MEMBERS):
            for row in page.rows:
                member = _checked(account.member(row, image_id), image_id)
                twice = twice or same_id(member["member_id"]) in known
                known.add(same_id(member["member_id"]))
                self.members.append(member)
            self.complete = page.proven and not twice


def _checked(member: Member, image_id: str) -> Member:
    if not isinstance(member["member_id"], str) or not member["member_id"]:
        raise unbelievable(_LIST, "a member has no id")
    if same_id(str(member["image_id"])) != same_id(image_id):
        raise unbelievable(_LIST, f"a member belongs to another image ({tidy(member['image_id'], limit=60)})")
    return member
