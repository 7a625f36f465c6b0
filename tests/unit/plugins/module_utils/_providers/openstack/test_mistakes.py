# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The common mistakes in an OpenStack configuration: each names the variable or key to change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack.provider import PROVIDER
from ansible_collections.cloud_images.sharing.plugins.modules.openstack_image_member_info import main
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.reading import Run
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

IMAGE = "3b1f7d2c-6f0a-4b5e-9d3b-0d6f5c1c7a10"
URL = "https://keystone.invalid/v3"
CREDENTIAL = {"application_credential_id": "the-id", "application_credential_secret": "the-secret"}
SOURCES = ["options", "environment", "file"]


class Task:
    """A task whose configuration comes from one of the sources."""

    def __init__(self, source: str, folder: Path, settings: dict[str, str]) -> None:
        """``settings``: what belongs into ``auth``, and auth_type and region_name."""
        self.file = folder / "clouds.yaml"
        auth = {name: value for name, value in settings.items() if name not in ("auth_type", "region_name")}
        rest = {name: value for name, value in settings.items() if name in ("auth_type", "region_name")}
        self.options: dict[str, Any] = {**rest, "auth": auth} if source == "options" else {}
        self.environ = {f"OS_{name.upper()}": value for name, value in settings.items()}
        self.source = source
        if source == "file":
            self.file.write_text(json.dumps({"clouds": {"prod": {**rest, "auth": auth}}}))
            self.environ = {"OS_CLIENT_CONFIG_FILE": str(self.file)}
        elif source == "options":
            self.environ = {}

    def run(self, **options: Any) -> Any:
        given = {"image_ids": [IMAGE], "on_error": "report", "image_details": True, "retries": 0}
        return run(main, {**given, **self.options, **options}, self.environ)

    def read(self, **options: Any) -> Run:
        """As `run`, in a process that keeps no warnings of others. The task must not fail."""
        with mock.patch.dict("os.environ", self.environ, clear=True):
            return Run(PROVIDER, {"image_ids": [IMAGE], "image_details": True, "retries": 0, **self.options, **options})

    def name(self, *keys: str) -> str:
        """What a message calls some settings."""
        names = " and ".join(map(self.short, keys))
        return f"{names} of the cloud prod in {self.file}" if self.source == "file" else names

    def short(self, key: str) -> str:
        if self.source == "options" and key not in ("auth_type", "region_name"):
            return f"auth.{key}"
        return f"OS_{key.upper()}" if self.source == "environment" else key


@pytest.mark.parametrize("source", SOURCES)
def test_an_application_credential_without_its_auth_type(tmp_path: Path, source: str) -> None:
    task = Task(source, tmp_path, {"auth_url": URL, **CREDENTIAL})
    said = task.run()["msg"]
    assert said.startswith(task.name("application_credential_id", "application_credential_secret"))
    assert said.endswith(f"set {task.short('auth_type')} to v3applicationcredential.")
    assert "the-secret" not in said


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("left_over", [["project_name"], ["project_id", "project_name"], ["domain_name"]])
def test_an_application_credential_over_an_old_openrc(tmp_path: Path, source: str, left_over: list[str]) -> None:
    more = {"user_domain_name": "Default", "project_domain_name": "Default", **dict.fromkeys(left_over, "old")}
    if "domain_name" in left_over:
        more = {"domain_name": "old"}
    task = Task(source, tmp_path, {"auth_url": URL, "auth_type": "v3applicationcredential", **CREDENTIAL, **more})
    assert f"refuses to give it another: remove {task.name(*left_over)}." in task.run()["msg"]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(
    ("value", "words"),
    [
        (f'"{URL}"', "{name} has quotes in its value"),
        (f"'{URL}'", "{name} has quotes in its value"),
        ("\u201c" + URL, "{name} has quotes in its value"),
        ("keystone.example.com:5000/v3", "{name} is not a URL: it begins with https://"),
        ("//keystone.example.com/v3", "{name} is not a URL: it begins with https://"),
        ("https:///v3", "{name} is not a URL: it begins with https://"),
        ("ftp://keystone.example.com", "{name} is not a URL: it begins with https://"),
        (f"{URL} ", "{name} begins or ends with a space"),
        (f"{URL}\r", "{name} has a carriage return or a line break"),
        (f"{URL}\n", "{name} has a carriage return or a line break"),
    ],
)
def test_an_auth_url_that_is_none(tmp_path: Path, source: str, value: str, words: str) -> None:
    user = {"username": "u", "password": "the-secret", "project_name": "images"}
    task = Task(source, tmp_path, {"auth_url": value, **user})
    assert words.format(name=task.name("auth_url")) in task.run()["msg"]


def test_a_whole_openrc_with_windows_line_ends(tmp_path: Path) -> None:
    settings = {"auth_url": URL, "username": "u", "password": "the-secret", "project_name": "images"}
    said = Task("environment", tmp_path, {name: value + "\r" for name, value in settings.items()}).run()["msg"]
    assert all(f"OS_{name.upper()}" in said for name in settings)
    assert "the-secret" not in said


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("key", ["username", "user_domain_name", "project_id", "region_name", "auth_type"])
@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("'{}'", "has quotes in its value: write it without them."),
        ('"{}"', "has quotes in its value: write it without them."),
        ("{} ", "begins or ends with a space: write it without."),
        ("\t{}", "begins or ends with a space: write it without."),
        ("{}\r", "has a carriage return or a line break."),
    ],
)
def test_what_stands_around_a_value(tmp_path: Path, source: str, key: str, form: str, words: str) -> None:
    user = {"auth_url": URL, "username": "u", "password": "the-secret", "project_id": "images"}
    settings = {**user, "user_domain_name": "Default", "region_name": "RegionOne", "auth_type": "password"}
    task = Task(source, tmp_path, {**settings, key: form.format(settings[key])})
    assert f"{task.name(key)} {words}" in task.run()["msg"]


def test_all_that_an_env_file_put_in_quotes_is_named_at_once(tmp_path: Path) -> None:
    """As `docker run --env-file` and systemd units pass them on."""
    settings = {"auth_url": URL, "username": "u", "password": "the-secret", "project_name": "images"}
    said = Task("environment", tmp_path, {name: f'"{value}"' for name, value in settings.items()}).run()["msg"]
    names = [f"OS_{name.upper()}" for name in settings]
    assert all(name in said for name in names)
    assert said.endswith("have quotes in their values: write them without them.")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ('"prod"', "OS_CLOUD has quotes in its value"),
        ("prod\r", "OS_CLOUD has a carriage return"),
        (" prod", "OS_CLOUD begins or ends with a space"),
    ],
)
def test_the_variable_that_names_the_cloud(tmp_path: Path, value: str, words: str) -> None:
    task = Task("file", tmp_path, {"auth_url": URL, "username": "u", "password": "the-secret"})
    task.environ["OS_CLOUD"] = value
    assert task.run()["msg"].startswith(words)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(
    ("form", "words"),
    [("'{}'", "has quotes around its value, which count"), ("{} ", "begins or ends with a space, which counts")],
)
def test_a_password_may_have_quotes_but_they_are_doubted(
    clouds: Simulator, tmp_path: Path, source: str, form: str, words: str
) -> None:
    project = clouds.environ("openstack")["OS_PROJECT_ID"]
    task = Task(source, tmp_path, login(clouds, project_id=project))
    good = Task(source, tmp_path, login(clouds, project_id=project)).run()
    assert good["images"][0]["state"] == "read"
    password = form.format(clouds.environ("openstack")["OS_PASSWORD"])
    task = Task(source, tmp_path, login(clouds, project_id=project, password=password))
    error = task.run()["images"][0]["error"]
    assert error["kind"] == "unauthorized"
    assert f"{task.name('password')} {words}" in error["message"]
    assert password.strip(" '") not in error["message"]


@pytest.mark.parametrize(
    "value", ["$OS_PASSWORD", "${OS_PASSWORD}", "%PASSWORD%", "{{ vault_password }}", "<password>"]
)
def test_a_password_that_nothing_has_replaced(clouds: Simulator, tmp_path: Path, value: str) -> None:
    settings = login(clouds, password=value, project_id=clouds.environ("openstack")["OS_PROJECT_ID"])
    error = Task("environment", tmp_path, settings).run()["images"][0]["error"]
    assert "OS_PASSWORD looks like a variable that nothing has replaced by its value." in error["message"]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(("key", "domain"), [("username", "user_domain_name"), ("project_name", "project_domain_name")])
def test_a_name_without_its_domain(clouds: Simulator, tmp_path: Path, source: str, key: str, domain: str) -> None:
    scope = {"project_name": "images"} if key == "project_name" else {}
    settings = login(clouds, **scope)
    settings.pop(domain, None)
    clouds.faults.add(path="/v3/auth/tokens", status=400, json={"error": {"message": "Expecting to find domain"}})
    task = Task(source, tmp_path, settings)
    assert f"{task.name(key)} has no domain: set {task.short(domain)}." in task.run()["images"][0]["error"]["message"]


def test_the_name_of_a_variable_is_the_one_that_was_set(tmp_path: Path) -> None:
    settings = {"auth_url": URL, "auth_type": "v3applicationcredential", **CREDENTIAL, "tenant_name": "old"}
    assert Task("environment", tmp_path, settings).run()["msg"].endswith("remove OS_TENANT_NAME.")


@pytest.mark.parametrize("value", [83, True, 1.5])
def test_a_secret_of_the_options_that_is_not_text(value: object) -> None:
    auth = {"auth_url": URL, "username": "u", "password": value}
    for options in ({"auth": auth}, {"cloud": {"auth": auth}}):
        said = run(main, {"image_ids": [IMAGE], **options}, {})["msg"]
        assert said == "auth.password is not text, but what YAML makes of it: put it in quotes."


@pytest.mark.parametrize("key", ["username", "user_domain_name", "project_name"])
def test_braces_in_a_variable_are_its_own(clouds: Simulator, tmp_path: Path, key: str) -> None:
    """openstacksdk formats values, and fell over those that its login takes as they are."""
    task = Task("environment", tmp_path, login(clouds, **{key: "a{b}c"}))
    assert task.run()["images"][0]["error"]["kind"] == "unauthorized"


def login(clouds: Simulator, **scope: str) -> dict[str, str]:
    """The auditor's password with another scope."""
    variables = clouds.environ("openstack")
    named = ("auth_url", "username", "password", "user_domain_name")
    return {name: variables[f"OS_{name.upper()}"] for name in named} | scope


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
