# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The gate's reading process: what it is asked for goes into the journal, and its answer is a number."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansible_collections.cloud_images.sharing.plugins.modules.sharing_read import main
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

from ..module_utils._gate.runs import outcomes_of, scp_accounts

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


def read(folder: Path, connections: Any) -> tuple[Any, list[Any]]:
    journal = folder / "journal"
    journal.write_text("")
    request = {"connections": connections, "concurrency": 8, "folder": str(folder), "journal": str(journal)}
    answer = run(main, {"request": json.dumps(request)})
    return answer, [json.loads(line) for line in journal.read_text().splitlines()]


def test_every_connection_has_its_outcome_in_the_journal_and_no_secret_in_the_answer(
    clouds: Simulator, tmp_path: Path
) -> None:
    connections = scp_accounts(clouds, accounts=2, images=3)
    answer, lines = read(tmp_path, connections)
    assert (answer["changed"], answer["connections"]) == (False, 2)
    results = {name: outcome["result"] for name, outcome in outcomes_of(lines).items()}
    assert {name: result and result["summary"]["read"] for name, result in results.items()} == {
        "account-0": 3,
        "account-1": 3,
    }
    secrets = [task["options"]["secret_key"] for task in connections.values()]
    assert not [secret for secret in secrets if secret in json.dumps([answer, lines])]


def test_no_connection_is_no_outcome(tmp_path: Path) -> None:
    answer, lines = read(tmp_path, {})
    assert (answer["connections"], [line for line in lines if "outcome" in line]) == (0, [])
