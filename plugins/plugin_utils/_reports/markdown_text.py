# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Text for Markdown, in which nothing from outside becomes a link, a mention, an image or any other markup."""

from __future__ import annotations

import re

from ...module_utils._text import clip
from .text import visible

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&!]|:(?=/)|(?<=www)\.)", re.IGNORECASE)
_WORD_JOINER = "\u2060"
_BACKTICKS = re.compile("`+")


def code(value: object, limit: int = 1_000, *, in_table: bool = False) -> str:
    """Text from outside as a code span: nothing in it means anything, not even a name after an at sign."""
    text = clip(visible(value), limit) or " "
    fence = "`" * (max(map(len, _BACKTICKS.findall(text)), default=0) + 1)
    if text.startswith(("`", " ")) or text.endswith(("`", " ")):
        text = f" {text} "
    if in_table:  # whose cells are told apart before code spans are, and no escape holds for all readers
        text = text.replace("|", "¦")
    return f"{fence}{text}{fence}"


def escaped(value: object) -> str:
    """Words as they are: each character that could be markup stands for itself, and nobody is mentioned."""
    return _MARKUP.sub(r"\\\1", visible(value)).replace("@", f"@{_WORD_JOINER}")
