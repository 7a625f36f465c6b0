# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The judgement of one image, check by check. Each check adds its findings to the image's entry."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from .entry import DEMANDS_ALL, expectation, new_entry
from .findings import UNKNOWN, VIOLATION, Entry, finding, member_list, shown, unread
from .members import check_invitations, check_members
from .reading import Readings


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
        check_members(entry)
        check_invitations(entry, today)
        check_record(entry)
    elif reading["state"] == "not_found":
        _check_absence(entry)
    else:
        check_unread(entry)
        if entry["record"] is not None:
            check_record(entry)
    return entry


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
        expected=expectation(entry),
        actual="not read",
    )


def _check_absence(entry: Entry) -> None:
    shared = entry["match"] in DEMANDS_ALL and entry["expected"]
    finding(
        entry,
        "image_not_found",
        VIOLATION if shared else UNKNOWN,
        "image not found, though it should be shared"
        if shared
        else "image not found: it may not exist, or may be invisible to these credentials",
        expected=expectation(entry),
        actual="image not found",
    )


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
