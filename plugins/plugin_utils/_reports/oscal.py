# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Evidence for auditors: assessment results of OSCAL 1.1, https://pages.nist.gov/OSCAL-Reference/models/v1.1.3/.

OSCAL knows satisfied and not-satisfied only. What is unknown or waived is not-satisfied, and the reason says which.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from functools import lru_cache

from .._verdict.model import Entry, Verdict
from .model import Report, findings_of
from .text import visible
from .words import counted, proof_in_words

_VERSION = "1.1.3"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "cloud_images.sharing")
_STATUS: dict[Verdict, tuple[str, str]] = {
    "compliant": ("satisfied", "pass"),
    "violation": ("not-satisfied", "fail"),
    "unknown": ("not-satisfied", "unknown"),
    "waived": ("not-satisfied", "waived"),
}


def encode(report: Report) -> Iterator[bytes]:
    """The report as one JSON document of assessment results. The same run gives the same identifiers."""
    run = report["run"]
    document = {
        "uuid": _uuid("document", run["report_sha256"], run["finished_at"]),
        "metadata": {
            "title": _line(f"Image sharing of {report['label']}"),
            "last-modified": run["finished_at"],
            "version": run["report_sha256"],
            "oscal-version": _VERSION,
        },
        "import-ap": {"href": f"#{_uuid('inventory', report['inventory']['sha256'])}"},
        "results": [_result(report)],
        "back-matter": {"resources": [_inventory(report)]},
    }
    yield json.dumps({"assessment-results": document}, ensure_ascii=True, separators=(",", ":")).encode()
    yield b"\n"


def _result(report: Report) -> dict[str, object]:
    run, images = report["run"], report["images"]
    said = counted(report)
    result: dict[str, object] = {
        "uuid": _uuid("result", run["report_sha256"], run["finished_at"]),
        "title": f"Image sharing: {report['gate'].upper()}",
        "description": f"Who can boot each image, compared with the sharing inventory: {said}.",
        "start": run["started_at"],
        "end": run["finished_at"],
        "props": _props(
            gate=report["gate"], mode=report["mode"], revision=report["revision"], report_sha256=run["report_sha256"]
        ),
        "reviewed-controls": {
            "description": "Images are shared with exactly those members that the sharing inventory names.",
            "control-selections": [{"include-all": {}}],
        },
    }
    components = [_component(report, name) for name in report["scope"]]
    items = [_item(entry) for entry in images]
    definitions = {"components": components, "inventory-items": items}
    parts: dict[str, object] = {
        "local-definitions": {key: rows for key, rows in definitions.items() if rows},
        "observations": [_observation(report, entry) for entry in images],
        "findings": [_finding(entry) for entry in images],
    }
    return {**result, **{key: rows for key, rows in parts.items() if rows}}


def _component(report: Report, name: str) -> dict[str, object]:
    """A connection: where it was read, and whose account the cloud says it was."""
    place = report["places"].get(name)
    known = place or {"provider": None, "endpoint": None, "region": None, "account": None, "proven_by": None}
    proof = proof_in_words(place["proven_by"] if place else None)
    return {
        "uuid": _uuid("connection", name),
        "type": "service",
        "title": _line(name),
        "description": f"Image service, read with an account that is {proof}.",
        "props": _props(
            provider=known["provider"],
            endpoint=known["endpoint"],
            region=known["region"],
            account=known["account"],
            proven_by=known["proven_by"],
        ),
        "status": {"state": "operational"},
    }


def _item(entry: Entry) -> dict[str, object]:
    return {
        "uuid": _uuid("image", *_identity(entry)),
        "description": _line(f"{entry['name']} ({entry['connection']})"),
        "props": _props(asset_id=entry["image_id"], asset_type="image", provider=entry["provider"]),
        "implemented-components": [{"component-uuid": _uuid("connection", entry["connection"])}],
    }


def _observation(report: Report, entry: Entry) -> dict[str, object]:
    said = [finding["message"] for finding in entry["findings"]]
    return {
        "uuid": _uuid("observation", *_identity(entry)),
        "title": _line(entry["name"]),
        "description": _line("; ".join(said) or entry["proof"] or entry["verdict"]),
        "methods": ["TEST"],
        "types": ["control-objective"],
        "subjects": [{"subject-uuid": _uuid("image", *_identity(entry)), "type": "inventory-item"}],
        "collected": report["run"]["finished_at"],
    }


def _finding(entry: Entry) -> dict[str, object]:
    state, reason = _STATUS[entry["verdict"]]
    waivers = [finding["waived"] for finding in entry["findings"] if finding["waived"]]
    remarks = [f"Waived until {waived['expires']}: {waived['reason']}" for waived in waivers]
    remarks += [finding["advice"] for finding in findings_of(entry) if not finding["waived"]]
    status = {"state": state, "reason": reason}
    if remarks:
        status["remarks"] = _line(" ".join(dict.fromkeys(remarks)))
    return {
        "uuid": _uuid("finding", *_identity(entry)),
        "title": _line(entry["name"]),
        "description": f"The sharing of this image is {entry['verdict']}.",
        "target": {"type": "objective-id", "target-id": "image-sharing", "status": status},
        "related-observations": [{"observation-uuid": _uuid("observation", *_identity(entry))}],
    }


def _inventory(report: Report) -> dict[str, object]:
    inventory = report["inventory"]
    return {
        "uuid": _uuid("inventory", inventory["sha256"]),
        "title": "Sharing inventory",
        "description": _line(f"What was judged: {', '.join(inventory['files']) or 'content of variables'}"),
        "props": _props(type="plan", sha256=inventory["sha256"], revision=report["revision"]),
    }


def _identity(entry: Entry) -> tuple[str, str, str]:
    return entry["connection"], entry["image_id"] or "", entry["name"]


@lru_cache(1 << 16)  # each is named where it stands and where others refer to it
def _uuid(*parts: str | None) -> str:
    name = json.dumps(parts, ensure_ascii=True)
    return str(uuid.uuid5(_NAMESPACE, name))


def _props(**values: str | None) -> list[dict[str, str]]:
    names = {name.replace("_", "-"): _line(value) for name, value in values.items() if value}
    return [{"name": name, "ns": "https://cloud_images.sharing/ns", "value": value} for name, value in names.items()]


def _line(text: str) -> str:
    """One line without blanks at its ends, as OSCAL's strings are."""
    return visible(text).strip() or "-"
