# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Exceptions that end. A waiver covers violations, never what could not be seen, and holds through its last day."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from .findings import VIOLATION, WAIVABLE, WAIVED, Entry, Finding, finding, same_id

Waiver = Mapping[str, Any]


class Waivers:
    """The waivers of one inventory. Remembers which of them were needed."""

    def __init__(self, waivers: Sequence[Waiver], today: datetime.date) -> None:
        self._today = today
        self._all = waivers
        self._of: dict[object, list[Waiver]] = defaultdict(list)
        self._needed: set[int] = set()
        for waiver in waivers:
            self._of[waiver["name"] or (waiver["connection"], waiver["image_id"])].append(waiver)

    def apply(self, entry: Entry) -> None:
        """Waive what a valid waiver covers; an expired one that alone would have covered a violation is another."""
        waivers = list(self._of.get((entry["connection"], entry["image_id"]), ()))
        if entry["match"] is not None:  # the name of a discovered image is no label of the inventory
            waivers += self._of.get(entry["name"], ())
        if not waivers:
            return
        urns = {row["member_id"]: row.get("urn") for row in entry["found"] or ()}
        for found in list(entry["findings"]):
            if found["verdict"] != VIOLATION or found["kind"] not in WAIVABLE:
                continue
            covering = [waiver for waiver in waivers if _covers(waiver, found, urns)]
            valid = [waiver for waiver in covering if self._is_valid(waiver)]
            self._needed.update(id(waiver) for waiver in valid or covering)
            if valid:
                found["verdict"] = WAIVED
                found["waived"] = {"reason": valid[0]["reason"], "expires": valid[0]["expires"]}
                continue
            for waiver in covering:
                self._add_expired(entry, waiver)

    def left_over(self, scope: Sequence[str]) -> list[str]:
        """A warning for each waiver of a connection in scope that nothing needed."""
        return [
            f"waiver {waiver['source']} {'' if self._is_valid(waiver) else 'has ended and '}matches nothing: "
            "remove it, or check what it names"
            for waiver in self._all
            if waiver["connection"] in scope and id(waiver) not in self._needed
        ]

    def _is_valid(self, waiver: Waiver) -> bool:
        return self._today <= datetime.date.fromisoformat(waiver["expires"])

    def _add_expired(self, entry: Entry, waiver: Waiver) -> None:
        what = waiver["member"] or waiver["kind"]
        finding(
            entry,
            "expired_waiver",
            VIOLATION,
            f"the waiver for {what} ended on {waiver['expires']}: {waiver['reason']}",
            member_id=waiver["member"],
            expected=f"a waiver until {waiver['expires']} or no need for one",
            actual="expired",
            source=waiver["source"],
        )


def _covers(waiver: Waiver, found: Finding, urns: Mapping[str, Any]) -> bool:
    if waiver["kind"] is not None and waiver["kind"] != found["kind"]:
        return False
    if waiver["member"] is None:
        return True
    member_id = found["member_id"]
    return member_id is not None and (
        same_id(waiver["member"]) == same_id(member_id) or waiver["member"] == urns.get(member_id)
    )
