# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Pieces of HTML. Everything that comes from outside passes through ``escaped``."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from ....module_utils._text import clip
from ..text import visible

_MAX_TEXT = 400  # characters of one text; the JSON report has the rest
_MAX_COMMAND = 2_000
_UNBROKEN = 40  # characters that fit the narrowest screen


def escaped(value: object, limit: int = _MAX_TEXT) -> str:
    """Text that stays text in HTML, in elements and in quoted attributes, with nothing hidden and no endless line."""
    return html.escape(clip(visible(value), limit))


def isolated(value: object) -> str:
    """Text from outside in an element of its own, so that its direction of writing cannot reorder its neighbours."""
    return f"<bdi>{escaped(value)}</bdi>"


def quiet(content: str) -> str:
    """Less important content on a line of its own; none for none."""
    return f' <span class="quiet">{content}</span>' if content else ""


def code(value: object) -> str:
    """An id, on one line where it fits."""
    text = visible(value)
    return f"<code{_whole(text)}>{escaped(text)}</code>"


def command(line: str) -> str:
    """A command, broken between its words only."""
    words = clip(visible(line), _MAX_COMMAND).split(" ")
    return f'<code class="command">{" ".join(f"<span{_whole(word)}>{escaped(word)}</span>" for word in words)}</code>'


def _whole(text: str) -> str:
    return _of_kind("whole" if len(text) <= _UNBROKEN else "")


def capitalized(sentence: str) -> str:
    """The sentence with a capital at its start; names later in it stay as they are."""
    return sentence[:1].upper() + sentence[1:]


def verdict_label(verdict: str, words: str = "") -> str:
    """A verdict as a coloured word."""
    return f'<span class="verdict {verdict}">{words or verdict.capitalize()}</span>'


def options(names: dict[str, str]) -> str:
    """The choices of a filter: value and words; the first is for no filter."""
    return "".join(f'<option value="{escaped(value)}">{escaped(words)}</option>' for value, words in names.items())


def cell(label: str, content: str, kind: str = "") -> str:
    """A cell of a table. ``label`` is its column's heading, which a narrow screen shows beside it."""
    return f'<td{_of_kind(kind)} data-label="{label}">{content}</td>'


def _of_kind(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def section(name: str, title: str, intro: str, content: str) -> str:
    """A section of the page under its heading."""
    said = f"<p>{intro}</p>" if intro else ""
    heading = f'<h2 id="{name}-title">{title}</h2>'
    return f'<section id="{name}" aria-labelledby="{name}-title">{heading}{said}{content}</section>\n'


def table(caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[int] = ()) -> str:
    """A table in a card. The first cell of each row is its heading; ``numbers`` are the columns of numbers."""
    right = set(numbers)
    head = "".join(
        f'<th{_of_kind("number" if index in right else "")} scope="col">{heading}</th>'
        for index, heading in enumerate(headings)
    )
    body = "".join(f"<tr>{_cells(headings, row, right)}</tr>" for row in rows)
    return (
        f'<div class="card"><div class="scroll" tabindex="0" role="group" aria-label="{caption}"><table>'
        f'<caption class="unseen">{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>'
        "</table></div></div>"
    )


def _cells(headings: Sequence[str], row: Sequence[str], right: set[int]) -> str:
    first, *rest = row
    cells = (
        cell(headings[index], content, "number" if index in right else "") for index, content in enumerate(rest, 1)
    )
    return f'<th scope="row">{first}</th>{"".join(cells)}'
