# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Both ends of a share: where the owner's list and the member's list are held against each other, and where not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.both_ends import differing_ends
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.judge import judge
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.world import OTHER, row

OWNER, MEMBER = "1" * 32, "2" * 32


def shared(**fields: Any) -> dict[str, Any]:
    known = {"name": "golden", "owner_id": OWNER, "owner_name": None, "status": "accepted", "created_at": None}
    return {"image_id": world.IMAGE_ID, **known, "visibility": "shared", **fields}


def differences(
    rows: Sequence[Any] | None,
    seen: Sequence[Any],
    *,
    rules: Sequence[str] = ("a", "b"),
    owner: Any = None,
    member: Any = None,
    **listing: Any,
) -> list[tuple[str, str]]:
    """The differences over connections a (the owner's) and b (the member's), as verdict and message.

    Wherever there is one, both ends are to be read again.
    """
    record = world.record(owner_id=OWNER)
    read = world.reading(rows, image=record)
    nothing = {"images": [], "complete": True, "error": None, "not_listed": []}
    evidence = {
        "a": world.evidence([read], place=owner or world.place(OWNER), incoming=nothing),
        "b": world.evidence(place=member or world.place(MEMBER), incoming={**nothing, "images": list(seen), **listing}),
    }
    connections = {name: {"provider": "huawei_ims", "options": {}} for name in ("a", "b")}
    incoming = [{"connection": name, "from": [world.source(OWNER)], "source": "sharing.yml:30"} for name in rules]
    expected = world.image([world.member(MEMBER)], connection="a")
    loaded = world.inventory([expected], connections=connections, scope=["a", "b"], incoming=incoming)
    verdict = judge(loaded, evidence, world.TODAY)
    found: list[tuple[str, str]] = [
        (one["verdict"], one["message"]) for one in verdict["findings"] if one["kind"] == "views_differ"
    ]
    assert differing_ends(loaded, evidence) == (["a", "b"] if found else [])
    return found


def test_equal_views() -> None:
    assert differences([row(MEMBER)], [shared()]) == []
    assert differences([], []) == []


def test_a_member_that_does_not_see_the_image() -> None:
    assert differences([row(MEMBER, status="pending")], []) == [
        (
            "violation",
            f"connection a shares image {world.IMAGE_ID} with connection b (status pending), which does not see it",
        )
    ]


def test_a_member_that_the_owner_does_not_list() -> None:
    for rows in ([], [row(OTHER)]):
        assert differences(rows, [shared()]) == [
            ("violation", f"image {world.IMAGE_ID}, which connection b sees, has no such member over connection a")
        ]


def test_an_end_that_could_not_be_read_is_unknown() -> None:
    ((verdict, message),) = differences(None, [shared()])
    assert (verdict, "were not read over a" in message) == ("unknown", True)
    assert differences([row(MEMBER)], [], complete=False) == []  # the list itself is unknown then


@pytest.mark.parametrize("status", ["rejected", None])
def test_a_status_that_the_list_leaves_out_is_no_difference(status: str | None) -> None:
    assert differences([row(MEMBER, status=status)], [], not_listed=["rejected"]) == []


@pytest.mark.parametrize("member_type", ["domain", "organization"])
def test_members_that_stand_for_many_accounts_are_not_compared(member_type: str) -> None:
    assert differences([row(MEMBER, member_type=member_type)], []) == []
    assert differences([row(OTHER, member_type=member_type)], [shared()]) == []


def test_only_where_both_connections_have_a_rule() -> None:
    assert differences([row(MEMBER)], [], rules=["b"]) == []
    assert differences([row(MEMBER)], [], rules=["a"]) == []


@pytest.mark.parametrize(
    "places",
    [
        {"owner": world.place(OWNER, None)},
        {"member": world.place(MEMBER, None)},
        {"member": world.place(MEMBER, endpoint="https://ims.eu-de.otc.t-systems.com")},
        {"member": world.place(MEMBER, region="eu-de")},
        {"owner": world.place(OWNER, endpoint=None), "member": world.place(MEMBER, endpoint=None)},
    ],
)
def test_only_at_one_place_and_between_proven_accounts(places: dict[str, Any]) -> None:
    assert differences([row(MEMBER)], [], **places) == []
