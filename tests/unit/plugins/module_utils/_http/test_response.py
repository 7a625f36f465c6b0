# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What one answer means: the kinds of errors, and what they say."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError, ErrorDetail
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.endpoint import Place
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.masking import Masker
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.response import (
    Judge,
    Response,
)
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.transport import RawResponse
from ansible_collections.cloud_images.sharing.plugins.module_utils._model import ErrorKind
from hypothesis import given
from hypothesis import strategies as st

from .judging import PLACE, SECRET, error_of, raw, request, says


@pytest.mark.parametrize(
    ("status", "kind", "retry"),
    [
        (204, "bad_response", False),
        (206, "bad_response", False),
        (299, "bad_response", False),
        (301, "bad_response", False),
        (400, "bad_request", False),
        (401, "unauthorized", False),
        (403, "forbidden", False),
        (404, "bad_request", False),
        (406, "unsupported_version", False),
        (413, "bad_request", False),
        (417, "bad_request", False),
        (429, "throttled", True),
        (500, "unavailable", False),
        (502, "unavailable", True),
        (503, "unavailable", True),
        (504, "unavailable", True),
        (600, "unavailable", False),
    ],
)
def test_what_a_status_means(status: int, kind: str, retry: bool) -> None:
    error = error_of(raw(status, {}))
    assert (error.kind, error.retry, error.http_status) == (kind, retry, status)


def test_a_404_is_a_missing_image_only_where_the_provider_says_so() -> None:
    assert error_of(raw(404, {"message": "No such image"})).kind == "bad_request"
    own = says(ErrorDetail(None, "No such image", kind="not_found"))
    error = error_of(raw(404, {"message": "No such image"}), own)
    assert error.kind == "not_found"
    assert error.message == "The image is missing, or not visible to these credentials. The cloud says: No such image"
    page = error_of(raw(404, b"<html>404 Not Found</html>"), own)
    assert (page.kind, page.state) == ("bad_request", "failed")
    assert page.message == (
        "This 404 is not the image service's own, so it says nothing about the image. Check endpoint and region. "
        "The image service at ims.example.com says: No such image"
    )


@pytest.mark.parametrize(
    "body",
    [
        {"members": [], "error": {"code": 500, "message": "half a list"}},
        {"members": [], "errors": [{"code": "x"}]},
        {"members": [], "fault": {"message": "x"}},
        {"members": [], "error_code": "CPS.0003", "error_msg": "busy"},
        {"members": [], "errorCode": "X", "errorMsg": "denied"},
    ],
    ids=str,
)
def test_an_error_beside_the_rows_is_no_evidence(body: dict[str, Any]) -> None:
    error = error_of(raw(200, body))
    assert error.kind == "bad_response"
    assert "holds an error besides" in error.message


@pytest.mark.parametrize(
    "body", [{"error": None}, {"errors": []}, {"error": "a property of an image"}, {"error_code": ""}]
)
def test_what_only_looks_like_an_error_is_none(body: dict[str, Any]) -> None:
    assert Judge(PLACE, Masker()).response(raw(200, body), request()).body == body


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Range": "items 0-13/500"},
        {"Link": '<https://ims.example.com/x?page=2>; rel="next", <https://ims.example.com/x>; rel="self"'},
        {"Link": "</x>; rel=next"},
        {"Link": '</x>; title="more"; REL = "last Next"'},
    ],
)
def test_a_part_of_an_answer_is_no_evidence(headers: dict[str, str]) -> None:
    error = error_of(raw(200, {"members": []}, headers))
    assert (error.kind, "only a part" in error.message) == ("bad_response", True)


@pytest.mark.parametrize(
    "link", ["</x>; rel=self", '</next>; rel="prev"', '<https://docs.example.com/next>; rel="help"']
)
def test_a_link_to_something_else_is_no_next_page(link: str) -> None:
    assert Judge(PLACE, Masker()).response(raw(200, {"a": 1}, {"Link": link}), request()).body == {"a": 1}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The answer of the image service at ims.example.com is empty (text/html)."),
        (
            b"<html><title>Sign in</title></html>",
            "The answer of the image service at ims.example.com is not JSON (text/html): Sign in.",
        ),
        (b"[]", "The answer of the image service at ims.example.com is not a JSON object (text/html): []."),
    ],
)
def test_what_is_no_document_says_what_came_instead(content: bytes, words: str) -> None:
    assert error_of(raw(200, content, {"Content-Type": "text/html"})).message == words


@pytest.mark.parametrize(
    ("status", "detail", "place", "words"),
    [
        (403, "You may not.", PLACE, "You may not."),
        (403, "", PLACE, "The image service at ims.example.com answered 403 without a reason."),
        (503, "Busy.", PLACE, "The image service at ims.example.com says: Busy."),
        (401, "Wrong password.", Place("IAM", "iam.example.com"), "IAM at iam.example.com says: Wrong password."),
        (
            504,
            "Late.",
            Place("the image service", "ims.example.com", "px:3128"),
            "The image service at ims.example.com, through the proxy px:3128, says: Late.",
        ),
    ],
)
def test_an_error_says_whose_it_is(status: int, detail: str, place: Place, words: str) -> None:
    assert error_of(raw(status, {}), says(ErrorDetail(None, detail)), place).message == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, ""),
        (1, ""),
        (60, " This machine's clock is 60 minutes ahead of the cloud's: set it."),
        (-17, " This machine's clock is 17 minutes behind the cloud's: set it."),
    ],
)
def test_a_refused_signature_tells_of_a_clock_that_is_off(minutes: int, words: str) -> None:
    date = format_datetime(datetime.now(timezone.utc) - timedelta(minutes=minutes), usegmt=True)
    refused = says(ErrorDetail(None, "Refused."))
    assert error_of(raw(401, {}, {"Date": date}), refused).message == f"Refused.{words}"
    assert error_of(raw(403, {}, {"Date": date}), refused).message == "Refused."


@pytest.mark.parametrize("date", ["", "today", "Mon, 99 Foo 99999 99:99:99 GMT"])
def test_a_date_that_is_none_tells_nothing(date: str) -> None:
    assert error_of(raw(401, {}, {"Date": date}), says(ErrorDetail(None, "Refused."))).message == "Refused."


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("3", 3.0),
        ("1.5", 1.5),
        ("0", 0.0),
        ("-1", 0.0),
        ("999999999", 120.0),
        ("inf", 120.0),
        ("9" * 80, 120.0),
        ("nan", None),
        ("soon", None),
        ("", None),
        ("Sun, 25 Oct 2099 13:00:30 GMT", 30.0),
        ("Sun, 25 Oct 2099 11:00:00 GMT", 0.0),
    ],
)
def test_retry_after_is_read_by_the_servers_own_clock(retry_after: str, seconds: float | None) -> None:
    headers = {"Retry-After": retry_after, "Date": "Sun, 25 Oct 2099 13:00:00 GMT"}
    assert error_of(raw(429, {}, headers)).retry_after == seconds


kinds: st.SearchStrategy[ErrorKind | None] = st.sampled_from([None, "unauthorized", "not_found", "throttled"])


@given(st.integers(200, 699), st.binary(max_size=200), kinds, st.text(), st.text(), st.text())
def test_no_answer_but_a_whole_object_is_a_success(
    status: int, content: bytes, kind: ErrorKind | None, code: str, message: str, request_id: str
) -> None:
    judge = Judge(PLACE, Masker([SECRET]), says(ErrorDetail(code, message, request_id, kind)))
    outcome = outcome_of(lambda: judge.response(RawResponse(status, {}, content), request()))
    if isinstance(outcome, ApiError):
        assert outcome.message
        assert outcome.message.isprintable()
        assert outcome.kind != "not_found" or status != 404 or content.strip().startswith(b"{")
    else:
        assert status in (200, 201)
        assert outcome.body == json.loads(content)


def outcome_of(judgement: Callable[[], Response]) -> Response | ApiError:
    try:
        return judgement()
    except ApiError as error:
        return error


@pytest.mark.parametrize("headers", [{"Age": "1"}, {"X-Cache": "HIT"}])
def test_an_answer_that_a_cache_kept_is_no_evidence(headers: dict[str, str]) -> None:
    error = error_of(raw(200, {"members": []}, headers))
    assert (error.kind, error.retry) == ("bad_response", False)
    assert "comes from a cache between this machine and the cloud" in error.message


def test_what_headers_say_about_a_list_stands_beside_it() -> None:
    answer = raw(200, {"members": []}, {"X-Total-Count": "5"})
    body = Judge(PLACE, Masker([SECRET])).response(answer, request()).body
    assert body == {"members": [], "paging headers": {"total-count": 5}}
