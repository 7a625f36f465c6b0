# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Text from strangers, made fit to be shown: nothing hidden, nothing that steers a terminal, measured as it is seen."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from ...module_utils._text import clip
from .._verdict.model import VERDICTS, Counts, Verdict

_SHORT = 10
_WORD = re.compile(r"[^\s,;()]+")


def visible(text: object) -> str:
    """One line in which every character can be seen.

    White space becomes a plain space. Control characters, escape sequences, direction overrides, zero-width and
    unassigned characters become their escapes (``\\x1b``, ``\\u202e``). The result is also legal in XML.
    """
    line = str(text)
    return line if line.isprintable() else "".join(map(_seen, line))


def _seen(char: str) -> str:
    if char.isprintable():
        return char
    if char.isspace():
        return " "
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def tally(counts: Counts | Mapping[Verdict, int]) -> str:
    """How many have each verdict, the worst first: "2 in violation, 1 unknown, 37 compliant"."""
    return ", ".join(
        f"{counts[verdict]:,} {'in ' if verdict == 'violation' else ''}{verdict}"
        for verdict in VERDICTS
        if counts.get(verdict)
    )


def columns(text: str) -> int:
    """How many columns a terminal gives the text: wide characters (Korean, Chinese) take two, combining ones none."""
    return len(text) if text.isascii() else sum(map(_char_columns, text))


def _char_columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me") or "\u1160" <= char <= "\u11ff":
        return 0  # the last: vowels and final consonants of decomposed Hangul, drawn into the syllable before
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def fit(text: str, width: int) -> str:
    """The text cut, where it must be, to ``width`` columns; a cut text ends with an ellipsis."""
    return text if columns(text) <= width else _head(text, width - 1) + "…"


def pad(text: str, width: int) -> str:
    """The text followed by spaces up to ``width`` columns."""
    return text + " " * (width - columns(text))


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` columns, broken at spaces, inside a word only where it is too long."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if columns(joined) <= width:
            lines[-1:] = [joined]
        else:
            lines += _pieces(word, width)
    return lines


def _pieces(word: str, width: int) -> Iterator[str]:
    while columns(word) > width:
        head = _head(word, width)
        yield head
        word = word[len(head) :]
    yield word


def _head(text: str, width: int) -> str:
    used = 0
    for index, char in enumerate(text):
        used += _char_columns(char)
        if used > width:
            return text[: max(index, 1)]
    return text


def short_ids(wanted: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """The wanted ids cut to their first ten characters, or as many more as tell them apart from every known id."""
    wanted = set(wanted)
    heads = {text[:_SHORT] for text in wanted}
    rivals = sorted(wanted.union(text for text in known if text[:_SHORT] in heads))
    needed = dict.fromkeys(rivals, _SHORT)
    for left, right in itertools.pairwise(rivals):
        telling = _shared_length(left, right) + 1
        needed[left] = max(needed[left], telling)
        needed[right] = max(needed[right], telling)
    return {text: clip(text, needed[text] + 1) for text in wanted}


def shortened(text: str, short: Mapping[str, str]) -> str:
    """The text with the ids in it cut as :func:`short_ids` says. Whatever else looks like an id stays whole."""
    return _WORD.sub(lambda word: short.get(word[0], word[0]), text)


def _shared_length(left: str, right: str) -> int:
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False))
    return sum(1 for _pair in same)
