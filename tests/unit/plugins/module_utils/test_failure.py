# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Why a task fails, in sentences that name what could not be read."""

from __future__ import annotations

from typing import Any, cast

from ansible_collections.cloud_images.sharing.plugins.module_utils._failure import failure, said
from ansible_collections.cloud_images.sharing.plugins.module_utils._model import ErrorInfo


def error(**also: Any) -> ErrorInfo:
    known: dict[str, Any] = {
        "kind": "forbidden",
        "http_status": 403,
        "code": "IMG.0026",
        "message": "No rights.",
        "request_id": "r-1",
        "attempts": 1,
    }
    return cast(ErrorInfo, {**known, **also})


def result(*errors: ErrorInfo | None, **also: Any) -> Any:
    return {"images": [{"image_id": f"i{number}", "error": one} for number, one in enumerate(errors)], **also}


def test_nothing_to_complain_of() -> None:
    assert failure(result(None, None)) is None


def test_images_that_failed_alike_are_named_together() -> None:
    words = failure(result(*[error()] * 5, None))
    assert words == "5 of 6 images could not be read. i0, i1, i2 and 2 more: 403 IMG.0026: No rights (request r-1)."


def test_a_list_that_failed_is_named_first() -> None:
    assert "could not be listed: 403" in str(failure(result(error(), discovered={"error": error()})))
    assert "others share" in str(failure(result(None, incoming={"error": error()})))


def test_a_pattern_without_a_match_is_named() -> None:
    words = failure(result(None, names={"error": None, "unmatched": ["golden-*", "x"]}))
    assert words == "image_names: no image that the account owns is named golden-* or x."


def test_an_error_without_an_answer_is_its_message() -> None:
    assert said(error(http_status=None, code=None)) == "No rights"
    assert said(None) == "no reason was given"
