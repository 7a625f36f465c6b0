# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Nothing secret comes out of an answer that repeats it, and a good answer that does is none."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError, ErrorDetail
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.masking import Masker
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.response import Judge, parse_nothing
from urllib3 import HTTPResponse

from .judging import PLACE, SECRET, SIGNATURE, error_of, raw, request, says


@pytest.mark.parametrize(
    "spelling", [SIGNATURE, SIGNATURE[:30], f"{SIGNATURE[:8]} {SIGNATURE[8:]}", SECRET, SECRET[:-2]]
)
@pytest.mark.parametrize("status", [200, 302, 400, 401, 403, 404, 429, 500])
def test_no_secret_comes_out_of_any_field(spelling: str, status: int) -> None:
    echoed = says(ErrorDetail(f"X{spelling}", f"bad key {spelling}", f"req-{spelling}"))
    headers = {"Location": f"https://x/?s={spelling}", "Content-Type": spelling, "X-Request-Id": spelling}
    for body in ({"error": {"message": spelling}}, spelling, f"<p>{spelling}</p>".encode(), [spelling]):
        for parser in (echoed, parse_nothing):
            error = error_of(raw(status, body, headers), parser)
            shown = json.dumps(error.as_dict()).replace(" ", "")
            assert not any(secret[:8] in shown for secret in (SECRET, SIGNATURE))


def test_a_request_id_is_not_repeated_in_the_message_and_cannot_cut_a_secret() -> None:
    told = says(ErrorDetail(None, f"failed, request req-12345678, key {SECRET}", "req-12345678"))
    error = error_of(raw(400, {}), told)
    assert (error.message, error.request_id) == (
        "The image service at ims.example.com says: failed, request …, key ********",
        "req-12345678",
    )
    part = error_of(raw(400, {}), says(ErrorDetail(None, f"key {SECRET}", SECRET[4:12])))
    assert part.message.endswith("key ********")


def test_an_answer_for_a_library_is_masked_where_it_is_an_error() -> None:
    judge = Judge(PLACE, Masker([SECRET]))
    body = {"error": {"message": f"{SECRET} was refused", "code": 401}}
    masked = judge.forwarded(raw(401, body, {"X-Request-Id": f"req-{SIGNATURE}"}), request())
    assert json.loads(masked.content) == {"error": {"message": "******** was refused", "code": 401}}
    assert masked.headers == {"X-Request-Id": "req-********"}
    success = raw(201, {"token": {}}, {"X-Subject-Token": SECRET})
    assert judge.forwarded(success, request()) is success
    for status in (302, 429, 500, 503):
        with pytest.raises(ApiError):
            judge.forwarded(raw(status, body), request())


@pytest.mark.parametrize("how", [str, lambda text: base64.b64encode(f"k{text}".encode()).decode()])
def test_a_good_answer_that_repeats_the_signature_is_none(how: Callable[[str], str]) -> None:
    error = error_of(raw(200, {"members": [{"member_id": how(SIGNATURE)}]}))
    assert (error.kind, error.http_status) == ("bad_response", 200)
    assert "repeats what signed the request" in error.message
    assert SIGNATURE[:8] not in error.message


def test_a_header_that_came_twice_is_forwarded_whole() -> None:
    judge = Judge(PLACE, Masker([SECRET]))
    answer = HTTPResponse(headers={"WWW-Authenticate": "Keystone uri=a"})
    answer.headers.add("WWW-Authenticate", f"Other {SECRET}")
    masked = judge.forwarded(raw(401, {}, answer.headers), request())
    assert masked.headers["WWW-Authenticate"] == "Keystone uri=a, Other ********"
