# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A run of several processes: what it reads is what one would, and a process that dies takes nobody else along."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .runs import Apart, scp_accounts, task

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


def _until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + 20
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.02)


def test_each_process_reads_its_own_accounts(clouds: Simulator, tmp_path: Path) -> None:
    tasks = scp_accounts(clouds, 9, 4)
    run = Apart(tmp_path, tasks, processes=3)
    assert run.end() == ""
    journal = run.journal()
    assert {name: journal.states(name) for name in tasks} == {name: ["read"] * 4 for name in tasks}
    asked = sorted((entry.path, entry.key) for entry in clouds.log if entry.path.endswith("/members"))
    wanted = [
        (f"/v1/images/{one}/members", t["options"]["access_key"]) for t in tasks.values() for one in t["image_ids"]
    ]
    assert asked == sorted(wanted)
    last = {line["process"]: line["progress"] for line in journal.lines if "progress" in line}
    assert {number: (one["done"], one["total"]) for number, one in last.items()} == dict.fromkeys(range(3), (12, 12))


def test_a_refused_key_is_sent_once_over_however_many_processes(clouds: Simulator, tmp_path: Path) -> None:
    tasks = scp_accounts(clouds, 4, 3)
    bad = {**tasks["account-0"]["options"], "secret_key": "not-the-right-one"}
    refused = {f"refused-{n}": task("scp", bad, tasks["account-0"]["image_ids"]) for n in range(10)}
    run = Apart(tmp_path, {**tasks, **refused}, processes=3)
    assert run.end() == ""
    assert [entry.refused for entry in clouds.log if entry.key == bad["access_key"] and entry.refused] == [True]
    assert all(run.journal().kinds(name) == ["unauthorized"] * 3 for name in refused)


def test_what_a_killed_process_had_not_read_is_missing_and_nothing_else(clouds: Simulator, tmp_path: Path) -> None:
    """The first of two helpers dies; the second one has long to go by then."""
    tasks = scp_accounts(clouds, 3, 3, timeout=60)
    clouds.faults.add(key=tasks["account-1"]["options"]["access_key"], hang=True)
    clouds.faults.add(key=tasks["account-2"]["options"]["access_key"], delay=0.5)
    run = Apart(tmp_path, tasks, processes=3)
    _until(lambda: len({entry.key for entry in clouds.log}) == 3 and len(run.children()) == 2)
    os.kill(run.children()[0], signal.SIGKILL)
    said = "one of its processes was killed by signal 9, as happens where memory runs out"
    assert run.end().endswith(f"ReadingDied: {said}")
    assert sorted(run.journal().outcomes) == ["account-0", "account-2"]
    assert run.journal().states("account-0") == run.journal().states("account-2") == ["read"] * 3


def test_no_process_outlives_the_run(clouds: Simulator, tmp_path: Path) -> None:
    tasks = scp_accounts(clouds, 3, 3, timeout=60)
    clouds.faults.add(hang=True)
    run = Apart(tmp_path, tasks, processes=3)
    _until(lambda: len({entry.key for entry in clouds.log}) == 3)
    children = run.children()
    assert len(children) == 2
    os.kill(run.pid, signal.SIGKILL)
    run.end()
    _until(lambda: not any(Path(f"/proc/{child}/fd").exists() for child in children))
