# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Findings on a terminal: what is the case, what was expected, where it is written, and the command that mends it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping

from .._inventory.model import ExpectedMember
from .._verdict.kinds import KINDS
from .._verdict.model import FoundMember
from .model import FindingChange, Report, ReportedFinding
from .text import columns, fit, pad, short_ids, shortened, visible, wrap

MARGIN = 11  # the widest verdict and two spaces
_MAX_LINES = 5  # of one explanation
_MAX_NAME = 40
_CHANGES: dict[FindingChange | None, str] = {"new": ", new", "was_unknown": ", unknown before"}


def finding_lines(report: Report, findings: Iterable[ReportedFinding], width: int) -> Iterator[str]:
    """The lines of some of a report's findings."""
    shown = list(findings)
    names, short = _names(report, shown)
    requests = {(error["connection"], error["image_id"]): error["request_id"] for error in report["run"]["errors"]}
    for finding in shown:
        request = requests.get((finding["connection"], finding["image_id"]))
        if request and finding["verdict"] == "unknown":
            asked = f" (request {visible(request)})"
        else:
            asked = ""
        name = fit(visible(finding["image"]), _MAX_NAME)
        where = f"{name} ({fit(visible(finding['connection']), _MAX_NAME)})"
        what, *details = _words(finding, names, short)
        what += asked + _CHANGES.get(finding["change"], "")
        texts = [f"{where}  {what}", *details, *([visible(finding["source"])] if finding["source"] else [])]
        room = width - MARGIN
        lines = [line for text in texts for line in wrap(fit(text, _MAX_LINES * room), room)]
        yield from labelled(finding["verdict"].upper(), [*lines, *_command(finding, room)])


def labelled(label: str, lines: Iterable[str]) -> Iterator[str]:
    """The lines behind a margin, in which the label stands once."""
    for line in lines:
        yield pad(label, MARGIN) + line
        label = ""


def _names(report: Report, findings: Iterable[ReportedFinding]) -> tuple[dict[str, str], dict[str, str]]:
    """What to call the members of the findings (principal, else a short id), and the short form of each id."""
    members: list[ExpectedMember | FoundMember] = []
    for image in report["images"]:
        members += [*image["expected"], *(image["found"] or ())]
    ids = {member["member_id"] for member in members}
    said = " ".join(f"{one['message']} {one['expected']} {one['actual']} {one['member_id']}" for one in findings)
    short = {full: visible(cut) for full, cut in short_ids((full for full in ids if full in said), ids).items()}
    principals = {member["member_id"]: member["principal"] for member in members if member["principal"]}
    return {full: visible(principals.get(full) or cut) for full, cut in short.items()}, short


def _words(finding: ReportedFinding, names: Mapping[str, str], short: Mapping[str, str]) -> Iterator[str]:
    """What is the case, and a second line with the evidence where there is any."""
    kind, waived = KINDS[finding["kind"]], finding["waived"]
    compared = kind.compared and finding["verdict"] != "unknown"
    title = shortened(visible(finding["message"]), short)
    if compared:
        title = " ".join((kind.title, names.get(finding["member_id"] or "", ""))).strip()
    if waived:
        yield f"{title} until {visible(waived['expires'])}"
        more = (f"approved by {waived['approved_by']}" if waived["approved_by"] else "", waived["ticket"] or "")
        yield visible(", ".join(part for part in (waived["reason"], *more) if part))
        return
    yield title
    if compared:
        sides = (shortened(visible(finding[side]), short) for side in ("expected", "actual"))
        yield "expected {}; found {}".format(*sides)


def _command(finding: ReportedFinding, room: int) -> Iterator[str]:
    """A command in lines that a shell takes as one, broken before options and between words, to be copied."""
    words = [shlex.quote(word) for word in shlex.split(finding["command"] or "")]
    if columns(" ".join(words)) <= room:
        yield from [" ".join(words)] if words else []
        return
    line = words[0]
    for word in words[1:]:
        if word.startswith("--") or columns(f"{line} {word}") > room - 2:
            yield f"{line} \\"
            line = f"  {word}"
        else:
            line += f" {word}"
    yield line
