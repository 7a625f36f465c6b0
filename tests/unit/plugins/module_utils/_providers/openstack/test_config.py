# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Credentials for OpenStack are one set from one source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import Context
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack.config import (
    find_cloud,
)
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator as Clouds

from .signing_in import auth, clouds_yaml, source, task

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


def test_each_source_works_alone(clouds: Simulator, tmp_path: Path) -> None:
    file = clouds_yaml(tmp_path, prod={"auth": auth(clouds)}, other={"auth": auth(clouds, password="wrong")})
    path = file["OS_CLIENT_CONFIG_FILE"]
    assert source(task(auth=auth(clouds))) == "options"
    assert source(task(cloud={"auth": auth(clouds), "region_name": "RegionOne"})) == "options"
    assert source(task(clouds.environ("openstack"))) == "environment"
    assert source(task(file, cloud="prod")) == path
    assert source(task({**file, "OS_CLOUD": "prod"})) == path


def test_the_only_cloud_of_a_file_needs_no_name(clouds: Simulator, tmp_path: Path) -> None:
    file = clouds_yaml(tmp_path, prod={"auth": auth(clouds)})
    assert source(task(file)) == file["OS_CLIENT_CONFIG_FILE"]


def test_secure_yaml_is_merged_in(clouds: Simulator, tmp_path: Path) -> None:
    given = auth(clouds)
    secret = tmp_path / "secure.yaml"
    secret.write_text(json.dumps({"clouds": {"prod": {"auth": {"password": given.pop("password")}}}}))
    file = clouds_yaml(tmp_path, prod={"auth": given}) | {"OS_CLIENT_SECURE_FILE": str(secret)}
    assert source(task(file)) == file["OS_CLIENT_CONFIG_FILE"]


def test_options_outweigh_the_environment_and_the_environment_a_file(clouds: Simulator, tmp_path: Path) -> None:
    wrong = clouds.environ("openstack") | {"OS_PASSWORD": "wrong"}
    assert source(task(wrong, auth=auth(clouds))) == "options"
    file = clouds_yaml(tmp_path, prod={"auth": auth(clouds, password="wrong")})
    assert source(task({**clouds.environ("openstack"), **file})) == "environment"


def test_a_blank_variable_counts_as_not_set(clouds: Simulator, tmp_path: Path) -> None:
    file = clouds_yaml(tmp_path, prod={"auth": auth(clouds)})
    blank = dict.fromkeys(("OS_CLOUD", "OS_AUTH_URL", "OS_USERNAME", "OS_PASSWORD", "OS_REGION_NAME"), "")
    assert source(task({**file, **blank}, cloud="", auth={}, auth_type="", region_name="")) == str(
        tmp_path / "clouds.yaml"
    )


def test_another_project_may_be_chosen(clouds: Simulator, tmp_path: Path) -> None:
    given = auth(clouds)
    project = given.pop("project_id")
    file = clouds_yaml(tmp_path, prod={"auth": {**given, "project_id": "somewhere-else"}})
    assert source(task(file, cloud="prod", auth={"project_id": project})) == file["OS_CLIENT_CONFIG_FILE"]


def test_the_image_endpoint_of_a_file_replaces_the_catalogues(clouds: Simulator, tmp_path: Path) -> None:
    override = f"{clouds.url}/image/v2"
    file = clouds_yaml(tmp_path, prod={"auth": auth(clouds), "image_endpoint_override": override, "region_name": "X"})
    assert source(task(file)) == file["OS_CLIENT_CONFIG_FILE"]


def test_the_vendor_profile_of_open_telekom_cloud_is_known() -> None:
    user = {"username": "u", "password": "p", "project_name": "eu-nl_images", "user_domain_name": "OTC1"}
    options = {"cloud": {"profile": "otc", "region_name": "eu-nl", "auth": user}}
    unused: Any = None
    context = Context(options, {}, Path("/nowhere"), unused, lambda value: None, print)
    region = find_cloud(context).region
    assert region.get_auth_args()["auth_url"] == "https://iam.eu-nl.otc.t-systems.com/v3"


def test_parts_of_two_sources_are_never_mixed(clouds: Simulator, tmp_path: Path) -> None:
    given = auth(clouds)
    del given["password"]
    file = clouds_yaml(tmp_path, prod={"auth": auth(clouds)})
    everything = {**clouds.environ("openstack"), **file}
    result = task(everything, auth=given)
    assert "images" not in result or result["images"][0]["state"] == "denied"
    result = task(everything, cloud="prod", auth={"username": "auditor"})
    assert "never mixed" in result["msg"]
    result = task(everything, cloud={"auth": auth(clouds)}, region_name="RegionOne")
    assert "region_name must be part of it" in result["msg"]
    assert not any(" 201" in request for request in clouds.requests)


def test_an_auth_url_in_the_options_never_sees_the_password_of_the_environment(clouds: Simulator) -> None:
    with Clouds() as elsewhere:
        task(clouds.environ("openstack"), auth={"auth_url": f"{elsewhere.url}/v3", "username": "auditor"})
        assert not any("POST" in request for request in elsewhere.requests)


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({}, "No credentials found"),
        ({"OS_CLOUD": "prod"}, "'prod' is described nowhere"),
        ({"OS_AUTH_URL": "URL"}, "OS_USERNAME and OS_PASSWORD are missing for a login by password"),
        (
            {"OS_AUTH_URL": "URL", "OS_AUTH_TYPE": "v3nothing"},
            "OS_AUTH_TYPE is v3nothing, and keystoneauth knows no such login",
        ),
    ],
)
def test_missing_credentials_are_said_to_be_missing(clouds: Simulator, environ: dict[str, str], said: str) -> None:
    result = task({name: clouds.url + "/v3" if value == "URL" else value for name, value in environ.items()})
    assert result["failed"]
    assert said in result["msg"]


def test_which_cloud_is_meant_must_be_clear(clouds: Simulator, tmp_path: Path) -> None:
    file = clouds_yaml(tmp_path, prod={"auth": auth(clouds)}, test={"auth": auth(clouds)})
    assert "names prod, test. Set cloud" in task(file)["msg"]
    assert "names prod, test." in task(file, cloud="pord")["msg"]
