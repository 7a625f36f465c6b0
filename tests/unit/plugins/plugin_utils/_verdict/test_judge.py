# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The judgement beyond its truth table: what compliant promises, odd members, texts, waivers, discovery."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.judge import judge
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world
from hypothesis import given
from hypothesis import strategies as st

OU = "ou-5x1bvygwrplokk622i9gbn3f5ftfb2l9"
URN = f"organizations::3a2d95404f964a6aba78819bf8ddc1e3:ou:o-wvntq58r3poyv180t5df1mdna4uwy9se/{OU}"

# ------------------------------------------------------------------------------------------- what compliant promises

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
    verdict = judge(world.inventory([image]), {"cloud": read}, world.TODAY)
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


# ----------------------------------------------------------------------------------------------------------- members


def judged(
    members: list[dict[str, Any]],
    rows: list[dict[str, Any]],
    waivers: list[dict[str, Any]] | None = None,
    **fields: Any,
) -> dict[str, Any]:
    inventory = world.inventory([world.image(members, **fields)], waivers or [])
    return judge(inventory, {"cloud": [world.reading(rows)]}, world.TODAY)


def kinds(verdict: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(one["kind"], one["member_id"]) for one in verdict["findings"]]


def test_hexadecimal_ids_compare_without_case_and_others_with_it() -> None:
    assert judged([world.member(world.A.upper())], [world.row(world.A)])["gate"] == "pass"
    verdict = judged([world.member("Team")], [world.row("team")])
    assert kinds(verdict) == [("unexpected_member", "team"), ("missing_member", "Team")]


def test_white_space_makes_another_member_and_is_seen() -> None:
    verdict = judged([world.member("odd")], [world.row("odd ")])
    assert kinds(verdict) == [("unexpected_member", "odd "), ("missing_member", "odd")]
    assert verdict["findings"][0]["message"] == 'unexpected member "odd "'


def test_a_member_is_expected_by_its_urn() -> None:
    assert judged([world.member(URN)], [world.row(OU, urn=URN)])["gate"] == "pass"
    assert judged([world.member(OU)], [world.row(OU, urn=URN)])["gate"] == "pass"
    waived = judged([], [world.row(OU, urn=URN)], [world.waiver(member=URN)])
    assert waived["images"][0]["verdict"] == "waived"


def test_principals_name_members_by_id_and_by_urn() -> None:
    inventory = world.inventory([world.image([world.member(world.A, status="accepted")], match="at_least")])
    inventory["principals"] = {name: {"member_id": one} for name, one in (("team-a", world.A), ("finance", URN))}
    rows = [world.row(status="pending"), world.row(OU, urn=URN), world.row(world.B)]
    verdict = judge(inventory, {"cloud": [world.reading(rows)]}, world.TODAY)
    assert [row["principal"] for row in verdict["images"][0]["found"]] == ["team-a", None, "finance"]
    assert verdict["findings"][0]["message"] == f"status of member team-a ({world.A}) is pending, expected accepted"


def test_equal_rows_count_once_and_differing_ones_each() -> None:
    twice = [world.row(), world.row()]
    assert judged([world.member(status="accepted")], twice)["gate"] == "pass"
    assert len(judged([], twice)["findings"]) == 1
    twice[1]["status"] = "rejected"
    assert kinds(judged([world.member(status="accepted")], twice)) == [("wrong_status", world.A)]


def test_the_order_of_members_does_not_matter() -> None:
    rows = [world.row(world.B), world.row(world.A)]
    assert judged([world.member()], rows) == judged([world.member()], rows[::-1])


# ------------------------------------------------------------------------------------------------------------- texts


def test_texts_name_principals_and_stay_short() -> None:
    found = [world.row(f"{number:032x}") for number in range(50)]
    inventory = world.inventory([world.image([{**world.member(), "principal": "team-a"}])])
    inventory["principals"] = {"team-a": {"member_id": world.A, "member_type": None}}
    verdict = judge(inventory, {"cloud": [world.reading([*found, world.row()])]}, world.TODAY)
    first = verdict["findings"][0]
    assert first["expected"] == "exactly team-a"
    assert first["actual"].endswith(f"{9:032x} and 41 more")
    assert verdict["images"][0]["found"][-1]["principal"] == "team-a"


def test_what_the_cloud_said_and_what_to_do_without_what_changes_from_run_to_run() -> None:
    read = world.reading(None, error=world.error(kind="throttled", http_status=429, message="Slow down."))
    verdict = judge(world.inventory([world.image([world.member()])]), {"cloud": [read]}, world.TODAY)
    assert verdict["findings"][0]["message"] == (
        "could not be read: 429 IMG.0026: Slow down. Lower concurrency or set requests_per_second."
    )


@pytest.mark.parametrize("error", [None, {}, {"kind": 5}, {"message": "a\nb\x1b", "code": 0}])
def test_odd_errors_are_told_too(error: Any) -> None:
    read = world.reading(None, error=error)
    verdict = judge(world.inventory([world.image()]), {"cloud": [read]}, world.TODAY)
    assert kinds(verdict) == [("unreadable", None)]


@pytest.mark.parametrize(
    "changes",
    [
        {"state": 5},
        {"state": "failed"},
        {"members": None},
        {"members": {}},
        {"members": [None]},
        {"members": [{"status": "accepted"}]},
        {"members": [world.row() | {"member_id": 5}]},
        {"members": [world.row(status=["accepted"])]},
        {"members": [world.row(urn={})]},
        {"image": "golden"},
        {"image": world.record(visibility=["shared"])},
        {"error": "denied"},
    ],
)
def test_a_result_of_another_shape_proves_nothing(changes: dict[str, Any]) -> None:
    read = {**world.reading([world.row()]), **changes}
    verdict = judge(world.inventory([world.image([world.member()])]), {"cloud": [read]}, world.TODAY)
    assert (verdict["gate"], kinds(verdict)) == ("fail", [("unreadable", None)])
    assert "does not have the module's shape" in verdict["findings"][0]["message"]


def messages(rows: list[dict[str, Any]], reading: dict[str, Any] | None = None, **fields: Any) -> list[str]:
    inventory = world.inventory([world.image(fields.pop("members", [world.member()]), **fields)])
    inventory["principals"] = {"team-a": {"member_id": world.A, "member_type": None}}
    verdict = judge(inventory, {"cloud": [world.reading(rows, **(reading or {}))]}, world.TODAY)
    return [one["message"] for one in verdict["findings"]]


def test_each_finding_speaks_in_one_sentence() -> None:
    pending = world.row(status="pending")
    who = f"team-a ({world.A})"
    wants = [{**world.member(status="accepted", member_type="domain"), "principal": "team-a"}]
    assert messages([pending], members=wants) == [
        f"status of member {who} is pending, expected accepted",
        f"type of member {who} is project, expected domain",
    ]
    assert messages([world.row(status=None)], members=wants[:1]) == [
        f"type of member {who} is project, expected domain",
        f"the cloud does not say the status of member {who}, expected accepted",
    ]
    assert messages([pending], max_pending_days=1) == [f"member {who} is pending since 2026-11-01, longer than 1 day"]
    assert messages([pending], max_pending_days=2) == [f"member {who} is pending since 2026-11-01, longer than 2 days"]
    assert messages([{**pending, "created_at": None}], max_pending_days=2) == [
        f"member {who} is pending, and the cloud does not say since when (no date)"
    ]
    assert messages([world.row()], {"complete": False}) == [
        "the end of the member list is not proven: 1 member seen, more may follow"
    ]
    assert messages([world.row(), world.row(world.B)], {"complete": False}, match="at_least") == [
        "the end of the member list is not proven: 2 members seen, more may follow"
    ]
    assert messages([]) == [f"missing member {world.A}"]


@pytest.mark.parametrize(
    ("is_owner", "owner", "message"),
    [
        (False, "d", "the caller does not own the image, so it may see only its own entry"),
        (False, None, "the caller does not own the image, so it may see only its own entry"),
        (None, None, "the cloud does not say who owns the image, so the caller may see only its own entry"),
        (
            None,
            "d",
            "nobody can tell whether the caller owns the image: set the account or project id of connection cloud",
        ),
    ],
)
def test_a_partial_view_says_why(is_owner: bool | None, owner: str | None, message: str) -> None:
    record = world.record(caller_is_owner=is_owner, owner_id=owner)
    assert messages([world.row()], {"image": record}) == [message]


def test_an_invitation_of_tomorrow_is_a_clock_that_differs() -> None:
    tomorrow = world.row(status="pending", created_at="2026-11-23T09:00:00Z")
    assert messages([tomorrow], max_pending_days=2) == []


def test_the_proof_says_how_the_list_was_proven() -> None:
    inventory = world.inventory([world.image(match="private")])
    private = world.reading([], image=world.record(visibility="private"))
    for read, proof in (
        (world.reading([]), "complete list of 0 members read by the owner"),
        (private, "private image without members, its record read by the owner"),
        (world.reading([], complete=False), None),
        (world.reading([], image=world.record(caller_is_owner=None)), None),
        (world.reading(None), None),
    ):
        assert judge(inventory, {"cloud": [read]}, world.TODAY)["images"][0]["proof"] == proof


def test_no_image_no_pass() -> None:
    assert judge(world.inventory([]), {}, world.TODAY)["gate"] == "fail"
    discovered = {"cloud": {"images": [], "complete": True}}
    assert judge(world.inventory([]), {}, world.TODAY, discovered)["gate"] == "fail"


def test_one_image_read_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="was read twice"):
        judge(world.inventory([world.image()]), {"cloud": [world.reading([])] * 2}, world.TODAY)


@pytest.mark.parametrize(
    ("created", "pending_since"),
    [
        ("2026-10-01T23:30:00Z", "2026-10-01"),
        ("2026-10-01T23:30:00-02:00", "2026-10-02"),
        ("2026-10-01T23:30:00.123456789", "2026-10-01"),
        ("2026-10-01 23:30:00", None),
        ("2026-10-01", None),
        ("2026-13-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+23:00", None),
    ],
)
def test_days_of_invitations_are_days_in_utc(created: str, pending_since: str | None) -> None:
    verdict = judged([world.member()], [world.row(status="pending", created_at=created)], max_pending_days=30)
    (found,) = verdict["findings"]
    assert (found["actual"] == f"pending since {pending_since}") == (found["verdict"] == "violation")


# ----------------------------------------------------------------------------------------------------------- waivers


def test_a_waiver_by_member_and_kind_needs_both() -> None:
    both = world.waiver(member=world.A, kind="unexpected_member")
    assert judged([], [world.row()], [both])["gate"] == "pass"
    assert judged([], [world.row(world.B)], [both])["gate"] == "fail"
    assert judged([world.member()], [], [both])["gate"] == "fail"


def test_a_renewed_waiver_makes_the_expired_one_a_warning() -> None:
    waivers = [world.waiver(-5, member=world.A, source="s:1"), world.waiver(kind="unexpected_member", source="s:2")]
    verdict = judged([], [world.row()], waivers)
    assert verdict["gate"] == "pass"
    assert verdict["warnings"] == ["waiver s:1 has ended and matches nothing: remove it, or check what it names"]


def test_one_expired_waiver_is_one_finding() -> None:
    waivers = [world.waiver(-1, kind="unexpected_member")]
    verdict = judged([], [world.row(world.A), world.row(world.B)], waivers)
    expired = [one for one in verdict["findings"] if one["kind"] == "expired_waiver"]
    assert [(one["source"], one["message"]) for one in expired] == [
        ("sharing.yml:40", "the waiver for unexpected_member ended on 2026-11-21: migration")
    ]


def test_waivers_of_other_connections_are_not_missed() -> None:
    assert judged([], [], [world.waiver(kind="missing_member", name="far", connection="far")])["warnings"] == []


# --------------------------------------------------------------------------------------------------------- discovery


def discovered(*records: dict[str, Any], **fields: Any) -> dict[str, Any]:
    listing = {"images": [{"image_id": world.IMAGE_ID, **one} for one in records], "complete": True, **fields}
    return judge(
        world.inventory([world.image(image_id="known")]),
        {"cloud": [world.reading([], image_id="known")]},
        world.TODAY,
        {"cloud": listing},
    )


def test_images_of_others_are_not_the_accounts_concern() -> None:
    assert discovered(world.record(visibility="public", caller_is_owner=False))["gate"] == "pass"


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"complete": False}, "incomplete_list"),
        ({"complete": None}, "incomplete_list"),
        ({"images": None, "complete": None, "error": world.error()}, "unreadable"),
        ({"images": None, "complete": True}, "unreadable"),
    ],
)
def test_a_list_of_images_that_is_not_proven_fails_the_gate(fields: dict[str, Any], kind: str) -> None:
    verdict = discovered(**fields)
    assert (verdict["gate"], verdict["counts"]["unknown"], kinds(verdict)) == ("fail", 1, [(kind, None)])


def test_an_unmanaged_image_is_called_by_its_name_or_else_its_id() -> None:
    for name, called in (("draft", "draft"), (None, world.IMAGE_ID)):
        verdict = discovered(world.record(visibility="public", name=name))
        assert [one["name"] for one in verdict["images"]] == ["golden", called]


def test_a_connection_that_was_not_listed_fails_the_gate() -> None:
    inventory = world.inventory([world.image()])
    verdict = judge(inventory, {"cloud": [world.reading([])]}, world.TODAY, {})
    assert (verdict["gate"], kinds(verdict)) == ("fail", [("unreadable", None)])


def test_a_waiver_by_label_is_not_for_a_discovered_image_of_that_name() -> None:
    """Whoever may name images in the cloud must not be able to choose a waiver."""
    forgotten = {**world.record(name="golden", visibility="public"), "image_id": "forgotten"}
    inventory = world.inventory([world.image()], [world.waiver(name="golden", kind="unmanaged_image")])
    listing = {"cloud": {"images": [forgotten], "complete": True, "error": None}}
    verdict = judge(inventory, {"cloud": [world.reading([])]}, world.TODAY, listing)
    assert (verdict["gate"], verdict["counts"]["violation"]) == ("fail", 1)


def test_a_discovered_image_that_an_expectation_names_is_judged_once() -> None:
    inventory = world.inventory([world.image([world.member()])])
    listing = {"images": [{"image_id": world.IMAGE_ID, **world.record()}], "complete": True}
    verdict = judge(inventory, {"cloud": [world.reading([world.row()])]}, world.TODAY, {"cloud": listing})
    assert (verdict["gate"], verdict["counts"]["images"]) == ("pass", 1)


def test_the_counts_add_up() -> None:
    images = [world.image([world.member()], name=name, image_id=name) for name in "abcd"]
    read = [world.reading([world.row()], image_id=name) for name in "ab"] + [world.reading([], image_id="c")]
    waivers = [world.waiver(name="c", kind="missing_member")]
    verdict = judge(world.inventory(images, waivers), {"cloud": read}, datetime.date(2026, 11, 22))
    counts = {"images": 4, "compliant": 2, "violation": 0, "unknown": 1, "waived": 1, "findings": 2}
    assert verdict["counts"] == counts
    assert [one["verdict"] for one in verdict["findings"]] == ["unknown", "waived"]
