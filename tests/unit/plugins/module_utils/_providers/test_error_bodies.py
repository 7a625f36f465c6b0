# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Error answers of OpenStack and Huawei, whichever of their shapes they have."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.error_bodies import (
    KIND_OF_CODE,
    RETRIED_CODES,
    CloudError,
    read_error_body,
)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"error": {"code": "IMG.0026", "message": "No rights."}}, CloudError("IMG.0026", "No rights.", None)),
        ({"error_code": "CPS.0003", "error_msg": "Busy.", "request_id": "r-1"}, CloudError("CPS.0003", "Busy.", "r-1")),
        ({"errorCode": "X", "errorMsg": "Denied."}, CloudError("X", "Denied.", None)),
        ({"itemNotFound": {"code": 404, "message": "Gone."}}, CloudError("404", "Gone.", None)),
        ({"code": "Y"}, CloudError("Y", "", None)),
        ({"error_msg": "Only words."}, CloudError(None, "Only words.", None)),
        ("upstream died", CloudError(None, "upstream died", None)),
        ({"request_id": "r-2", "members": []}, CloudError(None, "", "r-2")),
        ({}, CloudError(None, "", None)),
        (["odd"], CloudError(None, "", None)),
        (None, CloudError(None, "", None)),
    ],
    ids=str,
)
def test_code_message_and_request_id_are_found(body: object, said: CloudError) -> None:
    assert read_error_body(body) == said


def test_what_is_tried_again_is_no_refusal() -> None:
    assert {KIND_OF_CODE[code] for code in RETRIED_CODES} == {"throttled", "unavailable"}
