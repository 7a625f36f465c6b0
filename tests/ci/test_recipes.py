# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The recipes for CI systems: valid by the systems' own schemas, and their commands run as they stand."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

ROOT = Path(__file__).parents[2]
RECIPES = ROOT / "docs/ci"
BIN = Path(sys.executable).parent
SECRET = re.compile(r"\$\{\{ secrets\.(\w+) \}\}")
SCP_IMAGE = "70a599e0-31e7-49b7-b260-868f441e862b"
MEMBER = "a8f10467abfc4b87b64614ab36eb9ae4"


def recipe(name: str) -> Any:
    return yaml.safe_load((RECIPES / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("schema", "name"),
    [("vendor.github-workflows", "github-actions.yml"), ("vendor.gitlab-ci", "gitlab-ci.yml")],
)
def test_recipes_are_valid(schema: str, name: str) -> None:
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", schema, str(RECIPES / name)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built collection, which stands for the one on Galaxy."""
    folder = tmp_path_factory.mktemp("collection")
    command = [str(BIN / "ansible-galaxy"), "collection", "build", str(ROOT), "--output-path", str(folder)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (built,) = folder.glob("*.tar.gz")
    return built


@pytest.fixture
def clouds() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


def write_project(folder: Path, collection: Path, clouds: Simulator, members: list[str]) -> None:
    """A user's repository: sharing inventory and requirements."""
    scp = {"provider": "scp", "region": "kr-west1", "endpoint": clouds.url}
    scp["account_id"] = clouds.environ("scp")["SCP_TF_ACCOUNT_ID"]
    inventory = {
        "connections": {"scp-prod": scp},
        "images": [{"name": "golden-rhel9", "connection": "scp-prod", "image_id": SCP_IMAGE, "members": members}],
    }
    requirements = {"collections": [{"name": str(collection), "type": "file"}]}
    (folder / "sharing.yml").write_text(yaml.safe_dump(inventory), encoding="utf-8")
    (folder / "requirements.yml").write_text(yaml.safe_dump(requirements), encoding="utf-8")


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A Python of its own and an empty home: what a runner of a CI system begins with. Later jobs find them filled."""
    folder = tmp_path_factory.mktemp("machine")
    venv.create(folder / "python", with_pip=True)
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "REQUESTS_"))}
    path = os.pathsep.join([str(folder / "python/bin"), "/usr/bin", "/bin"])
    return kept | {"HOME": str(folder / "home"), "LC_ALL": "C.UTF-8", "PATH": path}


def shell(script: str, folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    command = ["bash", "-e", "-o", "pipefail", "-c", script]
    return subprocess.run(
        command, cwd=folder, env=dict(environment), check=False, capture_output=True, text=True, timeout=600
    )


def github(folder: Path, machine: Mapping[str, str], secrets: Mapping[str, str]) -> tuple[list[int], list[str]]:
    """Exit statuses of the steps that run commands, and the files that the others publish."""
    steps = recipe("github-actions.yml")["jobs"]["gate"]["steps"]
    statuses = []
    for step in (step for step in steps if "run" in step):
        given = {
            name: SECRET.sub(lambda found: secrets.get(found[1], ""), value)
            for name, value in step.get("env", {}).items()
        }
        done = shell(step["run"], folder, {**machine, **given})
        statuses.append(done.returncode)
    published = [step["with"] for step in steps if step.get("if") == "always()"]
    return statuses, [
        path for given in published for key, path in given.items() if key in ("sarif_file", "report_paths", "path")
    ]


def gitlab(folder: Path, machine: Mapping[str, str], secrets: Mapping[str, str]) -> tuple[list[int], list[str]]:
    """The same for GitLab, whose variables are the job's environment."""
    job = recipe("gitlab-ci.yml")["image-sharing"]
    statuses = [
        shell("\n".join(job[part]), folder, {**machine, **secrets}).returncode for part in ("before_script", "script")
    ]
    return statuses, [*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()]


@pytest.mark.parametrize("system", [github, gitlab])
@pytest.mark.parametrize(("members", "status"), [([MEMBER], 0), ([], 2)], ids=["passes", "fails"])
def test_the_commands_of_a_recipe_gate_and_leave_reports(
    system: Any,
    members: list[str],
    status: int,
    clouds: Simulator,
    collection: Path,
    machine: dict[str, str],
    tmp_path: Path,
) -> None:
    write_project(tmp_path, collection, clouds, members)
    statuses, published = system(tmp_path, machine, clouds.environ("scp"))
    assert statuses == [0, status]
    assert [path for path in published if not (tmp_path / path).exists()] == []
    suite = ElementTree.parse(tmp_path / "reports/image_sharing-ci.xml").getroot()
    assert len(suite.findall(".//testcase")) == 1
    assert len(suite.findall(".//failure")) == int(status != 0)
    sarif = json.loads((tmp_path / "reports/image_sharing-ci.sarif").read_bytes())
    results = sarif["runs"][0]["results"]
    places = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results]
    assert places == ["sharing.yml"] * int(status != 0)
