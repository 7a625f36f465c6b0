# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A secret in a good answer, as a name or an id, leaves as little as one in an error."""

from __future__ import annotations

import base64
import copy
import json
from typing import Any
from urllib.parse import quote

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.final_mask import masked

SECRET = 'Kx7"q\\9ö/ExampleSecret0001+notreal'
RESULT: dict[str, Any] = {
    "images": [
        {
            "image_id": "70a599e0-31e7-49b7-b260-868f441e862b",
            "state": "read",
            "member_count": 1,
            "complete": True,
            "members": [{"member_id": "a8f10467abfc4b87b64614ab36eb9ae4", "status": "pending", "urn": None}],
            "image": {"name": "골든 이미지 9 (x86)", "tags": ["a b", ""]},
            "error": None,
        }
    ]
}


def with_text(text: str, *path: Any) -> dict[str, Any]:
    document = copy.deepcopy(RESULT)
    holder: Any = document
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = text
    return document


def test_a_result_without_secrets_stays_as_it_is() -> None:
    assert masked(RESULT, {SECRET}) is RESULT
    odd = with_text("50 % <of> A & B \\ C", "images", 0, "image", "name")
    assert masked(odd, {SECRET}) == odd


@pytest.mark.parametrize(
    "path",
    [
        ("images", 0, "image", "name"),
        ("images", 0, "image", "tags", 1),
        ("images", 0, "members", 0, "member_id"),
        ("images", 0, "members", 0, "status"),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        f"golden {SECRET} 9",
        SECRET[:8],
        " ".join(SECRET),
        "\u200b".join(SECRET),
        "\n".join(SECRET),
        json.dumps(SECRET),
        quote(SECRET, safe=""),
        "<b></b>".join((SECRET[:12], SECRET[12:])),
        base64.b64encode(SECRET.encode()).decode(),
        base64.b64encode(f"k:{SECRET}".encode()).decode(),
        SECRET.encode().hex(),
    ],
)
def test_every_spelling_is_masked_anywhere(path: tuple[Any, ...], text: str) -> None:
    left = json.dumps(masked(with_text(text, *path), {SECRET}), ensure_ascii=False)
    assert "********" in left
    assert SECRET[9:21] not in left
    assert text[:8] not in left.replace(" ", "")


@pytest.mark.parametrize("name", ["message", "code", "request_id"])
def test_a_text_that_explains_is_looked_at_closely(name: str) -> None:
    error = {"message": "no", "code": None, "request_id": None, name: f"not {SECRET[10:24]}"}
    left = masked(error, {SECRET})
    assert left[name] == "not ********"


def test_what_is_no_text_stays() -> None:
    assert masked([1, None, True, 1.5, {"message": SECRET}], [SECRET]) == [1, None, True, 1.5, {"message": "********"}]


@pytest.mark.parametrize("secret", ["hunter2", "abc"])
def test_a_short_secret_is_found_whole(secret: str) -> None:
    assert masked({"name": f"is {secret}"}, [secret]) == {"name": "is ********"}


def test_one_odd_image_does_not_cost_a_look_at_all() -> None:
    """Ten thousand others stay the objects that they were."""
    images = [copy.deepcopy(RESULT["images"][0]) for _number in range(10_000)]
    images[17]["image"]["name"] = "50 %"
    left = masked({"images": images}, [SECRET])["images"]
    assert sum(one is not other for one, other in zip(left, images, strict=True)) == 1
