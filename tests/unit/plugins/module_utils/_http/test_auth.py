# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Credentials that can be renewed are renewed once, however many workers find them refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.auth import FixedAuth, NoAuth, TokenAuth
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.client import Client
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.session import Session
from ansible_collections.cloud_images.sharing.plugins.module_utils._model import ErrorKind
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.rude_server import RudeServer, answer
from requests import PreparedRequest

WORKERS = 8


class Renewing(TokenAuth):
    """Tokens by number; ``error`` is what the next renewal raises."""

    renewable = True

    def __init__(self, error: ApiError | None = None) -> None:
        super().__init__("token-0")
        self.renewals = 0
        self._error = error

    def renew(self) -> None:
        if self._error:
            raise self._error
        self.renewals += 1
        self._token = f"token-{self.renewals}"


def accepts(*tokens: str) -> RudeServer:
    """A cloud that knows these tokens."""

    def reply(head: str) -> bytes:
        known = any(f"X-Auth-Token: {token}\r\n" in head for token in tokens)
        return answer(200, b"{}") if known else answer(401, b'{"message": "who are you?"}')

    return RudeServer(reply)


def test_fixed_credentials_cannot_be_renewed() -> None:
    assert not TokenAuth("t").renewable
    with pytest.raises(NotImplementedError):
        FixedAuth().renew()


def test_a_token_is_a_header_and_no_credentials_are_nothing() -> None:
    request = PreparedRequest()
    request.prepare(method="GET", url="https://example.com", headers={}, auth=NoAuth())
    assert dict(request.headers) == {}
    assert TokenAuth("t0k3n")(request).headers["X-Auth-Token"] == "t0k3n"


def test_all_workers_share_one_renewal() -> None:
    auth = Renewing()
    with accepts("token-1") as server, ThreadPoolExecutor(WORKERS) as pool:
        client = Client(Session(), server.url, auth=auth)
        assert list(pool.map(lambda _number: client.get("/x"), range(50))) == [{}] * 50
    assert auth.renewals == 1


def test_tokens_that_expire_are_renewed_each_time() -> None:
    auth = Renewing()
    known = ["token-0"]

    def reply(head: str) -> bytes:
        return answer(200, b"{}") if f"X-Auth-Token: {known[-1]}\r\n" in head else answer(401, b"{}")

    with RudeServer(reply) as server:
        client = Client(Session(), server.url, auth=auth)
        for number in range(3):
            known.append(f"token-{number + 1}")
            assert client.get("/x") == {}
    assert auth.renewals == 3


def test_a_new_token_that_is_refused_too_ends_everything() -> None:
    auth = Renewing()
    with accepts("another") as server:
        client = Client(Session(), server.url, auth=auth)
        for _image in range(3):
            with pytest.raises(ApiError) as error:
                client.get("/x")
            assert error.value.kind == "unauthorized"
        assert len(server.heads) == 2
    assert auth.renewals == 1


@pytest.mark.parametrize(("kind", "requests"), [("unauthorized", 1), ("unavailable", 2)])
def test_a_renewal_that_fails_ends_everything_only_where_it_was_refused(kind: ErrorKind, requests: int) -> None:
    with accepts("another") as server:
        client = Client(Session(), server.url, auth=Renewing(ApiError(kind, "no token")))
        for _image in range(2):
            with pytest.raises(ApiError):
                client.get("/x")
        assert len(server.heads) == requests
