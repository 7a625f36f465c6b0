# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a member list alone does not say: one image for each, and what the gate must call it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from .conftest import Ansible

ANOTHER = "0f3c9a21b7d04c5ea1b2c3d4e5f60718"
SOMEBODY_ELSE = "6733a7ad58694af18c7ee4820052d63f"
LONG_AGO = "2026-01-02T03:04:05Z"

NAMES = ("open", "as-member", "waiver-expired", "waiver-for-another", "old-invitation")
FINDINGS = {
    ("open", "violation", "open_visibility"),
    ("as-member", "unknown", "partial_view"),
    ("waiver-expired", "violation", "expired_waiver"),
    ("waiver-expired", "violation", "unexpected_member"),
    ("waiver-for-another", "violation", "unexpected_member"),
    ("old-invitation", "violation", "stale_invitation"),
}


def inventory(connection: dict[str, Any], ids: dict[str, str], own: str) -> dict[str, Any]:
    """One image for each situation, and what would make each of them compliant if nobody looked closer."""
    expected: dict[str, dict[str, Any]] = {
        "open": {"members": []},
        "as-member": {"members": [{"member_id": own}]},
        "waiver-expired": {"members": []},
        "waiver-for-another": {"members": []},
        "old-invitation": {"members": [ANOTHER], "max_pending_days": 14},
    }
    images = [
        {"name": name, "connection": "cloud", "image_id": image_id, **expected[name]} for name, image_id in ids.items()
    ]
    waivers = [
        {"image": "waiver-expired", "member": ANOTHER, "reason": "it ended", "expires": "2026-01-31"},
        {"image": "waiver-for-another", "member": SOMEBODY_ELSE, "reason": "not this one", "expires": _soon()},
    ]
    return {"connections": {"cloud": connection}, "images": images, "waivers": waivers}


def _soon() -> str:
    """A day that no waiver is too long for."""
    return (datetime.now(timezone.utc) + timedelta(days=90)).date().isoformat()


def judged(ansible: Ansible, document: dict[str, Any], **variables: Any) -> set[tuple[str, str, str]]:
    path = ansible.write("sharing.yml", document)
    outcome = ansible.gate(inventory=path, report_dir="reports", report_formats=["json"], **variables)
    assert outcome.status == 2, outcome.output
    report = ansible.report()
    assert {image["verdict"] for image in report["images"]} == {"violation", "unknown"}
    return {(one["image"], one["verdict"], one["kind"]) for one in report["findings"]}
