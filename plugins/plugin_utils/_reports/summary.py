# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The block of text that people see at the end of a run, on a terminal and in the failure message alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from .._verdict.kinds import KINDS
from .text import (
    columns,
    fit,
    number,
    pad,
    short_ids,
    visible,
    wrap,
)

VERDICTS = ("compliant", "violation", "unknown", "waived")
_MARGIN = 11  # the widest verdict and two spaces
_MAX_FINDINGS = 10
_MAX_WARNINGS = 5
_MAX_CONNECTIONS = 12
_MAX_LINES = 4  # of one explanation
_MAX_NAME = 40
_MIN_WIDTH = 60


def render(report: Mapping[str, Any], width: int = 80, paths: Sequence[PurePath | str] = ()) -> str:
    """The summary of a report.

    :param width: columns of the terminal; fewer than 60 count as 60.
    :param paths: the report files, named at the end.
    :returns: lines of at most ``width`` columns (paths are never broken), without colours or control characters.
    """
    width = max(width, _MIN_WIDTH)
    blocks = [
        _headline(report, width),
        _connections(report, width),
        _findings(report, width),
        _warnings(report["warnings"], width),
        _outside(report["not_in_scope"], width),
        _reports(paths),
    ]
    return "\n\n".join("\n".join(lines) for lines in map(list[str], blocks) if lines)


def _headline(report: Mapping[str, Any], width: int) -> list[str]:
    counts, gate = report["counts"], f"Image sharing: {report['gate'].upper()}"
    if report["mode"] == "audit" and report["gate"] == "fail":
        gate += " (audit mode: the play goes on)"
    images, scope = number(counts["images"], "image"), number(len(report["scope"]), "connection")
    looked_at = f"{images} on {scope}: {_shares(counts) or 'nothing was looked at'}"
    line = f"{gate}   {looked_at}"
    return [line] if columns(line) <= width else [gate, *wrap(looked_at, width)]


def _connections(report: Mapping[str, Any], width: int) -> Iterator[str]:
    tally = {name: Counter[str]() for name in report["scope"]}
    for image in report["images"]:
        tally.setdefault(image["connection"], Counter())[image["verdict"]] += 1
    if len(tally) < 2:
        return
    worst = sorted(tally, key=lambda name: (-tally[name]["violation"], -tally[name]["unknown"], name))
    shown = worst[:_MAX_CONNECTIONS]
    headings = ("images", *VERDICTS)
    room = width - sum(len(heading) + 2 for heading in headings)
    names = {name: fit(visible(name), room) for name in shown}
    name_width = max(len("connection"), *map(columns, names.values()))
    yield pad("connection", name_width) + "".join(f"  {heading}" for heading in headings)
    for name in shown:
        numbers = {"images": tally[name].total(), **tally[name]}
        cells = (f"  {numbers.get(heading) or '-':>{len(heading)}}" for heading in headings)
        yield pad(names[name], name_width) + "".join(cells)
    if len(worst) > len(shown):
        yield f"and {number(len(worst) - len(shown), 'more connection')}"


def _findings(report: Mapping[str, Any], width: int) -> Iterator[str]:
    findings = report["findings"]
    names = _names(report, findings[:_MAX_FINDINGS])
    requests = {(error["connection"], error["image_id"]): error["request_id"] for error in report["run"]["errors"]}
    for finding in findings[:_MAX_FINDINGS]:
        request = (
            requests.get((finding["connection"], finding["image_id"])) if finding["verdict"] == "unknown" else None
        )
        yield from _finding(finding, names, request, width)
    rest = Counter(finding["verdict"] for finding in findings[_MAX_FINDINGS:])
    if rest:
        yield f"and {number(rest.total(), 'more finding')}: {_shares(rest)}"


def _names(report: Mapping[str, Any], findings: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What to call the members of the findings: their principal's name, else their id, short but like no other."""
    members = [member for image in report["images"] for member in (*(image["expected"] or ()), *(image["found"] or ()))]
    wanted = {finding["member_id"] for finding in findings if finding["member_id"]}
    short = short_ids(wanted, (member["member_id"] for member in members))
    principals = {member["member_id"]: member["principal"] for member in members if member["principal"]}
    return {member_id: visible(principals.get(member_id, short[member_id])) for member_id in wanted}


def _finding(finding: Mapping[str, Any], names: Mapping[str, str], request: str | None, width: int) -> Iterator[str]:
    name = fit(visible(finding["image"] or finding["image_id"]), _MAX_NAME)
    where = f"{name} ({fit(visible(finding['connection']), _MAX_NAME)})"
    what, *details = _words(finding, names)
    if request:
        what += f" (request {visible(request)})"
    verdict = pad(finding["verdict"].upper(), _MARGIN)
    for text in (f"{where}  {what}", *details):
        for line in wrap(fit(text, _MAX_LINES * (width - _MARGIN)), width - _MARGIN):
            yield verdict + line
            verdict = " " * _MARGIN


def _words(finding: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    """What is the case, and a second line with the evidence where there is any."""
    compared = KINDS[finding["kind"]].compared and finding["verdict"] != "unknown"
    title = visible(finding["message"])
    if compared:
        title = " ".join((KINDS[finding["kind"]].title, names.get(finding["member_id"], ""))).strip()
    if finding["waived"]:
        yield f"{title} until {visible(finding['waived']['expires'])}"
        yield visible(finding["waived"]["reason"])
    elif compared:
        yield title
        yield f"expected {visible(finding['expected'])}; found {visible(finding['actual'])}"
    else:
        yield title


def _warnings(warnings: Sequence[str], width: int) -> Iterator[str]:
    for warning in warnings[:_MAX_WARNINGS]:
        first, *more = wrap(visible(warning), width - _MARGIN)
        yield pad("WARNING", _MARGIN) + first
        yield from (" " * _MARGIN + line for line in more)
    if len(warnings) > _MAX_WARNINGS:
        yield f"and {number(len(warnings) - _MAX_WARNINGS, 'more warning')}"


def _outside(names: Sequence[str], width: int) -> list[str]:
    if not names:
        return []
    listed = ", ".join(fit(visible(name), _MAX_NAME) for name in names[:_MAX_CONNECTIONS])
    more = f" and {len(names) - _MAX_CONNECTIONS} more" if len(names) > _MAX_CONNECTIONS else ""
    return wrap(f"Not looked at: {listed}{more}", width)


def _reports(paths: Iterable[PurePath | str]) -> list[str]:
    """The first path whole, then only the endings of those that differ in nothing else."""
    words: list[str] = []
    stems = set()
    for path in map(PurePath, paths):
        stem = path.with_suffix("")
        words.append(path.suffix if stem in stems else visible(path))
        stems.add(stem)
    return [f"Reports: {', '.join(words)}"] if words else []


def _shares(counts: Mapping[str, int]) -> str:
    return ", ".join(number(counts[verdict], verdict) for verdict in VERDICTS if counts[verdict])
