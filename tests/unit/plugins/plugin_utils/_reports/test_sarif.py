# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import sarif as report_sarif
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.kinds import KINDS
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

# The schema of the standard as Microsoft's SARIF SDK publishes it.
SCHEMA = json.loads((Path(__file__).parents[1] / "data" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def run_of(verdict: dict[str, Any], **run: Any) -> dict[str, Any]:
    log = json.loads(b"".join(report_sarif.encode(sample.report(verdict, **run))))
    VALIDATOR.validate(log)
    found: dict[str, Any] = log["runs"][0]
    return found


def written_at(source: str) -> dict[str, Any]:
    world = sample.World()
    world.image("golden", "scp-prod", ["team-a"], ["team-a", sample.STRANGER], source=source)
    [result] = run_of(world.verdict())["results"]
    location: dict[str, Any] = result["locations"][0]
    return location


def test_the_schema_refuses_what_is_no_sarif() -> None:
    log = json.loads(b"".join(report_sarif.encode(sample.report(sample.small()))))
    log["runs"][0]["results"][0]["level"] = "violation"

    assert not VALIDATOR.is_valid(log)


def test_the_rules_are_the_kinds_of_findings_each_with_help() -> None:
    rules = run_of(sample.small())["tool"]["driver"]["rules"]

    assert sorted(rule["id"] for rule in rules) == sorted(KINDS)
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)


def test_a_result_for_each_finding_with_its_rule_and_level() -> None:
    verdict = sample.small()
    run = run_of(verdict)
    rules = run["tool"]["driver"]["rules"]
    levels = {"violation": "error", "unknown": "warning", "waived": "note"}

    assert [(each["ruleId"], each["level"]) for each in run["results"]] == [
        (each["kind"], levels[each["verdict"]]) for each in verdict["findings"]
    ]
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])


def test_only_waived_findings_are_suppressed_with_their_reason() -> None:
    suppressed = [each for each in run_of(sample.small())["results"] if "suppressions" in each]

    assert [(each["level"], each["suppressions"]) for each in suppressed] == [
        (
            "note",
            [
                {
                    "kind": "external",
                    "status": "accepted",
                    "justification": "Waived until 2027-01-31: migration of team B, ticket 4711",
                }
            ],
        )
    ]


@pytest.mark.parametrize(
    ("source", "uri", "line"),
    [
        ("sharing.yml:12", "sharing.yml", 12),
        ("inventory/scp prod#1.yml:7", "inventory/scp%20prod%231.yml", 7),
        ("/etc/sharing/한국.yml:3", "file:///etc/sharing/%ED%95%9C%EA%B5%AD.yml", 3),
        ("a:b.yml:9", "a%3Ab.yml", 9),
    ],
)
def test_findings_point_at_the_line_of_the_inventory(source: str, uri: str, line: int) -> None:
    assert written_at(source)["physicalLocation"] == {"artifactLocation": {"uri": uri}, "region": {"startLine": line}}


@pytest.mark.parametrize("source", ["assert_sharing_images[3]", "sharing.yml", "sharing.yml:0"])
def test_content_that_is_in_no_file_has_a_logical_place_only(source: str) -> None:
    assert written_at(source) == {
        "logicalLocations": [{"name": "golden", "fullyQualifiedName": "scp-prod/golden", "kind": "resource"}]
    }


def test_fingerprints_outlive_a_move_within_the_file_and_tell_findings_apart() -> None:
    world = sample.small_world()
    for image in world.images:
        image["source"] = "moved.yml:1"

    before = [each["partialFingerprints"] for each in run_of(sample.small())["results"]]
    after = [each["partialFingerprints"] for each in run_of(world.verdict())["results"]]

    assert after == before
    assert len({json.dumps(each) for each in before}) == len(before)


def test_a_clean_run_has_an_empty_list_of_results() -> None:
    world = sample.World()
    world.image("golden", "scp-prod", ["team-a"])

    assert run_of(world.verdict())["results"] == []


def test_the_same_world_gives_the_same_bytes() -> None:
    later = sample.report(sample.small(), finished_at="2026-11-23T08:00:09Z")

    assert b"".join(report_sarif.encode(later)) == b"".join(report_sarif.encode(sample.report(sample.small())))


@settings(deadline=None)
@given(st.text(min_size=1), st.text())
def test_any_name_is_valid(name: str, source: str) -> None:
    world = sample.World()
    world.image(name, f"scp-{name}", ["team-a"], ["team-a", {"member_id": name}], source=f"{source}:5")

    run_of(world.verdict())
