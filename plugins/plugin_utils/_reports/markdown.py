# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The Markdown report, for job summaries and comments on merge requests: what changed first, then what is wrong.

Whatever comes from outside stands in code spans, so that no name becomes a link or mentions anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ...module_utils._text import number
from .._verdict.kinds import KINDS
from .._verdict.model import VERDICTS, Verdict
from .markdown_text import code, escaped
from .model import FindingChange, PastFinding, Report, ReportedFinding
from .text import visible
from .words import changed, counted, proof_in_words, vouched

MAX_BYTES = 60_000  # a comment holds about 65,000, and somebody may put a line above it

_MAX_LINES = 20  # of each of the shorter parts
_ORDER: tuple[FindingChange | None, ...] = ("new", "was_unknown", "still_open", None)
_CHANGES: dict[FindingChange | None, str] = {"new": "new", "was_unknown": "unknown before", "still_open": "still open"}
_LEFT_OUT = "\n*{} left out here. The JSON report has all.*\n"


def encode(report: Report) -> Iterator[bytes]:
    """The report as Markdown of at most :data:`MAX_BYTES` bytes; what does not fit is counted."""
    head = "".join(_head(report))
    tail = "".join((*_connections(report), *_notes(report), *_foot(report)))
    room = MAX_BYTES - _size(head) - _size(tail) - _size(_LEFT_OUT) - 100
    yield head.encode()
    yield "".join(_within(room, list(_findings(report)))).encode()
    yield tail.encode()


def _within(room: int, pieces: list[str]) -> Iterator[str]:
    for index, piece in enumerate(pieces):
        room -= _size(piece)
        if room < 0:
            yield _LEFT_OUT.format(number(len(pieces) - index, "more finding"))
            return
        yield piece


def _head(report: Report) -> Iterator[str]:
    audit = " (audit mode: the play goes on)" if report["mode"] == "audit" and report["gate"] == "fail" else ""
    yield f"## Image sharing: {report['gate'].upper()}{audit}\n\n"
    yield f"{code(report['label'])}: {counted(report)}\n"
    if report["changes"]:
        yield f"\n**{escaped(changed(report['changes']))}**\n"


def _findings(report: Report) -> Iterator[str]:
    """Findings, new ones first, and then those that are gone."""
    if report["findings"]:
        yield "\n### Findings\n\n"
    for finding in sorted(report["findings"], key=lambda one: _ORDER.index(one["change"])):
        yield _finding(finding)
    gone = report["changes"]["gone"] if report["changes"] else []
    if gone:
        yield "\n### Gone since then\n\n"
    yield from map(_gone, gone)


def _finding(finding: ReportedFinding) -> str:
    change = _CHANGES.get(finding["change"], "")
    verdict = f"**{finding['verdict'].capitalize()}**{f' ({change})' if change else ''}"
    lines = [f"- {verdict}: {code(finding['image'])} ({code(finding['connection'])}): {code(finding['message'])}"]
    waived = finding["waived"]
    if waived:
        lines.append(f"Waived until {code(waived['expires'])}: {code(waived['reason'])}")
    elif KINDS[finding["kind"]].compared and finding["expected"] and finding["actual"]:
        lines.append(f"Expected {code(finding['expected'])}, found {code(finding['actual'])}")
    if finding["source"]:
        lines.append(f"Written in {code(finding['source'])}")
    if not waived:
        lines.append(escaped(finding["advice"]))
    if finding["command"] and not waived:
        lines.append(code(finding["command"]))
    return "  \n  ".join(lines) + "\n"


def _gone(finding: PastFinding) -> str:
    seen = "" if finding["seen_now"] else " (or not visible now)"
    what = f"{code(finding['image'])} ({code(finding['connection'])}): {code(finding['message'])}"
    return f"- {finding['verdict'].capitalize()}{seen}: {what}\n"


def _connections(report: Report) -> Iterator[str]:
    tallies: dict[str, Counter[Verdict]] = {name: Counter() for name in report["scope"]}
    for image in report["images"]:
        tallies.setdefault(image["connection"], Counter())[image["verdict"]] += 1
    worst = sorted(tallies, key=lambda name: (*(-tallies[name][verdict] for verdict in VERDICTS[:2]), name))
    yield "\n### Connections\n\n"
    yield f"| Connection | Account | Judged | {' | '.join(verdict.capitalize() for verdict in VERDICTS)} |\n"
    yield f"|---|---|{'--:|' * (1 + len(VERDICTS))}\n"
    for name in worst[:_MAX_LINES]:
        counts = (tallies[name].total(), *(tallies[name][verdict] for verdict in VERDICTS))
        account = _account(report, name)
        yield f"| {code(name, 60, in_table=True)} | {account} | {' | '.join(f'{count:,}' for count in counts)} |\n"
    if len(worst) > _MAX_LINES:
        yield f"\nand {number(len(worst) - _MAX_LINES, 'more connection')}\n"


def _account(report: Report, name: str) -> str:
    place = report["places"].get(name)
    if place is None or place["account"] is None:
        return "not known"
    return f"{code(place['account'], 60, in_table=True)} ({proof_in_words(place['proven_by'])})"


def _notes(report: Report) -> Iterator[str]:
    outside = [f"Not looked at: {', '.join(code(name, 60) for name in report['not_in_scope'][:_MAX_LINES])}"]
    said = [*vouched(report), *report["warnings"], *report["notes"]]
    lines = [*(outside if report["not_in_scope"] else ()), *(code(text, 200) for text in said[:_MAX_LINES])]
    if lines:
        yield "\n### Notes\n\n"
        yield from (f"- {line}\n" for line in lines)
    more = len(said) - _MAX_LINES
    if more > 0:
        yield f"- and {number(more, 'more note')}\n"


def _foot(report: Report) -> Iterable[str]:
    inventory, run = report["inventory"], report["run"]
    facts = {
        "Read": visible(run["finished_at"]),
        "Inventory": inventory["sha256"],
        "Revision": report["revision"],
        "Report": run["report_sha256"],
    }
    yield "\n---\n\n"
    yield ", ".join(f"{name} {code(value, 100)}" for name, value in facts.items() if value) + "\n"


def _size(text: str) -> int:
    return len(text.encode())
