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

from .checks import Image, Report, age_problems, coverage_problems, shape_problems


class MergeError(Exception):
    """Reports that do not add up to one run. ``problems`` says in what, a sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True)
class Evidence:
    """What ``verdict.judge`` needs, and the ``run`` part of the joint report."""

    readings: dict[str, list[dict[str, Any]]]
    discovered: dict[str, dict[str, Any]] | None
    run: dict[str, Any]


def join(
    inventory: Mapping[str, Any],
    reports: Mapping[str, object],
    now: datetime.datetime,
    max_age: datetime.timedelta,
    *,
    discover: bool = False,
) -> Evidence:
    """Join the reports of runs that each looked at some connections of an inventory.

    :param inventory: what ``inventory.load`` returned, every connection in scope.
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
    images = [image for report in documents for image in _images(report)]
    readings: dict[str, list[dict[str, Any]]] = {name: [] for name in inventory["scope"]}
    for image in images:
        if image["image_id"] is not None:
            readings[image["connection"]].append(_reading(image))
    return Evidence(readings, _discovered(documents, images, discover), _run(documents))


def _images(report: Report) -> Iterator[Image]:
    """The images of a report, their errors as they were before the report moved a part of them to ``run``."""
    requests = {(error["connection"], error["image_id"]): error for error in report["run"]["errors"]}
    for image in report["images"]:
        if image["error"] is None:
            yield image
        else:
            request = requests.get((image["connection"], image["image_id"]), {})
            error = {**image["error"], "request_id": request.get("request_id"), "attempts": request.get("attempts")}
            yield {**image, "error": error}


def _reading(image: Image) -> dict[str, Any]:
    """An image as the info module returned it. The judge checks its shape once more."""
    return {
        "image_id": image["image_id"],
        "state": image["state"],
        "complete": image["complete"],
        "members": image["found"],
        "image": image["record"],
        "error": image["error"],
    }


def _discovered(reports: Sequence[Report], images: Sequence[Image], discover: bool) -> dict[str, dict[str, Any]] | None:
    """The lists of owned images, less those that were no concern."""
    listed = [name for report in reports if report["run"].get("discover") for name in report["scope"]]
    if not listed and not discover:
        return None
    unmanaged = [image for image in images if image["match"] is None]
    return {name: _listing([image for image in unmanaged if image["connection"] == name]) for name in listed}


def _listing(unmanaged: Sequence[Image]) -> dict[str, Any]:
    listing: dict[str, Any] = {"images": [], "complete": True, "error": None}
    for image in unmanaged:
        if image["image_id"] is not None:
            listing["images"].append({**(image["record"] or {}), "image_id": image["image_id"]})
            continue
        listing.update(complete=False, error=image["error"])
        if "unreadable" in (found["kind"] for found in image["findings"]):
            return {"images": None, "complete": None, "error": image["error"]}
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
