# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The block of text that people see at the end of a run, and the one line that stands for it elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from ...module_utils._help import see
from ...module_utils._text import clip, number, plural
from .._verdict.model import VERDICTS, Verdict
from .model import Report
from .summary_findings import MARGIN, finding_lines, labelled
from .text import columns, fit, pad, visible, wrap
from .words import changed, counted, vouched

_MAX_FINDINGS = 10
_MAX_NOTES = 5
_MAX_CONNECTIONS = 12
_MAX_NAME = 40
_MAX_MESSAGE = 300
_MIN_WIDTH = 60
_COUNTED_ONCE = "An image with several counts once above, by its worst."


def render(report: Report, width: int = 80, paths: Sequence[PurePath | str] = ()) -> str:
    """The summary of a report.

    :param width: columns of the terminal; fewer than 60 count as 60.
    :param paths: the report files, named at the end.
    :returns: lines of at most ``width`` columns (but for paths and the words of commands, which are never broken),
        without colours or control characters.
    """
    width = max(width, _MIN_WIDTH)
    blocks = [
        _headline(report, width),
        _connections(report, width),
        _findings(report, width),
        [*_notes("WARNING", report["warnings"], width), *_notes("NOTE", [*vouched(report), *report["notes"]], width)],
        _outside(report["not_in_scope"], width),
        _reports(paths),
    ]
    return "\n\n".join("\n".join(lines) for lines in map(list[str], blocks) if lines)


def one_line(report: Report, paths: Sequence[PurePath | str] = ()) -> str:
    """The verdict, the worst finding, where the report is and the page that helps, for a task that fails."""
    said = f"Image sharing: {report['gate'].upper()}: {counted(report)}"
    worst = report["findings"][0] if report["findings"] and report["gate"] == "fail" else None
    if worst:
        where = f"{visible(worst['image'])} ({visible(worst['connection'])})"
        said += f"; first {where}: {clip(visible(worst['message']).rstrip('.'), _MAX_MESSAGE)}"
    said += f". Report: {visible(paths[0])}" if paths else "" if worst else "."
    return f"{said}. {see(worst['kind'])}" if worst else said


def _headline(report: Report, width: int) -> Iterator[str]:
    gate = f"Image sharing: {report['gate'].upper()}"
    if report["mode"] == "audit" and report["gate"] == "fail":
        gate += " (audit mode: the play goes on)"
    line = f"{gate}   {counted(report)}"
    yield from [line] if columns(line) <= width else [gate, *wrap(counted(report), width)]
    if report["changes"]:
        yield from wrap(changed(report["changes"]), width)


def _connections(report: Report, width: int) -> Iterator[str]:
    tallies = {name: Counter[Verdict]() for name in report["scope"]}
    for image in report["images"]:
        tallies.setdefault(image["connection"], Counter())[image["verdict"]] += 1
    if len(tallies) < 2:
        return
    worst = sorted(tallies, key=lambda name: (-tallies[name]["violation"], -tallies[name]["unknown"], name))
    shown = worst[:_MAX_CONNECTIONS]
    headings = ("judged", *VERDICTS)
    room = width - sum(len(heading) + 2 for heading in headings)
    names = {name: fit(visible(name), room) for name in shown}
    name_width = max(len("connection"), *map(columns, names.values()))
    yield pad("connection", name_width) + "".join(f"  {heading}" for heading in headings)
    for name in shown:
        numbers = (tallies[name].total(), *(tallies[name][verdict] for verdict in VERDICTS))
        cells = (f"  {count or '-':>{len(heading)}}" for heading, count in zip(headings, numbers, strict=True))
        yield pad(names[name], name_width) + "".join(cells)
    if len(worst) > len(shown):
        yield f"and {number(len(worst) - len(shown), 'more connection')}"


def _findings(report: Report, width: int) -> Iterator[str]:
    findings = report["findings"]
    if any(len(entry["findings"]) > 1 for entry in report["images"]):
        yield from wrap(f"{number(len(findings), 'finding')}. {_COUNTED_ONCE}", width)
    yield from finding_lines(report, findings[:_MAX_FINDINGS], width)
    rest = Counter(finding["verdict"] for finding in findings[_MAX_FINDINGS:])
    if rest:
        words = {"violation": plural(rest["violation"], "violation")}
        said = ", ".join(f"{rest[one]:,} {words.get(one, one)}" for one in VERDICTS if rest[one])
        yield f"and {number(rest.total(), 'more finding')}: {said}"


def _notes(label: str, notes: Iterable[str], width: int) -> Iterator[str]:
    every = list(notes)
    for note in every[:_MAX_NOTES]:
        yield from labelled(label, wrap(visible(note), width - MARGIN))
    if len(every) > _MAX_NOTES:
        yield f"and {number(len(every) - _MAX_NOTES, f'more {label.lower()}')}"


def _outside(names: Sequence[str], width: int) -> list[str]:
    if not names:
        return []
    shown = ", ".join(fit(visible(name), _MAX_NAME) for name in names[:_MAX_CONNECTIONS])
    more = f" and {len(names) - _MAX_CONNECTIONS} more" if len(names) > _MAX_CONNECTIONS else ""
    return wrap(f"Not looked at: {shown}{more}", width)


def _reports(paths: Iterable[PurePath | str]) -> list[str]:
    """The first path whole, then only the endings of those that differ in nothing else."""
    words: list[str] = []
    begun: list[str] = []
    for path in map(visible, paths):
        stem = next((stem for stem in begun if path.startswith(f"{stem}.")), None)
        words.append(path if stem is None else path.removeprefix(stem))
        begun.append(str(PurePath(path).with_suffix("")))
    return [f"Reports: {', '.join(words)}"] if words else []
