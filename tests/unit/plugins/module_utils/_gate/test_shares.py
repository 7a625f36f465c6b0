# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How connections are shared out to processes."""

from __future__ import annotations

import os
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._gate.model import Request, Task
from ansible_collections.cloud_images.sharing.plugins.module_utils._gate.shares import shared_out
from hypothesis import given
from hypothesis import strategies as st

from .runs import task


@pytest.fixture(autouse=True)
def four_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: range(4), raising=False)


def _request(tasks: dict[str, Task], concurrency: int = 64) -> Request:
    return {"connections": tasks, "concurrency": concurrency, "folder": "/", "journal": "/journal"}


def _account(key: str, images: int, **options: Any) -> Task:
    return task("scp", {"access_key": key, **options}, [f"image-{number}" for number in range(images)])


def test_many_accounts_are_read_by_as_many_processes_as_there_are_processors() -> None:
    shares = shared_out(_request({f"account-{n}": _account(f"key-{n}", 50) for n in range(200)}))
    assert [(share.number, len(share.tasks), share.slots) for share in shares] == [(n, 50, 16) for n in range(4)]


def test_a_short_run_is_read_by_one_process() -> None:
    (only,) = shared_out(_request({f"account-{n}": _account(f"key-{n}", 5) for n in range(40)}))
    assert (len(only.tasks), only.slots) == (40, 64)


def test_one_large_account_is_read_by_one_process() -> None:
    assert len(shared_out(_request({"only": _account("key", 50_000)}))) == 1


def test_connections_of_one_identity_stay_together_wherever_they_lead() -> None:
    """They share what a cloud says to their key: two processes would send a refused one twice."""
    tasks = {
        **{f"a-{region}": _account("key-a", 900, region=region) for region in ("kr-west1", "kr-east1", "kr-south1")},
        **{f"b-{n}": _account("key-b", 900) for n in range(3)},
        "other cloud": task("huawei_ims", {"access_key": "key-a"}, ["image"] * 900),
        "from the environment": task("scp", {}, ["image"] * 900),
    }
    shares = shared_out(_request(tasks))
    together = sorted(sorted(share.tasks) for share in shares)
    assert together == [
        ["a-kr-east1", "a-kr-south1", "a-kr-west1"],
        ["b-0", "b-1", "b-2"],
        ["from the environment"],
        ["other cloud"],
    ]


def test_few_slots_are_not_shared_out() -> None:
    """A connection that hangs would take a process's only slot, and hold up all others there."""
    tasks = {f"account-{n}": _account(f"key-{n}", 50) for n in range(200)}
    assert [len(shared_out(_request(tasks, slots))) for slots in (4, 15, 16, 31, 64)] == [1, 1, 2, 3, 4]


def test_where_forking_is_not_safe_there_is_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    assert len(shared_out(_request({f"account-{n}": _account(f"key-{n}", 500) for n in range(9)}))) == 1


def test_a_run_of_nothing_has_one_empty_share() -> None:
    (only,) = shared_out(_request({}))
    assert not only.tasks


@given(
    accounts=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3000)), max_size=30), concurrency=st.integers(1, 100)
)
def test_each_connection_is_in_one_share_and_no_slot_is_lost(accounts: list[tuple[int, int]], concurrency: int) -> None:
    tasks = {f"c-{n}": _account(f"key-{key}", images) for n, (key, images) in enumerate(accounts)}
    shares = shared_out(_request(tasks, concurrency))
    assert sorted(name for share in shares for name in share.tasks) == sorted(tasks)
    assert sum(share.slots for share in shares) == concurrency
    assert len(shares) == 1 or all(share.slots >= 8 for share in shares)
    keys = [{each["options"]["access_key"] for each in share.tasks.values()} for share in shares]
    assert sum(map(len, keys)) == len(set().union(*keys))
