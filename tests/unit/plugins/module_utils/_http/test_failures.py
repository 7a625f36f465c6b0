# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Why there is no answer, in words that name who was asked and say what to do."""

from __future__ import annotations

import socket
from http.client import IncompleteRead

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._http import client as client_module
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.client import Client
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.failures import root_cause
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.session import Session
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.rude_server import RudeServer


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "generate_jittered_backoff", lambda retries, **_how: iter([0] * retries))


def failure(url: str, verify: bool | str = True, timeout: float = 0.5) -> ApiError:
    with pytest.raises(ApiError) as error:
        Client(Session(retries=1, verify=verify, timeout=timeout), url, service="IAM").get("/")
    return error.value


@pytest.mark.parametrize(
    ("number", "attempts"), [(socket.EAI_NONAME, 1), (socket.EAI_AGAIN, 2), (socket.EAI_FAIL, 1)], ids=str
)
def test_a_name_that_cannot_be_resolved(monkeypatch: pytest.MonkeyPatch, number: int, attempts: int) -> None:
    def resolve(*_args: object, **_how: object) -> None:
        raise socket.gaierror(number, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    error = failure("https://nowhere.invalid")
    assert error.message == (
        "IAM at nowhere.invalid cannot be reached: the host name cannot be resolved (Name or service not known). "
        "Check region and endpoint, and whether a proxy is needed (https_proxy)."
    )
    assert (error.kind, error.attempts) == ("unreachable", attempts)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 2",
    ],
    ids=range(4),
)
def test_headers_that_break_off_are_no_answer(answer: bytes) -> None:
    """The library takes the end of the connection for the end of the headers."""
    with RudeServer(lambda head: iter([answer])) as server:
        error = failure(server.url)
    assert error.kind == "unreachable"
    assert error.attempts == 2


def test_the_root_of_an_error_is_what_others_were_made_of() -> None:
    late = TimeoutError("late")
    assert root_cause(OSError(ValueError("wrapped", late))) is late
    circle = ValueError()
    circle.args = (circle,)
    assert root_cause(circle) is circle


def test_a_broken_answer_is_the_root_whatever_showed_it() -> None:
    """urllib3 1 finds a bad size of a chunk by a number that cannot be read, which means nothing to people."""
    broken = IncompleteRead(b"")
    broken.__context__ = ValueError("invalid literal for int() with base 16")
    assert root_cause(OSError(broken)) is broken
