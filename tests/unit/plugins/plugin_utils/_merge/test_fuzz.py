# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whatever stands in the reports, a merge refuses them in words or judges them. `make soak` tries far more of it."""

from __future__ import annotations

import copy
import json
from typing import Any, cast

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._merge.merge import Joined, MergeError, join
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import report
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.judge import judge
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ..changed import changed
from .runs import HOUR, NOW, PARTS, TODAY, inventory, run_report, sealed

UNDER_LOAD = settings(suppress_health_check=[HealthCheck.too_slow])
REPORTS = {discover: [run_report(scope[0], scope, discover=discover) for scope in PARTS] for discover in (False, True)}


@UNDER_LOAD
@given(st.booleans(), st.integers(0, 2), st.booleans(), st.data())
def test_a_report_in_which_anything_was_changed(discover: bool, which: int, in_run: bool, data: st.DataObject) -> None:
    reports: list[Any] = copy.deepcopy(REPORTS[discover])
    part = reports[which]
    if in_run:
        reports[which] = {**part, "run": changed(part["run"], data)}
    else:
        reports[which] = changed(part, data)
    if isinstance(reports[which], dict) and isinstance(reports[which].get("run"), dict):
        reports[which] = sealed(reports[which])
    try:
        joint = join(inventory(), {f"{number}.json": one for number, one in enumerate(reports)}, NOW, HOUR)
    except MergeError as error:
        told = error.problems
    else:
        judge_or_fail(joint)
        return
    assert told
    assert all(problem.isprintable() for problem in told)


def judge_or_fail(joint: Joined) -> None:
    """What a merge does next, whatever was in the reports."""
    verdict = judge(inventory(), joint.evidence, TODAY, discover=joint.discover, notes=joint.notes)
    b"".join(report.encode(report.build(verdict, cast(Any, joint.run), "all", "enforce")))
    assert len(verdict["images"]) >= len(inventory()["images"])
    assert verdict["gate"] == "fail"  # of the three reports, two that nobody touched have violations or unknowns


VALUES = st.none() | st.booleans() | st.floats() | st.text()


@given(st.recursive(VALUES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_any_document(document: Any) -> None:
    with pytest.raises(MergeError):
        join(inventory(), {"x.json": json.loads(json.dumps(document))}, NOW, HOUR)
