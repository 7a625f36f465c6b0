# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Many reports, one verdict: the evidence of runs that shared the work, joined only when it covers everything once.

The verdicts of the reports count for nothing: what was read is taken out of them and judged anew, all together.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from ...module_utils._model import Summary
from .._inventory.model import Inventory
from .._reports.model import Report, RunFacts, discovers
from .._reports.text import visible
from .._verdict.model import ConnectionEvidence
from .._version import VERSION
from .coverage import Reports, age_problems, coverage_problems
from .evidence import evidence_in
from .places import not_compared, place_problems
from .shape import shape_problems

_UNLISTED = "{}: its run did not list all images of the account, so the merge cannot either: let each run discover"


class MergeError(Exception):
    """Reports that do not add up to one run. ``problems`` says in what, a sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = [visible(problem) for problem in problems]
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class Joined:
    """What ``judge`` needs, and the ``run`` part of the joint report.

    ``discover``: at least one run listed the images of its connections, or all should have. ``notes`` say of which
    places nothing but the reports' own word is known.
    """

    evidence: dict[str, ConnectionEvidence]
    discover: bool
    notes: list[str]
    run: RunFacts


def join(
    inventory: Inventory,
    reports: Mapping[str, object],
    now: datetime.datetime,
    max_age: datetime.timedelta,
    *,
    discover: bool = False,
) -> Joined:
    """Join the reports of runs that each looked at some connections of an inventory.

    :param inventory: what ``_inventory.load`` returned, every connection in scope.
    :param reports: where a report was found -> its JSON document.
    :param now: the time in UTC.
    :param max_age: how long ago a run may have ended, so that yesterday's report does not stand for a missing run.
    :param discover: a connection whose run did not list its images is unknown. Without it, only when another's did.
    :raises MergeError: a report that is not finished, was changed, or is of another version, inventory, place or time,
        and whatever is expected that is not covered exactly once.
    """
    problems = [f"{place}: {problem}" for place, report in reports.items() for problem in shape_problems(report)]
    whole = cast(Reports, reports)
    if not problems:
        problems = [
            *age_problems(whole, now, max_age),
            *coverage_problems(inventory, whole),
            *place_problems(inventory, whole),
        ]
    if problems:
        raise MergeError(problems)
    everything = discover or any(discovers(report["run"]) for report in whole.values())
    looked_at = [(report, name) for report in whole.values() for name in report["scope"]]
    unlisted = [name for report, name in looked_at if everything and not discovers(report["run"])]
    return Joined(
        evidence={name: evidence_in(report, name, discover=everything) for report, name in looked_at},
        discover=everything,
        notes=sorted([*not_compared(inventory, whole), *map(_UNLISTED.format, unlisted), *_other_versions(looked_at)]),
        run=_run(list(whole.values())),
    )


def _other_versions(looked_at: Sequence[tuple[Report, str]]) -> Iterator[str]:
    """The verdict is this version's, but what counted as read is that of the one that read."""
    for report, name in looked_at:
        version = report["run"].get("collection_version")
        if version not in (None, VERSION):
            yield visible(f"{name}: read by version {version} of the collection, and this is {VERSION}")


def _run(reports: Sequence[Report]) -> RunFacts:
    runs = [report["run"] for report in reports]
    summaries: dict[str, Summary] = {}
    for run in runs:
        summaries.update(run["connections"])
    return {
        "started_at": min(run["started_at"] for run in runs),
        "finished_at": max(run["finished_at"] for run in runs),
        "discover": any(discovers(run) for run in runs),
        "connections": summaries,
        "merged": sorted(str(report["label"]) for report in reports),
    }
