# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Lines on standard error: at once, from a worker too, and harmless where nobody reads them."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

WORKER = """
import os, sys
from ansible_collections.cloud_images.sharing.plugins.plugin_utils import _terminal
worker = os.fork()
if not worker:
    nowhere = os.open(os.devnull, os.O_WRONLY)  # as workers of ansible-core 2.19 and newer begin
    os.dup2(nowhere, 2)
    for number in range(3):
        _terminal.say(f"line {number} ö")
    os._exit(7)
os._exit(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]))
"""


def _environ() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME") if name in os.environ}


@pytest.mark.slow
def test_a_worker_speaks_through_what_the_main_process_opened() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WORKER], env=_environ(), capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert done.stderr == "line 0 ö\nline 1 ö\nline 2 ö\n"
    assert done.stdout == ""
    assert done.returncode == 7


@pytest.mark.slow
def test_nobody_needs_to_read() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([sys.executable, "-c", WORKER], env=_environ(), stderr=writer, check=False, timeout=60)
    os.close(writer)
    assert done.returncode == 7
