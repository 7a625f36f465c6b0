# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Error answers in the shapes that OpenStack and Huawei's clouds share, and what Huawei's codes mean.

Sources: opentelekomcloud-docs/image-management-service (error_codes.rst), opentelekomcloud-docs/api-gateway
(error_codes.rst), https://support.huaweicloud.com/api-cph/ErrorCode.html
"""

from __future__ import annotations

from typing import NamedTuple

from .._model import ErrorKind

KIND_OF_CODE: dict[str, ErrorKind] = {
    "IMG.0026": "forbidden",
    "IMG.0027": "not_found",
    "IMG.0030": "unauthorized",
    "IMG.0047": "forbidden",
    "IMG.0060": "throttled",
    "IMG.0066": "not_found",
    "IMG.0087": "unauthorized",
    "IMG.0106": "forbidden",
    "IMG.0144": "not_found",
    "CPS.0001": "forbidden",
    "CPS.0003": "unavailable",
    "CPS.0006": "forbidden",
    "CPS.0007": "forbidden",
    "CPS.0008": "forbidden",
    "CPS.0030": "not_found",
    "APIGW.0101": "bad_request",
}
RETRIED_CODES = ("IMG.0060", "CPS.0003")
_SPELLINGS = (("error_code", "error_msg"), ("errorCode", "errorMsg"), ("code", "message"))


class CloudError(NamedTuple):
    """What an error body says. ``code`` and ``request_id`` are None where it says none."""

    code: str | None
    message: str
    request_id: str | None


def read_error_body(body: object) -> CloudError:
    """Code, message and request id, whichever of the clouds' shapes the body has; a text is the message."""
    if not isinstance(body, dict):
        return CloudError(None, body if isinstance(body, str) else "", None)
    request_id = str(body["request_id"]) if body.get("request_id") else None
    for level in (body, *(inner for inner in body.values() if isinstance(inner, dict))):
        for code_key, message_key in _SPELLINGS:
            code, message = level.get(code_key), level.get(message_key)
            if code or message:
                return CloudError(str(code) if code else None, str(message or ""), request_id)
    return CloudError(None, "", request_id)
