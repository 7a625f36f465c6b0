# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is known of one image: a list that was not read never looks like an empty one."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.reading import Reading
from ansible_collections.cloud_images.sharing.plugins.module_utils._model import ErrorKind, State


@pytest.mark.parametrize(
    ("kind", "state"),
    [("not_found", "not_found"), ("forbidden", "denied"), ("unauthorized", "denied"), ("throttled", "failed")],
)
def test_a_refused_image_has_no_members_and_says_why(kind: ErrorKind, state: State) -> None:
    result = Reading.refused("a", ApiError(kind, "No.", http_status=400, attempts=2), complete=False).as_dict()
    assert (result["state"], result["complete"]) == (state, False)
    assert (result["members"], result["member_count"]) == (None, None)
    assert result["error"] == {
        "kind": kind,
        "http_status": 400,
        "code": None,
        "message": "No.",
        "request_id": None,
        "attempts": 2,
    }


def test_a_refusal_keeps_nothing_of_the_call_that_failed() -> None:
    with pytest.raises(ApiError) as raised:
        raise ApiError("throttled", "Slow down.")
    assert raised.value.__traceback__ is not None
    assert Reading.refused("a", raised.value).error is raised.value
    assert raised.value.__traceback__ is None


def test_an_empty_list_that_was_read_counts_none() -> None:
    result = Reading("a", "read", True, []).as_dict()
    assert (result["members"], result["member_count"], result["error"]) == ([], 0, None)


def test_a_discovered_image_has_what_its_list_says_besides() -> None:
    reading = Reading("a", "read", True, [])
    found = reading.discovered({"created_at": None, "tags": ["golden"], "content_hash": None, "hidden": False})
    assert found["attributes"]["tags"] == ["golden"]
    assert {key: value for key, value in found.items() if key != "attributes"} == reading.as_dict()
