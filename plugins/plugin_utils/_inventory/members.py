# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Who is meant: names of principals and ids, resolved to the ids that clouds use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...module_utils._ids import same_id
from ...module_utils._providers.clouds import CLOUDS
from .model import ExpectedMember, MemberStatus, MemberType, Principal
from .problems import suggestion

_IDS = re.compile("|".join(dict.fromkeys(form for cloud in CLOUDS.values() for form in cloud.member_ids)))


class UnknownMember(Exception):
    """A member that nobody can place; the text says why."""


def is_id(text: str) -> bool:
    """Whether a text has the form of a member's id on one of the clouds."""
    return _IDS.fullmatch(text) is not None


def principal(name: str, value: str | Mapping[str, Any]) -> Principal:
    """One entry of ``principals``.

    :raises UnknownMember: the name could be taken for an id, or the value is none.
    """
    if is_id(name):
        raise UnknownMember("the name of a principal must not have the form of an id")
    if isinstance(value, Mapping):
        return {"member_id": value["member_id"], "member_type": value.get("member_type")}
    if not is_id(value):
        raise UnknownMember(
            f"'{value}' does not have the form of a member's id on any cloud. Write an odd id as {{member_id: {value}}}"
        )
    return {"member_id": value, "member_type": None}


class Members:
    """Resolves what stands for a member, with the principals of the whole inventory."""

    def __init__(self, principals: Mapping[str, Principal], known: Mapping[str, object]) -> None:
        """:param known: all names of principals, those with a problem of their own included."""
        self._principals = principals
        self._known = known
        self._bare: dict[str, ExpectedMember] = {}

    def resolve(self, value: str | Mapping[str, Any]) -> ExpectedMember | None:
        """The member as ``{member_id, member_type, status, principal}``. None where its principal has a problem.

        :raises UnknownMember: neither a principal's name nor an id, or at odds with its principal.
        """
        if isinstance(value, str):
            if value not in self._bare and (value in self._principals or is_id(value)):
                self._bare[value] = self._member(value, None, None)
            if value in self._bare or value in self._known:
                return self._bare.get(value)
            hint = suggestion(value, self._known, "Known")
            raise UnknownMember(f"unknown principal '{value}'{hint} An id in another form is written {{member_id: …}}.")
        name = value["member_id"]
        if name in self._known and name not in self._principals:
            return None
        return self._member(name, value.get("member_type"), value.get("status"))

    def _member(self, text: str, member_type: MemberType | None, status: MemberStatus | None) -> ExpectedMember:
        known = self._principals.get(text)
        if known and known["member_type"] and member_type not in (None, known["member_type"]):
            raise UnknownMember(
                f"member_type {member_type} contradicts principal '{text}', which is of type {known['member_type']}"
            )
        return {
            "member_id": known["member_id"] if known else text,
            "member_type": member_type or (known["member_type"] if known else None),
            "status": status,
            "principal": text if known else None,
        }


def twice(members: list[ExpectedMember]) -> int | None:
    """The index of the first member that is there already, None if each is there once."""
    seen = set()
    for index, member in enumerate(members):
        key = same_id(member["member_id"])
        if key in seen:
            return index
        seen.add(key)
    return None
