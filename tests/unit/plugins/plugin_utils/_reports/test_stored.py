# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import os
from pathlib import Path

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import files, stored
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample


def test_reports_are_found_by_their_content_whatever_else_is_in_the_folder(tmp_path: Path) -> None:
    [first] = files.write(sample.report(sample.small(), label="a"), tmp_path, ["json"])
    files.write(sample.report(sample.small(), label="b"), tmp_path, ["json", "html", "sarif"])
    files.begin(tmp_path, "b")
    first.rename(tmp_path / "from-another-job.json")
    (tmp_path / "package.json").write_text('{"name": "x"}')
    (tmp_path / "list.json").write_text("[]")
    (tmp_path / "sub").mkdir()

    found = {path.name: document for path, document in stored.reports_in(tmp_path)}

    assert sorted(found) == ["from-another-job.json", "image_sharing-b.json"]
    assert stored.is_finished(found["from-another-job.json"])
    assert not stored.is_finished(found["image_sharing-b.json"])


@pytest.mark.parametrize(
    ("content", "why"), [(b'{"label": "a', "not JSON"), (b"[" * 100_000, "not JSON"), (b"\xff\xfe", "not JSON")]
)
def test_a_damaged_file_is_named_not_passed_over(tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "image_sharing-a.json").write_bytes(content)

    with pytest.raises(stored.ReportError, match=f"image_sharing-a.json: {why}"):
        list(stored.reports_in(tmp_path))


def test_a_file_that_is_too_large_is_not_read_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "MAX_BYTES", 1 << 20)
    file = tmp_path / "huge.json"
    file.touch()
    os.truncate(file, 1 << 40)

    with pytest.raises(stored.ReportError, match="larger than 1 MiB"):
        stored.read(file)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "report.json")

    with pytest.raises(stored.ReportError, match="not a regular file"):
        stored.read(tmp_path / "report.json")


def test_a_device_without_end_is_not_read() -> None:
    with pytest.raises(stored.ReportError, match="not a regular file"):
        stored.read("/dev/zero")


def test_a_report_as_it_was_written_is_not_damaged(tmp_path: Path) -> None:
    [path] = files.write(sample.report(sample.one("bad \ud800 name")), tmp_path, ["json"])

    assert list(stored.damage(stored.read(path))) == []
