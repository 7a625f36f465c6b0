# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The overview of the HTML report: images by verdict, all together and by connection, and whose each connection is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..._verdict.model import VERDICTS, Counts, ReportedPlace, Verdict
from ..model import Report
from ..text import tally
from ..words import proof_in_words
from .markup import code, isolated, quiet, section, table

Tally = Counts | Counter[Verdict]

_LEAST = 1.2  # percent of a bar that even one image of 10,000 gets, so that it can be seen


def overview(report: Report) -> Iterator[str]:
    """Figures, one bar of all that was judged, and a table with a bar for each connection."""
    counts = report["counts"]
    figures = "".join(_figure(verdict, verdict.capitalize(), counts[verdict]) for verdict in VERDICTS)
    yield section(
        "overview",
        "Verdicts",
        "",
        f'<div class="card"><dl class="figures">{_figure("all", "Judged", counts["images"])}{figures}</dl>'
        f'<div class="overall">{_bar(counts)}</div></div>{_by_connection(report)}',
    )


def _figure(name: str, title: str, count: int) -> str:
    return f'<div class="{name}{"" if count else " none"}"><dt>{title}</dt><dd>{count:,}</dd></div>'


def _by_connection(report: Report) -> str:
    tallies: dict[str, Counter[Verdict]] = {name: Counter() for name in report["scope"]}
    for image in report["images"]:
        tallies.setdefault(image["connection"], Counter())[image["verdict"]] += 1
    worst = sorted(tallies, key=lambda name: (*(-tallies[name][verdict] for verdict in VERDICTS[:2]), name))
    headings = ("Connection", "Account", "Share", "Judged", *(verdict.capitalize() for verdict in VERDICTS))
    rows = (_row(name, report["places"].get(name), tallies[name]) for name in worst)
    return table("Verdicts by connection", headings, rows, numbers=range(3, 8))


def _row(name: str, place: ReportedPlace | None, counts: Counter[Verdict]) -> list[str]:
    numbers = (counts.total(), *(counts[verdict] for verdict in VERDICTS))
    return [
        f"{isolated(name)}{_place(place)}",
        _account(place),
        _bar(counts),
        *(f"{count:,}" if count else '<span class="zero">0</span>' for count in numbers),
    ]


def _place(place: ReportedPlace | None) -> str:
    if place is None:
        return ""
    kind = ", ".join(fact for fact in (place["provider"], place["region"]) if fact)
    return quiet(isolated(kind)) + (quiet(isolated(place["endpoint"])) if place["endpoint"] else "")


def _account(place: ReportedPlace | None) -> str:
    if place is None or place["account"] is None:
        return '<span class="quiet">not known</span>'
    return f"{code(place['account'])}{quiet(proof_in_words(place['proven_by']))}"


def _bar(counts: Tally) -> str:
    label = f'role="img" aria-label="{tally(counts) or "nothing"}"'
    return f'<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" {label}>{"".join(_segments(counts))}</svg>'


def _segments(counts: Tally) -> Iterator[str]:
    shares = {verdict: counts[verdict] for verdict in VERDICTS if counts[verdict]}
    total = sum(shares.values())
    widths = {verdict: max(100 * count / total, _LEAST) for verdict, count in shares.items()}
    shrink = 100 / sum(widths.values()) if widths else 0
    left = 0.0
    for verdict, width in widths.items():
        yield f'<rect class="{verdict}" x="{left:.2f}" y="0" width="{width * shrink:.2f}" height="1"/>'
        left += width * shrink
