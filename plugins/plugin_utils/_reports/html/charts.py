# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The overview of the HTML report: images by verdict, all together and by connection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ..._verdict.model import VERDICTS, Counts, Verdict
from ..text import tally
from .markup import isolated

Tally = Counts | Counter[Verdict]

_TITLES = {verdict: verdict.capitalize() for verdict in VERDICTS}
_LEAST = 1.2  # percent of a bar that even one image of 10,000 gets, so that it can be seen


def overview(report: Mapping[str, Any]) -> Iterator[str]:
    """Figures, one bar of all images, and a table with a bar for each connection."""
    counts = report["counts"]
    figures = "".join(_figure(verdict, _TITLES[verdict], counts[verdict]) for verdict in VERDICTS)
    yield (
        '<section id="overview" aria-labelledby="overview-title"><h2 id="overview-title">Images by verdict</h2>'
        f'<div class="card"><dl class="figures">{_figure("all", "Images", counts["images"])}{figures}</dl>'
        f'<div class="overall">{_bar(counts)}</div></div>'
        f'<div class="card">{_by_connection(report)}</div></section>'
    )


def _figure(name: str, title: str, count: int) -> str:
    return f'<div class="{name}{"" if count else " none"}"><dt>{title}</dt><dd>{count:,}</dd></div>'


def _by_connection(report: Mapping[str, Any]) -> str:
    tallies: dict[str, Counter[Verdict]] = {name: Counter() for name in report["scope"]}
    providers = {}
    for image in report["images"]:
        tallies.setdefault(image["connection"], Counter())[image["verdict"]] += 1
        providers[image["connection"]] = image["provider"]
    worst = sorted(tallies, key=lambda name: (*(-tallies[name][verdict] for verdict in VERDICTS[:2]), name))
    rows = "".join(_connection_row(name, providers.get(name, ""), tallies[name]) for name in worst)
    numbers = "".join(f'<th scope="col" class="number">{title}</th>' for title in ("Images", *_TITLES.values()))
    return (
        '<div class="scroll" tabindex="0" role="group" aria-label="Images by connection and verdict"><table>'
        '<caption class="unseen">Images by connection and verdict</caption>'
        f'<thead><tr><th scope="col">Connection</th><th scope="col">Share</th>{numbers}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _connection_row(name: str, provider: str, counts: Counter[Verdict]) -> str:
    cells = "".join(map(_number_cell, (counts.total(), *(counts[verdict] for verdict in VERDICTS))))
    return (
        f'<tr><th scope="row">{isolated(name)} <span class="quiet">{isolated(provider)}</span></th>'
        f'<td class="wide">{_bar(counts)}</td>{cells}</tr>'
    )


def _number_cell(count: int) -> str:
    return f'<td class="number{"" if count else " zero"}">{count:,}</td>'


def _bar(counts: Tally) -> str:
    label = f'role="img" aria-label="{tally(counts) or "no images"}"'
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
