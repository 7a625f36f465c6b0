# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which earlier report a run is compared with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._previous import previous_report
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import files
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.report import digest

from . import sample_verdicts as sample


def _finished(folder: Path, label: str) -> Path:
    report: Any = {**sample.report(sample.small()), "label": label}
    report["run"]["report_sha256"] = digest(report)
    folder.mkdir(exist_ok=True)
    (path,) = files.write(report, folder, ["json"])
    return path


def test_a_file(tmp_path: Path) -> None:
    found, warning = previous_report(str(_finished(tmp_path, "nightly")), "prod")
    assert found
    assert found["label"] == "nightly"
    assert warning is None


def test_the_folder_of_the_run_itself_whatever_became_of_the_last_one(tmp_path: Path) -> None:
    _finished(tmp_path, "prod")
    _finished(tmp_path, "another")
    for _time in range(3):
        found, warning = previous_report(str(tmp_path), "prod")
        assert found
        assert (found["label"], found["finished"], warning) == ("prod", True, None)
        files.begin(tmp_path, "prod")


def test_a_folder_of_one_report_of_another_label(tmp_path: Path) -> None:
    _finished(tmp_path, "nightly")
    found, _warning = previous_report(str(tmp_path), "prod")
    assert found
    assert found["label"] == "nightly"


def _nothing(folder: Path) -> Path:
    return folder / "nowhere.json"


def _empty(folder: Path) -> Path:
    return folder


def _several(folder: Path) -> Path:
    _finished(folder, "a")
    _finished(folder, "b")
    return folder


def _changed(folder: Path) -> Path:
    path = _finished(folder, "prod")
    document = json.loads(path.read_text(encoding="utf-8"))
    document["gate"] = "pass" if document["gate"] == "fail" else "fail"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def _foreign(folder: Path) -> Path:
    path = folder / "package.json"
    path.write_text('{"name": "left-pad"}', encoding="utf-8")
    return path


def _no_json(folder: Path) -> Path:
    path = folder / "report.json"
    path.write_text("<html>", encoding="utf-8")
    return path


def _unfinished(folder: Path) -> Path:
    files.begin(folder, "prod")
    return folder


@pytest.mark.parametrize("prepare", [_nothing, _empty, _several, _changed, _foreign, _no_json, _unfinished])
def test_what_cannot_be_used_is_a_warning_that_says_why(tmp_path: Path, prepare: Any) -> None:
    path = prepare(tmp_path)
    found, warning = previous_report(str(path), "prod")
    assert found is None
    assert warning
    assert warning.startswith(f"No comparison with the previous report {path}: ")
