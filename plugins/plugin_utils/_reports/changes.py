# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What changed since an earlier report: findings that are new, gone and still open; members that came and went.

Nothing that one of the two runs could not see counts as a change: it "was unknown" then, or cannot be seen now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .._verdict.model import Entry, Finding, VerdictDocument
from .model import Changes, FindingChange, ImageChange, PastFinding, Report

Key = tuple[str, str, str, str | None]  # connection, image, kind, member
Judged = Report | VerdictDocument
Entries = Mapping[tuple[str, str], Entry]


def compare(previous: Report, current: Judged, *, discover: bool) -> tuple[Changes, list[FindingChange]]:
    """The current run against an earlier report.

    :param previous: a finished JSON report, checked by ``stored.damage``.
    :param current: the verdict document of this run, or its report.
    :param discover: whether this run looked for images that no inventory names.
    :returns: what changed, and for each of the current findings how it stands to the earlier report.
    """
    then, now = {_key(one): one for one in previous["findings"]}, {_key(one) for one in current["findings"]}
    entries_then, entries_now = _entries(previous), _entries(current)
    changes: list[FindingChange] = [
        "still_open" if _key(one) in then else _first_seen(one, previous, entries_then) for one in current["findings"]
    ]
    gone = [
        _past(finding, _seen(finding, current, entries_now, discover))
        for key, finding in then.items()
        if key not in now
    ]
    seen = [finding["seen_now"] for finding in gone]
    found: Changes = {
        "since": {
            "label": previous["label"],
            "finished_at": previous["run"]["finished_at"],
            "report_sha256": previous["run"]["report_sha256"],
        },
        "counts": {
            "new": changes.count("new"),
            "was_unknown": changes.count("was_unknown"),
            "still_open": changes.count("still_open"),
            "gone": seen.count(True),
            "not_seen": seen.count(False),
        },
        "gone": gone,
        "images": list(_members(entries_then, entries_now)),
    }
    return found, changes


def _key(finding: Finding) -> Key:
    return finding["connection"], finding["image_id"] or finding["image"], finding["kind"], finding["member_id"]


def _entries(judged: Judged) -> Entries:
    """By image id, and by name: findings on a list are about images that have no entry of their own."""
    entries = {(entry["connection"], entry["name"]): entry for entry in judged["images"]}
    return {**entries, **{(one["connection"], one["image_id"]): one for one in judged["images"] if one["image_id"]}}


def _first_seen(finding: Finding, previous: Report, entries: Entries) -> FindingChange:
    seen = _seen(finding, previous, entries, bool(previous["run"].get("discover")))
    return "new" if finding["verdict"] == "unknown" or seen else "was_unknown"


def _seen(finding: Finding, judged: Judged, entries: Entries, discover: bool) -> bool:
    """Whether a run would have shown this finding: it looked at the connection, and all of the image was known."""
    if finding["connection"] not in judged["scope"]:
        return False
    entry = entries.get((finding["connection"], finding["image_id"] or "")) or entries.get(
        (finding["connection"], finding["image"])
    )
    if entry is not None:
        return not any(one["verdict"] == "unknown" for one in entry["findings"])
    if finding["kind"] != "unmanaged_image":
        return True
    listed = [one for one in judged["images"] if one["connection"] == finding["connection"] and one["image_id"] is None]
    return discover and not listed


def _past(finding: Finding, seen_now: bool) -> PastFinding:
    return {
        "image": finding["image"],
        "image_id": finding["image_id"],
        "connection": finding["connection"],
        "kind": finding["kind"],
        "verdict": finding["verdict"],
        "member_id": finding["member_id"],
        "message": finding["message"],
        "seen_now": seen_now,
    }


def _members(then: Entries, now: Entries) -> Iterator[ImageChange]:
    for key, entry in now.items():
        before = then.get(key)
        if before is None or key[1] != entry["image_id"]:
            continue
        old, new = _member_ids(before), _member_ids(entry)
        if old is not None and new is not None and old != new:
            yield {
                "image": entry["name"],
                "image_id": entry["image_id"],
                "connection": entry["connection"],
                "came": sorted(new - old),
                "went": sorted(old - new),
            }


def _member_ids(entry: Entry) -> set[str] | None:
    """Only a whole list can be compared."""
    if entry["found"] is None or entry["complete"] is not True:
        return None
    return {member["member_id"] for member in entry["found"]}
