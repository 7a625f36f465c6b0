# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The entries of all documents, section by section: nothing twice, and no value that the schema refused."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .keys import Key, ListedSection, NamedSection, value_of
from .members import Members, UnknownMember
from .model import ExpectedMember
from .problems import Document, Problems


@dataclass(frozen=True)
class Entry:
    """One entry of a section, with its place. ``value`` is whatever is written there."""

    document: Document
    path: tuple[str | int, ...]
    value: Any
    problems: Problems

    @property
    def name(self) -> str:
        """The key of an entry of a mapping."""
        return str(self.path[-1])

    @property
    def source(self) -> str:
        """Where the entry is written: "file:line"."""
        return self.document.place(self.path)

    @property
    def is_sound(self) -> bool:
        """Whether neither the entry nor anything in it has a problem."""
        return not self.problems.has(self.document, self.path)

    def get(self, key: Key, default: Any = None) -> Any:
        """A value of the entry; the default where it is absent, or where something is wrong with it."""
        return default if self.problems.has(self.document, (*self.path, key)) else value_of(self.value, key, default)

    def items(self, key: Key) -> Iterator[Entry]:
        """The items of a list in the entry that have no problem, each as an entry of its own."""
        listed = value_of(self.value, key)
        for index, value in enumerate(listed if isinstance(listed, list) else ()):
            item = Entry(self.document, (*self.path, key, index), value, self.problems)
            if item.is_sound:
                yield item

    def add(self, text: str, *steps: Key | int) -> None:
        """A problem with the entry, or with a value in it."""
        self.problems.add(self.document, (*self.path, *steps), text)

    def known(
        self, what: Literal["connection", "image"], name: object, names: Collection[str], *steps: Key | int
    ) -> bool:
        """Whether a name is one of those that the inventory gives; a problem where it is not."""
        if isinstance(name, str) and name not in names and self.problems.all_names_known:
            self.add(f"unknown {what} '{name}'" + self.problems.suggest(name, names), *steps)
        return name in names

    def members(self, value: object, known: Members, *steps: Key | int) -> list[ExpectedMember]:
        """Who is meant by what is written for a member: one, or all of a group. Nobody where there is a problem."""
        try:
            return known.resolve(value)
        except UnknownMember as error:
            self.add(str(error), *steps)
            return []


class Entries:
    """The entries of all documents. Remembers what was given before."""

    def __init__(self, documents: Sequence[Document], problems: Problems) -> None:
        self._documents = documents
        self._problems = problems
        self._first: dict[tuple[object, ...], Entry] = {}

    def named(self, section: NamedSection) -> Iterator[Entry]:
        """All entries of a section that is a mapping. The last step of the path is the name."""
        for document in self._documents:
            content = value_of(document.root, section)
            for name, value in content.items() if isinstance(content, Mapping) else ():
                yield Entry(document, (section, name), value, self._problems)

    def listed(self, section: ListedSection) -> Iterator[Entry]:
        """All entries of a section that is a list."""
        for document in self._documents:
            content = value_of(document.root, section)
            for index, value in enumerate(content if isinstance(content, list) else ()):
                yield Entry(document, (section, index), value, self._problems)

    def is_new(self, entry: Entry, what: str, *key: object) -> bool:
        """Whether this was not given before; else a problem names both places."""
        first = self._first.setdefault((entry.path[0], *key), entry)
        if first is not entry:
            place = first.document.where(first.path)
            entry.add(f"{what} is given twice, first at {place}")
        return first is entry
