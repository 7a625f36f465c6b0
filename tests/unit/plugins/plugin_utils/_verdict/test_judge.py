# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The judgement beyond its truth table: what compliant promises, odd members, texts, waivers, discovery."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.judge import judge
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.model import VerdictDocument
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


# ----------------------------------------------------------------------------------------------------------- members


def judged(
    members: list[dict[str, Any]],
    rows: list[dict[str, Any]],
    waivers: list[dict[str, Any]] | None = None,
    reading: dict[str, Any] | None = None,
    **fields: Any,
) -> VerdictDocument:
    inventory = world.inventory([world.image(members, **fields)], waivers or [])
    return world.judged(inventory, [world.reading(rows, **(reading or {}))])


def kinds(verdict: VerdictDocument) -> list[tuple[str, str | None]]:
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


@pytest.mark.parametrize(
    ("expected", "row"),
    [
        (world.A, world.row(world.OTHER, urn=world.A)),
        ("odd", world.row(world.OTHER, urn="odd")),
        (URN, world.row(world.OTHER, urn=URN)),
        (URN, world.row(OU.upper(), urn=URN)),
        (OU, world.row(world.OTHER, urn=OU)),
    ],
)
def test_a_word_in_a_urn_makes_nobody_the_expected_member(expected: str, row: dict[str, Any]) -> None:
    verdict = judged([world.member(expected)], [row], [world.waiver(member=expected, kind="unexpected_member")])
    assert kinds(verdict) == [("unexpected_member", row["member_id"]), ("missing_member", expected)]
    assert verdict["gate"] == "fail"


def test_principals_name_members_by_id_and_by_urn() -> None:
    inventory = world.inventory([world.image([world.member(world.A, status="accepted")], match="at_least")])
    names = (("team-a", world.A), ("finance", URN))
    inventory["principals"] = {name: {"member_id": one, "member_type": None} for name, one in names}
    rows = [world.row(status="pending"), world.row(OU, urn=URN), world.row(world.B)]
    verdict = world.judged(inventory, [world.reading(rows)])
    assert [row["principal"] for row in verdict["images"][0]["found"] or ()] == ["team-a", None, "finance"]
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
    verdict = world.judged(inventory, [world.reading([*found, world.row()])])
    first = verdict["findings"][0]
    assert first["expected"] == "exactly team-a"
    assert str(first["actual"]).endswith(f"{9:032x} and 41 more")
    assert (verdict["images"][0]["found"] or [])[-1]["principal"] == "team-a"


def test_what_the_cloud_said_and_what_to_do_without_what_changes_from_run_to_run() -> None:
    read = world.reading(None, error=world.error(kind="throttled", http_status=429, message="Slow down."))
    verdict = world.judged(world.inventory([world.image([world.member()])]), [read])
    assert verdict["findings"][0]["message"] == (
        "could not be read: 429 IMG.0026: Slow down. Lower concurrency or set requests_per_second."
    )


@pytest.mark.parametrize("error", [None, {}, {"kind": 5}, {"message": "a\nb\x1b", "code": 0}])
def test_odd_errors_are_told_too(error: Any) -> None:
    read = world.reading(None, error=error)
    verdict = world.judged(world.inventory([world.image()]), [read])
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
    verdict = world.judged(world.inventory([world.image([world.member()])]), [read])
    assert (verdict["gate"], kinds(verdict)) == ("fail", [("unreadable", None)])
    assert "does not have the module's shape" in verdict["findings"][0]["message"]


def messages(rows: list[dict[str, Any]], reading: dict[str, Any] | None = None, **fields: Any) -> list[str]:
    inventory = world.inventory([world.image(fields.pop("members", [world.member()]), **fields)])
    inventory["principals"] = {"team-a": {"member_id": world.A, "member_type": None}}
    verdict = world.judged(inventory, [world.reading(rows, **(reading or {}))])
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
        (None, "d", "the caller does not own the image, so it may see only its own entry"),
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
        assert world.judged(inventory, [read])["images"][0]["proof"] == proof


def test_no_image_no_pass() -> None:
    assert world.judged(world.inventory([]))["gate"] == "fail"
    assert world.judged(world.inventory([]), discovered=world.listing())["gate"] == "fail"


def test_one_image_read_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="was read twice"):
        world.judged(world.inventory([world.image()]), [world.reading([])] * 2)


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


def test_a_waiver_for_a_group_is_needless_only_where_no_member_of_it_needs_it() -> None:
    waivers = [world.waiver(member=one, group="team") for one in (world.A, world.B)]
    assert judged([], [world.row(world.B)], waivers)["warnings"] == []
    (warning,) = judged([], [], waivers)["warnings"]
    assert "matches nothing" in warning


def test_a_renewed_waiver_makes_the_expired_one_a_warning() -> None:
    waivers = [world.waiver(-5, member=world.A, source="s:1"), world.waiver(kind="unexpected_member", source="s:2")]
    verdict = judged([], [world.row()], waivers)
    assert verdict["gate"] == "pass"
    assert verdict["warnings"] == [
        "waiver s:1 has ended and matches nothing: remove it, or check what it names",
        "waiver s:2 names no member: today it covers 1 member, tomorrow any other as well",
    ]


def test_one_expired_waiver_is_one_finding() -> None:
    waivers = [world.waiver(-1, kind="unexpected_member")]
    verdict = judged([], [world.row(world.A), world.row(world.B)], waivers)
    expired = [one for one in verdict["findings"] if one["kind"] == "expired_waiver"]
    assert [(one["source"], one["message"]) for one in expired] == [
        ("sharing.yml:40", "the waiver for unexpected_member ended on 2026-11-21: migration")
    ]


def test_a_waiver_without_a_member_says_how_many_it_covers_today() -> None:
    rows = [world.row(f"{number:032x}") for number in range(3)]
    verdict = judged([], rows, [world.waiver(kind="unexpected_member")])
    assert verdict["gate"] == "pass"
    assert verdict["warnings"] == [
        "waiver sharing.yml:40 names no member: today it covers 3 members, tomorrow any other as well"
    ]
    public = judged([], [], [world.waiver(kind="open_visibility")], {"image": world.record(visibility="public")})
    assert (public["gate"], public["warnings"]) == ("pass", [])


@pytest.mark.parametrize(
    ("days", "warnings"),
    [
        (15, []),
        (14, ["waiver sharing.yml:40 ends in 14 days: solve what it waives, or agree on a new date"]),
        (1, ["waiver sharing.yml:40 ends in 1 day: solve what it waives, or agree on a new date"]),
        (0, ["waiver sharing.yml:40 ends today: solve what it waives, or agree on a new date"]),
    ],
)
def test_a_waiver_that_ends_soon_is_a_warning(days: int, warnings: list[str]) -> None:
    verdict = judged([], [world.row()], [world.waiver(days, member=world.A)])
    assert (verdict["gate"], verdict["warnings"]) == ("pass", warnings)


def test_a_waived_finding_says_who_agreed_and_where() -> None:
    waiver = world.waiver(member=world.A, approved_by="Kim", ticket="SEC-4711")
    (found,) = judged([], [world.row()], [waiver])["findings"]
    assert found["waived"] == {
        "reason": "migration",
        "expires": "2026-12-22",
        "approved_by": "Kim",
        "ticket": "SEC-4711",
    }


def test_waivers_of_other_connections_are_not_missed() -> None:
    assert judged([], [], [world.waiver(kind="missing_member", name="far", connection="far")])["warnings"] == []


# --------------------------------------------------------------------------------------------------------- discovery


def discovered(*records: dict[str, Any], read: dict[str, Any] | None = None, **fields: Any) -> VerdictDocument:
    """The verdict on one expected image, and on others that its owner's list holds without members."""
    known = world.image(image_id="known")
    listing = world.listing(*(world.listed(world.reading([], image=one, **(read or {}))) for one in records), **fields)
    return world.judged(
        world.inventory([known]), [world.reading([], image_id="known")], discovered=listing, discover=True
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
        ({"images": {}}, "unreadable"),
        ({"images": [world.reading([])]}, "unreadable"),
        ({"images": [world.listed(world.reading([], image=None))]}, "unreadable"),
    ],
)
def test_a_list_of_images_that_is_not_proven_fails_the_gate(fields: dict[str, Any], kind: str) -> None:
    verdict = discovered(**fields)
    assert (verdict["gate"], verdict["counts"]["unknown"], kinds(verdict)) == ("fail", 1, [(kind, None)])


def test_an_unmanaged_image_is_called_by_its_name_or_else_its_id() -> None:
    for name, called in (("draft", "draft"), (None, world.IMAGE_ID)):
        verdict = discovered(world.record(visibility="public", name=name))
        assert [one["name"] for one in verdict["images"]] == ["golden", called]


def test_a_visibility_that_no_document_knows_is_not_taken_for_a_closed_one() -> None:
    assert kinds(discovered(world.record(visibility="federated"))) == [("open_visibility", None)]
    verdict = judged([world.member()], [world.row()], reading={"image": world.record(visibility="federated")})
    assert kinds(verdict) == [("open_visibility", None)]


def test_a_connection_that_was_not_listed_fails_the_gate() -> None:
    verdict = world.judged(world.inventory([world.image()]), [world.reading([])], discover=True)
    assert (verdict["gate"], kinds(verdict)) == ("fail", [("unreadable", None)])


def test_a_waiver_by_label_is_not_for_a_discovered_image_of_that_name() -> None:
    """Whoever may name images in the cloud must not be able to choose a waiver."""
    forgotten = world.reading([], image_id="forgotten", image=world.record(name="golden", visibility="public"))
    inventory = world.inventory([world.image()], [world.waiver(name="golden", kind="unmanaged_image")])
    listing = world.listing(world.listed(forgotten))
    verdict = world.judged(inventory, [world.reading([])], discovered=listing, discover=True)
    assert (verdict["gate"], verdict["counts"]["violation"]) == ("fail", 1)


def test_an_image_of_one_connection_is_not_known_because_another_expects_its_id() -> None:
    leaked = world.listing(world.listed(world.reading([world.row(world.OTHER)])))
    connections = {name: {"provider": "openstack", "options": {}} for name in ("cloud", "other")}
    inventory = world.inventory([world.image([world.member()])], connections=connections, scope=["cloud", "other"])
    evidence = {
        "cloud": world.evidence([world.reading([world.row()])], discovered=world.listing()),
        "other": world.evidence(discovered=leaked),
    }
    verdict = judge(inventory, evidence, world.TODAY, discover=True)
    assert [(one["connection"], one["kind"]) for one in verdict["findings"]] == [("other", "unmanaged_image")]


def test_an_image_that_is_deleted_is_no_concern_of_discovery() -> None:
    assert discovered(world.record(visibility="public", status="deleted"))["gate"] == "pass"


def test_connections_alone_are_judged_by_their_lists() -> None:
    own = world.listing(world.listed(world.reading([])))
    verdict = world.judged(world.inventory([]), discovered=own, discover=True)
    assert (verdict["gate"], [one["proof"] for one in verdict["images"]]) == ("pass", ["complete list of 1 own image"])
    nothing = world.judged(world.inventory([]), discovered=world.listing(), discover=True)
    assert (nothing["gate"], [one["kind"] for one in nothing["findings"]]) == ("fail", ["image_not_found"])


def test_the_counts_add_up() -> None:
    images = [world.image([world.member()], name=name, image_id=name) for name in "abcd"]
    read = [world.reading([world.row()], image_id=name) for name in "ab"] + [world.reading([], image_id="c")]
    waivers = [world.waiver(name="c", kind="missing_member")]
    verdict = world.judged(world.inventory(images, waivers), read)
    counts = {"images": 4, "compliant": 2, "violation": 0, "unknown": 1, "waived": 1, "findings": 2}
    assert verdict["counts"] == counts
    assert [one["verdict"] for one in verdict["findings"]] == ["unknown", "waived"]


# ------------------------------------------------------------------------------------------------- whose word it is


def account(**fields: Any) -> list[str]:
    """The findings on an image that is shared as expected, where the connection's account is not what it should be."""
    options = fields.pop("options", {})
    connections = {"cloud": {"provider": "huawei_ims", "options": options}}
    inventory = world.inventory([world.image([world.member()])], connections=connections)
    verdict = world.judged(inventory, [world.reading([world.row()])], **fields)
    assert verdict["gate"] == ("fail" if verdict["findings"] else "pass")
    assert {one["kind"] for one in verdict["findings"]} <= {"partial_view"}
    return [one["message"] for one in verdict["findings"]]


@pytest.mark.parametrize("proven_by", ["access_key", "private_image", "token", "signature", "operator"])
def test_a_proven_account_proves(proven_by: str) -> None:
    assert account(place=world.place(proven_by=proven_by)) == []


@pytest.mark.parametrize("proven_by", [None, "", "nobody", True])
def test_an_account_that_is_only_written_down_proves_nothing(proven_by: Any) -> None:
    (message,) = account(place=world.place(proven_by=proven_by))
    assert "the cloud did not say whose credentials connection cloud uses" in message
    assert account(place=world.place(proven_by=proven_by, account_note="Ask IAM.")) == ["Ask IAM."]


def test_a_token_without_a_project_owns_nothing() -> None:
    (message,) = account(place=world.place(None, "token"))
    assert "no account is known" in message


@pytest.mark.parametrize("option", ["account_id", "project_id"])
def test_a_stated_account_that_is_not_the_proven_one_proves_nothing(option: str) -> None:
    assert account(options={option: world.OWNER.upper()}) == []
    (message,) = account(options={option: world.B})
    assert world.B in message
    assert world.OWNER in message


def test_an_image_that_the_cloud_gives_to_another_owner_is_not_ours_whoever_says_so() -> None:
    record = world.record(owner_id=world.B, caller_is_owner=True)
    assert kinds(judged([world.member()], [world.row()], reading={"image": record})) == [("partial_view", None)]


def test_discovery_by_an_account_that_is_not_proven_is_no_discovery() -> None:
    inventory = world.inventory([])
    verdict = world.judged(inventory, discovered=world.listing(), discover=True, place=world.place(proven_by=None))
    assert (verdict["gate"], kinds(verdict)) == ("fail", [("partial_view", None)])


# ---------------------------------------------------------------------------------------------------------- deleted


@pytest.mark.parametrize("status", ["deleted", "pending_delete", "DELETED"])
def test_a_deleted_image_is_not_a_shared_image(status: str) -> None:
    read = {"image": world.record(status=status)}
    verdict = judged([world.member()], [world.row()], reading=read)
    assert [(one["kind"], one["verdict"]) for one in verdict["findings"]] == [("image_not_found", "violation")]
    assert f"status {status}" in verdict["findings"][0]["message"]
    verdict = judged([], [], reading=read, match="private")
    assert [(one["kind"], one["verdict"]) for one in verdict["findings"]] == [("image_not_found", "unknown")]


@pytest.mark.parametrize("status", ["queued", "killed", "deactivated", None])
def test_other_states_are_shown_and_judged_as_ever(status: str | None) -> None:
    verdict = judged([world.member()], [world.row()], reading={"image": world.record(status=status)})
    assert verdict["gate"] == "pass"
