# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Ansible as its users start it, against the simulator."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

from .gate_runs import Gate

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Outcome:
    """How a command ended and what it printed; ``stdout`` is the part of it that machines read."""

    status: int
    output: str
    stdout: str = ""

    @property
    def result(self) -> dict[str, Any]:
        """The result that an ad hoc command prints after its arrow."""
        result: dict[str, Any] = json.loads(self.output[self.output.index("=> {") + 3 : self.output.rindex("}") + 1])
        return result


class Ansible:
    """Runs the commands of the Ansible that runs these tests, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
            "ANSIBLE_HOME": str(folder / ".ansible"),
            "ANSIBLE_REMOTE_TMP": str(folder / ".ansible/tmp"),
            "ANSIBLE_COLLECTIONS_PATH": os.environ["ANSIBLE_COLLECTIONS_PATH"],
            "ANSIBLE_DEPRECATION_WARNINGS": "1",
            "ANSIBLE_LOCALHOST_WARNING": "0",
            "ANSIBLE_INVENTORY_UNPARSED_WARNING": "0",
            "ANSIBLE_NOCOLOR": "1",
            "LC_ALL": "C.UTF-8",
        }

    def run(self, *command: str) -> Outcome:
        done = subprocess.run(
            command, cwd=self.folder, env=self.environ, capture_output=True, encoding="utf-8", check=False, timeout=300
        )
        output = done.stdout + done.stderr
        assert "[DEPRECATION WARNING]" not in output, output
        return Outcome(done.returncode, output, done.stdout)

    def ad_hoc(self, module: str, *flags: str, **options: Any) -> Outcome:
        return self.run(
            "ansible", "localhost", "-m", f"cloud_images.sharing.{module}", "-a", json.dumps(options), *flags
        )

    def gate(self, *flags: str, **variables: Any) -> Outcome:
        named = {f"assert_sharing_{name}": value for name, value in variables.items()}
        # In a file: at high verbosity ansible-playbook repeats its command line.
        given = self.write("variables.json", json.dumps(named))
        return self.run("ansible-playbook", "cloud_images.sharing.assert_sharing", "-e", f"@{given}", *flags)

    def write(self, name: str, content: object) -> str:
        path = self.folder / name
        path.write_text(content if isinstance(content, str) else yaml.safe_dump(content), encoding="utf-8")
        return str(path)

    def report(self, label: str = "localhost") -> dict[str, Any]:
        path = self.folder / "reports" / f"image_sharing-{label}.json"
        report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return report


@pytest.fixture
def clouds() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def ansible(tmp_path: Path, clouds: Simulator) -> Ansible:
    """With the credentials of the simulated clouds' owner in the environment."""
    commands = Ansible(tmp_path)
    for cloud in ("scp", "huawei", "openstack"):
        commands.environ |= clouds.environ(cloud)
    return commands


@pytest.fixture
def gate(ansible: Ansible, clouds: Simulator) -> Gate:
    return Gate(ansible, clouds)
