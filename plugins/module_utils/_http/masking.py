# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Takes secrets out of what a cloud says, before anything else touches the text.

A cloud may echo a request in any spelling: with blanks or markup inside, percent-encoded, as HTML entities, in a JSON
text, in base64, cut. So a text is looked at in several views, and a piece of a secret is enough.
"""

from __future__ import annotations

import base64
import functools
import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from .._text import MARKUP, MASK, tidy

if TYPE_CHECKING:
    from requests import PreparedRequest

LONGEST_TEXT = 16 * 1024  # characters of a cloud's words that are looked at; the rest is dropped unread
SHORTEST = 4  # characters; a shorter secret would be found in every other word
_PREFIX = 8  # characters of a secret's beginning that are a secret, too
_PIECE = 12  # characters from anywhere in a secret that are one
_STRIDE = _PIECE - _PREFIX + 1  # every piece holds a gram of _PREFIX characters that begins at a multiple of this
_SIGNATURE = 43  # characters of the shortest signature, SHA-256 in base64; access keys, which are public, are shorter
_SURE = 32  # characters of it that are searched for
_ENCODED_PART = 512  # characters of a long secret whose base64 and hex forms are looked for

# What a request says in public: its form, its time, its version, and the project that it is about.
_PUBLIC_HEADER = re.compile(
    r"accept(-.*)?|cache-control|connection|content-.*|host|user-agent|x-project-id|.*clienttype|.*(date|timestamp|version)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[^\s,;\"']+")
_ESCAPED = re.compile(
    r"(?P<percent>(?:%[0-9A-Fa-f]{2})+)|(?P<entity>&#?\w{1,10};)|\\(?:u(?P<unicode>[0-9A-Fa-f]{4})|(?P<char>.))"
)
_WHITE = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}

Span = tuple[int, int]
Grams = Mapping[str, "list[tuple[str, int]]"]


@dataclass(frozen=True)
class _View:
    """A text as somebody could read it, and where in the original each of its characters stands."""

    text: str
    spans: list[Span]


class Masker:
    """Masks secrets in texts.

    :param secrets: every value that must not be shown; the collection is looked at anew for each text.
    :param carried: more such values.
    """

    def __init__(self, secrets: Collection[str] = (), carried: Collection[str] = ()) -> None:
        self._secrets = secrets
        self._carried = carried

    def of(self, request: PreparedRequest) -> Masker:
        """One that masks what this request carried in its headers, too, but for those that are public."""
        return self.plus(_carried(request.headers))

    def plus(self, values: Iterable[str]) -> Masker:
        """One that masks these values, too."""
        return Masker(self._secrets, frozenset(values).union(self._carried).difference(self._secrets))

    def mask(self, text: object) -> str:
        """The text without secrets, cut to LONGEST_TEXT."""
        shown = str(text)[:LONGEST_TEXT]
        searched = [_searched(frozenset(some)) for some in (self._secrets, self._carried) if some]
        found: list[Span] = []
        for view in _views(shown) if searched else ():
            for grams, short in searched:
                found += [_origin(view, span) for span in _found(view.text, grams, short)]
        return _masked(shown, found)

    def repeated(self, request: PreparedRequest, content: bytes) -> bool:
        """Whether a body holds what signed its request. No cloud has a reason to say that, and others could use it."""
        long = {name: value for name, value in request.headers.items() if len(value) >= _SIGNATURE}
        signed = [one for one in _carried(long) if len(one) >= _SIGNATURE]
        return any(form[:_SURE].encode() in content for one in signed for form in (one, *_encoded(one)))

    def line(self, text: object, limit: int = 400) -> str:
        """The text without secrets as one tidy line of at most ``limit`` characters."""
        return tidy(self.mask(text), limit=limit)


def _carried(headers: Mapping[str, str | bytes]) -> Iterator[str]:
    """The parts of all headers that are not public, but for schemes (the first of several words) and headers' names."""
    names = {name.lower() for name in headers}
    for name, raw in headers.items():
        if _PUBLIC_HEADER.fullmatch(name):
            continue
        value = raw.decode("latin-1") if isinstance(raw, bytes) else str(raw)
        parts = _PARTS.findall(value)
        for part in parts[1:] or parts:
            plain = re.sub(r"^[A-Za-z][\w-]*=(?=[^=])", "", part)
            if plain.lower() not in names:
                yield plain


# --------------------------------------------------------------------------------------------- what is searched for


@functools.lru_cache(maxsize=64)
def _searched(secrets: frozenset[str]) -> tuple[Grams, tuple[str, ...]]:
    """Grams of all forms of the secrets, each with its form and place in it; and the secrets too short for that."""
    grams: dict[str, list[tuple[str, int]]] = {}
    short = []
    for secret in map(_bare, secrets):
        if len(secret) < _PREFIX:
            short += [secret] if len(secret) >= SHORTEST else []
            continue
        for form in {secret, *_encoded(secret[:_ENCODED_PART])}:
            for place in range(0, len(form) - _PREFIX + 1, _STRIDE):
                grams.setdefault(form[place : place + _PREFIX], []).append((form, place))
    return grams, tuple(short)


@functools.lru_cache(maxsize=64)
def beginnings(secrets: frozenset[str]) -> tuple[str, ...]:
    """How each secret begins in each of its forms, without blanks; and those that are too short for that."""
    grams, short = _searched(secrets)
    return (*(gram for gram, forms in grams.items() if any(place == 0 for _form, place in forms)), *short)


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isprintable() and char != " ")


def _encoded(secret: str) -> Iterator[str]:
    """How the secret looks inside a base64 text, at each of the three places where it may begin, and in hex."""
    raw = secret.encode("utf-8", "surrogatepass")
    for offset in range(3):
        whole = base64.b64encode(bytes(offset) + raw).decode()
        sure = whole[(0, 2, 3)[offset] : len(whole) - (0, 3, 2)[(offset + len(raw)) % 3]]
        if len(sure) >= _PREFIX:
            yield sure
            yield sure.translate(str.maketrans("+/", "-_"))
    yield raw.hex()
    yield raw.hex().upper()


# --------------------------------------------------------------------------------------------------- how it is found


def _views(text: str) -> Iterator[_View]:
    """As it stands, without markup, and with escapes read once and twice; blanks and control characters in none."""
    plain = _View(text, [(place, place + 1) for place in range(len(text))])
    yield _without_blanks(plain)
    if "<" in text:
        plain = _without_markup(plain)
        yield _without_blanks(plain)
    for _depth in range(2):
        if not _ESCAPED.search(plain.text):
            return
        plain = _unescaped(plain)
        yield _without_blanks(plain)


def _without_blanks(view: _View) -> _View:
    kept = [place for place, char in enumerate(view.text) if char.isprintable() and char != " "]
    return _View("".join([view.text[place] for place in kept]), [view.spans[place] for place in kept])


def _without_markup(view: _View) -> _View:
    text, spans, end = "", [], 0
    for tag in [*MARKUP.finditer(view.text), None]:
        begin = tag.start() if tag else len(view.text)
        text += view.text[end:begin]
        spans += view.spans[end:begin]
        end = tag.end() if tag else begin
    return _View(text, spans)


def _unescaped(view: _View) -> _View:
    parts: list[str] = []
    spans: list[Span] = []
    end = 0
    for escape in _ESCAPED.finditer(view.text):
        meant = _meaning(escape)
        parts += [view.text[end : escape.start()], meant]
        spans += view.spans[end : escape.start()]
        spans += [(view.spans[escape.start()][0], view.spans[escape.end() - 1][1])] * len(meant)
        end = escape.end()
    return _View("".join([*parts, view.text[end:]]), spans + view.spans[end:])


def _meaning(escape: re.Match[str]) -> str:
    if escape["percent"]:
        return unquote_to_bytes(escape["percent"]).decode("utf-8", "replace")
    if escape["entity"]:
        return html.unescape(escape["entity"])
    if escape["unicode"]:
        return chr(int(escape["unicode"], 16))
    return _WHITE.get(escape["char"], escape["char"])


def _found(text: str, grams: Grams, short: Iterable[str]) -> Iterator[Span]:
    for secret in short:
        place = text.find(secret)
        while place >= 0:
            yield place, place + len(secret)
            place = text.find(secret, place + 1)
    covered = 0
    for place in range(len(text) - _PREFIX + 1):
        if place + _PREFIX <= covered:
            continue
        for form, offset in grams.get(text[place : place + _PREFIX], ()):
            begin, end = _extended(text, place, form, offset)
            if end - begin >= min(_PIECE, len(form)) or begin + offset == place:
                covered = max(covered, end)
                yield begin, end


def _extended(text: str, place: int, form: str, offset: int) -> Span:
    """How far text and form agree around a gram that they share."""
    back = 0
    while back < min(place, offset) and text[place - back - 1] == form[offset - back - 1]:
        back += 1
    forth = _PREFIX
    while place + forth < len(text) and offset + forth < len(form) and text[place + forth] == form[offset + forth]:
        forth += 1
    return place - back, place + forth


def _origin(view: _View, span: Span) -> Span:
    return view.spans[span[0]][0], view.spans[span[1] - 1][1]


def _masked(text: str, found: list[Span]) -> str:
    parts, end = [], 0
    for begin, stop in sorted(found):
        if begin >= end:
            parts += [text[end:begin], MASK]
        end = max(end, stop)
    return "".join([*parts, text[end:]])
