# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The evidence in a report, as it went into the judgement. What the report made of it counts for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

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
from .._reports.model import Report, discovers
from .._verdict.model import Candidate, ConnectionEvidence, Entry, Place, Subject

_LISTS: tuple[Subject, ...] = ("image_list", "selection")
_NO_ATTRIBUTES: Attributes = {"created_at": None, "tags": None, "content_hash": None, "hidden": None}


def evidence_in(report: Report, connection: str, *, discover: bool) -> ConnectionEvidence:
    """What a report's run read over one connection. The judge checks its shape once more.

    :param discover: all images of the account matter, not those alone that a selection concerns.
    """
    entries = [entry for entry in _entries(report) if entry["connection"] == connection]
    candidates = _candidates(entries)
    return {
        "place": _place(report, connection),
        "images": [_requested(entry, candidates) for entry in entries if _is_expected(entry)],
        "discovered": _discovered(entries, candidates, discovers(report["run"]), discover),
        "incoming": _incoming(entries),
    }


def _candidates(entries: Sequence[Entry]) -> Mapping[str, Candidate]:
    """What the lists of a connection say of the images that they were judged on, by id."""
    listed = [one for entry in entries if entry["subject"] in _LISTS for one in entry["listed"] or ()]
    return {same_id(one["image_id"]): cast(Candidate, one) for one in listed}


def _requested(entry: Entry, candidates: Mapping[str, Candidate]) -> ImageResult:
    """An image with an entry of its own; with what the list says of it where a selection matched it, too."""
    known, result = candidates.get(same_id(entry["image_id"] or "")), _result(entry)
    if known is None:
        return result
    with_attributes: DiscoveredImage = {**result, "attributes": known["attributes"]}
    return with_attributes


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
        yield {**entry, "error": cast(ErrorInfo, error)}


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


def _discovered(
    entries: Sequence[Entry], candidates: Mapping[str, Candidate], listed_all: bool, discover: bool
) -> Discovered | None:
    """The list of own images, less those that were no concern: that no selection matched and that nobody shares.

    Of a run that did not look for the latter the list holds what selections matched: to discovery that is a part.
    """
    lists = [entry for entry in entries if entry["subject"] in _LISTS]
    if not listed_all and not lists:
        return None
    error = next((entry["error"] for entry in lists if entry["error"] is not None), None)
    if any(entry["state"] != "read" for entry in lists):
        return {"complete": None, "error": error, "images": None}
    return {
        "complete": all(entry["complete"] is True for entry in lists) and (listed_all or not discover),
        "error": error,
        "images": list(_own_images(entries, candidates)),
    }


def _own_images(entries: Sequence[Entry], candidates: Mapping[str, Candidate]) -> Iterator[DiscoveredImage]:
    done = set()
    for entry in entries:
        if entry["image_id"] is not None:
            image_id = same_id(entry["image_id"])
            done.add(image_id)
            if not _is_expected(entry):
                known = candidates.get(image_id)
                yield {**_result(entry), "attributes": known["attributes"] if known else _NO_ATTRIBUTES}
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
            listed: list[IncomingImage] | None = cast(Any, entry["listed"])
            return {
                "complete": entry["complete"],
                "error": entry["error"],
                "not_listed": entry["not_listed"],
                "images": listed,
            }
    return None
