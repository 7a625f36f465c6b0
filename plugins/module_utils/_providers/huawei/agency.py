# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Agencies: temporary keys with which one account acts for another that trusts it.

Sources: https://support.huaweicloud.com/intl/en-us/api-iam/iam_04_0101.html (keys of an agency),
https://support.huaweicloud.com/eu/api-iam/iam_07_0001.html (the caller's own account), and the SDK's GlobalCredentials
(huaweicloudsdkcore/auth/credentials.py), which names that account in X-Domain-Id of signed requests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..._errors import ApiError
from ..._http.client import Client
from ..._options import JsonObject
from .iam import Field, said
from .settings import Agency
from .signer import HuaweiSigner

if TYPE_CHECKING:
    from requests import PreparedRequest

_SECONDS = 3600  # as in the document's example; 15 minutes to 24 hours are allowed
_KEYS: tuple[Field, ...] = ("access", "secret", "securitytoken")


class AgencyAuth:
    """Signs with the keys that an agency lends; `renew` borrows the next ones.

    ``iam`` is a client of the credentials that the agency trusts. ``project_id`` is the agency's own, once it is known.
    """

    renewable = True

    def __init__(self, iam: Client, agency: Agency, no_log_add: Callable[[str], None]) -> None:
        self.project_id: str | None = None
        self._iam = iam
        self._document = _request_for(agency)
        self._no_log_add = no_log_add
        self.renew()

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        access_key, secret_key, token = self._keys
        project = {"X-Project-Id": self.project_id} if self.project_id else {}
        signer = HuaweiSigner(access_key, secret_key, {**project, "X-Security-Token": token})
        signed: PreparedRequest = signer(request)
        return signed

    def renew(self) -> None:
        """Borrow new keys. ApiError where IAM does not lend any."""
        body = self._iam.exchange("POST", "/v3.0/OS-CREDENTIAL/securitytokens", (), self._document).body
        keys = [said(said(body, "credential"), name) for name in _KEYS]
        texts = [key for key in keys if isinstance(key, str) and key.isascii() and key]
        if len(texts) != len(_KEYS):
            raise ApiError("bad_response", "IAM answered without the keys of the agency.", http_status=201)
        access_key, secret_key, token = texts
        self._no_log_add(secret_key)
        self._no_log_add(token)
        self._keys = access_key, secret_key, token


def find_domain(iam: Client) -> str:
    """The id of the caller's own account. ApiError unless there is one."""
    domains = said(iam.get("/v3/auth/domains"), "domains")
    ids = [said(domain, "id") for domain in domains] if isinstance(domains, list) else []
    if len(ids) != 1 or not isinstance(ids[0], str) or not ids[0].isalnum():
        raise ApiError("bad_response", "IAM does not say which account these credentials belong to.", http_status=200)
    return ids[0]


def _request_for(agency: Agency) -> JsonObject:
    role = {**agency.domain, "agency_name": agency.name, "duration_seconds": _SECONDS}
    return {"auth": {"identity": {"methods": ["assume_role"], "assume_role": role}}}
