# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import oscal
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import (
    FORBIDDEN,
    STRANGER,
    World,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, FormatChecker

# NIST's own schema. Its patterns name letters and digits in a way that Python's expressions do not know.
SCHEMA = json.loads(
    (Path(__file__).parents[1] / "data" / "oscal-1.2.1-assessment-results.json")
    .read_text(encoding="utf-8")
    .replace(r"\\p{L}", r"[^\\W\\d_]")
    .replace(r"[^\\W\\d_]|\\p{N}", r"[^\\W\\d_]|\\d")
)
VALIDATOR = Draft7Validator(SCHEMA, format_checker=FormatChecker())


def document(report: Any) -> dict[str, Any]:
    content = json.loads(b"".join(oscal.encode(report)))
    VALIDATOR.validate(content)
    results: dict[str, Any] = content["assessment-results"]
    return results


def result(report: Any) -> dict[str, Any]:
    [found] = document(report)["results"]
    one: dict[str, Any] = found
    return one


def statuses(report: Any) -> dict[str, tuple[str, str]]:
    found = (finding["target"]["status"] | {"title": finding["title"]} for finding in result(report)["findings"])
    return {status["title"]: (status["state"], status["reason"]) for status in found}


@pytest.mark.parametrize("key", ["surprise", "uuid"])
def test_the_schema_refuses_what_oscal_does_not_know(key: str) -> None:
    content = json.loads(b"".join(oscal.encode(sample.report(sample.small()))))
    content["assessment-results"]["results"][0]["findings"][0][key] = "x"

    assert not VALIDATOR.is_valid(content)


def test_unknown_and_waived_are_not_satisfied_and_the_reason_says_which() -> None:
    found = statuses(sample.report(sample.small()))

    assert len(found) == 12
    assert found["golden-alma9"] == ("satisfied", "pass")
    assert found["golden-rhel9"] == ("not-satisfied", "fail")
    assert found["golden-win22"] == ("not-satisfied", "unknown")
    assert found["legacy-7"] == ("not-satisfied", "waived")


def test_a_waiver_says_its_reason_and_end() -> None:
    [waived] = [one for one in result(sample.report(sample.small()))["findings"] if one["title"] == "legacy-7"]

    assert waived["target"]["status"]["remarks"] == "Waived until 2027-01-31: migration of team B, ticket 4711"


def test_each_finding_leads_to_its_observation_its_image_and_its_connection() -> None:
    found = result(sample.report(sample.small()))
    observations = {one["uuid"]: one for one in found["observations"]}
    items = {one["uuid"]: one for one in found["local-definitions"]["inventory-items"]}
    components = {one["uuid"]: one for one in found["local-definitions"]["components"]}

    for finding in found["findings"]:
        observation = observations[finding["related-observations"][0]["observation-uuid"]]
        item = items[observation["subjects"][0]["subject-uuid"]]
        component = components[item["implemented-components"][0]["component-uuid"]]
        assert finding["title"] == observation["title"]
        assert f"({component['title']})" in item["description"]
    assert len(observations) == len(items) == 12
    assert len(components) == 4


def test_a_connection_says_whose_account_was_read_and_who_proves_it() -> None:
    report = sample.report(sample.small())
    report["places"]["ims-sg"]["proven_by"] = "operator"
    components = {one["title"]: one for one in result(report)["local-definitions"]["components"]}
    props = {prop["name"]: prop["value"] for prop in components["ims-sg"]["props"]}

    assert "only the operator's word" in components["ims-sg"]["description"]
    assert (props["proven-by"], props["region"]) == ("operator", "ap-southeast-3")


def test_the_inventory_that_was_judged_stands_for_the_plan() -> None:
    content = document(sample.report(sample.small(), revision="4f2d"))
    [resource] = content["back-matter"]["resources"]

    assert content["import-ap"]["href"] == f"#{resource['uuid']}"
    assert {prop["name"]: prop["value"] for prop in resource["props"]} == {
        "type": "plan",
        "sha256": "9f" * 32,
        "revision": "4f2d",
    }


def test_a_run_that_looked_at_nothing_is_valid_and_has_no_findings() -> None:
    counts = {"images": 0, "compliant": 0, "violation": 0, "unknown": 0, "waived": 0, "findings": 0}
    verdict = {**sample.one("golden"), "images": [], "findings": [], "gate": "fail", "counts": counts}

    found = result(sample.report(verdict))

    assert found["title"] == "Image sharing: FAIL"
    assert "findings" not in found
    assert "nothing is proven" in found["description"]


@settings(deadline=None)
@given(st.text(min_size=1))
def test_any_name_is_valid(name: str) -> None:
    world = World()
    world.image(name, "scp-prod", ["team-a"], ["team-a", {"member_id": name}])
    world.unread("second", f"ims-{name}", ["team-a"], {**FORBIDDEN, "message": name})
    world.image("third", "scp-prod", ["team-a"], ["team-a", STRANGER])
    world.waive("third", kind="unexpected_member", expires="2027-01-31", reason=name)

    assert len(result(sample.report(world.verdict(), label=name, revision=name))["findings"]) == 3
