# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The section principals: names for members, and for groups of them."""

from __future__ import annotations

from ...module_utils._ids import same_id
from .entries import Entries, Entry
from .keys import value_of
from .members import Members, UnknownMember, is_id, named, principal, twice
from .model import ExpectedMember, Principal
from .problems import Problems


class Principals:
    """The principals and groups of an inventory, and ``members``, which resolves what stands for one."""

    def __init__(self, entries: Entries, problems: Problems) -> None:
        self.principals: dict[str, Principal] = {}
        self.groups: dict[str, list[ExpectedMember]] = {}
        self.members = Members(problems)
        given = [entry for entry in entries.named("principals") if self._is_named_well(entry, entries)]
        for entry in given:
            if not isinstance(entry.value, list):
                self._add_principal(entry)
        for entry in given:
            if isinstance(entry.value, list):
                self._add_group(entry, [one.name for one in given if isinstance(one.value, list)])
        for name, members in self.groups.items():
            self.members.add_group(name, members)
        self._refuse_shadows(given)

    def _is_named_well(self, entry: Entry, entries: Entries) -> bool:
        self.members.add_name(entry.name)
        if is_id(entry.name):
            entry.add("the name of a principal must not have the form of an id")
        return entries.is_new(entry, f"principal '{entry.name}'", entry.name)

    def _add_principal(self, entry: Entry) -> None:
        if not entry.is_sound:
            return
        try:
            self.principals[entry.name] = principal(entry.value)
            self.members.add(entry.name, self.principals[entry.name])
        except UnknownMember as error:
            entry.add(str(error))

    def _add_group(self, entry: Entry, groups: list[str]) -> None:
        members: list[ExpectedMember] = []
        for index, value in enumerate(entry.value):
            word = value_of(value, "member_id", value)
            if word in groups:
                entry.add(f"'{word}' is a group: a group holds no other group", index)
            elif not entry.problems.has(entry.document, (*entry.path, index)):
                members += entry.members(value, self.members, index)
        again = twice(members)
        if again:
            entry.add(f"member {named(again)} is given twice")
        if entry.is_sound:
            self.groups[entry.name] = members

    def _refuse_shadows(self, given: list[Entry]) -> None:
        """No name of a principal is also somebody's id: a bare word has one meaning."""
        ids = {same_id(known["member_id"]): name for name, known in self.principals.items()}
        for entry in given:
            owner = ids.get(same_id(entry.name))
            if owner is not None:
                entry.add(f"the name is also the member id of principal '{owner}'")
