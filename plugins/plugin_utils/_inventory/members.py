# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Who is meant: names of principals and groups, and ids, resolved to the ids that clouds use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ...module_utils._ids import same_id
from ...module_utils._model import MemberStatus, MemberType
from ...module_utils._providers.clouds import CLOUDS
from ...module_utils._text import clip
from .keys import value_of
from .model import ExpectedMember, Principal
from .problems import Problems

_IDS = re.compile("|".join(dict.fromkeys(form for cloud in CLOUDS.values() for form in cloud.member_ids)))


class UnknownMember(Exception):
    """A member that nobody can place; the text says why."""


def is_id(text: str) -> bool:
    """Whether a text has the form of a member's id on one of the clouds."""
    return _IDS.fullmatch(text) is not None


def principal(value: str | Mapping[str, Any]) -> Principal:
    """The value of one principal that is not a group.

    :raises UnknownMember: the value does not look like an id.
    """
    if isinstance(value, Mapping):
        return {"member_id": value_of(value, "member_id"), "member_type": value_of(value, "member_type")}
    if not is_id(value):
        text = clip(value, 100)
        raise UnknownMember(
            f"'{text}' does not have the form of a member's id on any cloud. Write an odd id as {{member_id: {text}}}"
        )
    return {"member_id": value, "member_type": None}


class Members:
    """Resolves what stands for a member, with the principals and groups of the whole inventory."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._principals: dict[str, Principal] = {}
        self._groups: dict[str, list[ExpectedMember]] = {}
        self._names: set[str] = set()  # those with a problem of their own included
        self._bare: dict[str, list[ExpectedMember]] = {}

    def add_name(self, name: str) -> None:
        """A name that is given, whatever it stands for."""
        self._names.add(name)

    def add(self, name: str, value: Principal) -> None:
        """What a name stands for. Groups are added when all principals are known."""
        self._principals[name] = value

    def add_group(self, name: str, members: Sequence[ExpectedMember]) -> None:
        """Whom the name of a group stands for."""
        self._groups[name] = list(members)

    def is_group(self, value: object) -> bool:
        """Whether a word is the name of a group."""
        return isinstance(value, str) and value in self._groups

    def resolve(self, value: object) -> list[ExpectedMember]:
        """One member, or all of a group. Nobody where the principal that is meant has a problem of its own.

        :param value: a name, an id, or a mapping with ``member_id`` and perhaps ``member_type`` and ``status``.
        :raises UnknownMember: neither a name nor an id, or at odds with its principal.
        """
        if isinstance(value, str):
            if value not in self._bare:
                self._bare[value] = self._resolve_bare(value)
            return self._bare[value]
        if not isinstance(value, Mapping):
            return []
        name = value_of(value, "member_id")
        member_type, status = value_of(value, "member_type"), value_of(value, "status")
        if name in self._groups:
            return [_narrowed(member, f"of group '{name}'", member_type, status) for member in self._groups[name]]
        return [] if self._has_problem(name) else [self._member(name, member_type, status)]

    def _resolve_bare(self, text: str) -> list[ExpectedMember]:
        if text in self._groups:
            return self._groups[text]
        if self._has_problem(text):
            return []
        if text not in self._principals and not is_id(text):
            if not self._problems.all_names_known:
                return []
            hint = self._problems.suggest(text, self._names)
            raise UnknownMember(
                f"unknown principal '{clip(text, 100)}'{hint} An id in another form is written {{member_id: …}}."
            )
        return [self._member(text, None, None)]

    def _has_problem(self, name: str) -> bool:
        return name in self._names and name not in self._principals

    def _member(self, text: str, member_type: MemberType | None, status: MemberStatus | None) -> ExpectedMember:
        known = self._principals.get(text)
        if known is None:
            return {"member_id": text, "member_type": member_type, "status": status, "principal": None}
        member: ExpectedMember = {**known, "status": None, "principal": text}
        return _narrowed(member, "", member_type, status)


def _narrowed(
    member: ExpectedMember, where: str, member_type: MemberType | None, status: MemberStatus | None
) -> ExpectedMember:
    known = member["member_type"]
    if known and member_type not in (None, known):
        name = member["principal"] or member["member_id"]
        whose = f"principal '{name}' {where}".rstrip()
        raise UnknownMember(f"member_type {member_type} contradicts {whose}, which is of type {known}")
    return {**member, "member_type": member_type or known, "status": status}


def twice(members: Sequence[ExpectedMember]) -> ExpectedMember | None:
    """The first member that is there already, None if each is there once."""
    seen = set()
    for member in members:
        key = same_id(member["member_id"])
        if key in seen:
            return member
        seen.add(key)
    return None


def named(member: ExpectedMember) -> str:
    """A member in a message: the principal's name and the id."""
    return f"{member['principal']} ({member['member_id']})" if member["principal"] else member["member_id"]
