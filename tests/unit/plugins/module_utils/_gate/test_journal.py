# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The journal: whole lines, from however many threads, in a file that was there."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._gate.journal import Journal


def test_lines_of_many_threads_stay_whole(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    path.touch(mode=0o600)
    journal = Journal(str(path))

    def write(name: str) -> None:
        for _time in range(20):
            journal.write(
                {"outcome": {"connection": name, "result": None, "problem": name * 20_000, "warnings": ["ö\n"]}}
            )

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    journal.close()
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 80
    assert all(set(line["outcome"]["problem"]) == {line["outcome"]["connection"]} for line in lines)


def test_it_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Journal(str(tmp_path / "journal"))
