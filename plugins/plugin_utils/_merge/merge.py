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
from typing import Any

from ...module_utils._model import Attributes, Discovered, ImageResult
from .._inventory.model import Inventory
from .._verdict.model import ConnectionEvidence
from .checks import Image, Report, age_problems, coverage_problems, shape_problems


class MergeError(Exception):
    """Reports that do not add up to one run. ``problems`` says in what, a sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True)
class Joined:
    """What ``judge`` needs, and the ``run`` part of the joint report. ``run["discover"]``: images were listed."""

    evidence: dict[str, ConnectionEvidence]
    run: dict[str, Any]


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
    :raises MergeError: a report of another shape, version, inventory or time, and any connection or image that is not
        covered exactly once.
    """
    documents = [report for report in reports.values() if isinstance(report, dict)]
    problems = [f"{place}: {problem}" for place, report in reports.items() for problem in shape_problems(report)]
    if not problems:
        whole = dict(zip(reports, documents, strict=True))
        problems = [*age_problems(whole, now, max_age), *coverage_problems(inventory, whole)]
    if problems:
        raise MergeError(problems)
    evidence = {name: _evidence(report, name) for report in documents for name in report["scope"]}
    run = _run(documents)
    return Joined(evidence, {**run, "discover": discover or run["discover"]})


def _evidence(report: Report, connection: str) -> ConnectionEvidence:
    entries = [entry for entry in _entries(report) if entry["connection"] == connection]
    place = report["places"][connection]
    discovered = _discovered(entries) if report["run"].get("discover") else None
    return {
        "place": {
            "provider": place["provider"],
            "endpoint": place["endpoint"],
            "region": place["region"],
            "account": {"id": place["account"], "proven_by": place["proven_by"]},
            "account_note": None,
        },
        "images": [_result(entry) for entry in entries if entry["match"] is not None],
        "discovered": discovered,
        "incoming": None,
    }


def _entries(report: Report) -> Iterator[Image]:
    """The entries of a report, their errors as they were before the report moved a part of them to ``run``."""
    requests = {(error["connection"], error["image_id"]): error for error in report["run"]["errors"]}
    for entry in report["images"]:
        if entry["error"] is None:
            yield entry
        else:
            request = requests.get((entry["connection"], entry["image_id"]), {})
            error = {**entry["error"], "request_id": request.get("request_id"), "attempts": request.get("attempts")}
            yield {**entry, "error": error}


def _result(entry: Image) -> ImageResult:
    """An image as the info module returned it. The judge checks its shape once more."""
    return {
        "image_id": entry["image_id"],
        "state": entry["state"],
        "complete": entry["complete"],
        "members": entry["found"],
        "member_count": None if entry["found"] is None else len(entry["found"]),
        "image": entry["record"],
        "error": entry["error"],
    }


def _discovered(entries: Sequence[Image]) -> Discovered:
    """The list of own images, less those that were no concern."""
    listing: Discovered = {"images": [], "complete": True, "error": None}
    for entry in entries:
        if entry["subject"] == "image_list":
            listing = {
                "images": None if entry["state"] != "read" else listing["images"],
                "complete": entry["complete"],
                "error": entry["error"],
            }
    if listing["images"] is not None:
        attributes: Attributes = {"created_at": None, "tags": None, "content_hash": None, "hidden": None}
        listing["images"] = [
            {**_result(entry), "attributes": attributes} for entry in entries if entry["subject"] == "unmanaged_image"
        ]
    return listing


def _run(reports: Sequence[Report]) -> dict[str, Any]:
    runs = [report["run"] for report in reports]
    return {
        "started_at": min(run["started_at"] for run in runs),
        "finished_at": max(run["finished_at"] for run in runs),
        "discover": any(run.get("discover") for run in runs),
        "connections": {name: summary for run in runs for name, summary in run["connections"].items()},
        "merged": sorted(str(report["label"]) for report in reports),
    }
