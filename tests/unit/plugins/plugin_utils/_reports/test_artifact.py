# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import artifact
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.report import digest
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import STRANGER, identifier
from hypothesis import given, settings
from hypothesis import strategies as st

LIMIT = 65536


def sizes(document: Any) -> list[int]:
    return [len(json.dumps(document, ensure_ascii=ascii).encode("utf-8")) for ascii in (True, False)]


def test_the_artifact_of_a_small_run() -> None:
    report = sample.report(sample.one("golden-rhel9"))

    assert artifact.build(report) == {
        "schema_version": 1,
        "gate": "fail",
        "scope": ["scp-prod"],
        "counts": {"images": 1, "compliant": 0, "violation": 1, "unknown": 0, "waived": 0, "findings": 1},
        "findings": [
            {
                "image": "golden-rhel9",
                "image_id": identifier("scp-prod/golden-rhel9"),
                "connection": "scp-prod",
                "kind": "unexpected_member",
                "verdict": "violation",
                "member_id": STRANGER,
                "expected": "exactly team-a",
                "actual": f"{STRANGER}, team-a",
                "message": f"unexpected member {STRANGER}",
                "waived": None,
            }
        ],
        "findings_truncated": False,
        "inventory_sha256": "9f" * 32,
        "proof": {"scp-prod": "access_key"},
        "revision": None,
        "changes": None,
        "report_sha256": digest(report),
    }


def test_a_waived_finding_keeps_reason_and_end() -> None:
    [waived] = [each for each in artifact.build(sample.report(sample.small()))["findings"] if each["waived"]]

    assert waived["waived"] == {
        "reason": "migration of team B, ticket 4711",
        "expires": "2027-01-31",
        "approved_by": None,
        "ticket": None,
    }


def test_the_gate_says_fail_in_audit_mode_too() -> None:
    assert artifact.build(sample.report(sample.small(), mode="audit"))["gate"] == "fail"


def test_the_first_fifty_findings_worst_first() -> None:
    report = sample.report(sample.large(2000))

    built = artifact.build(report)

    assert [each["image"] for each in built["findings"]] == [each["image"] for each in report["findings"][:50]]
    assert built["findings_truncated"] is True
    assert built["counts"]["findings"] == len(report["findings"])


def test_a_later_run_of_the_same_world_gives_the_same_artifact() -> None:
    later = sample.report(sample.small(), started_at="2026-11-23T08:00:00Z", finished_at="2026-11-23T08:00:09Z")

    assert artifact.build(later) == artifact.build(sample.report(sample.small()))


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from itertools.chain.from_iterable(map(texts_in, value.values()))
    elif isinstance(value, list):
        yield from itertools.chain.from_iterable(map(texts_in, value))


HOSTILE = st.builds(str.__mul__, st.text(max_size=9) | st.just("\x00\ud800\U0001f600"), st.sampled_from([1, 30, 300]))


@pytest.mark.slow
@settings(deadline=None)
@given(
    st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE), min_size=1, max_size=4),
    st.sampled_from([1, 12, 60]),
    st.lists(HOSTILE, max_size=3),
)
def test_bounded_and_without_nul_whatever_the_names(
    given_texts: list[tuple[str, str, str]], times: int, scope: list[str]
) -> None:
    texts = given_texts * times
    report = sample.report(sample.one("golden"))
    [finding] = report["findings"]
    report["findings"] = [
        {
            **finding,
            **dict.fromkeys(("image", "image_id", "connection"), name),
            **dict.fromkeys(("member_id", "expected", "actual"), member),
            "message": message,
            "waived": {"reason": message, "expires": name},
        }
        for name, member, message in texts
    ]
    report["scope"] = scope * 100
    report["places"] = {name: {**report["places"]["scp-prod"], "account": name} for name in scope}
    report["revision"] = texts[0][0]

    built = artifact.build(report)

    assert max(sizes(built)) <= LIMIT
    assert not any("\x00" in text for text in texts_in(built))
    assert len(built["findings"]) >= 1
    assert built["findings_truncated"] == (len(built["findings"]) < len(texts))


def test_a_scope_of_thousands_of_accounts_says_that_it_is_cut() -> None:
    report = sample.report(sample.one("golden"))
    report["scope"] = [f"account-{number:05}-of-the-holding" for number in range(9000)]
    report["places"] = dict.fromkeys(report["scope"], report["places"]["scp-prod"])

    built = artifact.build(report)

    assert max(sizes(built)) <= LIMIT
    for cut in (built["scope"], list(built["proof"])):
        assert cut[-1] == f"… and {9000 - len(cut) + 1} more"
    assert len(built["findings"]) == 1


def test_the_proof_of_each_connection_is_told_the_operators_word_too() -> None:
    report = sample.report(sample.small())
    report["places"]["cph-sh"]["proven_by"] = "operator"
    report["places"]["ims-sg"]["proven_by"] = None

    assert artifact.build(report)["proof"] == {
        "cph-sh": "operator",
        "glance-lab": "token",
        "ims-sg": None,
        "scp-prod": "access_key",
    }
