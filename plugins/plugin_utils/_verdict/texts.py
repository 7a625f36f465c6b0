# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The words of findings: members, expectations, and what the cloud said."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from ...module_utils._model import ErrorInfo, ErrorKind
from ...module_utils._text import listed
from .._inventory.model import ExpectedMember, Match
from .model import FoundMember

NOT_SAID = "the cloud does not say"

_NAMED = 10  # members that a text for people spells out
_PLAIN = re.compile(r"[\x21-\x7e]{1,200}")
_PREFIX: dict[Match, str] = {"exact": "exactly ", "at_least": "at least ", "at_most": "at most ", "private": ""}
_ADVICE: dict[ErrorKind, str] = {
    "throttled": " Lower concurrency or set requests_per_second.",
    "unavailable": " The cloud failed: run again later.",
    "unreachable": " Check network, proxy, certificates and endpoint.",
    "bad_response": " Check that the endpoint is the cloud's API and no proxy or web page.",
    "missing": " Run again, and look at the module's own result.",
}


def shown(text: str) -> str:
    """Text from a cloud on one line: quoted where it holds anything but visible ASCII, cut where it is long."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text[:200])


def member_name(member_id: str, principal: str | None) -> str:
    """A member in a message: the principal's name and the whole id."""
    return f"{principal} ({shown(member_id)})" if principal else shown(member_id)


def member_list(members: Sequence[ExpectedMember] | Sequence[FoundMember]) -> str:
    """Members in a short text: principals by name, others by their whole id, at most ten of them."""
    if not members:
        return "no member"
    return listed([one["principal"] or shown(one["member_id"]) for one in members], _NAMED)


def expectation(match: Match | None, members: Sequence[ExpectedMember]) -> str:
    """Whom an image should be shared with, in a short text."""
    if match is None:
        return "an entry in the inventory"
    return _PREFIX[match] + member_list(members) if members else "no member"


def cloud_said(error: ErrorInfo | Mapping[str, object] | None) -> str:
    """What stopped a read, as status, code and the cloud's own message. No request id: it changes from run to run."""
    if not error:
        return "no reason was given"
    head = " ".join(str(error.get(key)) for key in ("http_status", "code") if error.get(key) not in (None, ""))
    message = " ".join(str(error.get("message") or error.get("kind") or "no reason was given").split()).rstrip(".")
    return f"{head}: {message}" if head else message


def unread(error: ErrorInfo | None) -> str:
    """What stopped a read, and what to do next; the modules say it themselves where their cloud's words matter."""
    advice = [words for kind, words in _ADVICE.items() if error and kind == error.get("kind")]
    return f"{cloud_said(error)}.{''.join(advice)}"
