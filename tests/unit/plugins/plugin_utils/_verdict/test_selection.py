# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Selections: which images a rule means, what each of its entries says, and how rules meet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.judge import judge
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.model import Entry, VerdictDocument
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.world import A, B, member, row, selection


def own(name: str, *members: str, **attributes: Any) -> dict[str, Any]:
    """An image of the account's list, shared with these."""
    record = world.record(name=name)
    read = world.reading([row(one) for one in members], image=record, image_id=f"id-{name}")
    return world.listed(read, **{"created_at": "2026-11-01T09:00:00Z", "tags": [], **attributes})


def judged(
    *rules: Mapping[str, Any], images: list[Any], asked: list[Any] | None = None, **fields: Any
) -> VerdictDocument:
    loaded = world.inventory(fields.pop("expected", []), fields.pop("waivers", []), selections=list(rules))
    return world.judged(loaded, asked or [], discovered=world.listing(*images), **fields)


def entries(verdict: VerdictDocument) -> dict[str, Entry]:
    return {entry["name"]: entry for entry in verdict["images"]}


def messages(verdict: VerdictDocument) -> list[str]:
    return [finding["message"] for finding in verdict["findings"]]


def test_each_selected_image_is_an_entry_of_its_own_beside_that_of_the_rule() -> None:
    verdict = judged(selection([member(A)]), images=[own("golden-1", A), own("golden-2", A), own("silver-1", B)])
    assert verdict["gate"] == "pass"
    found = entries(verdict)
    assert list(found) == ["golden", "golden: golden-1", "golden: golden-2"]
    rule, image = found["golden"], found["golden: golden-1"]
    assert (rule["subject"], rule["image_id"], rule["selection"]) == ("selection", None, "golden")
    assert rule["proof"] == "2 images chosen from a complete list of own images"
    assert [one["image_id"] for one in rule["listed"] or []] == ["id-golden-1", "id-golden-2"]
    assert (image["subject"], image["image_id"], image["selection"]) == ("image", "id-golden-1", "golden")
    assert (image["match"], image["source"]) == ("exact", "sharing.yml:12")
    assert image["proof"] == "complete list of 1 member read by the owner"


def test_an_image_of_another_account_is_not_looked_at_however_new_it_is() -> None:
    rule = selection([member(A)], select={"name": "golden-*", "newest": 1})
    foreign = own("golden-2", A, created_at="2026-11-09T09:00:00Z")
    foreign["image"] |= {"owner_id": B, "caller_is_owner": False}
    assert list(entries(judged(rule, images=[own("golden-1", A), foreign]))) == ["golden", "golden: golden-1"]


def test_an_image_of_nobody_known_is_not_chosen() -> None:
    nobodys = own("golden-2", A)
    nobodys["image"] |= {"owner_id": None, "caller_is_owner": None}
    verdict = judged(selection([member(A)]), images=[own("golden-1", A), nobodys])
    assert (list(entries(verdict)), verdict["gate"]) == (["golden", "golden: golden-1"], "fail")


def test_a_rebuild_is_judged_like_the_image_before() -> None:
    rule = selection([member(A)], select={"name": "golden-*", "newest": 1})
    before = own("golden-1", A, created_at="2026-11-01T09:00:00Z")
    after = own("golden-2", A, created_at="2026-11-01T09:00:00.5Z")
    assert list(entries(judged(rule, images=[before, after]))) == ["golden", "golden: golden-2"]
    wrong = own("golden-2", A, B, created_at="2026-11-02T09:00:00Z")
    verdict = judged(rule, images=[wrong, before])
    assert [(one["image"], one["kind"], one["member_id"]) for one in verdict["findings"]] == [
        ("golden: golden-2", "unexpected_member", B)
    ]


def test_what_newest_leaves_out_is_still_discovered() -> None:
    rule = selection([member(A)], select={"name": "golden-*", "newest": 1})
    old = own("golden-1", B, created_at="2026-10-01T09:00:00Z")
    verdict = judged(rule, images=[own("golden-2", A), old], discover=True)
    assert messages(verdict) == [f"in no inventory, and shared with {B}"]


def test_what_is_selected_is_not_unmanaged() -> None:
    assert judged(selection([member(A)]), images=[own("golden-1", A)], discover=True)["gate"] == "pass"


def test_a_foreign_image_of_the_name_is_never_selected() -> None:
    theirs = own("golden-9", B)
    theirs["image"] = world.record(name="golden-9", owner_id=world.OTHER, caller_is_owner=False)
    verdict = judged(selection([member(A)]), images=[own("golden-1", A), theirs])
    assert list(entries(verdict)) == ["golden", "golden: golden-1"]
    assert verdict["gate"] == "pass"


def test_the_count_speaks_of_the_images() -> None:
    images = [own(f"golden-{number}", A) for number in range(1, 8)]
    verdict = judged(selection([member(A)], count={"min": 1, "max": 2}), images=images)
    assert messages(verdict) == [
        "7 images (golden-1, golden-2, golden-3, golden-4, golden-5 and 2 more) match the selection, 1 to 2 expected"
    ]
    assert messages(judged(selection(), images=[])) == ["0 images match the selection, at least 1 expected"]
    one = judged(selection([member(A)], count={"min": 2, "max": 2}), images=[own("golden-1", A)])
    assert messages(one) == ["1 image (golden-1) matches the selection, 2 expected"]


def test_all_that_select_says_must_fit() -> None:
    images = [
        own("golden-1", A, tags=["base", "x"]),
        own("golden-22", A, tags=["base"]),
        own("Golden-3", A, tags=["base"]),
        own("golden-4", A, tags=["x"]),
    ]
    select = {"name": "golden-*", "name_regex": "golden-[0-9]", "tags": ["base"], "status": "active"}
    assert list(entries(judged(selection([member(A)], select=select), images=images))) == ["golden", "golden: golden-1"]


def test_an_image_with_an_entry_of_its_own_counts_and_is_judged_there() -> None:
    expected = world.image([member(B)], name="own", image_id="id-golden-2")
    asked = own("golden-2", B, created_at="2026-11-02T09:00:00Z")
    rule = selection([member(A)], select={"name": "golden-*", "newest": 1})
    verdict = judged(rule, images=[own("golden-1", A)], asked=[asked], expected=[expected])
    assert verdict["gate"] == "pass"
    assert list(entries(verdict)) == ["own", "golden"]


def test_an_image_that_two_rules_reach_is_judged_by_both() -> None:
    rules = [selection([member(A)]), selection([member(B)], name="ones", select={"name": "*-1"})]
    verdict = judged(*rules, images=[own("golden-1", A)])
    assert list(entries(verdict)) == ["golden", "golden: golden-1", "ones"]
    assert {(one["image"], one["kind"]) for one in verdict["findings"]} == {
        ("golden: golden-1", "ambiguous_selection"),
        ("ones: golden-1", "unexpected_member"),
        ("ones: golden-1", "missing_member"),
    }
    assert "the selections golden and ones match this image" in messages(verdict)
    waivers = [world.waiver(connection=None, kind="ambiguous_selection")]
    assert judged(*rules, images=[own("golden-1", A)], waivers=waivers)["gate"] == "fail"


def test_a_waiver_for_the_rule_covers_all_its_images() -> None:
    waivers = [world.waiver(connection=None, member=B)]
    verdict = judged(selection([member(A)]), images=[own("golden-1", A, B), own("golden-2", A, B)], waivers=waivers)
    assert (verdict["gate"], verdict["counts"]["waived"], verdict["warnings"]) == ("pass", 2, [])


def test_one_unreadable_connection_leaves_the_others_as_they_are() -> None:
    connections = {name: {"provider": "huawei_ims", "options": {}} for name in ("a", "b")}
    rule = selection([member(A)], connections=["a", "b"], same_content=True)
    loaded = world.inventory([], selections=[rule], connections=connections, scope=["a", "b"])
    image = own("golden-1", A, content_hash="sha512:0f")
    unread = {"images": None, "complete": None, "error": world.error()}
    verdict = judge(
        loaded,
        {"a": world.evidence(discovered=world.listing(image)), "b": world.evidence(discovered=unread)},
        world.TODAY,
    )
    assert [(one["connection"], one["name"], one["verdict"]) for one in verdict["images"]] == [
        ("a", "golden", "compliant"),
        ("a", "golden: golden-1", "compliant"),
        ("b", "golden", "unknown"),
    ]
    assert messages(verdict) == ["its images could not be listed: 403 IMG.0026: No rights."]


def test_contents_are_compared_over_connections() -> None:
    connections = {name: {"provider": "huawei_ims", "options": {}} for name in ("a", "b")}
    rule = selection([member(A)], connections=["a", "b"], same_content=True)
    loaded = world.inventory([], selections=[rule], connections=connections, scope=["a", "b"])
    lists = {
        name: world.evidence(discovered=world.listing(own(f"golden-{name}", A, content_hash=f"sha512:{name}")))
        for name in ("a", "b")
    }
    verdict = judge(loaded, lists, world.TODAY)
    assert [(one["connection"], one["kind"]) for one in verdict["findings"]] == [
        ("a", "different_content"),
        ("b", "different_content"),
    ]
    assert "sha512:a of golden-a, sha512:b of golden-b" in messages(verdict)[0]


def test_without_a_list_nothing_is_green() -> None:
    verdict = world.judged(world.inventory([], selections=[selection([member(A)])]))
    assert verdict["gate"] == "fail"
    assert "the run did not list them" in messages(verdict)[0]
