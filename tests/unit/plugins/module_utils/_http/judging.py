# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Answers as the tests make them, and the errors that they are judged to be."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError, ErrorDetail
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.endpoint import Place
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.masking import Masker
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.response import (
    ErrorParser,
    Judge,
    parse_nothing,
)
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.transport import RawResponse
from requests import PreparedRequest

PLACE = Place("the image service", "ims.example.com")
SIGNATURE = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
SECRET = "ExampleSecretKey/0001+notreal"


def request() -> PreparedRequest:
    prepared = PreparedRequest()
    prepared.prepare(method="GET", url="https://ims.example.com/x", headers={"X-New-Signature": SIGNATURE})
    return prepared


def raw(status: int, body: object = b"", headers: Mapping[str, str] | None = None) -> RawResponse:
    return RawResponse(status, headers or {}, body if isinstance(body, bytes) else json.dumps(body).encode())


def error_of(answer: RawResponse, parser: ErrorParser = parse_nothing, place: Place = PLACE) -> ApiError:
    with pytest.raises(ApiError) as error:
        Judge(place, Masker([SECRET]), parser).response(answer, request())
    return error.value


def says(detail: ErrorDetail) -> ErrorParser:
    return lambda status, headers, body: detail
