# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reports on disk, by what they hold and not by what they are called."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._merge.found import found_reports
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._merge.merge import MergeError

REPORT = {"schema_version": 2, "label": "a", "gate": "pass", "run": {}}


def write(path: Path, document: object) -> Path:
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return path


def test_a_folder_gives_what_is_a_report(tmp_path: Path) -> None:
    write(tmp_path / "whatever.json", REPORT)
    write(tmp_path / "package.json", {"name": "something else"})
    write(tmp_path / "image_sharing-a.json.last", REPORT)
    write(tmp_path / "notes.txt", "not JSON")
    assert found_reports([tmp_path]) == {str(tmp_path / "whatever.json"): REPORT}


def test_what_was_kept_from_an_earlier_run_is_refused_by_name(tmp_path: Path) -> None:
    kept = write(tmp_path / "image_sharing-a.json.last", REPORT)
    with pytest.raises(MergeError, match=r"image_sharing-a\.json\.last: kept from an earlier run"):
        found_reports([kept])


def test_all_that_cannot_be_read_is_told_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    torn = write(tmp_path / "torn.json", '{"schema_version": 2,')
    with pytest.raises(MergeError) as caught:
        found_reports([tmp_path / "none.json", torn, tmp_path / "pipe.json"])
    assert caught.value.problems == [
        f"{tmp_path}/none.json: No such file or directory",
        f"{tmp_path}/torn.json: not JSON",
        f"{tmp_path}/pipe.json: not a regular file",
    ]
