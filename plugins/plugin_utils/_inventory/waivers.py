# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The section waivers: violations that are accepted until a date."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from ...module_utils._ids import same_id
from .entries import Entries, Entry
from .members import Members
from .model import Waiver


class Waivers:
    """The waivers of an inventory: ``waivers``, of which a waiver for a group is one for each of its members."""

    def __init__(
        self,
        entries: Entries,
        members: Members,
        labels: Mapping[str, str | None],
        names: Mapping[str, object],
        latest: datetime.date | None,
    ) -> None:
        """
        :param labels: the name of each image to its connection; that of a selection to None.
        :param names: all names of connections.
        :param latest: the last day on which a waiver may end.
        """
        self.waivers: list[Waiver] = []
        self._entries = entries
        self._members = members
        self._labels = labels
        self._names = names
        self._latest = latest
        for entry in entries.listed("waivers"):
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        label, connection, image_id = entry.get("image"), entry.get("connection"), entry.get("image_id")
        if label is not None:
            entry.known("image", label, self._labels, "image")
            connection = self._labels.get(label)
        elif connection is not None:
            entry.known("connection", connection, self._names, "connection")
        self._check_end(entry)
        written = entry.get("member")
        covered = entry.members(written, self._members, "member")
        group = written if self._members.is_group(written) else None
        member_ids = [None] if written is None else [member["member_id"] for member in covered]
        for member_id in member_ids if entry.is_sound else ():
            self._add_one(entry, label, connection, image_id and same_id(image_id), member_id, group)

    def _check_end(self, entry: Entry) -> None:
        text = entry.get("expires")
        if text is None:
            return
        try:
            expires = datetime.date.fromisoformat(text)
        except ValueError:
            entry.add(f"'{text}' is not a date: write it as YYYY-MM-DD", "expires")
        else:
            if self._latest is not None and expires > self._latest:
                entry.add(f"a waiver may last until {self._latest} at most (assert_sharing_max_waiver_days)", "expires")

    def _add_one(
        self,
        entry: Entry,
        label: str | None,
        connection: str | None,
        image_id: str | None,
        member_id: str | None,
        group: str | None,
    ) -> None:
        kind = entry.get("kind")
        what = f"a waiver for {label or image_id} and {member_id or kind}"
        whom = None if member_id is None else same_id(member_id)
        if not self._entries.is_new(entry, what, label, connection, image_id, whom, kind):
            return
        self.waivers.append(
            {
                "name": label,
                "connection": connection,
                "image_id": image_id,
                "member": member_id,
                "group": group,
                "kind": kind,
                "reason": entry.get("reason").strip(),
                "expires": entry.get("expires"),
                "approved_by": entry.get("approved_by"),
                "ticket": entry.get("ticket"),
                "source": entry.source,
            }
        )
