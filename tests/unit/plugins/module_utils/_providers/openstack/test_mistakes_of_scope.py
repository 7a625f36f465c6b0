# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The common mistakes in what a token is for: no project, something else than a project, no region of several."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .configuring import IMAGE, SOURCES, Task, login

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


@pytest.mark.parametrize("source", SOURCES)
def test_a_token_without_a_project(clouds: Simulator, tmp_path: Path, source: str) -> None:
    task = Task(source, tmp_path, login(clouds))
    said = task.run()["msg"]
    assert f"The token from {source if source != 'file' else task.file} belongs to no project" in said
    assert f"set {task.name('project_name')} and {task.name('project_domain_name')}" in said


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(("scope", "what"), [("system", "the whole system"), ("domain", "a domain")])
def test_a_token_of_the_system_or_of_a_domain(
    clouds: Simulator, tmp_path: Path, source: str, scope: str, what: str
) -> None:
    key, value = {"system": ("system_scope", "all"), "domain": ("domain_name", "owner")}[scope]
    task = Task(source, tmp_path, login(clouds, **{key: value}))
    clouds.faults.add(path=f"/v2/images/{IMAGE}/members", status=200, json={"members": []})
    clouds.faults.add(path=f"/v2/images/{IMAGE}$", status=200, json={"id": IMAGE, "owner": "o", "visibility": "shared"})
    result = task.run()
    assert result["summary"]["account"] == {"id": None, "proven_by": None}
    assert result["images"][0]["image"]["caller_is_owner"] is None
    note = json.dumps(result)
    assert f"is of {what}, not of a project" in note
    assert task.name(key) in note


@pytest.mark.parametrize("scope", ["system", "domain"])
def test_where_it_is_refused_the_refusal_says_what_to_change(clouds: Simulator, tmp_path: Path, scope: str) -> None:
    """As Glance does it that enforces scopes, in answers that say nothing of scopes."""
    key, value = {"system": ("system_scope", "all"), "domain": ("domain_name", "owner")}[scope]
    clouds.world.add_image("glance", "closed", visibility="private")
    task = Task("options", tmp_path, login(clouds, **{key: value}))
    result = task.run(image_ids=[IMAGE, "closed"], discover=True, incoming=True)
    errors = [one["error"] for one in (*result["images"], result["discovered"], result["incoming"])]
    assert [one["http_status"] for one in errors] == [404, 403, 403, 403]
    for error in errors:
        assert "not of a project, so it owns no image: remove " in error["message"]
        assert f"set {task.name('project_name')}" in error["message"]
    assert {image["state"] for image in result["images"]} == {"failed", "denied"}  # nobody says that they are missing


@pytest.mark.parametrize("how", ["list", "with values", "comma"])
def test_several_regions_of_which_none_is_chosen(clouds: Simulator, tmp_path: Path, how: str) -> None:
    ways: dict[str, dict[str, Any]] = {
        "list": {"regions": ["RegionOne", "RegionTwo"]},
        "with values": {"regions": [{"name": "RegionOne", "values": {}}, {"name": "RegionTwo", "values": {}}]},
        "comma": {"region_name": "RegionOne,RegionTwo"},
    }
    task = Task("file", tmp_path, {})
    auth = login(clouds, project_id=clouds.environ("openstack")["OS_PROJECT_ID"])
    task.file.write_text(json.dumps({"clouds": {"prod": {**ways[how], "auth": auth}}}))
    run = task.read()
    assert run.states == ["read"]
    (warning,) = run.warnings
    assert "several regions (RegionOne and RegionTwo), and none is chosen: only RegionOne is looked at" in warning
    assert "Set region_name or " in warning
    assert task.read(region_name="RegionOne").warnings == []


@pytest.mark.parametrize("source", SOURCES)
def test_several_regions_in_the_catalogue(clouds: Simulator, tmp_path: Path, source: str) -> None:
    entry = {"interface": "public", "region": "RegionTwo", "region_id": "RegionTwo", "url": f"{clouds.url}/image"}
    more = f'"endpoints":[{json.dumps(entry)},'
    clouds.faults.add(path="/v3/auth/tokens", replace=('"endpoints":[', more))
    project = clouds.environ("openstack")["OS_PROJECT_ID"]
    (warning,) = Task(source, tmp_path, login(clouds, project_id=project)).read().warnings
    assert "several regions (RegionTwo and RegionOne), and none is chosen: only RegionTwo is looked at" in warning
    chosen = Task(source, tmp_path, login(clouds, project_id=project, region_name="RegionOne"))
    assert chosen.read().warnings == []


def test_a_region_of_the_environment_does_not_choose_for_the_options(clouds: Simulator, tmp_path: Path) -> None:
    task = Task("options", tmp_path, login(clouds, project_id=clouds.environ("openstack")["OS_PROJECT_ID"]))
    task.environ = {"OS_REGION_NAME": "nowhere"}
    run = task.read()
    assert run.states == ["read"]
    (warning,) = run.warnings
    assert warning.startswith("OS_REGION_NAME is not used")
