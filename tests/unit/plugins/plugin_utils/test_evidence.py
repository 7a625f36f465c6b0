# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Results of info modules as evidence: what a result lacks, the evidence lacks, too."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._evidence import evidence_of
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Connection

CONNECTION: Connection = {"provider": "scp", "options": {}}
RESULT: dict[str, Any] = {
    "images": [{"image_id": "a"}],
    "summary": {"account": {"id": "owner", "proven_by": "access_key"}},
    "place": {"endpoint": "https://images.example", "region": "kr-west1", "account_note": None},
}


def test_the_place_and_the_account_of_a_whole_result() -> None:
    evidence: Any = evidence_of(CONNECTION, RESULT)
    assert evidence == {
        "place": {
            "provider": "scp",
            "endpoint": "https://images.example",
            "region": "kr-west1",
            "account": {"id": "owner", "proven_by": "access_key"},
            "account_note": None,
        },
        "images": [{"image_id": "a"}],
        "discovered": None,
        "incoming": None,
    }


def test_lists_are_handed_on_whatever_they_hold() -> None:
    evidence: Any = evidence_of(CONNECTION, {**RESULT, "discovered": {"images": None}, "incoming": []})
    assert (evidence["discovered"], evidence["incoming"]) == ({"images": None}, [])


@pytest.mark.parametrize("summary", [None, {}, "text", {"account": None}, {"account": "owner"}, {"account": {}}])
def test_a_result_without_an_account_proves_nobody_and_says_what_is_missing(summary: object) -> None:
    place = evidence_of(CONNECTION, {**RESULT, "summary": summary})["place"]
    assert place["account"] == {"id": None, "proven_by": None}
    assert "give the whole result of the module" in str(place["account_note"])


@pytest.mark.parametrize("proven_by", [None, "", True, 1, ["access_key"]])
def test_what_is_not_text_proves_nothing(proven_by: object) -> None:
    summary = {"account": {"id": "owner", "proven_by": proven_by}}
    assert evidence_of(CONNECTION, {**RESULT, "summary": summary})["place"]["account"]["proven_by"] is None


def test_a_result_without_images_is_not_taken_for_an_empty_one() -> None:
    with pytest.raises(KeyError):
        evidence_of(CONNECTION, {"summary": RESULT["summary"]})
