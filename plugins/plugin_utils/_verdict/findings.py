# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What a finding is, and how it speaks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ...module_utils._ids import same_id as same_id
from .kinds import KINDS
from .model import VERDICTS

VIOLATION, UNKNOWN, WAIVED, COMPLIANT = "violation", "unknown", "waived", "compliant"
WORST_FIRST = VERDICTS[:-1]
WAIVABLE = [name for name, kind in KINDS.items() if kind.waivable]

_NAMED = 10  # members that a text for people spells out
_PLAIN = re.compile(r"[\x21-\x7e]{1,200}")

Finding = dict[str, Any]
Entry = dict[str, Any]


def finding(
    entry: Entry,
    kind: str,
    verdict: str,
    message: str,
    *,
    member_id: str | None = None,
    expected: str | None = None,
    actual: str | None = None,
    source: str | None = None,
) -> Finding:
    """One thing that keeps an image from being compliant, added to the image's entry (once, however often it is seen).

    :param entry: the image's entry in the verdict document.
    :param message: one sentence, the same for the same state of the world.
    :param expected: a short text for people; so is ``actual``.
    :param source: where it is written, "file:line"; by default where the image is.
    """
    found = {
        "image": entry["name"],
        "image_id": entry["image_id"],
        "connection": entry["connection"],
        "kind": kind,
        "verdict": verdict,
        "member_id": member_id,
        "expected": expected,
        "actual": actual,
        "message": message,
        "waived": None,
        "source": source or entry["source"],
    }
    if found not in entry["findings"]:
        entry["findings"].append(found)
    return found


def shown(text: str) -> str:
    """Text from a cloud on one line: quoted where it holds anything but visible ASCII, cut where it is long."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text[:200])


def member_name(member_id: str, principal: str | None) -> str:
    """A member in a message: the principal's name and the whole id."""
    return f"{principal} ({shown(member_id)})" if principal else shown(member_id)


def member_list(members: Sequence[Mapping[str, Any]], prefix: str = "") -> str:
    """Members in a short text: principals by name, others by their whole id, at most ten of them."""
    if not members:
        return "no member"
    names = [one["principal"] or shown(one["member_id"]) for one in members[:_NAMED]]
    more = len(members) - len(names)
    return prefix + ", ".join(names) + (f" and {more} more" if more else "")


def worst(findings: Iterable[Finding]) -> str:
    """The verdict that findings add up to: a violation outweighs an unknown, both outweigh a waived one."""
    verdicts = {one["verdict"] for one in findings}
    return next((verdict for verdict in WORST_FIRST if verdict in verdicts), COMPLIANT)


def cloud_said(error: Mapping[str, Any] | None) -> str:
    """What stopped a read, as status, code and the cloud's own message. No request id: it changes from run to run."""
    if not error:
        return "no reason was given"
    head = " ".join(str(error[key]) for key in ("http_status", "code") if error.get(key) not in (None, ""))
    message = " ".join(str(error.get("message") or error.get("kind") or "no reason was given").split()).rstrip(".")
    return f"{head}: {message}" if head else message


def unread(error: Mapping[str, Any] | None) -> str:
    """What stopped a read, and what to do next; the modules say it themselves where their cloud's words matter."""
    advice = {
        "throttled": " Lower concurrency or set requests_per_second.",
        "unavailable": " The cloud failed: run again later.",
        "unreachable": " Check network, proxy, certificates and endpoint.",
        "bad_response": " Check that the endpoint is the cloud's API and no proxy or web page.",
        "missing": " Run again, and look at the module's own result.",
    }
    return f"{cloud_said(error)}.{advice.get(str((error or {}).get('kind')), '')}"
