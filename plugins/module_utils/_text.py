# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Words for people: cut, counted and listed in one way everywhere, and a cloud's words made fit to be shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MASK = "********"

# A gateway may echo the request that it refused: what follows these words is the request, not the reason.
_ECHO = re.compile(r"canonical[ _]?request.*", re.IGNORECASE | re.DOTALL)
_NAMED_SECRET = re.compile(
    r"(?P<name>signature|authorization|x-auth-token|x-subject-token|x-security-token|scp-signature)"
    r"(?P<between>[\"']?\s*[=:]\s*[\"']?)(?P<value>[A-Za-z0-9+/=_.~-]{12,})",
    re.IGNORECASE,
)
# A block ends its search where the next one begins, or a page of openings would take for ever.
MARKUP = re.compile(
    r"<(?:script|style)\b(?:(?!<(?:script|style)\b).)*?</(?:script|style)\s*>|<[^<>]*>", re.IGNORECASE | re.DOTALL
)
_TITLE = re.compile(r"<title\b[^<>]*>[^<]*</title\s*>", re.IGNORECASE)  # repeats what the page says, if it says more


def clip(text: str, limit: int) -> str:
    """At most ``limit`` characters; a longer text ends with an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def plural(count: int, noun: str) -> str:
    """The noun alone, as it follows this count: "member" after 1, "members" after anything else."""
    return noun if count == 1 else f"{noun}s"


def number(count: int, noun: str) -> str:
    """A count and its noun: "1 member", "2,500 members"."""
    return f"{count:,} {plural(count, noun)}"


def listed(items: Sequence[str], most: int) -> str:
    """The first ``most`` items and how many follow: "a, b and 3 more"."""
    more = len(items) - most
    return ", ".join(items[:most]) + (f" and {more:,} more" if more > 0 else "")


def joined(items: Sequence[str], word: str = "and") -> str:
    """All items as a sentence names them: "a", "a and b", "a, b and c"."""
    return f" {word} ".join([part for part in (", ".join(items[:-1]), *items[-1:]) if part])


def tidy(text: object, secrets: Iterable[str] = (), limit: int = 400) -> str:
    """A cloud's words as one line: no markup, no control characters, no secret, at most `limit` characters."""
    line = _ECHO.sub("", str(text))
    line = MARKUP.sub(" ", _TITLE.sub(" ", line)).strip() or MARKUP.sub(" ", line)
    for secret in secrets:
        if secret:
            line = line.replace(secret, MASK)
    line = _NAMED_SECRET.sub(lambda found: found["name"] + found["between"] + MASK, line)
    line = " ".join("".join(char if char.isprintable() else " " for char in line).split())
    return clip(line, limit)
