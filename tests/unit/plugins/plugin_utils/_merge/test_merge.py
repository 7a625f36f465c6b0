# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Joined reports of runs that shared the work give what one run would have given. Less than all of them will not do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._merge import merge
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._merge.merge import join
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import report

from .runs import (
    CONNECTIONS,
    HOUR,
    NOW,
    OWNED,
    PARTS,
    inventory,
    joined,
    listed,
    problems,
    reading,
    run_report,
    sealed,
)


@pytest.mark.parametrize("discover", [False, True])
@pytest.mark.parametrize("scopes", [PARTS, (("ims-eu", "scp-prod"), ("ims-sg",)), (CONNECTIONS,)])
def test_joined_reports_equal_one_run(scopes: Sequence[Sequence[str]], discover: bool) -> None:
    whole = run_report("all", CONNECTIONS, discover=discover)
    merged = joined([run_report(f"host{number}", scope, discover=discover) for number, scope in enumerate(scopes)])
    assert {finding["kind"] for finding in whole["findings"]} >= {"unexpected_member", "image_not_found", "unreadable"}
    assert report.digest(merged) == report.digest(whole)
    assert merged["run"]["errors"] == whole["run"]["errors"]
    assert merged["run"]["connections"] == whole["run"]["connections"]


def test_the_verdicts_of_the_reports_count_for_nothing() -> None:
    forged = run_report("host0", ["scp-prod"])
    forged["gate"], forged["findings"] = "pass", []
    for one in forged["images"]:
        one["verdict"], one["findings"], one["proof"] = "compliant", [], "trust me"
    merged = joined([sealed(forged), *(run_report(scope[0], scope) for scope in PARTS[1:])])
    assert report.digest(merged) == report.digest(run_report("all", CONNECTIONS))


def test_a_run_that_did_not_list_its_images_is_unknown_where_another_did() -> None:
    parts = [run_report(scope[0], scope, discover=scope == ("ims-eu",)) for scope in PARTS]
    unlisted = [one["connection"] for one in joined(parts)["images"] if one["image_id"] is None]
    assert unlisted == ["ims-sg", "scp-prod"]
    parts = [run_report(scope[0], scope) for scope in PARTS]
    assert [one["image_id"] for one in joined(parts, discover=True)["images"]].count(None) == 3
    assert None not in [one["image_id"] for one in joined(parts)["images"]]


@pytest.mark.parametrize(
    ("part", "value", "problem"),
    [
        ("endpoint", "https://elsewhere.example", "endpoint https://elsewhere.example:443"),
        ("region", "eu-2", "region eu-2"),
        ("account", "somebody", "account somebody"),
        ("provider", "openstack", "provider openstack"),
    ],
)
def test_evidence_of_another_place_is_refused(part: str, value: str, problem: str) -> None:
    first, second, third = (run_report(scope[0], scope) for scope in PARTS)
    third["places"]["ims-eu"][part] = value
    (told,) = problems({"1": first, "2": second, "3": third})
    assert told.startswith(f"3: connection ims-eu was read at {problem}, the inventory says ")


@pytest.mark.parametrize("complete", [True, False])
def test_doubts_about_a_list_are_told_honestly_and_survive(monkeypatch: pytest.MonkeyPatch, complete: bool) -> None:
    """A list that may go on, and owners that are not named, make one entry: neither makes the report a wrong one."""
    nobodys = [listed(reading("id-nobodys"), caller_is_owner=None)]
    monkeypatch.setitem(OWNED, "ims-sg", {"images": nobodys, "complete": complete, "error": None})
    whole = run_report("all", CONNECTIONS, discover=True)
    kinds = {one["kind"] for one in whole["findings"] if one["image"] == "images of ims-sg"}
    assert kinds == ({"partial_view"} if complete else {"incomplete_list", "partial_view"})
    merged = joined([run_report(scope[0], scope, discover=True) for scope in PARTS])
    assert report.digest(merged) == report.digest(whole)


def test_what_the_reports_alone_say_of_their_places_is_noted() -> None:
    loaded = inventory()
    loaded["connections"]["ims-eu"]["options"] = {}
    found: Mapping[str, Any] = {scope[0]: run_report(scope[0], scope) for scope in PARTS}
    (note,) = join(loaded, found, NOW, HOUR).notes
    assert note.startswith("ims-eu: the inventory does not say")


def test_a_report_of_another_version_of_the_collection_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is judged anew, but how it was read is that version's."""
    monkeypatch.setattr(merge, "VERSION", "2.0.0")
    parts = [run_report(scope[0], scope) for scope in PARTS]
    for part, version in zip(parts, ("1.0.0", "2.0.0", "1.0.0\n\x1b[2J"), strict=True):
        part["run"]["collection_version"] = version
    found: Mapping[str, Any] = {part["label"]: part for part in parts}
    notes = [note for note in merge.join(inventory(), found, NOW, HOUR).notes if "version" in note]
    assert notes == [
        "ims-eu: read by version 1.0.0 \\x1b[2J of the collection, and this is 2.0.0",
        "scp-prod: read by version 1.0.0 of the collection, and this is 2.0.0",
    ]
