# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Who is who: when a member of an image is the one that the inventory names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from ...module_utils._ids import same_id
from ...module_utils._model import Member
from .._inventory.model import Principal
from .model import FoundMember

# organizations::<domain>:ou:<organization>/<unit>. The unit itself is the member's id; only organizations have one.
_ORDER: tuple[Literal["member_id", "member_type", "status", "created_at"], ...] = (
    "member_id",
    "member_type",
    "status",
    "created_at",
)

_URN = re.compile(r"organizations::\S+[:/](?P<member_id>[^\s:/]+)")


def member_keys(member: Member) -> tuple[str, ...]:
    """What a member answers to: its id, and its URN where that is one and names the same member.

    A cloud's word in a row's URN never makes it another account or project.
    """
    member_id, urn = member["member_id"], member["urn"]
    found = _URN.fullmatch(urn) if urn else None
    if urn and found and found["member_id"] == member_id:
        return same_id(member_id), urn
    return (same_id(member_id),)


class Principals:
    """The names that the inventory has for members."""

    def __init__(self, principals: Mapping[str, Principal]) -> None:
        self._names: dict[str, str] = {}
        for name, principal in principals.items():
            self._names.setdefault(same_id(principal["member_id"]), name)

    def name(self, member_id: str) -> str | None:
        """The name of an id, None where it has none."""
        return self._names.get(same_id(member_id))

    def named(self, members: Sequence[Member]) -> list[FoundMember]:
        """Members with their names, in an order that depends on nothing but them."""
        named: list[FoundMember] = [{**member, "principal": self._name_of(member)} for member in members]
        return sorted(named, key=lambda row: [str(row[key]) for key in _ORDER])

    def _name_of(self, member: Member) -> str | None:
        return next((self._names[key] for key in member_keys(member) if key in self._names), None)
