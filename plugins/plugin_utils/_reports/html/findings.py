# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The findings of the HTML report: what is the case, what to do, where it is written, and what was expected."""

from __future__ import annotations

from collections.abc import Iterator

from ..._verdict.kinds import KINDS
from ..model import FindingChange, Report, ReportedFinding
from .lists import choice, long_list, row, verdict_choices
from .markup import capitalized, cell, code, command, escaped, isolated, quiet, section

_FIRST = 500
_CHANGES: dict[FindingChange, str] = {
    "new": "New",
    "was_unknown": "Unknown before",
    "still_open": "Still open",
}


def findings(report: Report) -> Iterator[str]:
    """The section of findings, worst first."""
    rows = report["findings"]
    if not rows:
        yield section("findings", "Findings", "", '<div class="card"><p class="empty">There are none.</p></div>')
        return
    kinds = {one["kind"]: KINDS[one["kind"]].title.capitalize() for one in rows}
    connections = {name: name for name in sorted({one["connection"] for one in rows})}
    filters = (
        choice("Verdict", "verdict", verdict_choices({one["verdict"] for one in rows}))
        + choice("Kind", "kind", {str(kind): kinds[kind] for kind in sorted(kinds, key=lambda kind: kinds[kind])})
        + choice("Connection", "connection", connections)
    )
    changes = {one["change"] for one in rows}
    if report["changes"]:
        words = {str(change): word for change, word in _CHANGES.items() if change in changes}
        filters += choice("Since then", "change", words)
    headings = ("Verdict", "Image", "Finding", "Expected and found")
    yield from long_list("findings", "Findings", "findings", filters, headings, map(_row, rows), _FIRST, len(rows))


def _row(finding: ReportedFinding) -> str:
    name = f"{isolated(finding['image'])}{quiet(isolated(finding['connection']))}"
    image_id = f" {code(finding['image_id'])}" if finding["image_id"] else ""
    cells = (
        f'<th scope="row">{name}{image_id}</th>',
        cell("Finding", _what(finding), "what"),
        cell("Expected and found", _sides(finding), "side"),
    )
    data = {"kind": str(finding["kind"]), "change": str(finding["change"] or "")}
    return row(finding["verdict"], finding["connection"], "".join(cells), **data)


def _sides(finding: ReportedFinding) -> str:
    sides = {"Expected": finding["expected"], "Found": finding["actual"]}
    said = (f"<div><dt>{title}</dt> <dd>{isolated(text)}</dd></div> " for title, text in sides.items() if text)
    listed = "".join(said)
    return f'<dl class="sides">{listed}</dl>' if listed else ""


def _what(finding: ReportedFinding) -> str:
    waived, change = finding["waived"], finding["change"]
    is_new = change is not None and change != "still_open"
    mark = f'<span class="mark {finding["verdict"]}">{_CHANGES[change]}</span> ' if change and is_new else ""
    said = f"{mark}{isolated(capitalized(finding['message']))}"
    if waived:
        agreed = [waived.get("approved_by") and f"approved by {waived['approved_by']}", waived.get("ticket")]
        reason = ", ".join(part for part in (waived["reason"], *agreed) if part)
        said += quiet(f"Waived until {escaped(waived['expires'])}: {isolated(reason)}")
    else:
        said += f' <span class="advice">{isolated(finding["advice"])}</span>'
    if finding["command"]:
        said += f" {command(finding['command'])}"
    return said + (quiet(isolated(finding["source"])) if finding["source"] else "")
