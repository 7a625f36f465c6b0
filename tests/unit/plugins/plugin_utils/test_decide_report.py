# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils import decide_report
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import files
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.report import digest
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import FORBIDDEN, World
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Decide = Callable[..., tuple[int, str]]


def ago(minutes: float) -> str:
    return (datetime.now(timezone.utc) - timedelta(minutes=minutes)).isoformat(timespec="seconds")


def passed() -> dict[str, Any]:
    world = World()
    world.image("golden", "scp-prod", ["team-a"])
    return world.verdict()


def unknown() -> dict[str, Any]:
    world = World()
    world.unread("golden", "ims-sg", ["team-a"], FORBIDDEN)
    return world.verdict()


@pytest.fixture
def decide(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Decide:
    """Writes a report, changed as asked, and decides by it; gives the exit status and what was printed."""

    def decide(
        verdict: dict[str, Any], *arguments: str, change: Callable[[dict[str, Any]], object] = dict, **run: Any
    ) -> tuple[int, str]:
        report = sample.report(verdict, label="ci", **{"finished_at": ago(1), **run})
        [path] = files.write(report, tmp_path, ["json"])
        document = json.loads(path.read_bytes())
        change(document)
        path.write_text(json.dumps(document))
        status = decide_report.main([str(path), *arguments])
        return status, capsys.readouterr().out

    return decide


def sealed(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], None]:
    """The change, and a digest that fits it."""

    def changed(document: dict[str, Any]) -> None:
        change(document)
        document["run"]["report_sha256"] = digest(document)

    return changed


@pytest.mark.parametrize(
    ("verdict", "status", "words"),
    [
        (passed, 0, "Pass: 1 image on 1 connection: 1 compliant (label ci, read at "),
        (sample.small, 1, "Violation: 12 images on 4 connections: 7 in violation, 3 unknown, 1 waived, 1 compliant; "),
        (unknown, 2, "Unknown: 1 image on 1 connection: 1 unknown; first golden (ims-sg): could not be read"),
    ],
)
def test_the_status_is_the_verdict_and_a_sentence_says_it(
    decide: Decide, verdict: Callable[[], dict[str, Any]], status: int, words: str
) -> None:
    found, said = decide(verdict())

    assert found == status
    assert said.startswith(words)
    assert said.count("\n") == 1


def test_a_run_that_looked_at_nothing_proves_nothing(decide: Decide) -> None:
    nothing = {"images": 0, "compliant": 0, "violation": 0, "unknown": 0, "waived": 0, "findings": 0}
    verdict = {**passed(), "images": [], "findings": [], "counts": nothing, "gate": "fail"}

    assert decide(verdict)[0] == 2


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--label", "ci"], 0),
        (["--label", "other"], 3),
        (["--revision", "4f2d"], 0),
        (["--revision", "5a3e"], 3),
        (["--inventory-sha256", "ab" * 32], 0),
        (["--inventory-sha256", "cd" * 32], 3),
        (["--scope", "scp-prod"], 0),
        (["--scope", "scp-prod, ims-sg"], 3),
        (["--max-age", "2"], 0),
        (["--max-age", "0.5"], 3),
    ],
)
def test_a_report_of_something_else_decides_nothing(decide: Decide, arguments: list[str], status: int) -> None:
    def judged(document: dict[str, Any]) -> None:
        document.update(revision="4f2d", inventory={"files": ["sharing.yml"], "sha256": "ab" * 32})

    assert decide(passed(), *arguments, change=sealed(judged))[0] == status


@pytest.mark.parametrize(("minutes", "status"), [(119, 0), (121, 3), (-4, 0), (-6, 3)])
def test_only_a_report_of_the_last_two_hours_decides_by_default(decide: Decide, minutes: float, status: int) -> None:
    assert decide(passed(), finished_at=ago(minutes))[0] == status


@pytest.mark.parametrize("finished_at", ["yesterday", "2026-11-25T16:05:22", 1700000000, None])
def test_a_report_without_its_time_decides_nothing(decide: Decide, finished_at: object) -> None:
    assert decide(passed(), finished_at=finished_at)[0] == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.update(gate="pass"),
        lambda document: document["images"].pop(),
        lambda document: document.update(finished=False),
        lambda document: document.pop("finished"),
        lambda document: document.update(schema_version=1),
        lambda document: document.pop("run"),
        lambda document: document["run"].pop("report_sha256"),
        lambda document: document.clear(),
        sealed(lambda document: document.update(gate="pass")),
        sealed(lambda document: document["counts"].update(violation=0, unknown=0)),
        sealed(lambda document: document["counts"].update(compliant="all")),
        sealed(lambda document: document["counts"].update(compliant=[1])),
        sealed(lambda document: document.update(images=[])),
        sealed(lambda document: document.update(images=None)),
        sealed(lambda document: document.pop("counts")),
        sealed(lambda document: document.pop("revision")),
        sealed(lambda document: document.update(inventory=None)),
        sealed(lambda document: document.update(finished="yes")),
        sealed(lambda document: document.update(scope=[[]])),
        sealed(lambda document: document.update(findings=[{}])),
        sealed(lambda document: document.update(schema_version="\x1b[2J")),
    ],
)
def test_a_damaged_report_decides_nothing(decide: Decide, change: Callable[[dict[str, Any]], object]) -> None:
    status, said = decide(sample.small(), change=change)

    assert status == 3
    assert said.startswith("No decision: ")
    assert said.strip().isprintable()


def test_an_unfinished_report_decides_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files.write(sample.report(passed(), label="ci"), tmp_path, ["json"])
    files.begin(tmp_path, "ci")

    assert decide_report.main([str(tmp_path), "--label", "ci"]) == 3
    assert "not finished" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, b"", b"[]", b"null", b"{", b"\xff", b"[" * 100_000])
def test_what_is_not_a_report_decides_nothing(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "report.json"
    if content is not None:
        file.write_bytes(content)

    assert decide_report.main([str(file)]) == 3


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a", "b"],
        ["report.json", "--max-age", "soon"],
        ["report.json", "--max-age", "nan"],
        ["report.json", "--max-age", "1e300"],
        ["report.json", "--what"],
    ],
)
def test_a_mistake_on_the_command_line_is_not_a_verdict(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        decide_report.main(arguments)

    assert ended.value.code == 3


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1))
def test_no_name_steers_the_terminal(decide: Decide, name: str) -> None:
    status, said = decide(sample.one(name), "--scope", "scp-prod")

    assert status == 1
    assert said.rstrip("\n").isprintable()


@pytest.mark.slow
def test_the_package_holds_all_that_the_command_imports() -> None:
    name = "ansible_collections.cloud_images.sharing.plugins.plugin_utils.decide_report"
    script = f"import {name}, sys; print(*(each for each in sys.modules if '.sharing.plugins.' in each))"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    listed = (Path(__file__).parents[4] / "pyproject.toml").read_text(encoding="utf-8")
    packages = {each.rpartition(".")[0] for each in ended.stdout.split() if "." in each.partition(".plugins.")[2]}

    assert [package for package in packages if f'"{package}"' not in listed] == []


@pytest.mark.slow
def test_it_needs_neither_ansible_nor_any_other_library() -> None:
    name = "ansible_collections.cloud_images.sharing.plugins.plugin_utils.decide_report"
    script = (
        "import sys; before = set(sys.modules); "
        f"import {name}; "
        "foreign = {each.partition('.')[0] for each in set(sys.modules) - before} - set(sys.stdlib_module_names); "
        "print(sorted(foreign))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ended.stdout == "['ansible_collections']\n"
