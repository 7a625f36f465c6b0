# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is no finished report is refused, and a damaged one is refused or judged."""

from __future__ import annotations

from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import report

from .runs import (
    CONNECTIONS,
    PARTS,
    refusals,
    run_report,
)


def test_an_unfinished_report_is_no_evidence() -> None:
    first, second, _third = (run_report(scope[0], scope) for scope in PARTS)
    unfinished = report.unfinished("ims-eu", "2026-11-22T11:59:00Z")
    assert refusals({"1": first, "2": second, "3": unfinished}) == [
        "3: not finished: its run ended, or was ended, before there was a verdict"
    ]


def test_a_report_that_was_changed_is_refused() -> None:
    changed = run_report("all", CONNECTIONS)
    changed["images"][1]["found"].pop()
    assert refusals({"1": changed}) == ["1: changed after it was written: its content does not fit run.report_sha256"]


def test_no_word_of_a_report_steers_the_terminal() -> None:
    old = {**run_report("all", CONNECTIONS), "schema_version": "\x1b[2J\n1"}
    assert refusals({"1": old}) == ["1: schema version \\x1b[2J 1, not 2"]
