# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Images of any OpenStack, read through Glance's own API.

Source: https://docs.openstack.org/api-ref/image/v2/ ("List image members", "List images", "Show image", "API versions")
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from ..._errors import ErrorDetail
from ..._hosts import is_below
from ..._ids import same_id
from ..._images.pages import Ask, Page, Row, Turn
from ..._images.reading import Reading
from ..._model import ImageDetails
from ..._once import once
from ..base import Account, Context, IncomingCalls, IncomingList, ListedImage, Proof, Provider
from ..domains import HUAWEI_DOMAINS
from ..error_bodies import KIND_OF_CODE, RETRIED_CODES, read_error_body
from ..glance import (
    STATUSES,
    ImageRow,
    glance_details,
    glance_incoming,
    glance_listed,
    glance_member,
    linked_images,
    marked_members,
    that_image,
)
from .config import ARGUMENT_SPEC
from .login import Login, log_in
from .refused import RefusedLists, explained, since_2_5

IMAGES_A_PAGE = 1000  # the most that Glance gives unless its operator allows more
HUAWEI_PAGE, HUAWEI_DEFAULT_PAGE = 1000, 500  # Huawei's clouds cut lists of members into pages

_OWN_404 = {"message", "code", "title"}  # webob's answer in JSON has these and no other
_NO_SUCH_PATH = "The resource could not be found."  # webob's 404, for a path that Glance does not know


def open_account(context: Context) -> Account:
    """A project of the cloud that is meant. OptionError for a wrong configuration, ApiError for a refused login."""
    login = log_in(context)
    root = re.sub(r"/v2(\.\d+)?/*$", "", login.endpoint.rstrip("/"))
    client = context.new_client(root, auth=login.auth, parse_error=_parse_error, verify=login.verify, cert=login.cert)
    anonymous = context.new_client(root, verify=login.verify, cert=login.cert)
    glance = _Glance(explained(client.get, login.no_project), login, once(lambda: since_2_5(anonymous.get)))
    return Account(
        credentials_from=login.credentials_from,
        endpoint=client.endpoint,
        region=login.region,
        members=glance.members,
        member=glance_member,
        lists=glance.lists([("owner", login.project_id)] if login.project_id else []),
        listed=glance.listed,
        details=glance.details,
        proof=glance.proof,
        incoming=IncomingCalls(
            lists=[
                IncomingList(turn, status)
                for status in STATUSES
                for turn in glance.lists([("visibility", "shared"), ("member_status", status)])
            ],
            image=glance_incoming,
        ),
        refine=glance.refine,
    )


PROVIDER = Provider(argument_spec=ARGUMENT_SPEC, open=open_account)


class _Glance:
    """One project's view of Glance. Huawei's clouds are known by their hosts, or by properties of every image."""

    def __init__(self, ask: Ask, login: Login, is_since_2_5: Callable[[], bool]) -> None:
        self._ask = ask
        self._project_id = login.project_id
        self._no_project = login.no_project
        self._huawei = _is_huaweis(login.endpoint) or _is_huaweis(login.auth_url or "")
        self._marked_by_huawei: set[str] = set()
        self._full_pages: set[str] = set()
        self._refused = RefusedLists(self.details, self.proof, is_since_2_5, self.is_huaweis)

    def proof(self) -> Proof:
        """Keystone says a token's project. A token of a domain or of the whole system has none, and owns nothing."""
        if self._project_id is None:
            return Proof(note=self._no_project)
        return Proof(self._project_id, "token")

    def members(self, image_id: str) -> Turn:
        path = f"/v2/images/{image_id}/members"
        if self._huawei:
            return marked_members(self._ask, path, size=HUAWEI_PAGE, default_size=HUAWEI_DEFAULT_PAGE)
        turn = marked_members(self._ask, path)

        def watched(marker: str | None) -> Page:
            page = turn(marker)
            if len(page.rows) in (HUAWEI_DEFAULT_PAGE, HUAWEI_PAGE) and not page.body.get("page_info"):
                self._full_pages.add(same_id(image_id))
            return page

        return watched

    def refine(self, reading: Reading) -> Reading:
        """A whole list of Glance's may be a page on Huawei's clouds, where the image is seen to be there."""
        if reading.complete and same_id(reading.image_id) in self._full_pages and self.is_huaweis(reading.image_id):
            return replace(reading, complete=False)
        return self._refused.refine(reading)

    def lists(self, query: list[tuple[str, str]]) -> list[Turn]:
        """The list of visible images and, where hidden ones are kept apart, that of hidden ones."""
        images = functools.partial(linked_images, self._ask, "/v2/images", size=IMAGES_A_PAGE)
        return [images(query=query)] + ([] if self._huawei else [images(query=[*query, ("os_hidden", "true")])])

    def listed(self, image: ImageRow) -> ListedImage:
        self._look_for_marks(image)
        return glance_listed(image)

    def details(self, image_id: str) -> ImageDetails:
        image = that_image(self._ask(f"/v2/images/{image_id}", ()), image_id)
        self._look_for_marks(image)
        return glance_details(image)

    def is_huaweis(self, image_id: str) -> bool:
        return self._huawei or same_id(image_id) in self._marked_by_huawei

    def _look_for_marks(self, image: Row) -> None:
        if any(name.startswith("__") or name == "enterprise_project_id" for name in image):
            self._marked_by_huawei.add(same_id(image["id"]))


def _is_huaweis(url: str) -> bool:
    return is_below(urlsplit(url).hostname or "", HUAWEI_DOMAINS)


def _parse_error(status: int, headers: Mapping[str, str], body: object) -> ErrorDetail:
    """Reads an error answer of Glance, of the token check in front of it, or of Huawei's gateway."""
    code, words, request_id = read_error_body(body)
    if code and code.startswith(str(status)):
        code = None  # "404 Not Found" repeats the status
    kind = KIND_OF_CODE.get(code or "")
    if kind is None and status == 404:
        if code is None and isinstance(body, dict) and body.keys() == _OWN_404 and _NO_SUCH_PATH not in words:
            kind = "not_found"
    elif status == 401:
        words = f"The token was refused. The cloud says: {words}"
    return ErrorDetail(code, words, request_id, kind, retry=code in RETRIED_CODES)
