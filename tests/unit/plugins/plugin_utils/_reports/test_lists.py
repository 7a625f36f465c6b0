# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Entries that are not about one image (selections, incoming images, lists of own images) in every report."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import (
    artifact,
    diff,
    junit,
    markdown,
    ocsf,
    oscal,
    sarif,
    summary,
)
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.html import page
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.kinds import KINDS
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import identifier

IMAGE_ID = identifier("incoming")
NAMES = {"incoming": "incoming images", "selection": "golden images", "image_list": "images of ims-sg"}


def entry(subject: str, kind: Any, listed: list[dict[str, Any]] | None) -> dict[str, Any]:
    verdict = KINDS[kind].verdict
    about = {"image": NAMES[subject], "image_id": IMAGE_ID, "connection": "ims-sg", "kind": kind, "verdict": verdict}
    said = {"message": f"{kind} of somebody", "member_id": None, "expected": None, "actual": None, "waived": None}
    return {
        "subject": subject,
        "name": NAMES[subject],
        "connection": "ims-sg",
        "provider": "huawei_ims",
        "image_id": None,
        "selection": NAMES[subject] if subject == "selection" else None,
        "verdict": verdict,
        "match": "exact" if subject == "selection" else None,
        "visibility": [],
        "max_pending_days": None,
        "expected": [],
        "found": None,
        "state": "read" if listed else "failed",
        "complete": True if listed else None,
        "error": None,
        "record": None,
        "rule": None,
        "listed": listed,
        "not_listed": ["rejected"],
        "proof": None,
        "findings": [{**about, **said, "source": "sharing.yml:3"}],
        "source": "sharing.yml:3",
    }


LISTED: list[dict[str, Any]] = [{"image_id": IMAGE_ID, "image": None, "attributes": {}}]
CASES = [
    ("incoming", "unexpected_owner", LISTED),
    ("incoming", "wrong_status", LISTED),
    ("incoming", "stale_invitation", LISTED),
    ("selection", "selection_count", LISTED),
    ("selection", "different_content", LISTED),
    ("image_list", "unreadable", None),
]


def report_of(*entries: dict[str, Any]) -> Any:
    findings = [finding for one in entries for finding in one["findings"]]
    counts = {"images": len(entries), "compliant": 0, "violation": 0, "unknown": 0, "waived": 0}
    for one in entries:
        counts[one["verdict"]] += 1
    judged = {"images": list(entries), "findings": findings, "counts": {**counts, "findings": len(findings)}}
    return sample.report({**sample.one("golden", "ims-sg"), **judged})


@pytest.mark.parametrize("case", CASES)
def test_each_report_tells_of_it(case: tuple[str, str, Any]) -> None:
    report = report_of(entry(*case))
    said = f"{case[1]} of somebody"
    cells = html5lib.parse(b"".join(page.encode(report)), namespaceHTMLElements=False).iter("td")

    assert said in summary.render(report).lower() or KINDS[report["findings"][0]["kind"]].title in summary.render(
        report
    )
    assert said in b"".join(markdown.encode(report)).decode()
    assert any(said in "".join(cell.itertext()).lower() for cell in cells)
    assert said in str(json.loads(b"".join(sarif.encode(report)))["runs"][0]["results"][0]["message"])
    assert said in json.loads(b"".join(ocsf.encode(report)))["message"]
    assert said in str(json.loads(b"".join(oscal.encode(report)))["assessment-results"]["results"][0]["observations"])
    assert said in b"".join(junit.encode(report)).decode()
    assert artifact.build(report)["findings"][0]["message"] == said
    assert NAMES[case[0]] in diff.diff(report)["after"]


def test_a_list_is_named_in_junit_without_an_id_that_it_does_not_have() -> None:
    root = ElementTree.fromstring(b"".join(junit.encode(report_of(*(entry(*case) for case in CASES[::3])))))

    assert [case.get("name") for case in root.iter("testcase")] == ["incoming images", "golden images"]


def test_the_images_of_a_list_are_shown() -> None:
    content = b"".join(page.encode(report_of(entry(*CASES[0])))).decode()

    assert "What others may share" in content
    assert "<summary>1 image</summary>" in content


def test_a_finding_about_an_incoming_image_was_unknown_where_the_list_was() -> None:
    before = report_of(entry("incoming", "unreadable", None))
    now = report_of(entry(*CASES[0]))
    [judged] = sample.report(
        {**sample.one("golden", "ims-sg"), **{k: now[k] for k in ("images", "findings", "counts")}}, previous=before
    )["findings"]

    assert judged["change"] == "was_unknown"


@pytest.mark.parametrize("name", ["images", "findings", "run"])
def test_an_earlier_report_of_another_shape_is_a_warning(name: str) -> None:
    earlier = {**sample.report(sample.small()), name: [{"surprise": 1}]}
    report = sample.report(sample.small(), previous=earlier)

    assert report["changes"] is None
    assert "no comparison with the previous report" in report["warnings"][-1]
