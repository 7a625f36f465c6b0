# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a task learned, as the info modules return it."""

from __future__ import annotations

from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.read import Wanted, ask
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.result import (
    Cost,
    module_result,
    unopened_result,
)
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.workers import Threads
from ansible_collections.cloud_images.sharing.plugins.module_utils._model import ModuleResult

from .accounts import OWNER, account

OWN = [{"id": "good"}, {"id": "other"}]


def result(wanted: Wanted) -> ModuleResult:
    made = account({"good": ["a", "b"], "denied": ApiError("forbidden", "No."), "other": []}, OWN)
    return module_result(wanted, made, ask(made, wanted, Threads(1)), Cost(7, 2))


def test_the_summary_counts_what_was_asked_for_by_id() -> None:
    assert result(Wanted(["good", "denied"], discover=True))["summary"] == {
        "requested": 2,
        "read": 1,
        "failed": 1,
        "members": 2,
        "requests": 7,
        "retries": 2,
        "credentials_from": "options",
        "account": {"id": OWNER, "proven_by": "token"},
    }


def test_only_what_was_wanted_is_there() -> None:
    assert set(result(Wanted(["good"]))) == {"images", "summary", "place"}
    named = result(Wanted(image_names=["good", "silver"]))
    assert named["names"] == {"complete": True, "error": None, "unmatched": ["silver"]}
    assert "discovered" not in named
    assert set(result(Wanted(["good"], incoming=True))) == {"images", "summary", "place", "incoming"}


def test_an_image_that_was_asked_for_and_listed_keeps_its_attributes() -> None:
    good, denied = result(Wanted(["good", "denied"], discover=True))["images"]
    assert "attributes" in good
    assert "attributes" not in denied
    assert "attributes" not in result(Wanted(["good"]))["images"][0]


def test_an_account_that_cannot_be_opened_leaves_everything_unknown() -> None:
    wanted = Wanted(["a"], image_names=["golden-*"], discover=True, incoming=True)
    unopened = unopened_result(wanted, ApiError("unauthorized", "Wrong password."), Cost(1, 0))
    assert [(image["state"], image["members"]) for image in unopened["images"]] == [("denied", None)]
    assert (unopened["discovered"]["images"], unopened["discovered"]["complete"]) == (None, None)
    assert (unopened["incoming"]["images"], unopened["incoming"]["complete"]) == (None, None)
    assert unopened["names"]["unmatched"] == ["golden-*"]
    assert unopened["summary"]["account"] == {"id": None, "proven_by": None}
    assert (unopened["summary"]["failed"], unopened["summary"]["requests"]) == (1, 1)
    assert unopened["place"] == {"endpoint": None, "region": None, "account_note": "Wrong password."}
