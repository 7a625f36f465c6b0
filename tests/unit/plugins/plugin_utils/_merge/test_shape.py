# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is no finished report is refused, and a damaged one is refused or judged."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._merge.merge import MergeError
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import report
from hypothesis import given, settings
from hypothesis import strategies as st

from .runs import (
    CONNECTIONS,
    PARTS,
    joined,
    refusals,
    run_report,
    sealed,
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


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(data=st.data(), junk=JSON)
def test_a_damaged_report_is_refused_or_judged(data: st.DataObject, junk: object) -> None:
    damaged = run_report("all", CONNECTIONS, discover=True)
    node: Any = damaged
    for _change in range(data.draw(st.integers(1, 4))):
        key = data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
        parent, node = node, node[key]
        if not (isinstance(node, dict | list) and node):
            break
    parent[key] = junk
    if isinstance(damaged["run"], dict):
        damaged = sealed(damaged)
    try:
        merged = joined([damaged])
    except MergeError:
        return
    assert merged["gate"] == "fail"


@given(junk=JSON)
def test_anything_else_is_not_a_report(junk: object) -> None:
    assert refusals({"1": junk}) == ["1: not a report of the gate"]
