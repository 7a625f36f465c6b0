# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The section images: what is expected of single images, and of all that a rule selects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from ...module_utils._ids import same_id
from ...module_utils._model import Visibility
from ...module_utils._providers.clouds import CLOUDS
from .._names import PatternError, compile_name_regex
from .entries import Entries, Entry
from .members import Members, named, twice
from .model import Connection, Count, Expectation, ExpectedImage, ExpectedMember, Match, Select, Selection

_MATCH: Match = "exact"
_VISIBILITY: list[Visibility] = ["private", "shared"]


class _WrittenSelect(TypedDict, total=False):
    """`Select` as it is written, less what is left out."""

    name: str
    name_regex: str
    tags: list[str]
    status: str
    newest: int


class _WrittenCount(TypedDict, total=False):
    min: int
    max: int


class Images:
    """The images and selections of an inventory.

    ``labels`` gives the connection of each name of an image; that of a selection is None, since it may have several.
    """

    def __init__(
        self, entries: Entries, members: Members, connections: Mapping[str, Connection], names: Mapping[str, object]
    ) -> None:
        """:param names: all names of connections, those with a problem of their own included."""
        self.images: list[ExpectedImage] = []
        self.selections: list[Selection] = []
        self.labels: dict[str, str | None] = {}
        self._entries = entries
        self._members = members
        self._known = connections
        self._names = names
        for entry in entries.listed("images"):
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        name, image_id, connection = entry.get("name"), entry.get("image_id"), entry.get("connection")
        if name is not None:
            self.labels.setdefault(name, connection if image_id is not None else None)
            self._entries.is_new(entry, f"image '{name}'", name)
        if image_id is not None and connection is not None:
            what = f"image_id {image_id} of connection '{connection}'"
            self._entries.is_new(entry, what, connection, same_id(image_id))
        connections = self._connections(entry)
        if entry.get("select") is not None:
            self._check_select(entry, connections)
        members = self._expected(entry)
        if not entry.is_sound:
            return
        expectation = _expectation(entry, members)
        if image_id is not None:
            self.images.append({**expectation, "connection": connection, "image_id": same_id(image_id)})
        else:
            self.selections.append(_selection(entry, expectation, connections))

    def _connections(self, entry: Entry) -> list[str]:
        connection = entry.get("connection")
        if connection is not None:
            entry.known("connection", connection, self._names, "connection")
            return [connection]
        for item in entry.items("connections"):
            item.known("connection", item.value, self._names)
        return list(entry.get("connections", ()))

    def _expected(self, entry: Entry) -> list[ExpectedMember]:
        expected: list[ExpectedMember] = []
        for item in entry.items("members"):
            expected += item.members(item.value, self._members)
        again = twice(expected)
        if again:
            entry.add(f"member {named(again)} is given twice", "members")
        return expected

    def _check_select(self, entry: Entry, connections: list[str]) -> None:
        select, count = _select(entry), _count(entry)
        if select["name_regex"] is not None:
            try:
                compile_name_regex(select["name_regex"])
            except PatternError as error:
                entry.add(str(error), "select", "name_regex")
        if select["newest"] is not None and select["status"] is not None:
            entry.add("newest counts active images only: leave status out", "select", "status")
        if count["max"] is not None and count["max"] < count["min"]:
            entry.add(f"max is less than min ({count['min']})", "count", "max")
        if select["tags"] is not None:
            for name in connections:
                provider = self._known[name]["provider"] if name in self._known else None
                if provider is not None and not CLOUDS[provider].has_tags:
                    text = f"images of connection '{name}' have no tags ({provider}): select by name"
                    entry.add(text, "select", "tags")


def _expectation(entry: Entry, members: list[ExpectedMember]) -> Expectation:
    return {
        "name": entry.get("name"),
        "match": entry.get("match", _MATCH),
        "members": members,
        "visibility": entry.get("visibility", _VISIBILITY),
        "max_pending_days": entry.get("max_pending_days"),
        "source": entry.source,
    }


def _selection(entry: Entry, expectation: Expectation, connections: list[str]) -> Selection:
    return {
        **expectation,
        "connections": connections,
        "select": _select(entry),
        "count": _count(entry),
        "same_content": entry.get("same_content", False),
    }


def _select(entry: Entry) -> Select:
    select: _WrittenSelect = entry.get("select")
    return {
        "name": select.get("name"),
        "name_regex": select.get("name_regex"),
        "tags": select.get("tags"),
        "status": select.get("status"),
        "newest": select.get("newest"),
    }


def _count(entry: Entry) -> Count:
    count: _WrittenCount = entry.get("count", {})
    return {"min": count.get("min", 1), "max": count.get("max")}
