# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import ocsf
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import (
    FORBIDDEN,
    World,
    identifier,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

# The class and its objects as OCSF 1.5.0 defines them; it says itself how it was made. It refuses unknown fields.
SCHEMA = json.loads(
    (Path(__file__).parents[1] / "data" / "ocsf-1.5.0-compliance-finding.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)


def events(report: Any) -> list[dict[str, Any]]:
    lines = b"".join(ocsf.encode(report)).decode("ascii").splitlines()
    found = [json.loads(line) for line in lines]
    for event in found:
        VALIDATOR.validate(event)
    return found


def by_name(report: Any) -> dict[str, dict[str, Any]]:
    return {event["resources"][0]["name"]: event for event in events(report)}


@pytest.mark.parametrize(
    "path", [("surprise",), ("compliance", "surprise"), ("metadata", "product", "surprise"), ("finding_info", "where")]
)
def test_the_schema_refuses_fields_that_ocsf_does_not_know(path: tuple[str, ...]) -> None:
    event = copy.deepcopy(events(sample.report(sample.small()))[0])
    node: Any = event
    for name in path[:-1]:
        node = node[name]
    node[path[-1]] = "x"

    assert not VALIDATOR.is_valid(event)


def test_an_event_for_each_image_with_status_pass_fail_or_unknown() -> None:
    report = sample.report(sample.small())
    found = by_name(report)

    assert len(events(report)) == len(report["images"]) == 12
    assert {name: found[name]["compliance"]["status"] for name in ("golden-alma9", "golden-rhel9", "golden-win22")} == {
        "golden-alma9": "Pass",
        "golden-rhel9": "Fail",
        "golden-win22": "Unknown",
    }


def test_the_numbers_are_those_of_a_created_compliance_finding_of_1_5() -> None:
    event = events(sample.report(sample.small()))[0]

    assert (event["category_uid"], event["class_uid"], event["type_uid"]) == (2, 2003, 200301)
    assert event["metadata"]["version"] == "1.5.0"
    assert event["time"] == 1795336204000  # date --date=2026-11-22T08:30:04Z +%s000


def test_a_waived_image_fails_and_is_suppressed() -> None:
    event = by_name(sample.report(sample.small()))["legacy-7"]

    assert (event["compliance"]["status"], event["status"], event["status_id"]) == ("Fail", "Suppressed", 3)


def test_an_event_names_the_cloud_the_account_and_the_image() -> None:
    event = by_name(sample.report(sample.small()))["golden-rhel9"]

    assert event["cloud"] == {
        "provider": "scp",
        "region": "kr-west1",
        "account": {"uid": sample.place("scp-prod")["account"]},
    }
    assert event["resources"][0]["uid"] == identifier("scp-prod/golden-rhel9")
    assert "scp-cli virtualserver image member delete" in event["remediation"]["desc"]
    assert event["unmapped"]["proven_by"] == "access_key"


def test_the_same_image_keeps_its_identity_and_two_images_never_share_one() -> None:
    first, second = (
        [event["finding_info"]["uid"] for event in events(sample.report(verdict))]
        for verdict in (sample.small(), sample.small())
    )

    assert first == second
    assert len(set(first)) == len(first)


def test_a_run_that_looked_at_nothing_is_an_event_of_unknown() -> None:
    counts = {"images": 0, "compliant": 0, "violation": 0, "unknown": 0, "waived": 0, "findings": 0}
    verdict = {**sample.one("golden"), "images": [], "findings": [], "gate": "fail", "counts": counts}

    [event] = events(sample.report(verdict))

    assert event["compliance"]["status"] == "Unknown"


@settings(deadline=None)
@given(st.text(min_size=1))
def test_any_name_makes_one_line_of_valid_events(name: str) -> None:
    world = World()
    world.image(name, "scp-prod", ["team-a"], ["team-a", {"member_id": name}])
    world.unread("second", f"ims-{name}", ["team-a"], {**FORBIDDEN, "message": name})

    assert len(events(sample.report(world.verdict(), label=name, revision=name))) == 2
