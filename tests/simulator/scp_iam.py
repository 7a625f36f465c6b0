# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Samsung Cloud Platform: product iam, the one call that says whose an access key is.

Shape and parameters: https://docs.e.samsungsdscloud.com/en/apireference/management/iam/apis/accesskeylist/ (1.4) and
``ListAccessKeyResponse`` of the official SDK's ``library/iam/1.0/api/openapi.yaml``. The example of the page spells
``is_enabled`` as text, the schema as boolean: here it is text. Assumptions: an account sees the keys of its own users;
``marker`` is the ``id`` of the last row; ``links`` has ``next`` where more follows; ``count`` is given when asked for.
"""

from __future__ import annotations

import hashlib
from typing import Any

from . import errors
from .messages import Call, Refused, Reply, json_reply
from .signatures import Gatekeeper
from .world import Key

LARGEST_PAGE = 1000
_STAMP = "2024-05-17T00:23:17Z"


def answer(call: Call, keeper: Gatekeeper) -> Reply | None:
    if (call.method, call.segments) == ("GET", ["v1", "access-keys"]):
        return _keys(call, keeper)
    return None


def _keys(call: Call, keeper: Gatekeeper) -> Reply:
    account = keeper.scp(call)
    habits = keeper.world.habits
    asked = call.headers.get("scp-api-version")
    if asked is not None and asked not in {f"iam {version}" for version in habits.scp_iam_versions}:
        raise Refused(errors.scp_platform(406, "NoSuchVersion", f"The version {asked!r} is not supported."))
    if habits.scp_iam_status:
        raise Refused(_refusal(habits.scp_iam_status))
    limit = call.query.get("limit", str(habits.scp_iam_page))
    if not limit.isdecimal() or not 1 <= int(limit) <= LARGEST_PAGE:
        raise Refused(errors.scp_platform(400, "ValidationError", "limit: must be between 1 and 1000"))
    rows = [row for row in _listed(keeper, account) if _wanted(call, row)]
    start = 0
    if marker := call.query.get("marker"):
        start = next((number + 1 for number, row in enumerate(rows) if row["id"] == marker), -1)
        if start < 0:
            raise Refused(errors.scp_platform(400, "ValidationError", "marker: no such access key"))
    page = rows[start : start + int(limit)]
    links = [{"href": f"{call.base_url}{call.path}?limit={limit}", "rel": "first"}]
    if start + len(page) < len(rows) and habits.scp_iam_links == "next":
        links.append({"href": f"{call.base_url}{call.path}?limit={limit}&marker={page[-1]['id']}", "rel": "next"})
    count = len(rows) if call.query.get("with_count") == "true" else None
    led_on = None if habits.scp_iam_links == "null" else links
    return json_reply(200, {"access_keys": page, "count": count, "links": led_on})


def _refusal(status: int) -> Reply:
    code, detail = {
        401: ("Iam.Unauthorized.AuthZFailed", "You are not authorized: iam:ListAccessKey"),
        403: ("Forbidden", "No permission: iam:ListAccessKey"),
        404: ("NotFound", "The resource is not found."),
    }[status]
    return errors.scp_platform(status, code, detail)


def _listed(keeper: Gatekeeper, account: str) -> list[dict[str, Any]]:
    """The rows of the account: first keys of its other users, then those of the world."""
    habits = keeper.world.habits
    others = [Key(f"other-user-key-{number:04}", "", account) for number in range(habits.scp_iam_others)]
    keys = keeper.world.scp_keys.values()
    own = [key for key in keys if key.account == account and key.access_key not in habits.scp_iam_left_out]
    return [_row(key, habits.scp_iam_accounts.get(key.access_key, key.account)) for key in [*others, *own]]


def _wanted(call: Call, row: dict[str, Any]) -> bool:
    asked = ("account_id", "access_key_type", "parent_access_key_id")
    return all(row[name] == call.query[name] for name in asked if name in call.query)


def _row(key: Key, account: str) -> dict[str, Any]:
    user = hashlib.md5(key.account.encode(), usedforsecurity=False).hexdigest()
    return {
        "access_key": key.access_key,
        "access_key_type": key.access_key_type,
        "account_id": account,
        "created_at": _STAMP,
        "created_by": user,
        "description": "description",
        "expiration_timestamp": key.expiration_timestamp,
        "id": hashlib.md5(key.access_key.encode(), usedforsecurity=False).hexdigest(),
        "is_enabled": str(key.is_enabled).lower(),
        "modified_at": _STAMP,
        "modified_by": user,
        "parent_access_key_id": None,
        "secret_key": listed_secret(key.access_key),
    }


def listed_secret(access_key: str) -> str:
    """What the vendor's example shows as ``secret_key``: none of the caller's, and yet never to be seen anywhere."""
    digits = hashlib.sha256(access_key.encode()).hexdigest()
    return f"listed-secret-{digits[:24]}-notreal"
