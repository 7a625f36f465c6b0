# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The two long tables of the HTML report: findings, and images with what was expected of them and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from ....module_utils._text import number
from ..._verdict.kinds import KINDS
from ..._verdict.model import VERDICTS
from .markup import capitalized, code, escaped, isolated, options, verdict_label

# Rows that are in the table without any script; further ones wait in a template.
_FIRST_FINDINGS = 500
_FIRST_IMAGES = 100

_MATCH = {
    "exact": "Exactly",
    "at_least": "At least",
    "at_most": "At most",
    "private": "Nobody",
    None: "Not in the inventory",
}
_MARKS = {
    "unexpected_member": "unexpected",
    "missing_member": "missing",
    "wrong_status": "wrong status",
    "wrong_member_type": "wrong type",
    "stale_invitation": "stale",
}

Finding = Mapping[str, Any]
Image = Mapping[str, Any]
Marks = Mapping[str, Sequence[tuple[str, str]]]  # member id to marks and their verdicts


def findings(report: Mapping[str, Any]) -> Iterator[str]:
    """The section of findings, worst first."""
    rows = report["findings"]
    if not rows:
        yield (
            '<section id="findings" aria-labelledby="findings-title"><h2 id="findings-title">Findings</h2>'
            '<div class="card"><p class="empty">There are none.</p></div></section>'
        )
        return
    kinds = {finding["kind"]: KINDS[finding["kind"]].title.capitalize() for finding in rows}
    filters = (
        _choice("Verdict", "verdict", _verdicts(rows))
        + _choice("Kind", "kind", dict(sorted(kinds.items(), key=lambda item: item[1])))
        + _choice("Connection", "connection", _connections(rows))
    )
    headings = ("Verdict", "Image", "Connection", "Finding", "Expected", "Found")
    yield from _list("findings", "Findings", filters, headings, map(_finding_row, rows), _FIRST_FINDINGS, len(rows))


def images(report: Mapping[str, Any]) -> Iterator[str]:
    """The section of images: those with findings first, then in the order of the inventory."""
    rows = sorted(report["images"], key=lambda image: VERDICTS.index(image["verdict"]))
    filters = _choice("Verdict", "verdict", _verdicts(rows)) + _choice("Connection", "connection", _connections(rows))
    headings = ("Verdict", "Image", "Connection", "Expected", "Found", "Evidence")
    yield from _list("images", "Images", filters, headings, map(_image_row, rows), _FIRST_IMAGES, len(rows))


def _list(
    name: str, title: str, filters: str, headings: Iterable[str], rows: Iterator[str], first: int, total: int
) -> Iterator[str]:
    head = "".join(f'<th scope="col">{heading}</th>' for heading in headings)
    state = (
        f"{total:,} {name}" if total <= first else f"The first {first:,} of {total:,} {name}. The JSON report has all."
    )
    yield (
        f'<section id="{name}" class="list" data-noun="{name}" aria-labelledby="{name}-title">'
        f'<h2 id="{name}-title">{title}</h2><div class="card"><form class="filters" hidden>'
        '<label class="search">Search<input type="search" name="words" autocomplete="off" spellcheck="false"></label>'
        f'{filters}<button type="reset" class="button">Clear<span class="unseen"> filters of {name}</span></button>'
        f'</form><div class="scroll" tabindex="0" role="group" aria-label="Table of {name}">'
        f'<table><caption class="unseen">{title}</caption><thead><tr>{head}</tr></thead><tbody>'
    )
    yield from islice(rows, first)
    yield f'</tbody></table></div><div class="pages"><p role="status">{state}</p></div></div>'
    if total > first:
        yield "<template><table><tbody>"
        yield from rows
        yield "</tbody></table></template>"
    yield "</section>\n"


def _choice(label: str, name: str, choices: Mapping[str, str]) -> str:
    return f'<label>{label}<select name="{name}">{options({"": "All", **choices})}</select></label>'


def _verdicts(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    present = {row["verdict"] for row in rows}
    return {verdict: verdict.capitalize() for verdict in VERDICTS if verdict in present}


def _connections(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {name: name for name in sorted({row["connection"] for row in rows})}


def _row_start(row: Mapping[str, Any], kind: str = "") -> str:
    verdict = row["verdict"]
    of_kind = f' data-kind="{kind}"' if kind else ""
    return (
        f'<tr data-verdict="{verdict}" data-connection="{escaped(row["connection"])}"{of_kind}>'
        f'<td data-key="{VERDICTS.index(verdict)}">{verdict_label(verdict)}</td>'
    )


def _finding_row(finding: Finding) -> str:
    waived = finding["waived"]
    leave = (
        f'<span class="quiet">Waived until {escaped(waived["expires"])}: {isolated(waived["reason"])}</span>'
        if waived
        else ""
    )
    written = f'<span class="quiet">{isolated(finding["source"])}</span>' if finding["source"] else ""
    return (
        f"{_row_start(finding, finding['kind'])}{_image_name(finding['image'], finding['image_id'])}"
        f"<td>{isolated(finding['connection'])}</td>"
        f'<td class="what">{isolated(capitalized(finding["message"]))} {leave} {written}</td>'
        f'<td class="side">{isolated(finding["expected"] or "")}</td>'
        f'<td class="side">{isolated(finding["actual"] or "")}</td></tr>'
    )


def _image_row(image: Image) -> str:
    marks = _marks(image["findings"])
    return (
        f"{_row_start(image)}{_image_name(image['name'], image['image_id'])}<td>{isolated(image['connection'])}</td>"
        f'<td class="side">{_expected(image, marks)}</td><td class="side">{_found(image, marks)}</td>'
        f"<td>{_evidence(image)}</td></tr>"
    )


def _image_name(name: str, image_id: str | None) -> str:
    return f'<th scope="row">{isolated(name)} {code(image_id) if image_id else ""}</th>'


def _marks(of_image: Iterable[Finding]) -> Marks:
    marks: dict[str, list[tuple[str, str]]] = {}
    for finding in of_image:
        if finding["kind"] in _MARKS:
            marks.setdefault(finding["member_id"], []).append((_MARKS[finding["kind"]], finding["verdict"]))
    return marks


def _expected(image: Image, marks: Marks) -> str:
    members = image["expected"] or ()
    rule = _MATCH[image["match"]] if members or image["match"] is None else "Nobody"
    if image["verdict"] == "compliant" and image["match"] == "exact":
        return f"{rule} {number(len(members), 'member')}" if members else rule  # the same as found, which lists them
    missing = {key: [mark for mark in found if mark[0] == "missing"] for key, found in marks.items()}
    return _members(rule, members, missing, folded=image["verdict"] == "compliant")


def _found(image: Image, marks: Marks) -> str:
    if image["found"] is None:
        return '<span class="quiet">Not read</span>'
    other = {key: [mark for mark in found if mark[0] != "missing"] for key, found in marks.items()}
    place = {member["member_id"]: index for index, member in enumerate(image["expected"] or ())}
    aligned = sorted(image["found"], key=lambda member: place.get(member["member_id"], len(place)))
    return _members("" if aligned else "Nobody", aligned, other, folded=image["verdict"] == "compliant")


def _members(rule: str, members: Sequence[Mapping[str, Any]], marks: Marks, *, folded: bool) -> str:
    if not members:
        return rule
    title = f"{rule} {number(len(members), 'member')}".strip()
    listed = f"<ul>{' '.join(_member(member, marks.get(member['member_id'], ())) for member in members)}</ul>"
    return f"<details><summary>{title}</summary>{listed}</details>" if folded else f"{title} {listed}"


def _member(member: Mapping[str, Any], marks: Iterable[tuple[str, str]]) -> str:
    name = f"{isolated(member['principal'])} " if member.get("principal") else ""
    facts = " ".join(escaped(member[key]) for key in ("status", "member_type") if member.get(key))
    said = "".join(f'<span class="mark {verdict}">{mark}</span> ' for mark, verdict in marks)
    quiet = f'<span class="quiet">{facts}</span> ' if facts else ""
    return f"<li>{said}{name}{quiet}{code(member['member_id'])}</li>"


def _evidence(image: Image) -> str:
    if image["verdict"] == "compliant":
        said = [isolated(capitalized(image["proof"]))]
    else:
        said = [isolated(KINDS[finding["kind"]].title.capitalize()) for finding in image["findings"]]
    visibility = (image["record"] or {}).get("visibility")
    if visibility:
        said.append(f'<span class="quiet">Visibility {escaped(visibility)}</span>')
    return f"<ul>{' '.join(f'<li>{line}</li>' for line in said)}</ul>"
