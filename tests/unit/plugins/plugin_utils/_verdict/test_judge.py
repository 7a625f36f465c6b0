# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The judgement as a whole, beyond its truth table: what compliant promises."""

from __future__ import annotations

from typing import Any

from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world
from hypothesis import given
from hypothesis import strategies as st

ids = st.sampled_from([world.A, world.A.upper(), world.B, world.OTHER, "odd", "Odd", "odd ", ""])
statuses = st.sampled_from([None, "pending", "accepted", "rejected", "new"])
rubbish = st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.lists(st.none(), max_size=2)
times = st.sampled_from([None, "2026-11-01T09:00:00Z", "2020-01-01T09:00:00Z", "9999-01-01T00:00:00Z", "then"])
rows = st.builds(world.row, ids, status=statuses, created_at=times, member_type=st.sampled_from([None, "project"]))
records = st.builds(
    world.record,
    visibility=st.sampled_from([None, "private", "shared", "public", "community", "odd"]),
    caller_is_owner=st.sampled_from([True, True, False, None, 1, "yes"]),
)
readings: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    image_id=st.sampled_from([world.IMAGE_ID] * 9 + ["another"]),
    state=st.sampled_from(["read"] * 6 + ["not_found", "denied", "failed", "odd"]) | rubbish,
    complete=st.sampled_from([True, True, False, None, 1, "yes"]),
    members=st.lists(rows, max_size=3) | st.lists(rows | rubbish, max_size=3) | rubbish,
    image=records | rubbish,
    error=st.none() | st.just(world.error()) | rubbish,
)
expectations = st.builds(world.member, st.sampled_from([world.A, world.B, "odd"]), status=st.none() | statuses)
images = st.builds(
    world.image,
    st.lists(expectations, max_size=2, unique_by=lambda one: one["member_id"]),
    match=st.sampled_from(["exact", "at_least", "at_most", "private"]),
    visibility=st.sampled_from([["private", "shared"], ["public"]]),
    max_pending_days=st.none() | st.just(30),
)


@given(images, st.lists(readings, max_size=1))
def test_compliant_means_that_the_owner_read_a_complete_list_equal_to_the_expectation(
    image: dict[str, Any], read: list[dict[str, Any]]
) -> None:
    if image["match"] == "private":
        image["members"] = []
    verdict = world.judged(world.inventory([image]), read)
    assert (verdict["gate"] == "pass") == (verdict["images"][0]["verdict"] == "compliant")
    if verdict["gate"] == "fail":
        assert verdict["findings"]
        return
    (reading,) = read
    assert (reading["image_id"], reading["state"], reading["complete"]) == (world.IMAGE_ID, "read", True)
    assert reading["image"]["caller_is_owner"] is True
    assert reading["image"]["visibility"] in image["visibility"]
    found = {lower_hex(row["member_id"]) for row in reading["members"]}
    wanted = {member["member_id"] for member in image["members"]}
    assert {
        "exact": found == wanted,
        "at_least": found >= wanted,
        "at_most": found <= wanted,
        "private": not found,
    }[image["match"]]
    for row in reading["members"]:
        for member in image["members"]:
            if member["member_id"] == lower_hex(row["member_id"]) and member["status"]:
                assert row["status"] == member["status"]
        if image["max_pending_days"] is not None:
            assert row["status"] is not None
            assert row["status"] != "pending" or row["created_at"].startswith("2026-11")


def lower_hex(text: str) -> str:
    return text.lower() if text.upper() == world.A.upper() else text


# ------------------------------------------------------------------------------------------------------------- texts


def test_no_image_no_pass() -> None:
    assert world.judged(world.inventory([]))["gate"] == "fail"
    assert world.judged(world.inventory([]), discovered=world.listing())["gate"] == "fail"


# --------------------------------------------------------------------------------------------------------- discovery


def test_the_counts_add_up() -> None:
    images = [world.image([world.member()], name=name, image_id=name) for name in "abcd"]
    read = [world.reading([world.row()], image_id=name) for name in "ab"] + [world.reading([], image_id="c")]
    waivers = [world.waiver(name="c", kind="missing_member")]
    verdict = world.judged(world.inventory(images, waivers), read)
    counts = {"images": 4, "compliant": 2, "violation": 0, "unknown": 1, "waived": 1, "findings": 2}
    assert verdict["counts"] == counts
    assert [one["verdict"] for one in verdict["findings"]] == ["unknown", "waived"]


# ---------------------------------------------------------------------------------------------------------- deleted
