# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""All that a task asks of one account: an error of one image or list is that one's alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.read import Answer, Wanted, Watch, ask
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.reading import Reading
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.workers import Threads
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import Account, Proof

from .accounts import OWNER, account


def asked(
    made: Account, *image_ids: str, watch: Watch | None = None, details: bool = False, discover: bool = False
) -> Answer:
    return ask(made, Wanted(image_ids, details=details, discover=discover), Threads(2), watch)


def test_one_image_that_fails_in_any_way_hides_no_other() -> None:
    made = account({"good": ["a"], "denied": ApiError("forbidden", "No."), "odd": KeyError("rows")})
    answer = asked(made, "denied", "good", "odd")
    assert [(one.image_id, one.state) for one in answer.readings] == [
        ("denied", "denied"),
        ("good", "read"),
        ("odd", "failed"),
    ]
    assert answer.readings[0].members is None
    assert [member["member_id"] for member in answer.readings[1].members or ()] == ["a"]
    assert answer.readings[2].error is not None
    assert answer.readings[2].error.message == "The answer could not be understood (KeyError)."


def test_credentials_that_nothing_good_came_of_are_shown_to_nobody_else() -> None:
    def proof() -> Proof:
        raise AssertionError("nobody asks")

    answer = asked(account({"a": ApiError("unauthorized", "Wrong key.")}, proof=proof), "a")
    assert answer.proof == Proof(note="The image service gave no answer that proves anything.")


def test_that_an_image_is_not_there_is_a_good_answer() -> None:
    answer = asked(account({"a": ApiError("not_found", "No such image.")}), "a")
    assert answer.proof == Proof(OWNER, "token")


@pytest.mark.parametrize(
    ("error", "note"),
    [
        (ApiError("forbidden", "IAM says no."), "IAM says no."),
        (ValueError("odd"), "The answer could not be understood (ValueError)."),
    ],
)
def test_an_account_that_cannot_be_proven_proves_nothing_and_says_why(error: Exception, note: str) -> None:
    def proof() -> Proof:
        raise error

    answer = asked(account({"a": []}, proof=proof), "a", details=True)
    assert (answer.proof.proven_by, answer.proof.note) == (None, note)
    assert answer.readings[0].image is not None
    assert answer.readings[0].image["caller_is_owner"] is None


def test_the_record_is_held_against_the_proven_account() -> None:
    (reading,) = asked(account({"a": []}), "a", details=True).readings
    assert reading.image is not None
    assert (reading.image["owner_id"], reading.image["caller_is_owner"]) == (OWNER, True)


def test_names_choose_among_own_images_and_those_without_a_match_are_told() -> None:
    own = [{"id": "golden-1"}, {"id": "golden-2", "owner": "somebody"}, {"id": "Golden-3"}]
    made = account({"golden-1": [], "Golden-3": []}, own)
    answer = ask(made, Wanted(image_names=["golden-*", "silver-*"]), Threads(2))
    assert [one.image_id for one in answer.readings] == ["golden-1"]
    assert answer.unmatched == ["silver-*"]
    assert answer.discovered is None


def test_what_is_discovered_is_read_and_what_was_asked_for_is_not_discovered_again() -> None:
    made = account({"asked": ["a"], "other": ["b"]}, [{"id": "asked"}, {"id": "other"}])
    answer = asked(made, "asked", discover=True)
    assert [one.image_id for one in answer.readings] == ["asked"]
    assert [one["image_id"] for one in answer.discovered or ()] == ["other"]


def test_own_images_that_cannot_be_listed_are_unknown_not_none() -> None:
    answer = asked(account({}, ApiError("forbidden", "No.")), discover=True)
    assert answer.discovered is None
    assert answer.own is not None
    assert (answer.own.complete, answer.own.error and answer.own.error.kind) == (None, "forbidden")


def test_a_refinement_that_fails_leaves_the_reading_as_it_was() -> None:
    def refine(reading: Reading) -> Reading:
        raise RuntimeError

    (reading,) = asked(replace(account({"a": ["b"]}), refine=refine), "a").readings
    assert (reading.state, len(reading.members or ())) == ("read", 1)


def test_who_watches_hears_of_every_image() -> None:
    class Count(Watch):
        def __init__(self) -> None:
            self.told: list[str] = []

        def more(self, images: int) -> None:
            self.told.append(f"{images} more")

        def tried(self, reading: Reading) -> None:
            self.told.append(reading.image_id)

    watch = Count()
    asked(account({"a": [], "b": []}, [{"id": "b"}]), "a", watch=watch, discover=True)
    assert watch.told == ["a", "1 more", "b"]
