# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What is wrong with an inventory, and where: collected, and told all at once."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from ...module_utils._errors import missing_library
from ...module_utils._help import see
from ...module_utils._text import listed
from .documents import line_of

Path = Sequence[str | int]

_PRINTED = 25
_NAMED = 12
_COMPARED = 2000  # names that are compared with an unknown one
_LONGEST = 200  # characters of it


class InventoryError(Exception):
    """The inventory cannot be used. ``problems`` are all of them; the text shows the first."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = [printable(problem) for problem in problems]
        lines = ["The sharing inventory cannot be used:", *self.problems[:_PRINTED]]
        if len(self.problems) > _PRINTED:
            lines.append(f"and {len(self.problems) - _PRINTED} more problems")
        super().__init__("\n".join([*lines, see("the-inventory-is-refused")]))


class LibraryError(InventoryError):
    """A library is missing, and the inventory may be in order: the text is the one command that helps."""

    def __init__(self, name: str) -> None:
        super().__init__([missing_library(name)])
        self.args = (self.problems[0],)


@dataclass(frozen=True)
class Document:
    """One file, or the inline content.

    :param name: the path as it was found, or "inline".
    :param root: the content.
    :param encrypted: the whole file is vault-encrypted.
    """

    name: str
    root: Any
    encrypted: bool = False
    inline: bool = False

    def place(self, path: Path) -> str:
        """Where a value is written: "sharing.yml:12"."""
        line = line_of(self.root, path)
        return f"{self.name}:{line}" if line else self.name

    def where(self, path: Path) -> str:
        """The place, and the path to the value: "sharing.yml:12: images[3]"."""
        return f"{self.place(path)}: {_spelled(path)}" if path else self.place(path)


class Problems:
    """Collects problems, and remembers which values have one: nothing else is concluded from those."""

    def __init__(self) -> None:
        self._texts: dict[str, tuple[str, int]] = {}  # with file and line, to sort them
        self._bad: set[tuple[str | int, ...]] = set()
        self._suggested = 0
        self.all_names_known = True
        """False where a file or section was not understood: a name that nobody knows may be in there."""
        self.warnings: list[str] = []

    def add(self, document: Document, path: Path, text: str) -> None:
        """A problem with one value of a document; with the document as a whole where the path is empty."""
        self._add(f"{document.where(path)}: {text}", document.name, line_of(document.root, path))
        self._bad.update((document.name, *path[:length]) for length in range(len(path) + 1))
        self.all_names_known &= len(path) >= 2

    def add_line(self, name: str, line: int, text: str) -> None:
        """A problem with a file that could not be understood, in a line of it, 0 where none is known."""
        self._add(f"{name}:{line}: {text}" if line else f"{name}: {text}", name, line)
        self.all_names_known = False

    def add_text(self, text: str) -> None:
        """A problem that has no place in a file."""
        self._add(text, "", 0)

    def _add(self, text: str, name: str, line: int) -> None:
        self._texts.setdefault(printable(text), (name, line))

    def warn(self, text: str) -> None:
        """What does not make the inventory unusable."""
        self.warnings.append(printable(text))

    def has(self, document: Document, path: Path) -> bool:
        """Whether a value, or anything in it, has a problem."""
        return (document.name, *path) in self._bad

    def suggest(self, word: str, known: Collection[str]) -> str:
        """The end of a sentence about an unknown name. Looking for what was meant takes its time: only so often."""
        self._suggested += 1
        return suggestion(word, known, close=self._suggested <= _PRINTED)

    def raise_any(self) -> None:
        """:raises InventoryError: with all problems, if there are any."""
        if self._texts:
            raise InventoryError(sorted(self._texts, key=lambda text: self._texts[text]))


def printable(text: str) -> str:
    """The text on one line: whatever could forge a line or command a terminal is written as an escape."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def _spelled(path: Path) -> str:
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            name = step if step.isprintable() and "." not in step else repr(step)
            text += f".{name[:80]}" if text else name[:80]
    return text


def suggestion(word: str, known: Collection[str], label: str = "Known", *, close: bool = True) -> str:
    """The end of a sentence about an unknown word: what it may have meant, and what there is."""
    names = sorted(known)
    if not names:
        return f". {label}: none."
    alike = difflib.get_close_matches(word[:_LONGEST], names[:_COMPARED], n=1, cutoff=0.6) if close else []
    hint = f" Did you mean '{alike[0]}'?" if alike else ""
    return f".{hint} {label}: {listed(names, _NAMED)}."
