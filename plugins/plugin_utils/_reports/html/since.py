# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What changed since an earlier report, as a section of the HTML report; findings say themselves that they are new."""

from __future__ import annotations

from collections.abc import Iterator

from ....module_utils._text import number
from ..model import ImageChange, PastFinding, Report
from ..words import changed
from .markup import capitalized, code, isolated, quiet, section, table, verdict_label

_MAX_ROWS = 200
_MAX_MEMBERS = 20


def since(report: Report) -> Iterator[str]:
    """Findings that are gone, and members that came and went; nothing without an earlier report."""
    changes = report["changes"]
    if changes is None:
        return
    parts = []
    if changes["gone"]:
        rows = [_gone(finding) for finding in changes["gone"][:_MAX_ROWS]]
        parts.append(table("Findings that are gone", ("Image", "Then", "Finding", "Now"), rows))
    if changes["images"]:
        rows = [_members(image) for image in changes["images"][:_MAX_ROWS]]
        parts.append(table("Members that came and went", ("Image", "Came", "Went"), rows))
    more = sum(max(len(rows) - _MAX_ROWS, 0) for rows in (changes["gone"], changes["images"]))
    if more:
        parts.append(f"<p>{number(more, 'more row')} left out. The JSON report has all.</p>")
    yield section("since", "What changed", f"{changed(changes)}.", "".join(parts))


def _gone(finding: PastFinding) -> list[str]:
    return [
        f"{isolated(finding['image'])}{quiet(isolated(finding['connection']))}",
        verdict_label(finding["verdict"]),
        isolated(capitalized(finding["message"])),
        "gone" if finding["seen_now"] else "not visible now",
    ]


def _members(image: ImageChange) -> list[str]:
    return [
        f"{isolated(image['image'])}{quiet(isolated(image['connection']))}",
        _listed(image["came"]),
        _listed(image["went"]),
    ]


def _listed(member_ids: list[str]) -> str:
    more = len(member_ids) - _MAX_MEMBERS
    ids = [code(member_id) for member_id in member_ids[:_MAX_MEMBERS]]
    return " ".join([*ids, *([f"and {more:,} more"] if more > 0 else ())])
