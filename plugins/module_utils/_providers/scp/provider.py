# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Samsung Cloud Platform: virtual server images.

Sources: API reference of Virtual Server ("List Image members", "List images"), API common page, and the official SDK
(SamsungSDSCloud/terraform-sdk-samsungcloudplatformv2).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from typing import Any, Literal

from ..._errors import ApiError, ErrorDetail, OptionError
from ..._http.client import Client
from ..._images.pages import Ask, Turn, by_last_id, single
from ..._model import Member, MemberType
from ..._once import once
from ..base import Account, Context, IncomingCalls, IncomingList, Provider
from ..glance import MemberRow, glance_details, glance_incoming, glance_listed, glance_member, that_image
from .account import IAM_VERSION, AccountProof
from .settings import ARGUMENT_SPEC, Settings, find_settings
from .signer import ScpSigner

# "error" and "requestId" are of gateways.
_ErrorField = Literal["errors", "code", "title", "detail", "request_id", "global_request_id", "error", "requestId"]

IMAGES_A_PAGE = 1000
_MEMBER_TYPE: MemberType = "account"
ROWS_BY_DEFAULT = 20  # of the lists that have paging; where none is documented, just as many rows prove no end
# Until when a version is guaranteed (API reference, "List Image members").
NOT_BEFORE = {"1.0": "2025-12-31", "1.1": "2026-05-31", "1.2": "2026-08-31"}


def open_account(context: Context) -> Account:
    """An account of the keys that are found. OptionError for what is missing or makes no sense."""
    settings = find_settings(context)
    _check_version(settings.api_version, context.warn)
    anonymous = context.new_client(settings.endpoint)
    auth = ScpSigner(settings.access_key, settings.secret_key)
    client = context.new_client(
        settings.endpoint,
        auth=auth,
        headers={
            "Scp-Api-Version": f"virtualserver {settings.api_version}",
            "Accept-Language": settings.language,
        },
        parse_error=functools.partial(_parse_error, settings, once(lambda: _listed_versions(anonymous))),
    )
    iam = settings.iam_endpoint and context.new_client(
        settings.iam_endpoint, service="IAM", auth=auth, headers={"Scp-Api-Version": IAM_VERSION}
    )
    ask: Ask = client.get
    pages = functools.partial(by_last_id, ask, "/v1/images", "images", size=IMAGES_A_PAGE)
    return Account(
        credentials_from=settings.credentials_from,
        endpoint=client.endpoint,
        region=settings.region,
        members=lambda image_id: single(
            ask, f"/v1/images/{image_id}/members", "members", "member_id", default_size=ROWS_BY_DEFAULT
        ),
        member=_member,
        lists=[pages()],
        listed=glance_listed,
        details=lambda image_id: glance_details(that_image(ask(f"/v1/images/{image_id}", ()), image_id)),
        proof=AccountProof(settings, ask, iam.get if iam else None),
        incoming=_incoming(client, pages(query=[("visibility", "shared")])),
    )


def _incoming(client: Client, accepted: Turn) -> IncomingCalls:
    pending = single(client.get, "/v1/pending-images", "images", "id", default_size=ROWS_BY_DEFAULT)
    return IncomingCalls(
        lists=[IncomingList(pending, "pending"), IncomingList(accepted, "accepted")],
        image=glance_incoming,
        not_listed=("rejected",),
    )


PROVIDER = Provider(argument_spec=ARGUMENT_SPEC, open=open_account)


def _check_version(version: str, warn: Callable[[str], None]) -> None:
    if not re.fullmatch(r"\d+\.\d+", version):
        raise OptionError(f"api_version: {version[:20]!r} is not a version. It looks like 1.3.")
    date = NOT_BEFORE.get(version)
    if date and date < datetime.now(timezone.utc).date().isoformat():
        warn(f"api_version {version} of virtualserver was guaranteed until {date} only: use 1.3 or newer.")


def _member(row: MemberRow, image_id: str) -> Member:
    return {**glance_member(row, image_id), "member_type": _MEMBER_TYPE}


def _listed_versions(client: Client) -> str:
    """What the service says about its API versions, as a sentence. Asked for without credentials."""
    try:
        listed = client.get("/").get("versions")
    except ApiError:
        return "The list of versions could not be read."
    names = [
        f"{str(one.get('id', '')).removeprefix('v')} ({one.get('status', 'no status')})"
        for one in (listed if isinstance(listed, list) else [])
        if isinstance(one, dict)
    ]
    return f"The service lists {', '.join(names)}." if names else "The service lists no versions."


def _parse_error(
    settings: Settings, versions: Callable[[], str], status: int, headers: Mapping[str, str], body: object
) -> ErrorDetail:
    said = _platform_error(body)
    if status == 417:
        return ErrorDetail(None, "The platform's firewall stopped a burst of requests.", kind="throttled", retry=True)
    if said is None:
        return ErrorDetail(
            None, _text(body, "error") or (body if isinstance(body, str) else ""), _text(body, "requestId")
        )
    code, message, request_id = said
    if status == 406:
        message = f"api_version {settings.api_version} is not served for this call. {versions()} Set api_version."
    elif status == 401:
        message = (
            f"{message.rstrip('.')}. The credentials were refused. Check the keys (from {settings.credentials_from}),"
            " the key's allowed source addresses, its authentication method and this machine's clock."
        )
    elif status == 403:
        needed = "virtualserver:ListImageMembers, virtualserver:ListImages and virtualserver:ShowImage"
        message = f"{message.rstrip('.')}. The key needs {needed}, and an allowed source address."
    return ErrorDetail(code, message, request_id, kind="not_found" if status == 404 else None)


def _platform_error(body: object) -> tuple[str | None, str, str | None] | None:
    """Code, message and request id of the platform's own error body; None for a gateway's."""
    errors = _said(body, "errors")
    if not isinstance(errors, list) or not errors or not isinstance(errors[0], dict):
        return None
    first = errors[0]
    detail = _said(first, "detail")
    words = detail if isinstance(detail, list) else [detail]
    message = " ".join(str(word) for word in words if word) or _text(first, "title") or ""
    return _text(first, "code"), message, _text(first, "request_id") or _text(first, "global_request_id")


def _text(body: object, field: _ErrorField) -> str | None:
    value = _said(body, field)
    return str(value) if value else None


def _said(body: object, field: _ErrorField) -> Any:
    return body.get(field) if isinstance(body, dict) else None
