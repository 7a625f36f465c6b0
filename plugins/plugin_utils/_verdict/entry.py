# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The entry of one image in the verdict document: expectation and evidence side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .findings import Entry, member_list, same_id

DEMANDS_ALL = ("exact", "at_least")  # the matches under which each expected member must be there
_PREFIX = {"exact": "exactly ", "at_least": "at least ", "at_most": "at most ", "private": ""}


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


def expectation(entry: Entry) -> str:
    if entry["match"] is None:
        return "an entry in the inventory"
    return member_list(entry["expected"], _PREFIX[entry["match"]])
