# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The evidence in a report, as it went into the judgement. What the report made of it counts for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from ...module_utils._ids import same_id
from ...module_utils._model import (
    Attributes,
    Discovered,
    DiscoveredImage,
    ErrorInfo,
    ImageResult,
    Incoming,
    IncomingImage,
)
from .._reports.model import Report
from .._verdict.model import Candidate, ConnectionEvidence, Entry, Place, Subject

_LISTS: tuple[Subject, ...] = ("image_list", "selection")
_NO_ATTRIBUTES: Attributes = {"created_at": None, "tags": None, "content_hash": None, "hidden": None}


def evidence_in(report: Report, connection: str) -> ConnectionEvidence:
    """What a report's run read over one connection. The judge checks its shape once more."""
    entries = [entry for entry in _entries(report) if entry["connection"] == connection]
    return {
        "place": _place(report, connection),
        "images": list(_requested(entries)),
        "discovered": _discovered(entries, bool(report["run"].get("discover"))),
        "incoming": _incoming(entries),
    }


def _is_expected(entry: Entry) -> bool:
    return entry["subject"] == "image" and entry["selection"] is None


def _place(report: Report, connection: str) -> Place:
    place = report["places"][connection]
    return {
        "provider": place["provider"],
        "endpoint": place["endpoint"],
        "region": place["region"],
        "account": {"id": place["account"], "proven_by": place["proven_by"]},
        "account_note": None,
    }


def _entries(report: Report) -> Iterator[Entry]:
    """The entries of a report, their errors as they were before the report moved a part of them to ``run``."""
    requests = {(error["connection"], error["image_id"]): error for error in report["run"]["errors"]}
    for entry in report["images"]:
        if entry["error"] is None:
            yield entry
            continue
        request = requests.get((entry["connection"], entry["image_id"]))
        error = {
            **entry["error"],
            "request_id": request.get("request_id") if request else None,
            "attempts": request.get("attempts") if request else None,
        }
        yield cast(Entry, {**entry, "error": cast(ErrorInfo, error)})


def _result(entry: Entry) -> ImageResult:
    return {
        "image_id": entry["image_id"] or "",
        "state": entry["state"],
        "complete": entry["complete"],
        "members": None if entry["found"] is None else list(entry["found"]),
        "member_count": None if entry["found"] is None else len(entry["found"]),
        "image": entry["record"],
        "error": entry["error"],
    }


def _discovered(entries: Sequence[Entry], discover: bool) -> Discovered | None:
    """The list of own images, less those that were no concern: that no selection matched and that nobody shares."""
    lists = [entry for entry in entries if entry["subject"] in _LISTS]
    if not discover and not lists:
        return None
    if any(entry["state"] != "read" for entry in lists):
        error = next((entry["error"] for entry in lists if entry["error"] is not None), None)
        return {"complete": None, "error": error, "images": None}
    return {
        "complete": all(entry["complete"] is True for entry in lists),
        "error": next((entry["error"] for entry in lists if entry["error"] is not None), None),
        "images": list(_own_images(entries)),
    }


def _candidates(entries: Sequence[Entry]) -> dict[str, Candidate]:
    listed = [cast(Candidate, one) for entry in entries if entry["subject"] in _LISTS for one in entry["listed"] or ()]
    return {same_id(one["image_id"]): one for one in listed}


def _requested(entries: Sequence[Entry]) -> Iterator[ImageResult]:
    """The images that were asked for by id, with what a list said of them: a selection may count them, too."""
    candidates = _candidates(entries)
    for entry in entries:
        if _is_expected(entry):
            known = candidates.get(same_id(entry["image_id"] or ""))
            yield _with_attributes(entry, known) if known else _result(entry)


def _with_attributes(entry: Entry, known: Candidate | None) -> DiscoveredImage:
    return {**_result(entry), "attributes": known["attributes"] if known else _NO_ATTRIBUTES}


def _own_images(entries: Sequence[Entry]) -> Iterator[DiscoveredImage]:
    candidates = _candidates(entries)
    done = {same_id(entry["image_id"] or "") for entry in entries if _is_expected(entry)}
    for entry in entries:
        if entry["subject"] == "unmanaged_image" or (entry["subject"] == "image" and entry["selection"] is not None):
            image_id = same_id(entry["image_id"] or "")
            done.add(image_id)
            yield _with_attributes(entry, candidates.get(image_id))
    for image_id, candidate in candidates.items():
        if image_id not in done:
            yield _unread(candidate)


def _unread(candidate: Candidate) -> DiscoveredImage:
    """An image that its run listed, and had no need to judge."""
    why: ErrorInfo = {
        "kind": "missing",
        "http_status": None,
        "code": None,
        "message": "the report has no result for this image",
        "request_id": None,
        "attempts": 0,
    }
    return {
        "image_id": candidate["image_id"],
        "state": "failed",
        "complete": None,
        "members": None,
        "member_count": None,
        "image": candidate["image"],
        "error": why,
        "attributes": candidate["attributes"],
    }


def _incoming(entries: Sequence[Entry]) -> Incoming | None:
    for entry in entries:
        if entry["subject"] == "incoming":
            listed = cast("list[IncomingImage] | None", entry["listed"])
            return {
                "complete": entry["complete"],
                "error": entry["error"],
                "not_listed": entry["not_listed"],
                "images": listed,
            }
    return None
