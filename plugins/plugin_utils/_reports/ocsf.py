# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Events for a SIEM: for each image a Compliance Finding of OCSF 1.5, one JSON object a line.

Schema: https://schema.ocsf.io/1.5.0/classes/compliance_finding?profiles=cloud. The compliance status is Pass, Fail or
Unknown; a waived image fails, and its event has the status Suppressed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timezone

from .._verdict.kinds import KINDS
from .._verdict.model import Entry, Verdict
from .model import Report, ReportedFinding, findings_of
from .stored import moment
from .text import visible

_VERSION = "1.5.0"
_CATEGORY, _CLASS, _CREATE = (2, "Findings"), (2003, "Compliance Finding"), (1, "Create")

_COMPLIANCE: dict[Verdict, tuple[int, str]] = {
    "compliant": (1, "Pass"),
    "violation": (3, "Fail"),
    "waived": (3, "Fail"),
    "unknown": (0, "Unknown"),
}
_SEVERITY: dict[Verdict, tuple[int, str]] = {
    "compliant": (1, "Informational"),
    "waived": (2, "Low"),
    "unknown": (3, "Medium"),
    "violation": (4, "High"),
}


def encode(report: Report) -> Iterator[bytes]:
    """The report as JSON lines. A run that looked at nothing has one event that says so."""
    head = _head(report)
    for entry in report["images"]:
        yield _line({**head, **_event(report, entry)})
    if not report["images"]:
        yield _line({**head, **_nothing(report)})


def _line(event: dict[str, object]) -> bytes:
    return json.dumps(event, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def _head(report: Report) -> dict[str, object]:
    """What all events of a run have in common."""
    run = report["run"]
    finished_at = moment(run["finished_at"]) or datetime.fromtimestamp(0, timezone.utc)
    vendor = {"name": "cloud_images.sharing", "vendor_name": "cloud_images", "version": run["collection_version"]}
    return {
        "category_uid": _CATEGORY[0],
        "category_name": _CATEGORY[1],
        "class_uid": _CLASS[0],
        "class_name": _CLASS[1],
        "activity_id": _CREATE[0],
        "activity_name": _CREATE[1],
        "type_uid": _CLASS[0] * 100 + _CREATE[0],
        "type_name": f"{_CLASS[1]}: {_CREATE[1]}",
        "time": int(finished_at.timestamp() * 1000),
        "metadata": {"version": _VERSION, "product": vendor, "profiles": ["cloud"], "log_name": "image_sharing"},
    }


def _event(report: Report, entry: Entry) -> dict[str, object]:
    verdict, findings = entry["verdict"], findings_of(entry)
    severity, compliance = _SEVERITY[verdict], _COMPLIANCE[verdict]
    name, said = visible(entry["name"]), [visible(finding["message"]) for finding in findings]
    status = (3, "Suppressed") if verdict == "waived" else (1, "New")
    uid = f"{visible(entry['connection'])}/{visible(entry['image_id'] or entry['name'])}"
    return {
        "severity_id": severity[0],
        "severity": severity[1],
        "status_id": status[0],
        "status": status[1],
        "message": f"{name} ({visible(entry['connection'])}): {'; '.join(said) or visible(entry['proof'] or verdict)}",
        "finding_info": {"uid": uid, "title": f"Image sharing: {name}", "types": [one["kind"] for one in findings]},
        "compliance": {
            "control": "Image sharing",
            "desc": "The image is shared with exactly those members that the sharing inventory names.",
            "standards": [f"sharing inventory {report['inventory']['sha256'] or 'without a digest'}"],
            "status_id": compliance[0],
            "status": compliance[1],
            "status_details": said,
            "checks": [_check(finding) for finding in findings],
        },
        "cloud": _cloud(report, entry["connection"], entry["provider"]),
        "resources": [_resource(entry)],
        **_remediation(findings),
        "unmapped": _unmapped(report, entry["connection"], verdict),
    }


def _nothing(report: Report) -> dict[str, object]:
    text = "No image was looked at, so nothing is proven."
    return {
        "severity_id": 3,
        "severity": "Medium",
        "status_id": 1,
        "status": "New",
        "message": text,
        "finding_info": {"uid": f"image_sharing/{visible(report['label'])}", "title": "Image sharing: nothing"},
        "compliance": {"control": "Image sharing", "status_id": 0, "status": "Unknown", "status_details": [text]},
        "cloud": {"provider": "none"},
        "unmapped": _unmapped(report, None, "unknown"),
    }


def _check(finding: ReportedFinding) -> dict[str, object]:
    status, severity = _COMPLIANCE[finding["verdict"]], _SEVERITY[finding["verdict"]]
    return {
        "uid": finding["kind"],
        "name": KINDS[finding["kind"]].title,
        "desc": visible(finding["message"]),
        "status_id": status[0],
        "status": status[1],
        "severity_id": severity[0],
        "severity": severity[1],
    }


def _cloud(report: Report, connection: str, provider: str) -> dict[str, object]:
    place = report["places"].get(connection)
    cloud: dict[str, object] = {"provider": visible(provider)}
    if place and place["region"]:
        cloud["region"] = visible(place["region"])
    if place and place["account"]:
        cloud["account"] = {"uid": visible(place["account"])}
    return cloud


def _resource(entry: Entry) -> dict[str, object]:
    resource: dict[str, object] = {"name": visible(entry["name"]), "type": "Image"}
    if entry["image_id"] is not None:
        resource["uid"] = visible(entry["image_id"])
    return resource


def _remediation(findings: list[ReportedFinding]) -> dict[str, object]:
    said = [text for one in findings if one["verdict"] != "waived" for text in (one["advice"], one["command"]) if text]
    return {"remediation": {"desc": " ".join(map(visible, dict.fromkeys(said)))}} if said else {}


def _unmapped(report: Report, connection: str | None, verdict: Verdict) -> dict[str, object]:
    """What the schema has no place for."""
    place = report["places"].get(connection or "")
    return {
        "label": visible(report["label"]),
        "connection": None if connection is None else visible(connection),
        "verdict": verdict,
        "proven_by": place["proven_by"] if place else None,
        "revision": report["revision"],
        "report_sha256": report["run"]["report_sha256"],
    }
