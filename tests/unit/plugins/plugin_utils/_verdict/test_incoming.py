# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What others share with us: who may, and what the entry of a connection says."""

from __future__ import annotations

from typing import Any

from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.model import VerdictDocument
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.world import OTHER, OWNER, A, B, source


def shared(image_id: str = "i1", **fields: Any) -> dict[str, Any]:
    known = {"name": "golden-1", "owner_id": A, "owner_name": None, "status": "accepted", "created_at": None}
    return {"image_id": image_id, **known, "visibility": "shared", **fields}


def listing(*images: Any, **fields: Any) -> dict[str, Any]:
    return {"images": list(images), "complete": True, "error": None, "not_listed": [], **fields}


def judged(*sources: Any, images: list[Any], waivers: Any = (), **fields: Any) -> VerdictDocument:
    rule = {"connection": "cloud", "from": list(sources), "source": "sharing.yml:30"}
    loaded = world.inventory([], waivers, incoming=[rule], **fields.pop("inventory", {}))
    return world.judged(loaded, incoming=listing(*images, **fields.pop("listing", {})), **fields)


def messages(verdict: VerdictDocument) -> list[str]:
    return [finding["message"] for finding in verdict["findings"]]


def test_the_list_of_a_connection_is_one_judged_entry() -> None:
    verdict = judged(images=[], listing={"not_listed": ["rejected"]})
    (entry,) = verdict["images"]
    assert (verdict["gate"], entry["subject"], entry["name"]) == ("pass", "incoming", "images shared with cloud")
    assert (entry["listed"], entry["not_listed"]) == ([], ["rejected"])
    assert entry["proof"] == "complete list of 0 images shared by others"
    assert entry["source"] == "sharing.yml:30"


def test_whoever_is_not_allowed_is_named_with_what_is_allowed() -> None:
    principals = {"partner": {"member_id": A, "member_type": None}, "stranger": {"member_id": B, "member_type": None}}
    known = source(A)
    known["owner"]["principal"] = "partner"
    images = [shared(), shared("i2", owner_id=B.upper()), shared("i3", owner_id=OTHER, owner_name="ac\nme", name=None)]
    verdict = judged(known, images=images, inventory={"principals": principals})
    assert [(one["image_id"], one["member_id"], one["expected"]) for one in verdict["findings"]] == [
        ("i2", B.upper(), "shared by partner"),
        ("i3", OTHER, "shared by partner"),
    ]
    assert messages(verdict) == [
        f"image golden-1 (i2) is shared by stranger ({B.upper()}), whom the inventory does not allow",
        f'image i3 is shared by "ac\\nme" ({OTHER}), whom the inventory does not allow',
    ]
    assert judged(images=[shared()])["findings"][0]["expected"] == "shared by nobody"


def test_an_id_in_upper_case_is_the_same_owner() -> None:
    assert judged(source(A.upper()), images=[shared()])["gate"] == "pass"


def test_own_images_in_the_list_do_not_count() -> None:
    assert judged(images=[shared(owner_id=OWNER)])["gate"] == "pass"


def test_an_unproven_account_may_own_what_nobody_may_share() -> None:
    verdict = judged(images=[shared()], place=world.place(None, None))
    assert {one["verdict"] for one in verdict["findings"]} == {"unknown"}
    said = f"image golden-1 (i1) is shared by {A}, whom the inventory does not allow, unless the account itself owns it"
    assert said in messages(verdict)


def test_names_are_patterns_with_their_case() -> None:
    rule = source(names=["golden-*", "base"])
    verdict = judged(rule, images=[shared(), shared("i2", name="base"), shared("i3", name="Golden-1")])
    assert messages(verdict) == [f"{A} shares image Golden-1 (i3), expected the name golden-* or base"]


def test_a_stale_invitation_says_since_when() -> None:
    rule = source(max_pending_days=14)
    verdict = judged(rule, images=[shared(status="pending", created_at="2026-11-01T09:00:00Z")])
    assert messages(verdict) == [
        f"the invitation to image golden-1 (i1), shared by {A}, has been pending since 2026-11-01, longer than 14 days"
    ]
    assert judged(rule, images=[shared(status="pending", created_at="2026-11-08T09:00:00Z")])["gate"] == "pass"


def test_one_waiver_is_for_one_image() -> None:
    waivers = [world.waiver(name=None, image_id="i1", kind="unexpected_owner")]
    verdict = judged(images=[shared(), shared("i2")], waivers=waivers)
    assert {one["image_id"]: one["verdict"] for one in verdict["findings"]} == {"i1": "waived", "i2": "violation"}


def test_a_part_of_the_list_still_shows_who_may_not() -> None:
    verdict = judged(images=[shared()], listing={"complete": False, "error": world.error()})
    assert {one["kind"]: one["verdict"] for one in verdict["findings"]} == {
        "incomplete_list": "unknown",
        "unexpected_owner": "violation",
    }
    assert verdict["counts"]["violation"] == 1


def test_without_a_list_nothing_is_green() -> None:
    rule = {"connection": "cloud", "from": [], "source": "sharing.yml:30"}
    verdict = world.judged(world.inventory([], incoming=[rule]))
    assert (verdict["gate"], verdict["images"][0]["listed"]) == ("fail", None)
    assert "the run did not list them" in messages(verdict)[0]


def test_connections_without_a_rule_are_not_judged_and_the_report_says_so() -> None:
    connections = {name: {"provider": "huawei_ims", "options": {}} for name in ("cloud", "other")}
    verdict = judged(images=[], inventory={"connections": connections, "scope": ["cloud", "other"]})
    assert len(verdict["images"]) == 1
    assert "Not judged on images that others share: other." in verdict["notes"]
