# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Results of info modules, as the evidence that the judgement takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from ..module_utils._model import AccountProof, ModuleResult
from ._inventory.model import Connection
from ._verdict.model import ConnectionEvidence, Place

_NO_SUMMARY = (
    "the result has no summary that says whose credentials asked: give the whole result of the module, not only its "
    "images"
)


def evidence_of(connection: Connection, result: Mapping[str, Any]) -> ConnectionEvidence:
    """The evidence in the result of an info module, or in one that was put together from several.

    What the result lacks is missing in the evidence, too: the judgement tells what follows.
    """
    said = cast(ModuleResult, result)
    return {
        "place": _place(connection, result),
        "images": said["images"],
        "discovered": said.get("discovered"),
        "incoming": said.get("incoming"),
    }


def _place(connection: Connection, result: Mapping[str, Any]) -> Place:
    summary, place = _mapping(result.get("summary")), _mapping(result.get("place"))
    account = _mapping(summary.get("account"))
    return {
        "provider": connection["provider"],
        "endpoint": _text(place.get("endpoint")),
        "region": _text(place.get("region")),
        "account": cast(AccountProof, {key: _text(account.get(key)) for key in ("id", "proven_by")}),
        "account_note": _text(place.get("account_note")) if account else _NO_SUMMARY,
    }


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
