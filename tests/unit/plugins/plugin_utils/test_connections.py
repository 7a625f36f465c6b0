# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the gate makes of its reading process: all that it wrote counts, and what it did not write is not read."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._gate import parts
from ansible_collections.cloud_images.sharing.plugins.module_utils._gate.run import read_all
from ansible_collections.cloud_images.sharing.plugins.plugin_utils import _connections
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._connections import ConnectionReader
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import load

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Inventory
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

Answer = dict[str, Any]
PROCESS = """
import json, sys
from ansible_collections.cloud_images.sharing.plugins.module_utils._gate.run import read_all
read_all(json.load(sys.stdin), {})
"""


def _inventory(clouds: Simulator, accounts: int = 3, images: int = 2) -> Inventory:
    estate = clouds.world.populate(accounts, images, members=1)
    connections = {
        f"account-{account.number}": {
            "provider": "scp",
            "access_key": account.scp_access_key,
            "secret_key": account.scp_secret_key,
            "account_id": account.scp_account,
            "endpoint": clouds.url,
        }
        for account in estate.accounts
    }
    expected = [
        {"name": image_id, "connection": name, "image_id": image_id, "match": "private"}
        for number, name in enumerate(connections)
        for image_id in estate.image_ids("scp", number)
    ]
    return load([], inline={"connections": connections, "images": expected})


def _reader(folder: Path, run_module: Callable[[Any], Answer]) -> ConnectionReader:
    def run(options: Mapping[str, Any]) -> Answer:
        return run_module(json.loads(options["request"]))

    return ConnectionReader(run, lambda _line: None, str(folder), 64, 0.0)


def test_every_connection_gives_its_evidence(clouds: Simulator, tmp_path: Path) -> None:
    inventory = _inventory(clouds)

    def run(request: Any) -> Answer:
        assert os.stat(request["journal"]).st_mode & 0o777 == 0o600
        read_all(request, {})
        return {"changed": False}

    reader = _reader(tmp_path, run)
    evidence = reader.read(inventory, discover=False)
    assert set(evidence) == set(inventory["scope"])
    for name, found in evidence.items():
        wanted = [one["image_id"] for one in inventory["images"] if one["connection"] == name]
        assert [image["image_id"] for image in found["images"]] == wanted
        assert {image["state"] for image in found["images"]} == {"read"}
        assert found["discovered"] is None
    assert {summary["read"] for summary in reader.summaries.values()} == {2}
    assert list(tmp_path.iterdir()) == []


def test_equal_texts_are_held_once(clouds: Simulator, tmp_path: Path) -> None:
    """A run of 50,000 images has millions of texts, most of them the same few."""

    def run(request: Any) -> Answer:
        read_all(request, {})
        return {}

    evidence = _reader(tmp_path, run).read(_inventory(clouds), discover=False)
    rows = [row for found in evidence.values() for image in found["images"] for row in image["members"] or ()]
    assert len(rows) > 1
    assert len({id(row["created_at"]) for row in rows}) == len({row["created_at"] for row in rows})


def test_a_line_may_come_in_pieces(clouds: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_connections, "_LOOK_EVERY", 0.01)
    elsewhere = tmp_path / "elsewhere"

    def run(request: Any) -> Answer:
        elsewhere.write_bytes(b"")
        read_all(request | {"journal": str(elsewhere)}, {})
        with open(request["journal"], "ab", buffering=0) as journal:
            whole = elsewhere.read_bytes()
            for start in range(0, len(whole), 500):
                journal.write(whole[start : start + 500])
                time.sleep(0.02)
        return {}

    evidence = _reader(tmp_path, run).read(_inventory(clouds), discover=False)
    assert {image["state"] for found in evidence.values() for image in found["images"]} == {"read"}


@pytest.mark.slow
def test_of_a_killed_process_counts_what_it_had_read(clouds: Simulator, tmp_path: Path) -> None:
    inventory = _inventory(clouds)
    last = inventory["connections"]["account-2"]["options"]["access_key"]
    clouds.faults.add(key=last, hang=True)

    def run(request: dict[str, Any]) -> Answer:
        with subprocess.Popen([sys.executable, "-c", PROCESS], stdin=subprocess.PIPE, text=True) as process:
            assert process.stdin
            process.stdin.write(json.dumps(request))
            process.stdin.close()
            while Path(request["journal"]).read_text(encoding="utf-8").count('"outcome"') < 2:
                assert process.poll() is None
            process.send_signal(signal.SIGKILL)
        return {"failed": True, "msg": "MODULE FAILURE: killed"}

    evidence = _reader(tmp_path, run).read(inventory, discover=False)
    states = {name: {image["state"] for image in found["images"]} for name, found in evidence.items()}
    assert states == {"account-0": {"read"}, "account-1": {"read"}, "account-2": {"failed"}}
    error = evidence["account-2"]["images"][0]["error"]
    assert error
    assert "account-2 was not read" in error["message"]
    assert "MODULE FAILURE: killed" in error["message"]


@pytest.mark.parametrize(
    ("kept", "state"),
    [
        (lambda lines: lines, "read"),
        (lambda lines: lines[:-1], "failed"),
        (lambda lines: lines[1:], "failed"),
        (lambda lines: [lines[0], lines[0], *lines[2:]], "failed"),
        (lambda lines: [*lines[:-1], lines[-1][:-1]], "failed"),
        (lambda lines: [lines[0][:40] + b"\n", *lines[1:]], "failed"),
    ],
    ids=["all", "no end", "no begin", "a part twice", "no line end", "half a part"],
)
def test_a_connection_of_many_lines_is_whole_or_not_read(
    clouds: Simulator,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kept: Callable[[list[bytes]], list[bytes]],
    state: str,
) -> None:
    """Its lines are put together as they come: a process that dies in between leaves nothing that looks whole."""
    monkeypatch.setattr(parts, "MOST_IMAGES", 1)
    elsewhere = tmp_path / "elsewhere"

    def run(request: Any) -> Answer:
        elsewhere.write_bytes(b"")
        read_all(request | {"journal": str(elsewhere)}, {})
        lines = [line for line in elsewhere.read_bytes().splitlines(keepends=True) if b'"progress"' not in line]
        assert len(lines) == 3
        Path(request["journal"]).write_bytes(b"".join(kept(lines)))
        return {"changed": False}

    inventory = _inventory(clouds, accounts=1)
    (found,) = _reader(tmp_path, run).read(inventory, discover=False).values()
    states = {image["image_id"]: image["state"] for image in found["images"]}
    assert states == {image["image_id"]: state for image in inventory["images"]}


@pytest.mark.parametrize(
    "written",
    [b"", b'{"outcome":{"connection":"account-0","result":{"images":[', b"{cut\n", b"[1]\n", b'{"outcome":{}}\n'],
    ids=["nothing", "half a line", "no JSON", "no line", "no outcome"],
)
def test_what_the_process_did_not_write_is_not_read(clouds: Simulator, tmp_path: Path, written: bytes) -> None:
    def run(request: dict[str, Any]) -> Answer:
        Path(request["journal"]).write_bytes(written)
        return {"changed": False}

    inventory = _inventory(clouds)
    evidence = _reader(tmp_path, run).read(inventory, discover=True)
    assert set(evidence) == set(inventory["scope"])
    for found in evidence.values():
        assert {image["state"] for image in found["images"]} == {"failed"}
        assert all(image["members"] is None and image["complete"] is None for image in found["images"])
        assert found["discovered"]
        assert found["discovered"]["images"] is None


@pytest.mark.parametrize("odd", ["5", "null", "[]", '"x"', '["part"]', '{"progress": 1}', '{"part": 1}', "{cut"])
def test_an_odd_line_hides_no_other(clouds: Simulator, tmp_path: Path, odd: str) -> None:
    inventory = _inventory(clouds, accounts=2)

    def run(request: Any) -> Answer:
        read_all(request, {})
        lines = Path(request["journal"]).read_text(encoding="utf-8").splitlines()
        Path(request["journal"]).write_text("\n".join([odd, *(f"{line}\n{odd}" for line in lines), ""]))
        return {"changed": False}

    found = _reader(tmp_path, run).read(inventory, discover=False)
    assert [{image["state"] for image in found[name]["images"]} for name in inventory["scope"]] == [{"read"}] * 2


def test_a_warning_of_many_connections_is_said_once(clouds: Simulator, tmp_path: Path) -> None:
    inventory = _inventory(clouds, accounts=5)

    def run(request: dict[str, Any]) -> Answer:
        with open(request["journal"], "w", encoding="utf-8") as journal:
            for name in request["connections"]:
                outcome = {"connection": name, "result": None, "problem": "no", "warnings": ["old version"]}
                journal.write(json.dumps({"outcome": outcome, "counts": {}}) + "\n")
        return {"warnings": ["from Ansible"]}

    reader = _reader(tmp_path, run)
    reader.read(inventory, discover=False)
    assert reader.warnings == ["from Ansible", "account-0, account-1, account-2 and 2 more: old version"]
