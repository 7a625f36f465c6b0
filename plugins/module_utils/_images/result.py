# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What a task learned, as the info modules return it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .._errors import ApiError
from .._ids import same_id
from .._model import AccountProof, ErrorInfo, ImageResult, Incoming, ModuleResult, Summary
from .._providers.base import Account, Proof
from .own import OwnImages
from .read import Answer, Wanted
from .reading import Reading


@dataclass(frozen=True)
class Cost:
    """The requests that were sent, and how many of them were further attempts."""

    requests: int
    retries: int


def module_result(wanted: Wanted, account: Account, answer: Answer, cost: Cost) -> ModuleResult:
    """The result of a task whose account could be opened."""
    summary = _summary(answer.readings, cost, account.credentials_from, answer.proof)
    result: ModuleResult = {
        "images": [_asked(reading, answer.own if wanted.discover else None) for reading in answer.readings],
        "summary": summary,
        "place": {"endpoint": account.endpoint, "region": account.region, "account_note": answer.proof.note},
    }
    if answer.own is not None:
        error = _error(answer.own.error)
        if wanted.discover:
            result["discovered"] = {"complete": answer.own.complete, "error": error, "images": answer.discovered}
        if wanted.image_names:
            result["names"] = {"complete": answer.own.complete, "error": error, "unmatched": answer.unmatched}
    if answer.incoming is not None:
        images = answer.incoming.images
        result["incoming"] = {
            "complete": answer.incoming.complete,
            "error": _error(answer.incoming.error),
            "not_listed": list(account.incoming.not_listed),
            "images": None if images is None else list(images.values()),
        }
    return result


def _asked(reading: Reading, own: OwnImages | None) -> ImageResult:
    """An image that was asked for; what a list of own images says of it besides must not be lost to discovery."""
    listed = own.images.get(same_id(reading.image_id)) if own else None
    return reading.discovered(listed.attributes) if listed else reading.as_dict()


def unopened_result(wanted: Wanted, error: ApiError, cost: Cost) -> ModuleResult:
    """The result of a task that could not even log in: nothing is known, of any image or list."""
    readings = [Reading.refused(image_id, error) for image_id in wanted.image_ids]
    result: ModuleResult = {
        "images": [reading.as_dict() for reading in readings],
        "summary": _summary(readings, cost, None, Proof()),
        "place": {"endpoint": None, "region": None, "account_note": error.message},
    }
    if wanted.discover:
        result["discovered"] = {"complete": None, "error": error.as_dict(), "images": None}
    if wanted.image_names:
        result["names"] = {"complete": None, "error": error.as_dict(), "unmatched": list(wanted.image_names)}
    if wanted.incoming:
        nothing: Incoming = {"complete": None, "error": error.as_dict(), "not_listed": [], "images": None}
        result["incoming"] = nothing
    return result


def _summary(readings: Sequence[Reading], cost: Cost, credentials_from: str | None, proof: Proof) -> Summary:
    read_ones = [reading for reading in readings if reading.state == "read"]
    account: AccountProof = {"id": proof.id, "proven_by": proof.proven_by}
    return {
        "requested": len(readings),
        "read": len(read_ones),
        "failed": len(readings) - len(read_ones),
        "members": sum(len(reading.members or []) for reading in read_ones),
        "requests": cost.requests,
        "retries": cost.retries,
        "credentials_from": credentials_from,
        "account": account,
    }


def _error(error: ApiError | None) -> ErrorInfo | None:
    return error.as_dict() if error else None
