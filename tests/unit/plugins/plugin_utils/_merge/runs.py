# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reports of runs over three connections, and what joining them gives."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any, cast

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Inventory
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._merge.merge import MergeError, join
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import report
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.judge import judge
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.model import ConnectionEvidence, Evidence

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)

TODAY = NOW.date()

HOUR = timedelta(hours=1)

TEAM_A, TEAM_B = "a8f10467abfc4b87b64614ab36eb9ae4", "6733a7ad58694af18c7ee4820052d63f"

CONNECTIONS = ("scp-prod", "ims-sg", "ims-eu")

Document = dict[str, Any]


def image(name: str, connection: str, **changes: Any) -> Document:
    expected = {"member_id": TEAM_A, "member_type": None, "status": None, "principal": "team-a"}
    return {
        "name": name,
        "connection": connection,
        "image_id": f"id-{name}",
        "match": "exact",
        "members": [expected],
        "visibility": ["private", "shared"],
        "max_pending_days": None,
        "source": f"sharing.yml:{len(name)}",
        **changes,
    }


IMAGES = [
    image("good", "scp-prod"),
    image("leaked", "scp-prod"),
    image("gone", "ims-sg"),
    image("denied", "ims-sg"),
    image("excused", "ims-eu"),
]

WAIVER = {
    "name": "excused",
    "connection": "ims-eu",
    "image_id": "id-excused",
    "member": TEAM_B,
    "group": None,
    "kind": None,
    "reason": "migration",
    "expires": "2027-01-31",
    "approved_by": None,
    "ticket": None,
    "source": "sharing.yml:40",
}


def inventory(scope: Sequence[str] = CONNECTIONS) -> Inventory:
    loaded = {
        "connections": {
            name: {
                "provider": name.split("-", maxsplit=1)[0].replace("ims", "huawei_ims"),
                "options": {"endpoint": f"https://{name}.example/", "region": "eu-1", "account_id": "owner"},
            }
            for name in CONNECTIONS
        },
        "principals": {"team-a": {"member_id": TEAM_A, "member_type": None}},
        "images": [one for one in IMAGES if one["connection"] in scope],
        "waivers": [WAIVER],
        "groups": {},
        "selections": [],
        "incoming": [],
        "scope": sorted(scope),
        "not_in_scope": sorted(set(CONNECTIONS) - set(scope)),
        "files": ["sharing.yml"],
        "sha256": "5" * 64,
        "warnings": [],
    }
    return cast(Inventory, loaded)


def member(member_id: str, image_id: str) -> Document:
    empty = dict.fromkeys(("member_type", "created_at", "updated_at", "urn", "schema"))
    return {**empty, "member_id": member_id, "image_id": image_id, "status": "accepted"}


def record(image_id: str) -> Document:
    return {
        "name": image_id,
        "visibility": "shared",
        "owner_id": "owner",
        "status": "active",
        "caller_is_owner": True,
    }


def reading(image_id: str, *members: str) -> Document:
    rows = [member(member_id, image_id) for member_id in members]
    return {
        "image_id": image_id,
        "state": "read",
        "complete": True,
        "members": rows,
        "image": record(image_id),
        "error": None,
    }


def unread(image_id: str, state: str, kind: str) -> Document:
    error = {"kind": kind, "http_status": 403, "code": "IMG.0026", "message": "no", "request_id": "r-1", "attempts": 2}
    return {"image_id": image_id, "state": state, "complete": None, "members": None, "image": None, "error": error}


READINGS = {
    "scp-prod": [reading("id-good", TEAM_A), reading("id-leaked", TEAM_A, TEAM_B)],
    "ims-sg": [unread("id-gone", "not_found", "not_found"), unread("id-denied", "denied", "forbidden")],
    "ims-eu": [reading("id-excused", TEAM_A, TEAM_B)],
}


def listed(read: Document, **details: Any) -> Document:
    attributes = dict.fromkeys(("created_at", "tags", "content_hash", "hidden"))
    return {**read, "image": {**read["image"], **details}, "attributes": attributes}


STRAYS = [listed(reading("id-stray", TEAM_B)), listed(reading("id-public"), visibility="public")]

OWNED: dict[str, Document] = {
    "scp-prod": {"images": None, "complete": None, "error": unread("", "denied", "forbidden")["error"]},
    "ims-sg": {"images": [], "complete": False, "error": None},
    "ims-eu": {"images": STRAYS, "complete": True, "error": None},
}


def place(connection: str) -> Document:
    provider = inventory()["connections"][connection]["provider"]
    account = {"id": "owner", "proven_by": "signature"}
    return {
        "provider": provider,
        "endpoint": f"https://{connection}.example",
        "region": "eu-1",
        "account": account,
        "account_note": None,
    }


def evidence(scope: Sequence[str], discover: bool) -> Evidence:
    return {
        name: cast(
            ConnectionEvidence,
            {
                "place": place(name),
                "images": READINGS[name],
                "discovered": OWNED[name] if discover else None,
                "incoming": None,
            },
        )
        for name in scope
    }


def run_report(
    label: str, scope: Sequence[str], *, discover: bool = False, today: date = TODAY, ended: datetime = NOW
) -> Document:
    verdict = judge(inventory(scope), evidence(scope, discover), today, discover=discover)
    when = ended.isoformat().replace("+00:00", "Z")
    run: Any = {
        "started_at": when,
        "finished_at": when,
        "discover": discover,
        "connections": {name: {"requests": len(READINGS[name])} for name in scope},
    }
    document: Document = json.loads(b"".join(report.encode(report.build(verdict, run, label, "enforce"))))
    return document


def joined(reports: Sequence[Document], *, discover: bool = False) -> Document:
    found: Mapping[str, Any] = {f"{number}.json": document for number, document in enumerate(reports)}
    joint = join(inventory(), found, NOW, HOUR, discover=discover)
    verdict = judge(inventory(), joint.evidence, TODAY, discover=joint.discover, notes=joint.notes)
    document: Document = json.loads(
        b"".join(report.encode(report.build(verdict, cast(Any, joint.run), "all", "enforce")))
    )
    return document


def sealed(document: Document) -> Document:
    """With the digest of its content, as if a run had written it so."""
    return {**document, "run": {**document["run"], "report_sha256": report.digest(document)}}


def problems(reports: Mapping[str, Any]) -> list[str]:
    return refusals({place: sealed(one) for place, one in reports.items()})


def refusals(reports: Mapping[str, object]) -> list[str]:
    with pytest.raises(MergeError) as caught:
        join(inventory(), reports, NOW, HOUR)
    return caught.value.problems


PARTS = (("scp-prod",), ("ims-sg",), ("ims-eu",))
