# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs of the gate's reading process, in this process, against the simulated clouds."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ansible_collections.cloud_images.sharing.plugins.module_utils._gate.model import Line, Outcome, Task
from ansible_collections.cloud_images.sharing.plugins.module_utils._gate.parts import Outcomes
from ansible_collections.cloud_images.sharing.plugins.module_utils._gate.run import read_all

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.plugins.module_utils._model import ImageResult
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


def task(provider: str, options: Mapping[str, Any], image_ids: Sequence[str], **wanted: Any) -> Task:
    """What one connection is asked for. Without retries, as nothing here gets better by waiting."""
    nothing: dict[str, Any] = {
        "provider": provider,
        "options": {"retries": 0, **options},
        "image_ids": list(image_ids),
        "own_images": False,
        "own_names": None,
        "incoming": False,
        "incoming_dates": False,
    }
    return cast(Task, {**nothing, **wanted})


def scp_accounts(clouds: Simulator, accounts: int, images: int, **options: Any) -> dict[str, Task]:
    """A connection for each account of the estate, with its own keys and all its images."""
    estate = clouds.world.populate(accounts, images, members=1)
    return {
        f"account-{number}": task(
            "scp",
            {
                "access_key": account.scp_access_key,
                "secret_key": account.scp_secret_key,
                "account_id": account.scp_account,
                "endpoint": clouds.url,
                "iam_endpoint": clouds.url,
                **options,
            },
            estate.image_ids("scp", number),
        )
        for number, account in enumerate(estate.accounts)
    }


def outcomes_of(lines: Iterable[Line]) -> dict[str, Outcome]:
    """What lines say of each connection."""
    outcomes = Outcomes()
    for line in copy.deepcopy(list(lines)):
        if "progress" not in line:
            outcomes.add(line)
    return outcomes.whole


@dataclass(frozen=True)
class Journal:
    """What a run has written."""

    lines: list[Line]

    @property
    def outcomes(self) -> dict[str, Outcome]:
        return outcomes_of(self.lines)

    def images(self, connection: str) -> list[ImageResult]:
        result = self.outcomes[connection]["result"]
        assert result is not None, self.outcomes[connection]["problem"]
        return result["images"]

    def states(self, connection: str) -> list[str]:
        return [image["state"] for image in self.images(connection)]

    def kinds(self, connection: str) -> list[str | None]:
        """The kind of each image's error."""
        return [image["error"]["kind"] if image["error"] else None for image in self.images(connection)]


def run(
    folder: Path, tasks: Mapping[str, Task], concurrency: int = 64, environ: Mapping[str, str] | None = None
) -> Journal:
    journal = folder / "journal"
    journal.write_bytes(b"")
    read_all(
        {"connections": dict(tasks), "concurrency": concurrency, "folder": str(folder), "journal": str(journal)},
        dict(environ or {}),
    )
    return Journal([json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()])


_APART = """
import json, os, sys
from ansible_collections.cloud_images.sharing.plugins.module_utils._gate import run, shares
request = json.load(sys.stdin)
shares._WORTH_A_PROCESS = 1
os.sched_getaffinity = lambda _pid: range(int(sys.argv[1]))
run.read_all(request, {})
"""


class Apart:
    """A run in a Python of its own, with so many processors: this one has threads, and must not be forked."""

    def __init__(self, folder: Path, tasks: Mapping[str, Task], processes: int) -> None:
        self._journal = folder / "journal"
        self._journal.write_bytes(b"")
        request = {"connections": tasks, "concurrency": 64, "folder": str(folder), "journal": str(self._journal)}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _APART, str(processes)],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            text=True,
        )
        assert self._process.stdin
        self._process.stdin.write(json.dumps(request))
        self._process.stdin.close()
        self._process.stdin = None
        self.pid = self._process.pid

    def children(self) -> list[int]:
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]

    def end(self) -> str:
        """Wait for it; what it said of errors."""
        return self._process.communicate(timeout=60)[1].strip()

    def journal(self) -> Journal:
        return Journal([json.loads(line) for line in self._journal.read_text(encoding="utf-8").splitlines()])
