# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The judgement of one image, check by check. Each check adds its findings to the image's entry."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

from .findings import (
    UNKNOWN,
    VIOLATION,
    Entry,
    finding,
    member_list,
    member_name,
    same_id,
    shown,
    unread,
)
from .verdict_reading import Readings

_TIME = re.compile(r"(?P<moment>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(?P<zone>Z|[+-]\d\d:\d\d)?", re.ASCII)
_FORBIDS_OTHERS = ("exact", "at_most", "private")
_DEMANDS_ALL = ("exact", "at_least")
_PREFIX = {"exact": "exactly ", "at_least": "at least ", "at_most": "at most ", "private": ""}


def judge_image(
    image: Mapping[str, Any],
    connection: Mapping[str, Any],
    readings: Readings,
    principals: Mapping[str, str],
    today: datetime.date,
) -> Entry:
    """The entry of one expected image in the verdict document, waivers and verdict still open."""
    reading = readings.of(image["image_id"])
    entry = new_entry(image, connection["provider"], reading, principals)
    if reading["state"] == "read":
        check_list(entry)
        _check_members(entry)
        _check_invitations(entry, today)
        check_record(entry)
    elif reading["state"] == "not_found":
        _check_absence(entry)
    else:
        check_unread(entry)
        if entry["record"] is not None:
            check_record(entry)
    return entry


def new_entry(
    image: Mapping[str, Any], provider: str, reading: Mapping[str, Any], principals: Mapping[str, str]
) -> Entry:
    """An entry that holds expectation and evidence side by side."""
    found = reading["members"]
    if found is not None:
        named = [{**row, "principal": _principal(row, principals)} for row in found]
        found = sorted(named, key=lambda row: [str(row.get(key)) for key in ("member_id", "member_type", "status")])
    return {
        "name": image["name"],
        "connection": image["connection"],
        "provider": provider,
        "image_id": image["image_id"],
        "verdict": None,
        "match": image["match"],
        "visibility": image["visibility"],
        "max_pending_days": image["max_pending_days"],
        "expected": image["members"],
        "found": found,
        "state": reading["state"],
        "complete": reading["complete"],
        "error": reading["error"],
        "record": reading["image"],
        "proof": _proof(reading),
        "findings": [],
        "source": image["source"],
    }


def _principal(row: Mapping[str, Any], principals: Mapping[str, str]) -> str | None:
    return principals.get(same_id(row["member_id"])) or principals.get(row.get("urn") or "")


def _proof(reading: Mapping[str, Any]) -> str | None:
    record = reading["image"] or {}
    if reading["state"] != "read" or reading["complete"] is not True or record.get("caller_is_owner") is not True:
        return None
    count = len(reading["members"])
    if record.get("visibility") == "private" and not count:
        return "private image without members, its record read by the owner"
    return f"complete list of {count} member{'' if count == 1 else 's'} read by the owner"


def check_list(entry: Entry) -> None:
    """A list counts only when it was read to its proven end."""
    if entry["complete"] is not True:
        seen = len(entry["found"])
        finding(
            entry,
            "incomplete_list",
            UNKNOWN,
            f"the end of the member list is not proven: {seen} member{'' if seen == 1 else 's'} seen, more may follow",
            expected="a complete list",
            actual=member_list(entry["found"]),
        )


def check_unread(entry: Entry) -> None:
    """The list could not be read: nothing is known of the members."""
    error = entry["error"]
    finding(
        entry,
        "unreadable",
        UNKNOWN,
        f"could not be read: {unread(error)}",
        expected=_expectation(entry),
        actual="not read",
    )


def _check_absence(entry: Entry) -> None:
    shared = entry["match"] in _DEMANDS_ALL and entry["expected"]
    finding(
        entry,
        "image_not_found",
        VIOLATION if shared else UNKNOWN,
        "image not found, though it should be shared"
        if shared
        else "image not found: it may not exist, or may be invisible to these credentials",
        expected=_expectation(entry),
        actual="image not found",
    )


def _check_members(entry: Entry) -> None:
    expected, found, match = entry["expected"], entry["found"], entry["match"]
    wanted, actual = _expectation(entry), member_list(found)
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
    if match in _DEMANDS_ALL and entry["complete"] is True and seen_by_owner:
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


def _check_invitations(entry: Entry, today: datetime.date) -> None:
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


def check_record(entry: Entry) -> None:
    """Visibility and ownership: a member list alone does not say who can boot an image."""
    record, allowed = entry["record"], entry["visibility"]
    if record is None:
        error = entry["error"]
        message = f"the image's own record could not be read: {unread(error)}"
        finding(entry, "unreadable", UNKNOWN, message, expected="visibility and owner", actual="not read")
        return
    check_visibility(entry, record.get("visibility"), allowed)
    _check_owner(entry, record)


def check_visibility(entry: Entry, visibility: str | None, allowed: Sequence[str]) -> None:
    wanted = " or ".join(allowed)
    if visibility is None:
        message = f"the cloud does not say the image's visibility, expected {wanted}"
        finding(entry, "unreadable", UNKNOWN, message, expected=wanted, actual="the cloud does not say")
    elif visibility not in allowed:
        message = f"visibility is {shown(visibility)}, expected {wanted}"
        finding(entry, "open_visibility", VIOLATION, message, expected=wanted, actual=shown(visibility))


def _check_owner(entry: Entry, record: Mapping[str, Any]) -> None:
    if record.get("caller_is_owner") is True:
        return
    owner = record.get("owner_id")
    if record.get("caller_is_owner") is False:
        message = "the caller does not own the image, so it may see only its own entry"
    elif owner is None:
        message = "the cloud does not say who owns the image, so the caller may see only its own entry"
    else:
        message = (
            f"nobody can tell whether the caller owns the image: set the account or project id of connection "
            f"{entry['connection']}"
        )
    finding(
        entry,
        "partial_view",
        UNKNOWN,
        message,
        expected="read by the owner",
        actual=f"owner {shown(owner)}" if owner else "owner not known",
    )


def _expectation(entry: Entry) -> str:
    if entry["match"] is None:
        return "an entry in the inventory"
    return member_list(entry["expected"], _PREFIX[entry["match"]])
