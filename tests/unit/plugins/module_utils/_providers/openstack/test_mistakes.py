# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The common mistakes in an OpenStack configuration: each names the variable or key to change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from ansible_collections.cloud_images.sharing.plugins.modules.openstack_image_member_info import main
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

from .configuring import CREDENTIAL, IMAGE, SOURCES, URL, Task, login

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


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
