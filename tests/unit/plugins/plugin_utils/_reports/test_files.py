# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import files as report_files
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.names import file_name
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample

ALL = list(report_files.FORMATS)
NAME = "image_sharing-localhost"


def test_each_format_has_its_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    paths = report_files.write(sample.report(sample.small()), tmp_path, ALL)

    assert [path.name for path in paths] == [file_name("localhost", each) for each in ALL]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_no_mask_and_no_earlier_file_opens_a_report(tmp_path: Path) -> None:
    (tmp_path / "image_sharing-localhost.json").touch(mode=0o644)
    before = os.umask(0)
    try:
        [path] = report_files.write(sample.report(sample.small()), tmp_path, ["json"])
    finally:
        os.umask(before)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_runs_of_the_same_world_differ_only_in_the_run(tmp_path: Path) -> None:
    for number in ("1", "2"):
        report_files.prepare(tmp_path / number)
    first = report_files.write(sample.report(sample.small()), tmp_path / "1", ["junit", "sarif"])
    later = sample.report(sample.small(), started_at="2026-11-23T08:00:00Z", finished_at="2026-11-23T08:00:09Z")
    second = report_files.write(later, tmp_path / "2", ["junit", "sarif"])

    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_failed_write_leaves_the_earlier_report_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [path] = report_files.write(sample.report(sample.small()), tmp_path, ["json"])
    before = path.read_bytes()

    def full(*_arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        report_files.write(sample.report(sample.large(10)), tmp_path, ["json"])

    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("keep")
    (tmp_path / "image_sharing-localhost.json").symlink_to(elsewhere)

    report_files.write(sample.report(sample.small()), tmp_path, ["json"])

    assert elsewhere.read_text() == "keep"


def test_a_missing_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    report_files.prepare(tmp_path / "new" / "reports")

    assert stat.S_IMODE((tmp_path / "new" / "reports").stat().st_mode) == 0o700
    assert list((tmp_path / "new" / "reports").iterdir()) == []


@pytest.mark.parametrize("folder", ["file", "file/reports", "/proc/reports", "/proc/self/fd"])
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(OSError, match=r"file|reports|fd"):
        report_files.prepare(tmp_path / folder)


def document(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_bytes())
    return content


def test_a_run_that_only_began_leaves_an_unfinished_report_that_fails(tmp_path: Path) -> None:
    report_files.begin(tmp_path / "new", "localhost", "2026-11-22T08:30:00Z")

    [path] = (tmp_path / "new").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert document(path) == {
        "schema_version": 2,
        "label": "localhost",
        "finished": False,
        "gate": "fail",
        "run": {"started_at": "2026-11-22T08:30:00Z"},
    }


def test_no_report_of_an_earlier_run_stands_for_one_that_did_not_finish(tmp_path: Path) -> None:
    report_files.write(sample.report(sample.small()), tmp_path, ALL)
    before = (tmp_path / f"{NAME}.json").read_bytes()

    report_files.begin(tmp_path, "localhost")

    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{NAME}.json", f"{NAME}.json.last"]
    assert document(tmp_path / f"{NAME}.json")["finished"] is False
    assert (tmp_path / f"{NAME}.json.last").read_bytes() == before


def test_the_last_finished_report_outlives_any_number_of_unfinished_runs(tmp_path: Path) -> None:
    report_files.write(sample.report(sample.small()), tmp_path, ["json"])
    for _run in range(3):
        report_files.begin(tmp_path, "localhost")

    assert document(tmp_path / f"{NAME}.json.last")["finished"] is True


def test_a_damaged_report_is_not_kept_as_the_last_finished_one(tmp_path: Path) -> None:
    report_files.write(sample.report(sample.small()), tmp_path, ["json"])
    report_files.begin(tmp_path, "localhost")
    (tmp_path / f"{NAME}.json").write_text('{"schema_version": 2, "label"')

    report_files.begin(tmp_path, "localhost")

    assert document(tmp_path / f"{NAME}.json.last")["finished"] is True


def test_a_run_leaves_the_reports_of_other_labels_alone(tmp_path: Path) -> None:
    others = report_files.write(sample.report(sample.small(), label="other"), tmp_path, ALL)
    before = [path.read_bytes() for path in others]

    report_files.begin(tmp_path, "localhost")

    assert [path.read_bytes() for path in others] == before


def test_a_finished_run_replaces_the_unfinished_report(tmp_path: Path) -> None:
    report_files.begin(tmp_path, "localhost")
    report_files.write(sample.report(sample.small()), tmp_path, ["html", "json"])

    assert document(tmp_path / f"{NAME}.json")["finished"] is True


def test_a_run_without_json_takes_the_unfinished_report_away_when_it_is_done(tmp_path: Path) -> None:
    report_files.begin(tmp_path, "localhost")
    report_files.write(sample.report(sample.small()), tmp_path, ["html"])

    assert [path.name for path in tmp_path.iterdir()] == [f"{NAME}.html"]


def test_a_run_that_cannot_write_all_its_reports_stays_unfinished(tmp_path: Path) -> None:
    report_files.begin(tmp_path, "localhost")
    (tmp_path / f"{NAME}.html").mkdir()  # so that no file can take this name

    with pytest.raises(OSError, match="html"):
        report_files.write(sample.report(sample.small()), tmp_path, ["json", "html"])

    assert document(tmp_path / f"{NAME}.json")["finished"] is False


def test_a_pipe_in_the_place_of_a_report_does_not_keep_the_run_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / f"{NAME}.json")

    report_files.begin(tmp_path, "localhost")

    assert [path.name for path in tmp_path.iterdir()] == [f"{NAME}.json"]
