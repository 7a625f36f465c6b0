# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The shorter sections of the HTML report: waivers, what was not looked at, and how everything was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..._verdict.kinds import KINDS
from ..model import Report, ReportedFinding
from ..words import vouched
from .markup import capitalized, escaped, isolated, quiet, section, table, verdict_label

_MAX_ROWS = 500


def waivers(report: Report) -> Iterator[str]:
    """What is tolerated, and until when; nothing where there is no waiver."""
    waived = [finding for finding in report["findings"] if finding["waived"]]
    ended = [finding for finding in report["findings"] if finding["kind"] == "expired_waiver"]
    if not waived and not ended:
        return
    waived.sort(key=lambda finding: str(finding["waived"] and finding["waived"]["expires"]))
    rows = [*map(_ended_waiver, ended), *map(_waiver, waived)]
    yield section(
        "waivers",
        "Waivers",
        "What is tolerated, and until when. Those that end first come first.",
        table("Waivers", ("Until", "Image", "What", "Reason"), rows[:_MAX_ROWS]),
    )


def _waiver(finding: ReportedFinding) -> list[str]:
    waived = finding["waived"]
    if waived is None:
        return ["", "", "", ""]
    what = " ".join((capitalized(KINDS[finding["kind"]].title), finding["member_id"] or ""))
    approved = waived["approved_by"]
    agreed = [approved and f"Approved by {approved}", waived["ticket"]]
    return [
        escaped(waived["expires"]),
        f"{isolated(finding['image'])}{quiet(isolated(finding['connection']))}",
        isolated(what),
        isolated(waived["reason"]) + "".join(quiet(isolated(part)) for part in agreed if part),
    ]


def _ended_waiver(finding: ReportedFinding) -> list[str]:
    name = f"{isolated(finding['image'])}{quiet(isolated(finding['connection']))}"
    return [verdict_label("violation", "Ended"), name, isolated(capitalized(finding["message"])), ""]


def outside(report: Report) -> Iterator[str]:
    """The connections that were left out, warnings and notes."""
    left_out = _listed("Connections of the inventory that this run left out:", report["not_in_scope"])
    parts = [
        left_out or '<div class="plain"><p>The run looked at every connection of its inventory.</p></div>',
        _listed("Warnings:", report["warnings"]),
        _listed("Notes:", [*vouched(report), *report["notes"]]),
    ]
    yield section(
        "outside",
        "What this run did not look at",
        "The verdict covers what is listed above, and nothing else.",
        f'<div class="card">{"".join(parts)}</div>',
    )


def _listed(title: str, texts: Iterable[str]) -> str:
    rows = "".join(f"<li>{isolated(text)}</li>" for text in texts)
    return f'<div class="plain"><p>{title}</p><ul>{rows}</ul></div>' if rows else ""


def run(report: Report) -> Iterator[str]:
    """Requests and credentials by connection."""
    headings = ("Connection", "Requests", "Retries", "Credentials from")
    known = report["run"]["connections"]
    rows = (_connection(name, known.get(name, {})) for name in sorted({*report["scope"], *known}))
    yield section("run", "How it was read", "", table("Requests by connection", headings, rows, numbers=range(1, 3)))


def _connection(name: str, facts: Mapping[str, Any]) -> list[str]:
    """What is not known is a dash, never a nought."""
    numbers = [f"{facts[key]:,}" if isinstance(facts.get(key), int) else "-" for key in ("requests", "retries")]
    return [isolated(name), *numbers, isolated(facts.get("credentials_from") or "-")]
