# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whatever an earlier report holds, a run is compared with it or says why not, and a decision is made or refused."""

from __future__ import annotations

import copy
import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils import decide_report
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._previous import previous_report
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import report
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .changed import changed

UNDER_LOAD = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
VERDICT = sample.small()
REPORT: Any = json.loads(json.dumps(sample.report(VERDICT)))
NOW = datetime.now(timezone.utc).isoformat(timespec="seconds")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "image_sharing-prod.json"


def damaged(data: st.DataObject) -> Any:
    """With the digest of its content all the same, where it has a place for one."""
    document = changed(copy.deepcopy({**REPORT, "run": {**REPORT["run"], "finished_at": NOW}}), data)
    if isinstance(document, dict) and isinstance(document.get("run"), dict):
        document["run"]["report_sha256"] = report.digest(document)
    return document


@UNDER_LOAD
@given(st.data())
def test_an_earlier_report_in_which_anything_was_changed(path: Path, data: st.DataObject) -> None:
    path.write_text(json.dumps(damaged(data)))
    found, warning = previous_report(str(path.parent), "prod")
    assert (found is None) == (warning is not None)
    sample.report(copy.deepcopy(VERDICT), previous=found)


@UNDER_LOAD
@given(st.data())
def test_a_decision_by_a_report_in_which_anything_was_changed(
    path: Path, capsys: pytest.CaptureFixture[str], data: st.DataObject
) -> None:
    path.write_text(json.dumps(damaged(data)))
    demands = [[], ["--label", "prod"], ["--scope", "scp-prod, ims-sg"], ["--revision", "x"]]
    arguments = data.draw(st.sampled_from(demands))
    target = path.parent if "--label" in arguments else path
    status = decide_report.main([str(target), *arguments])
    assert status in (decide_report.VIOLATION, decide_report.UNKNOWN, decide_report.NO_DECISION, decide_report.PASS)
    told = capsys.readouterr().out.strip()
    assert told.isprintable()
