# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The simulator in a process of its own, so that it does not share a core with what is measured or tested."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = __name__.rpartition(".")[0]
ROOT = Path(__file__).parents[len(PACKAGE.split("."))]


@dataclass
class SimulatorProcess:
    url: str
    pid: int

    def admin(self, method: str, path: str, document: Any = None) -> Any:
        """Ask the simulator's own path: ``admin("POST", "faults", {"status": 500})``, ``admin("GET", "log")``."""
        data = None if document is None else json.dumps(document).encode()
        request = urllib.request.Request(f"{self.url}/_simulator/{path}", data=data, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=30) as answer:
            return json.load(answer)


@contextmanager
def simulator_process(*arguments: str) -> Iterator[SimulatorProcess]:
    """Start ``python -m tests.simulator`` with these arguments; ended with the block."""
    command = [sys.executable, "-m", PACKAGE, *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            url = process.stdout.readline().strip()
            if not url:
                raise RuntimeError(f"the simulator did not start: {' '.join(command)}")
            yield SimulatorProcess(url, process.pid)
        finally:
            process.terminate()
