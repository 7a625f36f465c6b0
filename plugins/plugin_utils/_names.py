# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Patterns of image names: regular expressions whose time is bounded, whatever the pattern and the name.

Python's own engine tries one way after another, and some patterns have more ways than there is time. Here all
places that a pattern can have reached in a name are followed at once, one bit of a number each. Understood are
characters, sets, escapes, groups, alternatives and repetitions, in Python's syntax; what looks back or ahead is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

LONGEST_PATTERN = 200
LONGEST_NAME = 1024
_MOST_REPEATED = 255
_MOST_STEPS = 100_000  # for one name, the longest repetition counted as one of 256

_CHARACTER = re.compile(r"\\[dDsSwW]|\\[^A-Za-z0-9]|\[\^?\]?(?:\\.|[^\]\\\[])*\]|[^\\\[\](){}*+?|^$]", re.DOTALL)
_TWO_MEANINGS = re.compile(r"--|&&|~~|\|\|")  # in a set: Python may read them in another way one day
_REPETITION = re.compile(r"(?:(?P<sign>[*+?])|\{(?P<low>[0-9]*)(?P<comma>,?)(?P<high>[0-9]*)\})\??")
_SIGNS = {"*": (0, None), "+": (1, None), "?": (0, 1)}


class PatternError(ValueError):
    """The pattern is not understood, or would take too long; the text says why."""


@dataclass
class _Name:
    """A name, and where in it each character of a pattern stands."""

    text: str
    known: dict[re.Pattern[str], int] = field(default_factory=dict)

    def places(self, character: re.Pattern[str]) -> int:
        if character not in self.known:
            self.known[character] = sum(1 << found.start() for found in character.finditer(self.text))
        return self.known[character]


Step = Callable[[_Name, int], int]
"""From all places that were reached so far to all that are reached after one part of the pattern."""


@dataclass
class _Part:
    step: Step
    steps: int  # how often it may run for one name


def compile_name_regex(pattern: str) -> Callable[[str], bool]:
    """A test whether a whole name matches a regular expression. Names of more than `LONGEST_NAME` characters do not.

    :raises PatternError: it cannot be used.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise PatternError(f"longer than {LONGEST_PATTERN} characters")
    part = _Parser(pattern).whole()

    def matches(name: str) -> bool:
        return len(name) <= LONGEST_NAME and bool(part.step(_Name(name), 1) >> len(name))

    return matches


class _Parser:
    def __init__(self, pattern: str) -> None:
        text = pattern.removeprefix("^")  # the whole name is meant in any case
        self._text = text if text.endswith("\\$") else text.removesuffix("$")
        self._at = 0

    def whole(self) -> _Part:
        part = self._alternatives()
        if self._at < len(self._text):
            raise PatternError(f"'{self._text[self._at]}' is not supported here")
        return part

    def _alternatives(self) -> _Part:
        parts = [self._sequence()]
        while self._take("|"):
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else _either(parts)

    def _sequence(self) -> _Part:
        parts: list[_Part] = []
        while (part := self._single()) is not None:
            parts.append(self._repeated(part))
        return _in_turn(parts)

    def _single(self) -> _Part | None:
        if self._take("("):
            if self._take("?") and not self._take(":"):
                raise PatternError("a group begins with ( or (?: only")
            part = self._alternatives()
            if not self._take(")"):
                raise PatternError("a ) is missing")
            return part
        found = _CHARACTER.match(self._text, self._at)
        if not found:
            return None
        self._at = found.end()
        return _character(found[0])

    def _repeated(self, part: _Part) -> _Part:
        found = _REPETITION.match(self._text, self._at)
        if not found or found[0].rstrip("?") in ("{}", "{,}"):
            return part
        self._at = found.end()
        low, high = _SIGNS[found["sign"]] if found["sign"] else _bounds(found["low"], found["comma"], found["high"])
        return _repeat(part, low, high)

    def _take(self, character: str) -> bool:
        taken = self._text.startswith(character, self._at)
        self._at += taken
        return taken


def _bounds(low: str, comma: str, high: str) -> tuple[int, int | None]:
    least = int(low or 0)
    most = int(high) if high else None if comma else least
    if max(least, most or 0) > _MOST_REPEATED or (most is not None and most < least):
        raise PatternError(f"a repetition is of at most {_MOST_REPEATED}, the smaller number first")
    return least, most


def _character(text: str) -> _Part:
    if text.startswith("[") and _TWO_MEANINGS.search(text):
        raise PatternError(f"the set {text} is ambiguous: escape its special characters with \\")
    try:
        character = re.compile(text, re.DOTALL)
    except (re.error, OverflowError) as error:
        raise PatternError(f"{text}: {error}") from None
    return _Part(lambda name, reached: (reached & name.places(character)) << 1, 1)


def _in_turn(parts: list[_Part]) -> _Part:
    def step(name: _Name, reached: int) -> int:
        for part in parts:
            reached = part.step(name, reached)
        return reached

    return _Part(step, sum(part.steps for part in parts))


def _either(parts: list[_Part]) -> _Part:
    def step(name: _Name, reached: int) -> int:
        places = 0
        for part in parts:
            places |= part.step(name, reached)
        return places

    return _Part(step, sum(part.steps for part in parts))


def _repeat(part: _Part, low: int, high: int | None) -> _Part:
    def step(name: _Name, reached: int) -> int:
        for _round in range(low):
            reached = part.step(name, reached)
        fresh, rounds = reached, LONGEST_NAME if high is None else high - low
        while fresh and rounds:  # a place that was reached before has been followed already
            fresh = part.step(name, fresh) & ~reached
            reached |= fresh
            rounds -= 1
        return reached

    steps = part.steps * (high if high is not None else _MOST_REPEATED + 1)
    if steps > _MOST_STEPS:
        raise PatternError("nested repetitions could take too long")
    return _Part(step, steps)
