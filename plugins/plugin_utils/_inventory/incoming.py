# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The section incoming: who may share images with the accounts of the connections."""

from __future__ import annotations

from collections.abc import Mapping

from ...module_utils._ids import same_id
from .entries import Entries, Entry
from .members import Members
from .model import IncomingRule, IncomingSource


def incoming_rules(entries: Entries, members: Members, names: Mapping[str, object]) -> list[IncomingRule]:
    """The rule of each connection that has one.

    :param names: all names of connections.
    """
    rules: list[IncomingRule] = []
    for entry in entries.listed("incoming"):
        connection = entry.get("connection")
        if connection is not None:
            entry.known("connection", connection, names, "connection")
            entries.is_new(entry, f"incoming of connection '{connection}'", connection)
        sources = _sources(entry, members)
        if entry.is_sound:
            rules.append({"connection": connection, "from": sources, "source": entry.source})
    return rules


def _sources(entry: Entry, members: Members) -> list[IncomingSource]:
    """One for each owner: each has one rule, so that nobody has to guess which of two holds."""
    sources: dict[str, IncomingSource] = {}
    for item in entry.items("from"):
        written = item.get("owner")
        for owner in written if isinstance(written, list) else [written]:
            for member in item.members(owner, members, "owner"):
                key = same_id(member["member_id"])
                if key in sources:
                    item.add(f"owner {member['principal'] or member['member_id']} is given twice", "owner")
                sources[key] = {
                    "owner": {"member_id": member["member_id"], "principal": member["principal"]},
                    "names": item.get("names"),
                    "status": item.get("status"),
                    "max_pending_days": item.get("max_pending_days"),
                }
    return list(sources.values())
