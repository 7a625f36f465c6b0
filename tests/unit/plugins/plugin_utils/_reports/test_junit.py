# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from collections import Counter
from typing import Any

from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import junit as report_junit
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import (
    STRANGER,
    World,
    identifier,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase


def parsed(report: Any) -> JUnitXml:
    xml: JUnitXml = JUnitXml.fromstring(b"".join(report_junit.encode(report)))
    return xml


def cases(xml: JUnitXml) -> dict[str, TestCase]:
    return {case.name: case for suite in xml for case in suite}


def test_a_case_for_each_image_counted_by_verdict() -> None:
    verdict = sample.small()

    xml = parsed(sample.report(verdict))

    assert len(cases(xml)) == 12
    assert {suite.name for suite in xml} == {"cph-sh", "glance-lab", "ims-sg", "scp-prod"}
    assert all(case.classname == suite.name for suite in xml for case in suite)
    assert (xml.tests, xml.failures, xml.errors, xml.skipped) == (12, 7, 3, 1)
    [ims] = [suite for suite in xml if suite.name == "ims-sg"]
    assert (ims.tests, ims.failures, ims.errors, ims.skipped) == (4, 1, 2, 1)


def test_the_counts_are_those_that_a_parser_counts() -> None:
    xml = parsed(sample.report(sample.large(1000)))
    kinds = Counter(type(result) for case in cases(xml).values() for result in case.result)

    assert (xml.tests, xml.failures, xml.errors, xml.skipped) == (1000, kinds[Failure], kinds[Error], kinds[Skipped])
    assert sum(suite.failures for suite in xml) == xml.failures == 20


def test_verdicts_become_results() -> None:
    by_name = cases(parsed(sample.report(sample.small())))

    assert by_name["golden-alma9"].result == []
    [failure] = by_name["golden-rhel9"].result
    [error] = by_name["golden-win22"].result
    [skipped] = by_name["legacy-7"].result
    assert isinstance(failure, Failure)
    assert isinstance(error, Error)
    assert isinstance(skipped, Skipped)
    assert failure.type == "unexpected_member"
    assert STRANGER in failure.message
    assert "expected: exactly team-a, team-b" in failure.text
    assert "403 IMG.0026" in error.message
    assert "2027-01-31, migration of team B, ticket 4711" in skipped.message


def test_a_case_says_where_the_image_is_written_and_what_to_do() -> None:
    case = cases(parsed(sample.report(sample.small())))["golden-rhel9"]
    [failure] = case.result

    assert (case._elem.get("file"), case._elem.get("line")) == ("sharing.yml", "12")
    assert {each.get("name"): each.get("value") for each in case._elem.iter("property")} == {
        "file": "sharing.yml",
        "line": "12",
    }
    assert "    what to do: Remove the member from the image in the cloud" in failure.text
    assert "    command: scp-cli virtualserver image member delete --image_id " in failure.text


def test_a_suite_says_whose_account_was_read_and_who_proves_it() -> None:
    xml = parsed(sample.report(sample.small(), revision="4f2d"))
    facts = {suite.name: {each.name: each.value for each in suite.properties()} for suite in xml}

    assert facts["ims-sg"]["account"] == sample.place("ims-sg")["account"]
    assert facts["ims-sg"]["proven_by"] == "signature"
    assert facts["scp-prod"]["revision"] == "4f2d"


def test_a_violation_outweighs_an_unknown() -> None:
    world = World()
    world.image("golden", "glance-lab", ["team-a"], ["team-a", STRANGER], caller_is_owner=False)

    [result] = cases(parsed(sample.report(world.verdict())))["golden"].result

    assert isinstance(result, Failure)
    assert "unknown: " in result.text


def test_images_outside_of_the_inventory_are_told_apart_by_id() -> None:
    names = cases(parsed(sample.report(sample.small())))

    assert f"scratch-please-delete [{identifier('scp-prod/scratch-please-delete')}]" in names


def test_a_gate_that_failed_for_want_of_images_is_an_error() -> None:
    verdict = {**sample.one("golden"), "images": [], "findings": [], "gate": "fail"}

    xml = parsed(sample.report(verdict))

    assert (xml.tests, xml.errors) == (1, 1)


def test_a_passed_gate_has_neither_failures_nor_errors() -> None:
    world = World()
    world.image("golden", "scp-prod", ["team-a"])

    xml = parsed(sample.report(world.verdict()))

    assert (xml.tests, xml.failures, xml.errors, xml.skipped) == (1, 0, 0, 0)


@settings(deadline=None)
@given(st.text(min_size=1))
def test_any_name_is_legal_in_xml(name: str) -> None:
    world = World()
    world.image(name, "scp-prod", ["team-a"], ["team-a", {"member_id": name}])
    world.image("second", f"scp-{name}", ["team-a"], visibility_is=name)

    assert parsed(sample.report(world.verdict(), label=name)).tests == 2
