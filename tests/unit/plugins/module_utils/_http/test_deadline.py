# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Bytes that come slowly, or never, end at the deadline; more time counts while they are waited for."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.budget import Budget
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.client import Client
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.session import Session
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.rude_server import RudeServer, answer

BOUND = 30  # seconds, after which a test that hangs fails
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"


def slowly(first: bytes, ended: threading.Event) -> Iterator[bytes]:
    yield first
    while not ended.wait(0.05):
        yield b" "


@pytest.mark.parametrize("first", [b"", b"HTTP/1.1 200", HEAD], ids=["before", "head", "body"])
@pytest.mark.parametrize(
    "session",
    [
        lambda: Session(retries=0, timeout=0.3),
        lambda: Session(retries=0, budget=Budget(give_up_after=0.3)),
        lambda: Session(retries=0, budget=Budget(deadline=0.3)),
    ],
    ids=["timeout", "give_up_after", "deadline"],
)
def test_every_bound_ends_a_drip(session: type[Session], first: bytes) -> None:
    ended = threading.Event()
    with RudeServer(lambda head: slowly(first, ended)) as server, pytest.raises(ApiError) as error:
        Client(session(), server.url).get("/")
    ended.set()
    assert error.value.kind == "unreachable"
    assert f"he image service at {server.host} gave no" in error.value.message


@pytest.mark.slow
def test_progress_elsewhere_gives_more_time_to_what_is_in_flight() -> None:
    """The answer takes longer than ``give_up_after``, while others are finished all the time."""
    budget = Budget(give_up_after=2)
    parts = itertools.count()

    def reply(head: str) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 32\r\n\r\n{"
        for _part in range(30):
            threading.Event().wait(0.1)
            next(parts)
            budget.progress()
            yield b" "
        yield b"}"

    with RudeServer(reply) as server:
        assert Client(Session(retries=0, budget=budget), server.url).get("/") == {}
    assert next(parts) == 30


def test_an_answer_of_many_parts_is_put_together() -> None:
    with RudeServer(lambda head: iter([answer(200, b'{"a": 1}')[at : at + 1] for at in range(55)])) as server:
        assert Client(Session(), server.url).get("/") == {"a": 1}
