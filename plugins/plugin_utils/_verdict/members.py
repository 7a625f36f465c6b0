# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Found members against expected ones: who, with which status and type, and since when invited."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from .entry import DEMANDS_ALL, expectation
from .findings import UNKNOWN, VIOLATION, Entry, finding, member_list, member_name, same_id, shown

_TIME = re.compile(r"(?P<moment>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(?P<zone>Z|[+-]\d\d:\d\d)?", re.ASCII)
_FORBIDS_OTHERS = ("exact", "at_most", "private")


def check_members(entry: Entry) -> None:
    expected, found, match = entry["expected"], entry["found"], entry["match"]
    wanted, actual = expectation(entry), member_list(found)
    by_id = {same_id(member["member_id"]): member for member in expected}
    seen = set()
    for row in found:
        member = by_id.get(same_id(row["member_id"])) or by_id.get(row.get("urn") or "")
        if member is not None:
            seen.add(same_id(member["member_id"]))
            _check_row(entry, member, row)
        elif match in _FORBIDS_OTHERS:
            message = f"unexpected member {member_name(row['member_id'], row['principal'])}"
            finding(
                entry,
                "unexpected_member",
                VIOLATION,
                message,
                member_id=row["member_id"],
                expected=wanted,
                actual=actual,
            )
    # Others than the owner may see their own entry only, so nothing is proven to be missing.
    seen_by_owner = (entry["record"] or {}).get("caller_is_owner") is True
    if match in DEMANDS_ALL and entry["complete"] is True and seen_by_owner:
        for key, member in by_id.items():
            if key not in seen:
                message = f"missing member {member_name(member['member_id'], member['principal'])}"
                finding(
                    entry,
                    "missing_member",
                    VIOLATION,
                    message,
                    member_id=member["member_id"],
                    expected=wanted,
                    actual=actual,
                )


def _check_row(entry: Entry, member: Mapping[str, Any], row: Mapping[str, Any]) -> None:
    who = member_name(row["member_id"], member["principal"] or row["principal"])
    for kind, key, word in (("wrong_status", "status", "status"), ("wrong_member_type", "member_type", "type")):
        wanted, actual = member[key], row.get(key)
        if wanted is None or wanted == actual:
            continue
        if actual is None:
            verdict, message = UNKNOWN, f"the cloud does not say the {word} of member {who}, expected {wanted}"
        else:
            verdict, message = VIOLATION, f"{word} of member {who} is {shown(actual)}, expected {wanted}"
        finding(
            entry,
            kind,
            verdict,
            message,
            member_id=row["member_id"],
            expected=wanted,
            actual="the cloud does not say" if actual is None else shown(actual),
        )


def check_invitations(entry: Entry, today: datetime.date) -> None:
    limit = entry["max_pending_days"]
    if limit is None:
        return
    allowed = f"pending for at most {limit} day{'' if limit == 1 else 's'}"
    for row in entry["found"]:
        status, created = row.get("status"), row.get("created_at")
        if status not in ("pending", None):
            continue
        who, since = member_name(row["member_id"], row["principal"]), _date(created)
        if status is None:
            verdict, actual = UNKNOWN, "the cloud does not say"
            message = f"the cloud does not say whether member {who} is pending"
        elif since is None or (since - today).days > 1:
            verdict, actual = UNKNOWN, "no date" if created is None else shown(created)
            message = f"member {who} is pending, and the cloud does not say since when ({actual})"
        elif (today - since).days > limit:
            verdict, actual = VIOLATION, f"pending since {since}"
            message = f"member {who} is pending since {since}, longer than {limit} day{'' if limit == 1 else 's'}"
        else:
            continue
        finding(
            entry, "stale_invitation", verdict, message, member_id=row["member_id"], expected=allowed, actual=actual
        )


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
