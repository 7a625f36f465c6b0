# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import sarif as report_sarif
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.text import visible
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.kinds import KINDS
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import (
    STRANGER,
    World,
    identifier,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

# The schema of the standard as Microsoft's SARIF SDK publishes it.
SCHEMA = json.loads((Path(__file__).parents[1] / "data" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def run_of(verdict: dict[str, Any], *, waived: bool = True, **run: Any) -> dict[str, Any]:
    log = json.loads(b"".join(report_sarif.encode(sample.report(verdict, **run), waived=waived)))
    VALIDATOR.validate(log)
    found: dict[str, Any] = log["runs"][0]
    return found


def written_at(source: str) -> dict[str, Any]:
    world = World()
    world.image("golden", "scp-prod", ["team-a"], ["team-a", STRANGER], source=source)
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
    place = written_at(source)["physicalLocation"]
    assert place["artifactLocation"] == {"uri": uri}
    assert (place["region"]["startLine"], place["region"]["endLine"]) == (line, line)


@pytest.mark.parametrize("source", ["assert_sharing_images[3]", "sharing.yml", "sharing.yml:0", None])
def test_a_finding_without_a_line_stands_at_the_first_line_of_the_inventory(source: Any) -> None:
    place = written_at(source)["physicalLocation"]

    assert place["artifactLocation"] == {"uri": "sharing.yml"}
    assert place["region"]["startLine"] == 1


@pytest.mark.parametrize("source", ["assert_sharing_images[3]", None])
def test_a_finding_of_an_inventory_without_files_stands_in_its_variable(source: Any) -> None:
    world = World()
    world.image("golden", "scp-prod", ["team-a"], ["team-a", STRANGER], source=source)
    report = sample.report(world.verdict())
    report["inventory"]["files"] = []
    [result] = json.loads(b"".join(report_sarif.encode(report)))["runs"][0]["results"]

    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "assert_sharing_images"}


def test_waived_findings_are_left_out_for_consumers_that_do_not_know_suppressions() -> None:
    left = run_of(sample.small(), waived=False)["results"]

    assert len(left) == len(run_of(sample.small())["results"]) - 1
    assert not any("suppressions" in each for each in left)


def test_fingerprints_outlive_a_move_within_the_file_and_tell_findings_apart() -> None:
    world = sample.small_world()
    for image in world.images:
        image["source"] = "moved.yml:1"

    before = [each["partialFingerprints"] for each in run_of(sample.small())["results"]]
    after = [each["partialFingerprints"] for each in run_of(world.verdict())["results"]]

    assert after == before
    assert len({json.dumps(each) for each in before}) == len(before)


def test_a_clean_run_has_an_empty_list_of_results() -> None:
    world = World()
    world.image("golden", "scp-prod", ["team-a"])

    assert run_of(world.verdict())["results"] == []


def test_the_same_world_gives_the_same_bytes() -> None:
    later = sample.report(sample.small(), finished_at="2026-11-23T08:00:09Z")

    assert b"".join(report_sarif.encode(later)) == b"".join(report_sarif.encode(sample.report(sample.small())))


# ------------------------------------------------------------------------------------------ the rules of code scanning
# GitHub, "SARIF support for code scanning": limits, required properties, and what is cut or ignored.


def test_every_property_that_code_scanning_requires_is_there_and_not_empty() -> None:
    run = run_of(sample.small(), waived=False)
    driver = run["tool"]["driver"]

    assert driver["name"]
    assert len(run["tool"]["driver"]["rules"]) <= 25_000
    for rule in driver["rules"]:
        texts = (rule["shortDescription"]["text"], rule["fullDescription"]["text"], rule["help"]["text"])
        assert rule["id"]
        assert all(texts)
        assert max(map(len, texts[:2])) <= 1024
        assert len(rule["name"]) <= 255
        assert len(rule["properties"]["tags"]) <= 10
        assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert 0 < float(rule["properties"]["security-severity"]) <= 10
        assert rule["defaultConfiguration"]["level"] in ("note", "warning", "error")
    for result in run["results"]:
        [location] = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"]["uri"]
        assert {"startLine", "startColumn", "endLine", "endColumn"} <= place["region"].keys()
        assert result["message"]["text"]
        assert result["partialFingerprints"]["primaryLocationLineHash"]
    category, _slash, run_id = run["automationDetails"]["id"].rpartition("/")
    assert (category, run_id) == ("image_sharing/localhost", "")


@pytest.mark.slow
def test_at_most_25000_results_the_worst_first_and_what_is_left_out_is_said() -> None:
    report = sample.report(sample.one("golden"))
    [finding] = report["findings"]
    unknown = {**finding, "verdict": "unknown", "kind": "unreadable"}
    report["findings"] = [finding] * 24_999 + [unknown] * 12

    [run] = json.loads(b"".join(report_sarif.encode(report)))["runs"]

    assert len(run["results"]) == 25_000
    assert [each["level"] for each in run["results"][-2:]] == ["error", "warning"]
    assert run["properties"]["omittedResults"] == 11
    [said] = run["invocations"][0]["toolExecutionNotifications"]
    assert said["message"]["text"] == "11 more findings left out: code hosts take 25,000. The JSON report has all."


def test_two_findings_of_one_rule_on_one_image_are_two_alerts() -> None:
    world = World()
    world.image("golden", "scp-prod", [], [STRANGER, "1" * 32])
    world.image("silver", "ims-sg", ["team-a"])
    verdict = world.verdict()
    twice = verdict["findings"][0]
    verdict["findings"] += [{**twice, "message": "another reason"}]

    hashes = [each["partialFingerprints"]["primaryLocationLineHash"] for each in run_of(verdict)["results"]]

    assert len(set(hashes)) == len(hashes) == 3
    assert all(re.fullmatch("[0-9a-f]{32}:[0-9]+", each) for each in hashes)


# SARIF 2.1.0, 3.11.5 and 3.11.6: brackets make a link unless escaped, braces a placeholder unless doubled.
LINK = re.compile(r"(?<!\\)(?:\\\\)*\[")


@given(st.text() | st.text("[](){}\\0:/ab"))
def test_no_name_becomes_a_link_or_a_placeholder_in_a_message(name: str) -> None:
    text = report_sarif.plain(name)

    assert not LINK.search(text)
    assert re.fullmatch(r"([^{}]|\{\{|\}\})*", text)
    assert re.sub(r"\\([\\\[\]])", r"\1", text).replace("{{", "{").replace("}}", "}") == visible(name)


def test_a_link_in_a_name_is_shown_as_it_is_written() -> None:
    [result] = run_of(sample.one("[click](https://evil.example) {0}"))["results"]

    assert result["message"]["text"].startswith(r"\[click\](https://evil.example) {{0}} (scp-prod): unexpected member ")
    assert result["message"]["markdown"].startswith("`[click](https://evil.example) {{0}}` (`scp-prod`): ")


def test_the_message_says_what_to_do() -> None:
    [result] = run_of(sample.one("golden"))["results"]
    text = result["message"]["text"]

    assert "Remove the member from the image in the cloud" in text
    assert f"Command: scp-cli virtualserver image member delete --image_id {identifier('scp-prod/golden')}" in text


@settings(deadline=None)
@given(st.text(min_size=1), st.text())
def test_any_name_is_valid(name: str, source: str) -> None:
    world = World()
    world.image(name, f"scp-{name}", ["team-a"], ["team-a", {"member_id": name}], source=f"{source}:5")

    run_of(world.verdict())
