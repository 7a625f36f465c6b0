# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How findings are made, and what they add up to."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.findings import About, distinct, worst
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.model import Finding, FindingKind, Verdict

ABOUT = About("golden", "cloud", "id-1", "sharing.yml:12")


def finding(kind: FindingKind, message: str = "so it is", verdict: Verdict | None = None) -> Finding:
    return ABOUT.finding(kind, message, verdict=verdict)


def test_a_finding_says_where_it_belongs_and_takes_its_kinds_verdict() -> None:
    assert finding("unexpected_member") == {
        "image": "golden",
        "image_id": "id-1",
        "connection": "cloud",
        "kind": "unexpected_member",
        "verdict": "violation",
        "member_id": None,
        "expected": None,
        "actual": None,
        "message": "so it is",
        "waived": None,
        "source": "sharing.yml:12",
    }
    assert finding("unreadable")["verdict"] == "unknown"
    assert ABOUT.finding("expired_waiver", "ended", source="sharing.yml:40")["source"] == "sharing.yml:40"


@pytest.mark.parametrize(
    ("verdicts", "sum_of_them"),
    [
        ([], "compliant"),
        (["waived"], "waived"),
        (["waived", "unknown"], "unknown"),
        (["unknown", "waived", "violation"], "violation"),
    ],
)
def test_findings_add_up_to_the_worst_of_them(verdicts: list[Verdict], sum_of_them: Verdict) -> None:
    assert worst(finding("wrong_status", verdict=one) for one in verdicts) == sum_of_them


def test_each_finding_counts_once_and_the_worst_stands_first() -> None:
    waived, unknown = finding("wrong_status", verdict="waived"), finding("unreadable")
    violation = finding("unexpected_member")
    assert distinct([waived, unknown, violation, unknown, violation]) == [violation, unknown, waived]
    other = finding("unexpected_member", "of another member")
    assert distinct([violation, other]) == [violation, other]
