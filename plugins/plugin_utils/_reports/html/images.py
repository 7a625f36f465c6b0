# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The images of the HTML report: whom each should be shared with, whom it is shared with, and what proves it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ....module_utils._text import number
from ..._inventory.model import ExpectedMember, Match
from ..._verdict.kinds import KINDS
from ..._verdict.model import VERDICTS, Entry, Finding, FindingKind, FoundMember, Subject
from ..model import Report
from .lists import choice, long_list, row, verdict_choices
from .markup import capitalized, cell, code, escaped, isolated, quiet

Marks = Mapping[str, Sequence[tuple[str, str]]]  # member id to marks and their verdicts

_FIRST = 100
_MAX_MEMBERS = 300
_MATCH: dict[Match | None, str] = {
    "exact": "Exactly",
    "at_least": "At least",
    "at_most": "At most",
    "private": "Nobody",
    None: "Not in the inventory",
}
_OF_MEMBERS: tuple[Subject, ...] = ("image", "unmanaged_image")
_RULES: dict[Subject, str] = {
    "image_list": "A complete list of own images",
    "selection": "Images that a selection matches",
    "incoming": "What others may share",
}
_MARKS: dict[FindingKind, str] = {
    "unexpected_member": "unexpected",
    "missing_member": "missing",
    "wrong_status": "wrong status",
    "wrong_member_type": "wrong type",
    "stale_invitation": "stale",
}
_MISSING = _MARKS["missing_member"]


def images(report: Report) -> Iterator[str]:
    """The section of images: those with findings first, then in the order of the inventory."""
    rows = sorted(report["images"], key=lambda image: VERDICTS.index(image["verdict"]))
    connections = {name: name for name in sorted({image["connection"] for image in rows})}
    filters = choice("Verdict", "verdict", verdict_choices({image["verdict"] for image in rows})) + choice(
        "Connection", "connection", connections
    )
    headings = ("Verdict", "Image", "Expected", "Found", "Evidence")
    noun = "images" if all(image["subject"] in _OF_MEMBERS for image in rows) else "entries"
    yield from long_list("images", "Images", noun, filters, headings, map(_row, rows), _FIRST, len(rows))


def _row(image: Entry) -> str:
    marks = _marks(image["findings"])
    image_id = f" {code(image['image_id'])}" if image["image_id"] else ""
    cells = (
        f'<th scope="row">{isolated(image["name"])}{quiet(isolated(image["connection"]))}{image_id}</th>',
        cell("Expected", _expected(image, marks), "side"),
        cell("Found", _found(image, marks), "side"),
        cell("Evidence", _evidence(image)),
    )
    return row(image["verdict"], image["connection"], "".join(cells))


def _marks(of_image: Iterable[Finding]) -> Marks:
    marks: dict[str, list[tuple[str, str]]] = {}
    for finding in of_image:
        if finding["kind"] in _MARKS and finding["member_id"]:
            marks.setdefault(finding["member_id"], []).append((_MARKS[finding["kind"]], finding["verdict"]))
    return marks


def _expected(image: Entry, marks: Marks) -> str:
    if image["subject"] not in _OF_MEMBERS:
        return _RULES[image["subject"]]
    members = image["expected"] or ()
    rule = _MATCH[image["match"]] if members or image["match"] is None else "Nobody"
    if image["verdict"] == "compliant" and image["match"] == "exact":
        return f"{rule} {number(len(members), 'member')}" if members else rule  # the same as found, which lists them
    missing = {key: [mark for mark in found if mark[0] == _MISSING] for key, found in marks.items()}
    return _members(rule, members, missing, folded=image["verdict"] == "compliant")


def _found(image: Entry, marks: Marks) -> str:
    if image["subject"] not in _OF_MEMBERS:
        return _listed(image)
    if image["found"] is None:
        return '<span class="quiet">Not read</span>'
    other = {key: [mark for mark in found if mark[0] != _MISSING] for key, found in marks.items()}
    place = {member["member_id"]: index for index, member in enumerate(image["expected"] or ())}
    aligned = sorted(image["found"], key=lambda member: place.get(member["member_id"], len(place)))
    return _members("" if aligned else "Nobody", aligned, other, folded=image["verdict"] == "compliant")


def _listed(image: Entry) -> str:
    if image["listed"] is None:
        return '<span class="quiet">Not listed</span>'
    rows = [f"<li>{code(one['image_id'])}</li>" for one in image["listed"][:_MAX_MEMBERS]]
    more = len(image["listed"]) - len(rows)
    listed = "".join([*rows, f"<li>and {more:,} more</li>" if more else ""])
    title = number(len(image["listed"]), "image")
    return f"<details><summary>{title}</summary><ul>{listed}</ul></details>" if rows else "No image"


def _members(
    rule: str, members: Sequence[ExpectedMember] | Sequence[FoundMember], marks: Marks, *, folded: bool
) -> str:
    if not members:
        return rule
    title = f"{rule} {number(len(members), 'member')}".strip()
    shown: list[ExpectedMember | FoundMember] = list(members)
    if len(shown) > _MAX_MEMBERS:
        shown.sort(key=lambda member: not marks.get(member["member_id"]))
    rows = [_member(member, marks.get(member["member_id"], ())) for member in shown[:_MAX_MEMBERS]]
    if len(members) > _MAX_MEMBERS:
        rows.append(f"<li>and {len(members) - _MAX_MEMBERS:,} more</li>")
    listed = f"<ul>{' '.join(rows)}</ul>"
    return f"<details><summary>{title}</summary>{listed}</details>" if folded else f"{title} {listed}"


def _member(member: ExpectedMember | FoundMember, marks: Iterable[tuple[str, str]]) -> str:
    name = f"{isolated(member['principal'])} " if member["principal"] else ""
    facts = " ".join(escaped(fact) for fact in (member["status"], member["member_type"]) if fact)
    said = "".join(f'<span class="mark {verdict}">{mark}</span> ' for mark, verdict in marks)
    aside = f'<span class="quiet">{facts}</span> ' if facts else ""
    return f"<li>{said}{name}{aside}{code(member['member_id'])}</li>"


def _evidence(image: Entry) -> str:
    if image["verdict"] == "compliant":
        said = [isolated(capitalized(image["proof"] or ""))]
    else:
        titles = dict.fromkeys(KINDS[finding["kind"]].title.capitalize() for finding in image["findings"])
        said = [isolated(title) for title in titles]
    record = image["record"]
    visibility = record.get("visibility") if record else None
    if visibility:
        said.append(f'<span class="quiet">Visibility {escaped(visibility)}</span>')
    return f"<ul>{' '.join(f'<li>{line}</li>' for line in said)}</ul>"
