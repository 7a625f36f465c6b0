# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The last look at a result before it leaves: a cloud may tell a secret in a good answer, too, as a name or an id.

A result can have millions of texts and hardly ever one that needs masking, so all of it is searched at once first.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from .._text import MASK
from .masking import SHORTEST, Masker, beginnings

T = TypeVar("T")

_EXPLAINS = frozenset(("message", "code", "request_id", "account_note", "problem", "warnings"))
"""Texts that explain are looked at closely, whatever is in them."""
_CLOSELY = (*(f'"{name}": "' for name in sorted(_EXPLAINS)), '"warnings": ["')
_ODD = "%&<\\\x7f"
_BLANK = re.compile(
    r"[\x80-\xa0\xad\u034f\u061c\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufeff]"
)
"""What may hide a secret: escapes, markup, and blanks that are none. JSON escapes the other control characters."""


def masked(document: T, secrets: Collection[str]) -> T:
    """The document (of JSON's types) without these secrets, their beginnings and their usual spellings in it."""
    if not secrets:
        return document
    result: T = _Mask(secrets).applied(document)
    return result


class _Mask:
    def __init__(self, secrets: Collection[str]) -> None:
        self._tiny = [one for one in secrets if one and len(one) < SHORTEST]
        self._begin = (*beginnings(frozenset(secrets)), *self._tiny)
        self._mask = functools.lru_cache(maxsize=4096)(Masker(secrets).mask)

    def applied(self, value: Any, *, closely: bool = False) -> Any:
        """The same object where there is nothing to mask. Only what may hold a secret is looked into."""
        if not closely and self._is_clean(value):
            return value
        if isinstance(value, str):
            return self._of_text(value)
        if isinstance(value, Mapping):
            return {name: self.applied(one, closely=closely or name in _EXPLAINS) for name, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.applied(one, closely=closely) for one in value]
        return value

    def _is_clean(self, value: object) -> bool:
        text = json.dumps(value, ensure_ascii=False)
        if any(one in text for one in (*_ODD, *_CLOSELY)) or (not text.isascii() and _BLANK.search(text)):
            return False
        bare = text.replace(" ", "")
        return not any(one in bare for one in self._begin)

    def _of_text(self, text: str) -> str:
        masked_text: str = self._mask(text)
        for one in self._tiny:
            masked_text = masked_text.replace(one, MASK)
        return masked_text
