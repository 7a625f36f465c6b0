# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Looks for secrets in whatever a run leaves or shows: whole, by their beginning, and in the usual spellings."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote_to_bytes

PREFIX = 8
"""Characters of a secret's beginning that nobody may see."""
OF_SIGNATURE = 12
"""The same for signatures, of which a run makes thousands: eight hex digits of one stand in some digest by chance."""

_PACKED = re.compile(rb"[A-Za-z0-9+/=]{10000,}")  # the code of a module, which ansible-core packs


def secret(name: str) -> str:
    """A secret with a quote, a backslash and a letter beyond ASCII, the same every time."""
    digits = hashlib.sha512(name.encode()).hexdigest()
    return f'{digits[:3]}"{digits[3:5]}\\{digits[5:8]}ö/{digits[8:40]}'


def token(name: str) -> str:
    """A secret that a header can carry."""
    return secret(name).replace("ö", "+")


class Search:
    """What must not be seen.

    :param secrets: keys, passwords and tokens.
    :param signatures: what signed single requests.
    """

    def __init__(self, secrets: Iterable[str], signatures: Iterable[str] = ()) -> None:
        wanted = {(one, PREFIX) for one in secrets} | {(one, OF_SIGNATURE) for one in signatures}
        self._needles = {needle: one for one, length in wanted for needle in _needles(one, length)}
        self._least = min(map(len, self._needles))

    def __len__(self) -> int:
        return len(self._needles)

    def found(self, content: str | bytes) -> list[str]:
        """The secrets of which something stands in a text, however it is escaped."""
        raw = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
        if not raw:
            return []
        raw = _PACKED.sub(b" ", raw)
        # No needle has a blank in it, and reports say most words many times.
        text = "\n".join({word for view in _views(raw) for word in view.split()})
        least = self._least
        grams = {text[at : at + least] for at in range(len(text) - least + 1)}
        return sorted({one for needle, one in self._needles.items() if needle[:least] in grams and needle in text})

    def in_files(self, folder: Path, but: Iterable[Path] = ()) -> dict[str, list[str]]:
        """The files below a folder that hold something of a secret, and which."""
        left_out = set(but)
        files = [path for path in folder.rglob("*") if path.is_file() and path not in left_out]
        found = {str(path.relative_to(folder)): self.found(path.read_bytes()) for path in files}
        return {name: secrets for name, secrets in found.items() if secrets}


def _needles(one: str, length: int) -> Iterator[str]:
    plain = one[:length]
    # Escapes are read before the search, but for \u, which the letter beyond ASCII would be written as.
    for spelling in (plain, plain.encode("ascii", "backslashreplace").decode()):
        yield spelling.replace("\\", "")
    yield quote(one, safe="")[:length]
    for offset in range(3):
        coded = base64.b64encode(bytes(offset) + one.encode()).decode().rstrip("=")
        yield coded[(0, 2, 3)[offset] :][: length + 4]


def _views(raw: bytes) -> Iterator[str]:
    """As it is, with percent escapes and HTML entities read, all without backslashes and zero-width marks."""
    for content in dict.fromkeys((raw, unquote_to_bytes(raw))):
        text = content.decode("utf-8", "replace")
        yield from {re.sub(r"[\\\u200b\u2060]", "", one) for one in (text, html.unescape(text))}


class Processes:
    """``with Processes(search) as seen:`` looks at all command lines of the machine until the block ends."""

    def __init__(self, search: Search) -> None:
        self.leaks: dict[str, list[str]] = {}
        self.looks = 0
        self._known: set[bytes] = set()
        self._search = search
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Processes:
        self._thread.start()
        return self

    def __exit__(self, *exception: Any) -> None:
        self._ended.set()
        self._thread.join()
        for line in self._known:
            if found := self._search.found(line):
                self.leaks[line.decode("utf-8", "replace")] = found

    def _watch(self) -> None:
        while not self._ended.is_set():
            self.looks += 1
            for path in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    self._known.add(path.read_bytes())
                except OSError:  # it has ended
                    continue
            time.sleep(0.1)
