# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Pieces of HTML. Everything that comes from outside passes through ``escaped``."""

from __future__ import annotations

import html

from ....module_utils._text import clip
from ..text import visible

_MAX_TEXT = 400  # characters of one text; the JSON report has the rest


def escaped(value: object) -> str:
    """Text that stays text in HTML, in elements and in quoted attributes, with nothing hidden and no endless line."""
    return html.escape(clip(visible(value), _MAX_TEXT))


def isolated(value: object) -> str:
    """Text from outside in an element of its own, so that its direction of writing cannot reorder its neighbours."""
    return f"<bdi>{escaped(value)}</bdi>"


def code(value: object) -> str:
    """An id."""
    return f"<code>{escaped(value)}</code>"


def capitalized(sentence: str) -> str:
    """The sentence with a capital at its start; names later in it stay as they are."""
    return sentence[:1].upper() + sentence[1:]


def verdict_label(verdict: str, words: str = "") -> str:
    """A verdict as a coloured word."""
    return f'<span class="verdict {verdict}">{words or verdict.capitalize()}</span>'


def options(names: dict[str, str]) -> str:
    """The choices of a filter: value and words; the first is no filter at all."""
    return "".join(f'<option value="{escaped(value)}">{escaped(words)}</option>' for value, words in names.items())
