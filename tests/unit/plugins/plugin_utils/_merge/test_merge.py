# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Joined reports of runs that shared the work give what one run would have given. Less than all of them will not do."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any, cast

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Inventory
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._merge.merge import MergeError, join
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import report
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.judge import judge
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.model import ConnectionEvidence, Evidence
from hypothesis import given, settings
from hypothesis import strategies as st

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)
TODAY = NOW.date()
HOUR = timedelta(hours=1)
TEAM_A, TEAM_B = "a8f10467abfc4b87b64614ab36eb9ae4", "6733a7ad58694af18c7ee4820052d63f"
CONNECTIONS = ("scp-prod", "ims-sg", "ims-eu")
Document = dict[str, Any]


def image(name: str, connection: str, **changes: Any) -> Document:
    expected = {"member_id": TEAM_A, "member_type": None, "status": None, "principal": "team-a"}
    return {
        "name": name,
        "connection": connection,
        "image_id": f"id-{name}",
        "match": "exact",
        "members": [expected],
        "visibility": ["private", "shared"],
        "max_pending_days": None,
        "source": f"sharing.yml:{len(name)}",
        **changes,
    }


IMAGES = [
    image("good", "scp-prod"),
    image("leaked", "scp-prod"),
    image("gone", "ims-sg"),
    image("denied", "ims-sg"),
    image("excused", "ims-eu"),
]
WAIVER = {
    "name": "excused",
    "connection": "ims-eu",
    "image_id": "id-excused",
    "member": TEAM_B,
    "group": None,
    "kind": None,
    "reason": "migration",
    "expires": "2027-01-31",
    "approved_by": None,
    "ticket": None,
    "source": "sharing.yml:40",
}


def inventory(scope: Sequence[str] = CONNECTIONS) -> Inventory:
    loaded = {
        "connections": {
            name: {
                "provider": name.split("-", maxsplit=1)[0].replace("ims", "huawei_ims"),
                "options": {"endpoint": f"https://{name}.example/", "region": "eu-1", "account_id": "owner"},
            }
            for name in CONNECTIONS
        },
        "principals": {"team-a": {"member_id": TEAM_A, "member_type": None}},
        "images": [one for one in IMAGES if one["connection"] in scope],
        "waivers": [WAIVER],
        "groups": {},
        "selections": [],
        "incoming": [],
        "scope": sorted(scope),
        "not_in_scope": sorted(set(CONNECTIONS) - set(scope)),
        "files": ["sharing.yml"],
        "sha256": "5" * 64,
        "warnings": [],
    }
    return cast(Inventory, loaded)


def member(member_id: str, image_id: str) -> Document:
    empty = dict.fromkeys(("member_type", "created_at", "updated_at", "urn", "schema"))
    return {**empty, "member_id": member_id, "image_id": image_id, "status": "accepted"}


def record(image_id: str) -> Document:
    return {
        "name": image_id,
        "visibility": "shared",
        "owner_id": "owner",
        "status": "active",
        "caller_is_owner": True,
    }


def reading(image_id: str, *members: str) -> Document:
    rows = [member(member_id, image_id) for member_id in members]
    return {
        "image_id": image_id,
        "state": "read",
        "complete": True,
        "members": rows,
        "image": record(image_id),
        "error": None,
    }


def unread(image_id: str, state: str, kind: str) -> Document:
    error = {"kind": kind, "http_status": 403, "code": "IMG.0026", "message": "no", "request_id": "r-1", "attempts": 2}
    return {"image_id": image_id, "state": state, "complete": None, "members": None, "image": None, "error": error}


READINGS = {
    "scp-prod": [reading("id-good", TEAM_A), reading("id-leaked", TEAM_A, TEAM_B)],
    "ims-sg": [unread("id-gone", "not_found", "not_found"), unread("id-denied", "denied", "forbidden")],
    "ims-eu": [reading("id-excused", TEAM_A, TEAM_B)],
}


def listed(read: Document, **details: Any) -> Document:
    attributes = dict.fromkeys(("created_at", "tags", "content_hash", "hidden"))
    return {**read, "image": {**read["image"], **details}, "attributes": attributes}


STRAYS = [listed(reading("id-stray", TEAM_B)), listed(reading("id-public"), visibility="public")]
OWNED: dict[str, Document] = {
    "scp-prod": {"images": None, "complete": None, "error": unread("", "denied", "forbidden")["error"]},
    "ims-sg": {"images": [], "complete": False, "error": None},
    "ims-eu": {"images": STRAYS, "complete": True, "error": None},
}


def place(connection: str) -> Document:
    provider = inventory()["connections"][connection]["provider"]
    account = {"id": "owner", "proven_by": "signature"}
    return {
        "provider": provider,
        "endpoint": f"https://{connection}.example",
        "region": "eu-1",
        "account": account,
        "account_note": None,
    }


def evidence(scope: Sequence[str], discover: bool) -> Evidence:
    return {
        name: cast(
            ConnectionEvidence,
            {
                "place": place(name),
                "images": READINGS[name],
                "discovered": OWNED[name] if discover else None,
                "incoming": None,
            },
        )
        for name in scope
    }


def run_report(
    label: str, scope: Sequence[str], *, discover: bool = False, today: date = TODAY, ended: datetime = NOW
) -> Document:
    verdict = judge(inventory(scope), evidence(scope, discover), today, discover=discover)
    when = ended.isoformat().replace("+00:00", "Z")
    run: Any = {
        "started_at": when,
        "finished_at": when,
        "discover": discover,
        "connections": {name: {"requests": len(READINGS[name])} for name in scope},
    }
    document: Document = json.loads(b"".join(report.encode(report.build(verdict, run, label, "enforce"))))
    return document


def joined(reports: Sequence[Document], *, discover: bool = False) -> Document:
    found: Mapping[str, Any] = {f"{number}.json": document for number, document in enumerate(reports)}
    joint = join(inventory(), found, NOW, HOUR, discover=discover)
    verdict = judge(inventory(), joint.evidence, TODAY, discover=joint.discover, notes=joint.notes)
    document: Document = json.loads(
        b"".join(report.encode(report.build(verdict, cast(Any, joint.run), "all", "enforce")))
    )
    return document


def sealed(document: Document) -> Document:
    """With the digest of its content, as if a run had written it so."""
    return {**document, "run": {**document["run"], "report_sha256": report.digest(document)}}


def problems(reports: Mapping[str, Any]) -> list[str]:
    return refusals({place: sealed(one) for place, one in reports.items()})


def refusals(reports: Mapping[str, object]) -> list[str]:
    with pytest.raises(MergeError) as caught:
        join(inventory(), reports, NOW, HOUR)
    return caught.value.problems


PARTS = (("scp-prod",), ("ims-sg",), ("ims-eu",))


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


def test_everything_must_be_covered_exactly_once() -> None:
    first, second, third = (run_report(scope[0], scope) for scope in PARTS)
    assert problems({}) == [
        "connection ims-eu is in no report",
        "connection ims-sg is in no report",
        "connection scp-prod is in no report",
        *(f"image {one['name']} ({one['connection']}) is in no report" for one in IMAGES),
    ]
    assert problems({"1": first, "2": second}) == [
        "connection ims-eu is in no report",
        "image excused (ims-eu) is in no report",
    ]
    again = first | {"label": "another"}
    assert problems({"1": first, "2": second, "3": third, "4": again}) == [
        "connection scp-prod is covered 2 times: 1, 4",
        "image id-good (scp-prod) is covered 2 times: 1, 4",
        "image id-leaked (scp-prod) is covered 2 times: 1, 4",
    ]
    assert problems({"1": first, "2": second, "3": third | {"label": "scp-prod"}}) == [
        "label scp-prod is covered 2 times: 1, 3"
    ]


def test_reports_of_another_inventory_are_refused() -> None:
    first, second, third = (run_report(scope[0], scope) for scope in PARTS)
    lacks = copy.deepcopy(first)
    lacks["images"].pop()
    assert problems({"1": lacks, "2": second, "3": third}) == ["image leaked (scp-prod) is in no report"]
    more = copy.deepcopy(first)
    more["images"].append(more["images"][0] | {"image_id": "id-more"})
    assert problems({"1": more, "2": second, "3": third}) == ["1: image id-more (scp-prod) is not in the inventory"]
    foreign = copy.deepcopy(first) | {"scope": ["scp-prod", "scp-dev"]}
    foreign["places"]["scp-dev"] = foreign["places"]["scp-prod"]
    assert problems({"1": foreign, "2": second, "3": third}) == ["connection scp-dev is not in the inventory"]
    astray = copy.deepcopy(third)
    astray["images"].append(second["images"].pop())
    assert problems({"1": first, "2": second, "3": astray}) == [
        "3: image id-denied is of connection ims-sg, which its run did not look at"
    ]


@pytest.mark.parametrize(
    ("ended", "problem"),
    [
        (NOW - HOUR - timedelta(seconds=1), "1: too old, its run ended at 2026-11-22T10:59:59Z"),
        (NOW + timedelta(minutes=6), "1: from the future, its run ended at 2026-11-22T12:06:00Z"),
    ],
)
def test_reports_of_another_time_are_refused(ended: datetime, problem: str) -> None:
    assert problems({"1": run_report("all", CONNECTIONS, ended=ended)}) == [problem]


def test_an_unfinished_report_is_no_evidence() -> None:
    first, second, _third = (run_report(scope[0], scope) for scope in PARTS)
    unfinished = report.unfinished("ims-eu", "2026-11-22T11:59:00Z")
    assert refusals({"1": first, "2": second, "3": unfinished}) == [
        "3: not finished: its run ended, or was ended, before there was a verdict"
    ]


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
    assert note.startswith("ims-eu: the inventory does not state")


def test_a_report_that_was_changed_is_refused() -> None:
    changed = run_report("all", CONNECTIONS)
    changed["images"][1]["found"].pop()
    assert refusals({"1": changed}) == ["1: changed after it was written: its content does not fit run.report_sha256"]


def test_a_long_list_of_problems_is_cut() -> None:
    whole = run_report("all", CONNECTIONS)
    whole["images"] += [whole["images"][0] | {"image_id": f"id-{number}"} for number in range(12)]
    assert problems({"1": whole})[-1] == "and 2 more like this"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


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
