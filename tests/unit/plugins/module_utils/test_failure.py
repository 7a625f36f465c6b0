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
    assert words == (
        "5 of 6 images could not be read. i0, i1, i2 and 2 more: 403 IMG.0026: No rights (request r-1). "
        "See docs/troubleshooting.md#not-allowed in cloud_images.sharing."
    )


def test_errors_of_several_kinds_are_explained_together() -> None:
    words = str(failure(result(error(), error(kind="unreachable", message="No route."))))
    assert words.endswith("See docs/troubleshooting.md#something-could-not-be-read in cloud_images.sharing.")


def test_a_list_that_failed_is_named_first() -> None:
    listed = str(failure(result(error(), discovered={"error": error()})))
    shared = str(failure(result(None, incoming={"error": error()})))
    assert "could not be listed: 403" in listed
    assert "others share" in shared
    assert listed.count("#not-allowed") == shared.count("#not-allowed") == 1


def test_a_pattern_without_a_match_is_named() -> None:
    words = failure(result(None, names={"error": None, "unmatched": ["golden-*", "x"]}))
    assert words == (
        "image_names: no image that the account owns is named golden-* or x. "
        "See docs/troubleshooting.md#missing-or-not-visible in cloud_images.sharing."
    )


def test_an_error_without_an_answer_is_its_message() -> None:
    assert said(error(http_status=None, code=None)) == "No rights"
    assert said(None) == "no reason was given"
