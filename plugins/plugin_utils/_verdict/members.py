# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Found members against expected ones: who, with which status and type, and since when invited."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator

from ...module_utils._ids import same_id
from ...module_utils._model import PENDING, MemberStatus
from ...module_utils._text import number
from .._inventory.model import ExpectedMember, Match
from .entry import DEMANDS_ALL, Case
from .findings import About
from .model import Finding, FindingKind, FoundMember, Verdict
from .principals import member_keys
from .texts import NOT_SAID, expectation, member_list, member_name, shown

_TIME = re.compile(r"(?P<moment>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(?P<zone>Z|[+-]\d\d:\d\d)?", re.ASCII)
_ANSWERS: tuple[MemberStatus, ...] = ("accepted", "rejected")
_FORBIDS_OTHERS: tuple[Match, ...] = ("exact", "at_most", "private")


def member_findings(case: Case) -> Iterator[Finding]:
    """Members that should not be there, should be there, or should be there in another way."""
    found, match = case.found or [], case.demand.match
    expected, actual = expectation(match, case.demand.members), member_list(found)
    finding = functools.partial(case.about.finding, expected=expected, actual=actual)
    missing = {same_id(member["member_id"]): member for member in case.demand.members}
    by_id = dict(missing)
    for row in found:
        member = next((by_id[key] for key in member_keys(row) if key in by_id), None)
        if member is not None:
            missing.pop(same_id(member["member_id"]), None)
            yield from _row_findings(case.about, member, row)
        elif match in _FORBIDS_OTHERS:
            who = member_name(row["member_id"], row["principal"])
            yield finding("unexpected_member", f"unexpected member {who}", member_id=row["member_id"])
    # Others than the owner may see their own entry only, so nothing is proven to be missing.
    if match in DEMANDS_ALL and case.reading["complete"] is True and case.owned:
        for member in missing.values():
            who = member_name(member["member_id"], member["principal"])
            yield finding("missing_member", f"missing member {who}", member_id=member["member_id"])


def _row_findings(about: About, member: ExpectedMember, row: FoundMember) -> Iterator[Finding]:
    who = member_name(row["member_id"], member["principal"] or row["principal"])
    asked: list[tuple[FindingKind, str, str | None, str | None]] = [
        ("wrong_status", "status", member["status"], row["status"]),
        ("wrong_member_type", "type", member["member_type"], row["member_type"]),
    ]
    for kind, word, wanted, actual in asked:
        if wanted is not None and wanted != actual:
            verdict, message = _differs(word, who, wanted, actual)
            yield about.finding(
                kind,
                message,
                verdict=verdict,
                member_id=row["member_id"],
                expected=wanted,
                actual=NOT_SAID if actual is None else shown(actual),
            )


def _differs(word: str, who: str, wanted: str, actual: str | None) -> tuple[Verdict, str]:
    if actual is None:
        return "unknown", f"the cloud does not say the {word} of member {who}, expected {wanted}"
    return "violation", f"{word} of member {who} is {shown(actual)}, expected {wanted}"


def invitation_findings(case: Case, today: datetime.date) -> Iterator[Finding]:
    """Invitations that wait for an answer longer than the image allows."""
    limit = case.demand.max_pending_days
    if limit is None:
        return
    for row in case.found or []:
        who = member_name(row["member_id"], row["principal"])
        age = pending_too_long(f"member {who}", row["status"], row["created_at"], limit, today)
        if age is not None:
            verdict, message, actual = age
            yield case.about.finding(
                "stale_invitation",
                message,
                verdict=verdict,
                member_id=row["member_id"],
                expected=f"pending for at most {number(limit, 'day')}",
                actual=actual,
            )


def pending_too_long(
    what: str, status: str | None, created_at: str | None, limit: int, today: datetime.date
) -> tuple[Verdict, str, str] | None:
    """Verdict, message and the actual state of an invitation that waits, or may wait, longer than the limit in days.

    None where it was answered, or is young enough. A status or date that the cloud does not give is unknown.
    """
    since = _date(created_at)
    if status is None:
        return "unknown", f"the cloud does not say whether {what} is pending", NOT_SAID
    if status in _ANSWERS:
        return None
    if status != PENDING:
        return "unknown", f"it is not clear whether {what} is pending: the cloud says {shown(status)}", shown(status)
    if since is None or (since - today).days > 1:  # clocks may differ by hours, and so by a day
        actual = "no date" if created_at is None else shown(created_at)
        return "unknown", f"{what} is pending, and the cloud does not say since when ({actual})", actual
    if (today - since).days > limit:
        message = f"{what} has been pending since {since}, longer than {number(limit, 'day')}"
        return "violation", message, f"pending since {since}"
    return None


def _date(text: str | None) -> datetime.date | None:
    """The day in UTC of an RFC 3339 time, None for anything else; without a zone it is taken as UTC."""
    found = _TIME.fullmatch(text or "")
    if not found:
        return None
    zone = found["zone"] or "Z"
    try:
        moment = datetime.datetime.fromisoformat(f"{found['moment']}{'+00:00' if zone == 'Z' else zone}")
        return moment.astimezone(datetime.timezone.utc).date()
    except (ValueError, OverflowError):
        return None
