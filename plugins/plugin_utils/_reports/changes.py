# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What changed since an earlier report: findings that are new, gone and still open; members that came and went.

Nothing that one of the two runs could not see counts as a change: it "was unknown" then, or cannot be seen now.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...module_utils._ids import same_id
from .._verdict.model import Entry, Finding, Subject, VerdictDocument
from .model import Changes, FindingChange, ImageChange, PastFinding, Report, discovers

Key = tuple[str, str, str, str | None]  # connection, image, kind, member
Judged = Report | VerdictDocument

_OF_OWN_LISTS: tuple[Subject, ...] = ("unmanaged_image", "image_list")


def compare(previous: Report, current: Judged, *, discover: bool) -> tuple[Changes, list[FindingChange]]:
    """The current run against an earlier report.

    :param previous: a finished JSON report, checked by ``stored.damage``.
    :param current: the verdict document of this run, or its report.
    :param discover: whether this run looked for images that no inventory names.
    :returns: what changed, and for each of the current findings how it stands to the earlier report.
    """
    before = _Run(previous, discovers(previous["run"]))
    after = _Run(current, discover)
    changes: list[FindingChange] = [
        "still_open" if _key(one) in before.findings else before.first_seen(one, after) for one in current["findings"]
    ]
    gone = [
        _past(finding, after.shows(finding, before))
        for key, finding in before.findings.items()
        if key not in after.findings
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
        "images": list(_members(before, after)),
    }
    return found, changes


def _key(finding: Finding) -> Key:
    image_id, member_id = finding["image_id"], finding["member_id"]
    image = same_id(image_id) if image_id else finding["image"]
    return finding["connection"], image, finding["kind"], member_id and same_id(member_id)


class _Run:
    """What one of the two runs found, and what it could see."""

    def __init__(self, judged: Judged, discover: bool) -> None:
        self._scope = frozenset(judged["scope"])
        self._discover = discover
        self.findings = {_key(finding): finding for finding in judged["findings"]}
        self.images: dict[tuple[str, str], Entry] = {}
        self._lists: dict[tuple[str, Subject, str], Entry] = {}
        self._holders: dict[Key, Entry] = {}
        for entry in judged["images"]:
            if entry["image_id"] is None:
                self._lists[entry["connection"], entry["subject"], entry["name"]] = entry
            else:
                self.images[entry["connection"], same_id(entry["image_id"])] = entry
            self._holders.update((_key(finding), entry) for finding in entry["findings"])

    def first_seen(self, finding: Finding, where: _Run) -> FindingChange:
        """What a finding is that another run (``where``) has and this one does not."""
        return "new" if finding["verdict"] == "unknown" or self.shows(finding, where) else "was_unknown"

    def shows(self, finding: Finding, where: _Run) -> bool:
        """Whether this run would have shown a finding of another one: it looked, and what it saw was known."""
        if finding["connection"] not in self._scope:
            return False
        entry = self.images.get((finding["connection"], same_id(finding["image_id"] or "")))
        if entry is not None:
            return not _has_doubts(entry)
        holder = where._holders.get(_key(finding))
        return holder is not None and self._would_hold(holder)

    def _would_hold(self, holder: Entry) -> bool:
        """Whether this run judged the list in which an entry of another run, which is not in this one, would be."""
        connection, subject = holder["connection"], holder["subject"]
        if subject == "image":  # one that is expected by its id is only there where it is expected
            chosen_by = holder["selection"]
            return chosen_by is not None and self._was_known(connection, "selection", chosen_by)
        if subject in _OF_OWN_LISTS:
            lists = [entry for key, entry in self._lists.items() if key[0] == connection and key[1] == "image_list"]
            return self._discover and not any(map(_has_doubts, lists))
        return self._was_known(connection, subject, holder["name"])

    def _was_known(self, connection: str, subject: Subject, name: str) -> bool:
        entry = self._lists.get((connection, subject, name))
        return entry is not None and not _has_doubts(entry)


def _has_doubts(entry: Entry) -> bool:
    return any(finding["verdict"] == "unknown" for finding in entry["findings"])


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


def _members(before: _Run, after: _Run) -> Iterator[ImageChange]:
    for key, entry in after.images.items():
        earlier = before.images.get(key)
        old, new = earlier and _member_ids(earlier), _member_ids(entry)
        if old is not None and new is not None and old != new:
            yield {
                "image": entry["name"],
                "image_id": entry["image_id"] or "",
                "connection": entry["connection"],
                "came": sorted(new - old),
                "went": sorted(old - new),
            }


def _member_ids(entry: Entry) -> set[str] | None:
    """Only a whole list can be compared."""
    if entry["found"] is None or entry["complete"] is not True:
        return None
    return {same_id(member["member_id"]) for member in entry["found"]}
