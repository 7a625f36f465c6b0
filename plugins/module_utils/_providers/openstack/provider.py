# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Images of any OpenStack, read through Glance's own API.

Source: https://docs.openstack.org/api-ref/image/v2/ ("List image members", "List images", "Show image", "API versions")
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from ..._errors import ApiError, ErrorDetail
from ..._hosts import is_below
from ..._http.client import Client
from ..._images.details import rows_of
from ..base import Account, Context, DetailsCalls, MemberCall, Provider
from ..domains import HUAWEI_DOMAINS
from ..glance import glance_details, glance_member, that_image
from ..huawei.connection import KIND_OF_CODE, RETRIED_CODES, said
from .config import ARGUMENT_SPEC
from .login import log_in

if TYPE_CHECKING:
    from ..._images.read import Reading

IMAGES_A_PAGE = 1000  # the most that Glance gives unless its operator allows more
# Clouds whose images look private while they are shared, and who cut lists of members into pages.
HUAWEI_PAGE, HUAWEI_DEFAULT_PAGE = 1000, 500

_HIDDEN = "os_hidden:"  # begins our markers in the list of hidden images
_NO_SUCH_PATH = "The resource could not be found."  # webob's 404, for a path that Glance does not know
_WHO_SEES = {
    "public": "everyone can boot it",
    "community": "everyone who knows its id can boot it",
    "private": "the refused list is no proof that it has none",
    "shared": "the role reader in the owner's project, and a policy that allows get_members, are needed",
}


def open_account(context: Context) -> Account:
    login = log_in(context)
    root = re.sub(r"/v2(\.\d+)?/*$", "", login.endpoint.rstrip("/"))
    huawei = _is_huaweis(login.endpoint) or _is_huaweis(login.auth_url or "")
    client = context.new_client(root, auth=login.auth, parse_error=_parse_error, verify=login.verify, cert=login.cert)
    unsigned = context.new_client(root, verify=login.verify, cert=login.cert)
    glance = _Glance(client, unsigned, login.project_id, huawei, context.options)
    return Account(
        client=client,
        credentials_from=login.credentials_from,
        own_id=login.project_id,
        members=MemberCall(
            path=lambda image_id: f"/v2/images/{image_id}/members",
            member=glance_member,
            page_size=HUAWEI_PAGE if huawei else None,
            default_size=HUAWEI_DEFAULT_PAGE if huawei else None,
        ),
        records=DetailsCalls(glance.page, glance.one),
        refine=glance.refined,
    )


PROVIDER = Provider(name="openstack", argument_spec=ARGUMENT_SPEC, open=open_account)


def _is_huaweis(url: str) -> bool:
    return is_below(urlsplit(url).hostname or "", HUAWEI_DOMAINS)


class _Glance:
    """The image records of one project, and what they prove about refused lists of members."""

    def __init__(
        self, client: Client, unsigned: Client, own_id: str | None, huawei: bool, options: Mapping[str, Any]
    ) -> None:
        self._client = client
        self._unsigned = unsigned
        self._own_id = own_id
        self._huawei = huawei
        self._details = options["image_details"]
        self._marked_by_huawei: set[str] = set()
        self._asking = threading.Lock()
        self._upstream: bool | None = None

    def refined(self, reading: Reading) -> Reading:
        """A refused list (403), with what the image's own record says about it."""
        error = reading.error
        if error is None or error.kind != "forbidden" or reading.state == "read":
            return reading
        record = reading.image
        if record is None and not self._details:  # else it was tried before
            record = self._details_or_none(reading.image_id)
        visibility = record["visibility"] if record else None
        if record is None or visibility not in _WHO_SEES:
            return reading
        if visibility == "private" and record["caller_is_owner"] and self._private_means_private(reading.image_id):
            return replace(reading, state="read", complete=True, members=[], error=None)
        words = f"Members are listed for shared images. This one is {visibility}: {_WHO_SEES[visibility]}."
        return replace(reading, error=_reworded(error, f"{words} The cloud says: {error.message}"))

    def _private_means_private(self, image_id: str) -> bool:
        """Whether a private image cannot have members here: on upstream Glance since version 2.5 of its API.

        No for Huawei's clouds, known by their hosts or by the properties that they give every image; no when unsure.
        """
        if self._huawei or image_id in self._marked_by_huawei:
            return False
        with self._asking:
            if self._upstream is None:
                self._upstream = self._has_version_2_5()
            return self._upstream

    def _has_version_2_5(self) -> bool:
        try:
            versions = self._unsigned.get("/versions").get("versions")
        except ApiError:
            return False
        ids = [str(one.get("id")) for one in versions if isinstance(one, dict)] if isinstance(versions, list) else []
        minors = [int(found[1]) for found in (re.fullmatch(r"v2\.(\d{1,4})", one) for one in ids) if found]
        return max(minors, default=0) >= 5

    def _details_or_none(self, image_id: str) -> dict[str, Any] | None:
        try:
            return self.one(image_id)
        except ApiError:
            return None

    def page(self, marker: str | None) -> tuple[dict[str, dict[str, Any]], str | None]:
        """A page of our own images. Glance lists hidden ones apart, so their list follows when the first one ends."""
        hidden = marker is not None and marker.startswith(_HIDDEN)
        last = marker.removeprefix(_HIDDEN) if marker else ""
        query = [("limit", str(IMAGES_A_PAGE))]
        query += [("owner", self._own_id)] if self._own_id else []
        query += [("os_hidden", "true")] if hidden else []
        query += [("marker", last)] if last else []
        body = self._client.get("/v2/images", query)
        images = rows_of(body, "images", "id")
        following = _marker_in(body.get("next"))
        if hidden and following:
            following = _HIDDEN + following
        elif not hidden and not following and not self._huawei:
            following = _HIDDEN
        return {image["id"]: self._details_of(image) for image in images}, following

    def one(self, image_id: str) -> dict[str, Any]:
        return self._details_of(that_image(self._client.get(f"/v2/images/{image_id}"), image_id))

    def _details_of(self, image: Mapping[str, Any]) -> dict[str, Any]:
        if any(name.startswith("__") or name == "enterprise_project_id" for name in image):
            self._marked_by_huawei.add(image["id"])
        return glance_details(image, self._own_id)


def _marker_in(link: object) -> str | None:
    """The marker in a list's link to its next page; None at its end."""
    if not link:
        return None
    found = parse_qs(urlsplit(str(link)).query).get("marker")
    if not found:
        raise ApiError("bad_response", "The image list's link to the next page has no marker.", http_status=200)
    return found[0]


def _reworded(error: ApiError, message: str) -> ApiError:
    return ApiError(
        error.kind,
        message,
        http_status=error.http_status,
        code=error.code,
        request_id=error.request_id,
        attempts=error.attempts,
    )


def _parse_error(status: int, headers: Mapping[str, str], body: object) -> ErrorDetail:
    """Reads an error answer of Glance, of the token check in front of it, or of Huawei's gateway."""
    code, words, request_id = said(body)
    if code and code.startswith(str(status)):
        code = None  # "404 Not Found" repeats the status
    kind = KIND_OF_CODE.get(code or "")
    if kind is None and status == 404:
        if code is None and isinstance(body, dict) and words and _NO_SUCH_PATH not in words:
            words = f"The image is missing, or not visible to this project. The cloud says: {words}"
        else:
            kind = "bad_request"
            words = f"This 404 is not about the image: check the endpoint. The cloud says: {words}"
    elif status == 401:
        words = f"The token was refused. The cloud says: {words}"
    return ErrorDetail(code, words, request_id, kind, retry=code in RETRIED_CODES)
