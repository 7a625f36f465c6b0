# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook setup_awx, run with the real modules of awx.awx against a small /api/v2."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.awx import shipped
from ansible_collections.cloud_images.sharing.tests.awx.commands import ansible_playbook
from ansible_collections.cloud_images.sharing.tests.awx.fake_awx import TOKEN, FakeAwx, Running

URL = "https://git.example.com/images.git"
REVISION = "5f1c0ffee5f1c0ffee5f1c0ffee5f1c0ffee5f1c"
PLAYBOOKS = ["deploy.yml", "gate.yml", "merge.yml", "query.yml"]
ARGUMENTS = {
    "setup_awx_project_url": URL,
    "setup_awx_image": "registry.example.com/image-sharing-ee:1",
    "setup_awx_credentials": ["scp production"],
}


@pytest.fixture
def awx() -> Iterator[tuple[FakeAwx, str]]:
    fake = FakeAwx()
    fake.repositories[URL] = (REVISION, PLAYBOOKS)
    fake.add("organizations", name="Default")
    fake.add("credentials", name="scp production", kind=None)
    fake.add("credentials", name="git", kind="scm")
    fake.add("credentials", name="registry", kind="registry")
    with Running(fake) as server:
        yield fake, server.url


def set_up(url: str, folder: Path, token: str = TOKEN, **changes: Any) -> tuple[int, str]:
    environment = {"CONTROLLER_HOST": url, "CONTROLLER_OAUTH_TOKEN": token}
    arguments = ["cloud_images.sharing.setup_awx", "-e", json.dumps(ARGUMENTS | changes)]
    done = ansible_playbook(arguments, folder, environment)
    return done.returncode, done.stdout + done.stderr


def test_first_run_creates_what_ships_and_the_second_changes_nothing(awx: tuple[FakeAwx, str], tmp_path: Path) -> None:
    fake, url = awx
    assert set_up(url, tmp_path)[0] == 0

    for definition in shipped.credential_types().values():
        stored = fake.named("credential_types", definition["name"])
        assert (stored["inputs"], stored["injectors"]) == (definition["inputs"], definition["injectors"])
    for name, template in shipped.job_templates().items():
        stored = fake.named("job_templates", name)
        assert stored["ask_variables_on_launch"] is False
        assert set(json.loads(stored["extra_vars"])) == set(template["extra_vars"])
        assert fake.surveys.get(f"{stored['url']}survey_spec/", {}) == template.get("survey_spec", {})
        attached = fake.associations.get(f"{stored['url']}credentials/", [])
        assert len(attached) == int(template["reads_clouds"])
    gate = json.loads(fake.named("job_templates", "Image sharing gate")["extra_vars"])
    assert gate["assert_sharing_label"] == "image-sharing"
    assert gate["assert_sharing_report_dir"] == "/var/lib/image-sharing"
    assert fake.named("inventory_sources", "Accounts")["source_path"] == "accounts.yml"
    project = fake.named("projects", "Image sharing")
    assert (project["scm_update_on_launch"], project["scm_update_cache_timeout"]) == (True, 0)
    host = fake.named("hosts", "localhost")
    assert host["inventory"] == fake.named("inventories", "Image sharing on one host")["id"]
    assert json.loads(host["variables"])["ansible_python_interpreter"] == "{{ ansible_playbook_python }}"
    _check_graphs(fake)

    made = list(fake.changes)
    status, output = set_up(url, tmp_path)
    assert status == 0
    assert fake.changes == made
    assert "changed=0" in output


def _check_graphs(fake: FakeAwx) -> None:
    for workflow in shipped.workflows():
        stored = fake.named("workflow_job_templates", workflow["name"])
        nodes = {
            node["identifier"]: node
            for node in fake.objects["workflow_job_template_nodes"].values()
            if node["workflow_job_template"] == stored["id"]
        }
        assert set(nodes) == {node["identifier"] for node in workflow["workflow_nodes"]}
        for node in workflow["workflow_nodes"]:
            template = fake.named("job_templates", node["unified_job_template"]["name"])
            assert nodes[node["identifier"]]["unified_job_template"] == template["id"]
            for edge, targets in node.get("related", {}).items():
                linked = fake.associations[f"{nodes[node['identifier']]['url']}{edge}/"]
                assert linked == [nodes[target["identifier"]]["id"] for target in targets]


def test_private_repository_and_registry(awx: tuple[FakeAwx, str], tmp_path: Path) -> None:
    fake, url = awx
    private: dict[str, Any] = {
        "setup_awx_scm_credential": "git",
        "setup_awx_registry_credential": "registry",
        "setup_awx_pull": "always",
        "setup_awx_organization": "Images",
        "setup_awx_create_organization": True,
    }
    status, output = set_up(url, tmp_path, **private)
    assert status == 0, output
    organization = fake.named("organizations", "Images")["id"]
    project = fake.named("projects", "Image sharing")
    assert project["credential"] == fake.named("credentials", "git")["id"]
    assert project["organization"] == organization
    image = fake.named("execution_environments", "Image sharing")
    assert (image["credential"], image["pull"]) == (fake.named("credentials", "registry")["id"], "always")


def test_all_that_is_missing_is_said_at_once_and_nothing_is_changed(awx: tuple[FakeAwx, str], tmp_path: Path) -> None:
    fake, url = awx
    fake.superuser = False
    fake.add("credentials", name="twice", kind=None)
    fake.add("credentials", name="twice", kind=None)
    status, output = set_up(
        url,
        tmp_path,
        setup_awx_project_url="",
        setup_awx_image="",
        setup_awx_organization="Nobody",
        setup_awx_pull="sometimes",
        setup_awx_credentials=["twice", "nothing"],
        setup_awx_scm_credential="registry",
        setup_awx_registry_credential="git",
    )
    assert status != 0
    message = next(line for line in output.splitlines() if "Nothing was changed." in line)
    for part in (
        "set setup_awx_project_url",
        "set setup_awx_image",
        "not sometimes",
        "admin is not one",
        "create the organization Nobody",
        "the name twice (AWX shows you 2)",
        "the name nothing (AWX shows you 0)",
        "registry must be a credential of the type Source Control, not of the kind registry",
        "git must be a credential of the type Container Registry, not of the kind scm",
    ):
        assert part in message, message
    assert fake.changes == []


def test_a_project_that_cannot_be_fetched_is_named_and_the_next_run_mends_it(
    awx: tuple[FakeAwx, str], tmp_path: Path
) -> None:
    fake, url = awx
    known = fake.repositories.pop(URL)
    status, output = set_up(url, tmp_path)
    assert status != 0
    assert f"could not fetch the project Image sharing from {URL}: fatal: repository not found Look at" in output
    assert fake.objects["job_templates"] == {}

    fake.repositories[URL] = known
    status, output = set_up(url, tmp_path)
    assert status == 0, output
    assert fake.named("projects", "Image sharing")["scm_revision"] == REVISION


def test_an_update_that_does_not_end_is_not_waited_for(awx: tuple[FakeAwx, str], tmp_path: Path) -> None:
    fake, url = awx
    fake.slow_updates = True
    status, output = set_up(url, tmp_path, setup_awx_update_timeout=1)
    assert status != 0
    assert "aborted due to timeout" in output
    assert fake.objects["job_templates"] == {}


def test_check_mode_creates_nothing(awx: tuple[FakeAwx, str], tmp_path: Path) -> None:
    fake, url = awx
    environment = {"CONTROLLER_HOST": url, "CONTROLLER_OAUTH_TOKEN": TOKEN}
    ansible_playbook(["cloud_images.sharing.setup_awx", "--check", "-e", json.dumps(ARGUMENTS)], tmp_path, environment)
    assert fake.changes == []


def test_a_refused_token_ends_it(awx: tuple[FakeAwx, str], tmp_path: Path) -> None:
    fake, url = awx
    status, output = set_up(url, tmp_path, token="wrong")
    assert status != 0
    assert "401" in output
    assert fake.changes == []


def test_the_fake_refuses_what_awx_refuses(awx: tuple[FakeAwx, str], tmp_path: Path) -> None:
    _fake, url = awx
    play = [
        {
            "hosts": "localhost",
            "gather_facts": False,
            "tasks": [{"awx.awx.credential_type": {"name": "bad", "kind": "cloud", "inputs": {"metadata": []}}}],
        }
    ]
    (tmp_path / "bad.yml").write_text(json.dumps(play), encoding="utf-8")
    environment = {"CONTROLLER_HOST": url, "CONTROLLER_OAUTH_TOKEN": TOKEN}
    done = ansible_playbook(["bad.yml"], tmp_path, environment)
    assert done.returncode != 0
    assert "unknown key metadata" in done.stdout
