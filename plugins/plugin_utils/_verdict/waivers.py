# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Waivers. One covers violations, never what could not be seen, and holds through its last day."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ...module_utils._ids import same_id
from ...module_utils._text import number
from .._inventory.model import Inventory, Waiver
from .findings import About, distinct, worst
from .kinds import KINDS
from .model import Entry, Finding, Subject
from .principals import member_keys

_NAMED: tuple[Subject, ...] = ("image", "selection")
_SOON = 14  # days before its end from which on a waiver is a warning


class Waivers:
    """The waivers of one inventory. Remembers which of them were needed, and for whom."""

    def __init__(self, waivers: Sequence[Waiver], today: datetime.date) -> None:
        self._today = today
        self._all = waivers
        self._of: dict[object, list[Waiver]] = defaultdict(list)
        self._covered: dict[object, set[tuple[str, str | None, str | None]]] = defaultdict(set)
        for waiver in waivers:
            self._of[waiver["name"] or (waiver["connection"], waiver["image_id"])].append(waiver)

    def applied(self, entry: Entry) -> Entry:
        """The entry as waivers leave it: violations that a valid one covers are waived.

        One that has ended and alone would have covered a violation is a violation more.
        """
        findings = distinct(one for finding in entry["findings"] for one in self._waived(entry, finding))
        if findings == entry["findings"]:
            return entry
        return {**entry, "findings": findings, "verdict": worst(findings)}

    def _waived(self, entry: Entry, finding: Finding) -> Iterator[Finding]:
        if finding["verdict"] != "violation" or not KINDS[finding["kind"]].waivable:
            yield finding
            return
        urns = {row["member_id"]: member_keys(row) for row in entry["found"] or ()}
        covering = [waiver for waiver in self._concerning(entry, finding) if _covers(waiver, finding, urns)]
        valid = [waiver for waiver in covering if self._is_valid(waiver)]
        for waiver in valid or covering:
            self._covered[_written(waiver)].add((finding["connection"], finding["image_id"], finding["member_id"]))
        if valid:
            yield _waived(finding, valid[0])
            return
        yield finding
        for waiver in covering:
            yield _expired(entry, finding, waiver)

    def _concerning(self, entry: Entry, finding: Finding) -> Iterator[Waiver]:
        if finding["image_id"] is not None:
            yield from self._of.get((entry["connection"], same_id(finding["image_id"])), ())
        # The name of a discovered or incoming image is chosen in the cloud: it is not a label of the inventory.
        if entry["subject"] in _NAMED:
            yield from self._of.get(entry["selection"] or entry["name"], ())

    def warnings(self, inventory: Inventory) -> list[str]:
        """What to know of each waiver that concerns a connection in scope: needless, wide, or about to end."""
        selections = {selection["name"] for selection in inventory["selections"]}
        return [
            f"waiver {waiver['source']} {text}"
            for waiver in {_written(waiver): waiver for waiver in self._all}.values()
            if waiver["connection"] in inventory["scope"] or (not waiver["connection"] and waiver["name"] in selections)
            for text in self._said(waiver)
        ]

    def _said(self, waiver: Waiver) -> Iterator[str]:
        covered, is_valid = self._covered[_written(waiver)], self._is_valid(waiver)
        if not covered:
            yield f"{'' if is_valid else 'has ended and '}matches nothing: remove it, or check what it names"
        elif is_valid:
            members = [member for _connection, _image, member in covered if member is not None]
            if waiver["member"] is None and members:
                yield f"names no member: today it covers {number(len(members), 'member')}, tomorrow any other as well"
            left = (datetime.date.fromisoformat(waiver["expires"]) - self._today).days
            if left <= _SOON:
                end = "today" if left == 0 else f"in {number(left, 'day')}"
                yield f"ends {end}: fix what it waives, or agree on a new date"

    def _is_valid(self, waiver: Waiver) -> bool:
        return self._today <= datetime.date.fromisoformat(waiver["expires"])


def _written(waiver: Waiver) -> object:
    """What tells waivers apart as they are written: one for a group was made one for each of its members."""
    if waiver["group"] is None:
        return id(waiver)
    return tuple(waiver[key] for key in ("source", "group", "name", "connection", "image_id", "kind"))


def _waived(finding: Finding, waiver: Waiver) -> Finding:
    return {
        **finding,
        "verdict": "waived",
        "waived": {
            "reason": waiver["reason"],
            "expires": waiver["expires"],
            "approved_by": waiver["approved_by"],
            "ticket": waiver["ticket"],
        },
    }


def _expired(entry: Entry, finding: Finding, waiver: Waiver) -> Finding:
    about = About(entry["name"], entry["connection"], finding["image_id"], waiver["source"])
    return about.finding(
        "expired_waiver",
        f"the waiver for {waiver['member'] or waiver['kind']} ended on {waiver['expires']}: {waiver['reason']}",
        member_id=waiver["member"],
        expected=f"a waiver until {waiver['expires']} or no need for one",
        actual="expired",
    )


def _covers(waiver: Waiver, finding: Finding, keys: Mapping[str, tuple[str, ...]]) -> bool:
    if waiver["kind"] is not None and waiver["kind"] != finding["kind"]:
        return False
    if waiver["member"] is None:
        return True
    member_id = finding["member_id"]
    if member_id is None:
        return False
    return same_id(waiver["member"]) in keys.get(member_id, (same_id(member_id),))
