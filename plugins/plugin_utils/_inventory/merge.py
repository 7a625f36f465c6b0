# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Many documents into one inventory: nothing twice, every name known, every member an id."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from .entries import Entries
from .images import Images
from .incoming import incoming_rules
from .keys import without
from .model import Connection, Merged
from .principals import Principals
from .problems import Document, Problems
from .waivers import Waivers


def merge(documents: Sequence[Document], problems: Problems, latest_waiver: datetime.date | None = None) -> Merged:
    """Join checked documents. An entry that has a problem is left out, but its name counts as known.

    :param latest_waiver: the last day on which a waiver may end.
    """
    entries = Entries(documents, problems)
    names = {entry.name: None for entry in entries.named("connections")}
    connections = _connections(entries)
    known = Principals(entries, problems)
    images = Images(entries, known.members, connections, names)
    incoming = incoming_rules(entries, known.members, names)
    waivers = Waivers(entries, known.members, images.labels, names, latest_waiver)
    return {
        "connections": connections,
        "principals": known.principals,
        "groups": known.groups,
        "images": images.images,
        "selections": images.selections,
        "incoming": incoming,
        "waivers": waivers.waivers,
    }


def _connections(entries: Entries) -> dict[str, Connection]:
    connections: dict[str, Connection] = {}
    for entry in entries.named("connections"):
        # Inline connections hold those of the files already.
        if (
            entry.document.inline or entries.is_new(entry, f"connection '{entry.name}'", entry.name)
        ) and entry.is_sound:
            connections[entry.name] = {
                "provider": entry.get("provider"),
                "options": without(entry.value, "provider"),
                "source": connections[entry.name]["source"] if entry.name in connections else entry.source,
            }
    return connections
