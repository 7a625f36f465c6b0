# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import files as report_files
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from hypothesis import example, given
from hypothesis import strategies as st

ALL = ["json", "html", "junit", "sarif"]


def test_each_format_has_its_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    paths = report_files.write(sample.report(sample.small()), tmp_path, ALL)

    assert [path.name for path in paths] == [
        f"image_sharing-localhost.{each}" for each in ("json", "html", "xml", "sarif")
    ]
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


def test_a_plain_label_is_the_name_of_the_file() -> None:
    assert report_files.file_name("awx-prod.example.com_2", "junit") == "image_sharing-awx-prod.example.com_2.xml"


LABELS = st.text(min_size=1) | st.text("aA.-_/ \x00é", min_size=1)


@given(LABELS)
@example("../../etc/passwd")
@example(".hidden")
@example("한국" * 200)
@example("a" * 1000)
def test_any_label_makes_a_plain_file_name(label: str) -> None:
    name = report_files.file_name(label, "json")

    assert name.isascii()
    assert not set(name) & set("/\\\x00 ")
    assert len(name) < 128


@given(LABELS, LABELS)
@example("a/b", "a b")
@example("a/b", "a\\b")
def test_two_labels_never_share_a_file(one: str, other: str) -> None:
    same = report_files.file_name(one, "json") == report_files.file_name(other, "json")

    assert same == (one == other)


def test_a_label_that_imitates_the_name_of_another_gets_its_own() -> None:
    odd = report_files.file_name("a/b", "json").removeprefix("image_sharing-").removesuffix(".json")

    assert report_files.file_name(odd, "json") != report_files.file_name("a/b", "json")
