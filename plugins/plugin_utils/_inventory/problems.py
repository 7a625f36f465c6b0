# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What is wrong with an inventory, and where: collected, and told all at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .documents import line_of

Path = Sequence[str | int]

_PRINTED = 25
_NAMED = 12


class InventoryError(Exception):
    """The inventory cannot be used. ``problems`` are all of them; the text shows the first."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        lines = ["The sharing inventory cannot be used:", *self.problems[:_PRINTED]]
        if len(self.problems) > _PRINTED:
            lines.append(f"and {len(self.problems) - _PRINTED} more problems")
        super().__init__("\n".join(lines))


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
    """Collects problems, and remembers which entries have one: nothing else is concluded from those."""

    def __init__(self) -> None:
        self._texts: dict[str, tuple[str, int]] = {}  # with file and line, to sort them
        self._bad: set[tuple[str, str | int, str | int]] = set()
        self.whole_file = False
        self.warnings: list[str] = []

    def add(self, document: Document, path: Path, text: str) -> None:
        """A problem with one value of a document; with the document as a whole where the path is empty."""
        self._texts.setdefault(f"{document.where(path)}: {text}", (document.name, line_of(document.root, path)))
        if len(path) >= 2:
            self._bad.add((document.name, path[0], path[1]))
        else:
            self.whole_file = True

    def add_line(self, name: str, line: int, text: str) -> None:
        """A problem with a file that could not be understood, in a line of it, 0 where none is known."""
        self._texts.setdefault(f"{name}:{line}: {text}" if line else f"{name}: {text}", (name, line))
        self.whole_file = True

    def add_text(self, text: str) -> None:
        """A problem that has no place in a file."""
        self._texts.setdefault(text, ("", 0))

    def warn(self, text: str) -> None:
        """What does not make the inventory unusable."""
        self.warnings.append(text)

    def has(self, document: Document, section: str, key: str | int) -> bool:
        return (document.name, section, key) in self._bad

    def __bool__(self) -> bool:
        return bool(self._texts)

    def raise_any(self) -> None:
        if self._texts:
            raise InventoryError(sorted(self._texts, key=lambda text: self._texts[text]))


def _spelled(path: Path) -> str:
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            name = step if step.isprintable() and "." not in step else repr(step)
            text += f".{name[:80]}" if text else name[:80]
    return text


def suggestion(word: object, known: Iterable[str], label: str = "Known") -> str:
    """The end of a sentence about an unknown word: what it may have meant, and what there is."""
    names = sorted(known)
    close = difflib.get_close_matches(str(word), names, n=1, cutoff=0.6)
    hint = f" Did you mean '{close[0]}'?" if close else ""
    if not names:
        return f". {label}: none."
    listed = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
    return f".{hint} {label}: {listed}."
