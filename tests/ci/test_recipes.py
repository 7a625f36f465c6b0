# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The recipes for CI systems: valid by the systems' own schemas, pinned, and their commands run as they stand."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
import venv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from ansible_collections.cloud_images.sharing.tests.ci.repository import as_repository
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

ROOT = Path(__file__).parents[2]
RECIPES = ROOT / "docs/ci"
BIN = Path(sys.executable).parent
SCP_IMAGE = "70a599e0-31e7-49b7-b260-868f441e862b"
MEMBER = "a8f10467abfc4b87b64614ab36eb9ae4"
Environment = Mapping[str, str]


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


def test_what_the_recipes_take_from_others_is_pinned() -> None:
    steps = recipe("github-actions.yml")["jobs"]["gate"]["steps"]
    actions = [step["uses"] for step in steps if "uses" in step]
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action) for action in actions)
    (collection,) = recipe("requirements.yml")["collections"]
    assert re.fullmatch(r"[0-9a-f]{40}", collection["version"])
    for name in ("github-actions.yml", "gitlab-ci.yml", "Jenkinsfile"):
        installs = re.findall(r"pip install (ansible-core\S*)", (RECIPES / name).read_text(encoding="utf-8"))
        assert installs == ["ansible-core~=2.20.0"]


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The two ways to get the collection while no server holds it: a repository at a commit, and the tarball."""
    repository, commit = as_repository(tmp_path_factory.mktemp("git") / "sharing")
    folder = tmp_path_factory.mktemp("tarball")
    command = [str(BIN / "ansible-galaxy"), "collection", "build", str(ROOT), "--output-path", str(folder)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (tarball,) = folder.glob("*.tar.gz")
    return {
        "git": {"name": f"file://{repository}", "type": "git", "version": commit},
        "tarball": {"name": str(tarball), "type": "file"},
    }


@pytest.fixture
def clouds() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A Python of its own and an empty home: what a runner of a CI system begins with. Later jobs find them filled."""
    folder = tmp_path_factory.mktemp("machine")
    venv.create(folder / "python", with_pip=True)
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "REQUESTS_"))}
    path = os.pathsep.join([str(folder / "python/bin"), "/usr/bin", "/bin"])
    return kept | {"HOME": str(folder / "home"), "LC_ALL": "C.UTF-8", "PATH": path}


def write_project(folder: Path, collection: Mapping[str, str], clouds: Simulator, members: list[str]) -> None:
    """A user's repository: sharing inventory and requirements."""
    scp = {"provider": "scp", "region": "kr-west1", "endpoint": clouds.url, "iam_endpoint": clouds.url}
    scp["account_id"] = clouds.environ("scp")["SCP_TF_ACCOUNT_ID"]
    inventory = {
        "connections": {"scp-prod": scp},
        "images": [{"name": "golden-rhel9", "connection": "scp-prod", "image_id": SCP_IMAGE, "members": members}],
    }
    requirements = {"collections": [dict(collection)]}
    (folder / "sharing.yml").write_text(yaml.safe_dump(inventory), encoding="utf-8")
    (folder / "requirements.yml").write_text(yaml.safe_dump(requirements), encoding="utf-8")


@dataclass
class Job:
    """What a CI system makes of its recipe."""

    status: int
    """0 when the job succeeded, else that of the step that failed it."""
    published: list[str]
    output: str = ""


def shell(script: str, folder: Path, environment: Environment) -> tuple[int, str]:
    command = ["bash", "-e", "-o", "pipefail", "-c", script]
    done = subprocess.run(
        command, cwd=folder, env=dict(environment), check=False, capture_output=True, text=True, timeout=600
    )
    return done.returncode, done.stdout + done.stderr


def github(folder: Path, machine: Environment, secrets: Environment) -> Job:
    """Steps in order, each in a shell of its own. After a failure only those go on that say so."""
    text = (RECIPES / "github-actions.yml").read_text(encoding="utf-8")
    text = text.replace("${{ github.workspace }}", str(folder))
    text = re.sub(r"\$\{\{ secrets\.(\w+) \}\}", lambda found: json.dumps(secrets.get(found[1], "")), text)
    workflow = yaml.safe_load(text)
    steps = workflow["jobs"]["gate"]["steps"]
    environment = {**machine, **workflow["env"], "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    job = Job(0, ["summary.md"])
    for step in steps:
        if step.get("if") == "always()":
            job.published += [step["with"][key] for key in ("sarif_file", "path") if key in step.get("with", {})]
        elif job.status:
            continue
        if "run" in step:
            status, output = shell(step["run"], folder, {**environment, **step.get("env", {})})
            job.output += output
            job.status = job.status or (0 if step.get("continue-on-error") else status)
    return job


def gitlab(folder: Path, machine: Environment, secrets: Environment) -> Job:
    """All commands in one shell, whose variables are the job's environment."""
    recipe_of = recipe("gitlab-ci.yml")["image-sharing"]
    variables = {name: value.replace("$CI_PROJECT_DIR", str(folder)) for name, value in recipe_of["variables"].items()}
    script = "\n".join([*recipe_of["before_script"], *recipe_of["script"]])
    status, output = shell(script, folder, {**machine, **variables, **secrets})
    return Job(status, [*recipe_of["artifacts"]["paths"], *recipe_of["artifacts"]["reports"].values()], output)


def jenkins(folder: Path, machine: Environment, secrets: Environment) -> Job:
    """The script of each stage in a shell of its own, as Groovy has it between its triple quotes."""
    text = (RECIPES / "Jenkinsfile").read_text(encoding="utf-8")
    variables = {"ANSIBLE_COLLECTIONS_PATH": f"{folder}/.collections", "PIP_CACHE_DIR": f"{machine['HOME']}/pip"}
    job = Job(0, re.findall(r"'(reports/[^']+)'", text))
    for script in re.findall(r"sh \'\'\'(.*?)\'\'\'", text, re.DOTALL):
        commands = textwrap.dedent(script).replace("\\\\", "\\")
        status, output = shell(commands, folder, {**machine, **variables, **secrets})
        job.output += output
        if status:
            return Job(status, job.published, job.output)
    return job


@pytest.mark.parametrize(
    ("system", "source", "members", "status"),
    [
        (github, "git", [MEMBER], 0),
        (github, "tarball", [], 1),
        (gitlab, "tarball", [MEMBER], 0),
        (gitlab, "git", [], 1),
        (jenkins, "git", [], 1),
    ],
)
def test_a_recipe_decides_by_the_report_and_leaves_reports(
    system: Callable[[Path, Environment, Environment], Job],
    source: str,
    members: list[str],
    status: int,
    clouds: Simulator,
    sources: dict[str, dict[str, str]],
    machine: dict[str, str],
    tmp_path: Path,
) -> None:
    write_project(tmp_path, sources[source], clouds, members)
    job = system(tmp_path, machine, clouds.environ("scp"))
    assert job.status == status, job.output
    assert [place for place in job.published if not list(tmp_path.glob(place))] == []
    suite = ElementTree.parse(tmp_path / "reports/image_sharing-ci.xml").getroot()
    assert len(suite.findall(".//testcase")) == 1
    assert len(suite.findall(".//failure")) == int(status != 0)
    sarif = json.loads((tmp_path / "reports/image_sharing-ci.sarif").read_bytes())
    results = sarif["runs"][0]["results"]
    places = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results]
    assert places == ["sharing.yml"] * int(status != 0)


def test_a_gate_that_never_ran_does_not_pass_on_the_report_of_the_build_before(
    clouds: Simulator, sources: dict[str, dict[str, str]], machine: dict[str, str], tmp_path: Path
) -> None:
    """In Jenkins, since its workspaces stay. Ansible's own settings can keep a playbook from running any task."""
    write_project(tmp_path, sources["tarball"], clouds, [MEMBER])
    assert jenkins(tmp_path, machine, clouds.environ("scp")).status == 0
    settings = {"ANSIBLE_SKIP_TAGS": "all,always"}
    job = jenkins(tmp_path, machine | settings, clouds.environ("scp"))
    assert job.status == 3, job.output
