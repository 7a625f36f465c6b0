# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Credentials for OpenStack: one set from one source, and nothing of them in any answer."""

from __future__ import annotations

import json
import logging
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import Context
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack.config import (
    find_cloud,
)
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack.provider import PROVIDER
from ansible_collections.cloud_images.sharing.plugins.modules.openstack_image_member_info import main
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator as Clouds
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.reading import Run
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

IMAGE = "3b1f7d2c-6f0a-4b5e-9d3b-0d6f5c1c7a10"
PASSWORD = "auditor-password-not-real"


def auth(clouds: Simulator, **changed: str) -> dict[str, str]:
    variables = clouds.environ("openstack")
    named = ("auth_url", "username", "password", "user_domain_name", "project_id")
    return {name: variables[f"OS_{name.upper()}"] for name in named} | changed


def task(environ: dict[str, str] | None = None, **options: Any) -> Any:
    return run(main, {"image_ids": [IMAGE], "on_error": "report", **options}, environ)


def clouds_yaml(folder: Path, **clouds: Any) -> dict[str, str]:
    """The variable that names a clouds.yaml with these clouds."""
    path = folder / "clouds.yaml"
    path.write_text(json.dumps({"clouds": clouds}), encoding="utf-8")
    return {"OS_CLIENT_CONFIG_FILE": str(path)}


def source(result: Any) -> Any:
    assert result["images"][0]["state"] == "read", result
    return result["summary"]["credentials_from"]


# ------------------------------------------------------------------------------------------------------------ sources


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


# ------------------------------------------------------------------------------------------------------- never mixed


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
        ({"OS_AUTH_URL": "URL"}, "The credentials from environment cannot be used: password is"),
        ({"OS_AUTH_URL": "URL", "OS_AUTH_TYPE": "v3nothing"}, "The OpenStack configuration cannot be used: "),
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


# ------------------------------------------------------------------------------------------------------------- errors


def test_a_wrong_password_is_sent_once(clouds: Simulator) -> None:
    result = run(main, {"image_ids": ["a", "b"], "auth": auth(clouds, password="wrong"), "on_error": "report"})
    errors = [image["error"] for image in result["images"]]
    assert {(error["kind"], error["http_status"]) for error in errors} == {("unauthorized", 401)}
    assert "The credentials were refused" in errors[0]["message"]
    assert [request for request in clouds.requests if "POST" in request] == ["POST /v3/auth/tokens 401"]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ({"status": 503}, "unavailable"),
        ({"status": 500}, "unavailable"),
        ({"status": 429}, "throttled"),
        ({"status": 403, "json": {"error": {"message": "no", "code": 403}}}, "forbidden"),
        ({"status": 404}, "bad_request"),
        ({"body": "<html>Welcome</html>"}, "bad_response"),
        ({"json": {}}, "bad_response"),
        ({"json": {"token": 1}}, "bad_response"),
        ({"cut": "head"}, "unreachable"),
        ({"redirect": "http://127.0.0.1:9"}, "bad_response"),
    ],
)
def test_what_keystone_answers_is_told(clouds: Simulator, fault: dict[str, Any], kind: str) -> None:
    clouds.faults.add(method="POST", **fault)
    result = task(auth=auth(clouds), retries=0)
    assert result["images"][0]["members"] is None
    assert result["images"][0]["error"]["kind"] == kind


def test_an_outage_of_keystone_is_outlasted(clouds: Simulator) -> None:
    clouds.faults.add(path="/v3", status=503, headers={"Retry-After": "0"}, first=2)
    result = task(auth=auth(clouds))
    assert (source(result), result["summary"]["retries"]) == ("options", 2)


def test_a_keystone_that_cannot_be_reached_is_said_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    result = task(auth={"auth_url": f"http://127.0.0.1:{port}/v3", "username": "u", "password": PASSWORD}, retries=0)
    assert result["images"][0]["error"]["kind"] == "unreachable"


@pytest.mark.parametrize("options", [{"region_name": "nowhere"}, {"interface": "admin"}])
def test_a_missing_catalogue_entry_names_what_was_looked_for(clouds: Simulator, options: dict[str, Any]) -> None:
    result = task(auth=auth(clouds), **options)
    assert "no image service" in result["msg"]
    assert next(iter(options.values())) in result["msg"]


def test_a_password_never_travels_in_plain_http() -> None:
    result = task(auth={"auth_url": "http://keystone.invalid/v3", "username": "u", "password": PASSWORD})
    assert "must be https" in result["msg"]


def test_a_password_goes_to_the_host_of_auth_url_whatever_the_discovery_says(clouds: Simulator) -> None:
    links = [{"rel": "self", "href": "http://elsewhere.invalid/v3/"}]
    document = {"version": {"id": "v3.14", "status": "stable", "links": links}}
    clouds.faults.add(path="^/v3$", json=document)
    assert source(task(auth=auth(clouds))) == "options"
    assert "POST /v3/auth/tokens 201" in clouds.requests


# ---------------------------------------------------------------------------------------------------------------- TLS


@pytest.mark.parametrize(
    ("cloud", "options", "works"),
    [
        ({}, {}, False),
        ({"cacert": "CA"}, {}, True),
        ({"verify": False}, {}, True),
        ({"insecure": True}, {}, True),
        ({"insecure": True}, {"validate_certs": True}, False),
        ({}, {"ca_cert": "CA"}, True),
        ({}, {"validate_certs": False}, True),
        ({"cacert": "CA"}, {"verify": True}, True),
    ],
)
@pytest.mark.usefixtures("_scratch_home")
def test_the_file_decides_about_tls_unless_an_option_does(
    tmp_path: Path, cloud: dict[str, Any], options: dict[str, Any], works: bool
) -> None:
    with Clouds(tls=True) as secure:
        cloud, options = ({k: secure.ca_path if v == "CA" else v for k, v in one.items()} for one in (cloud, options))
        result = task(clouds_yaml(tmp_path, prod={"auth": auth(secure), **cloud}), retries=0, **options)
    image = result["images"][0]
    assert (image["state"], (image["error"] or {}).get("kind")) == (
        ("read", None) if works else ("failed", "unreachable")
    )


# ------------------------------------------------------------------------------------------------------------ secrets


@pytest.mark.parametrize("where", ["auth", "cloud", "environment", "file"])
def test_secrets_are_hidden_and_nothing_else_is(
    clouds: Simulator, tmp_path: Path, where: str, monkeypatch: Any
) -> None:
    options: dict[str, Any] = {"image_ids": [IMAGE]}
    environ: dict[str, str] = {}
    if where == "auth":
        options["auth"] = auth(clouds)
    elif where == "cloud":
        options["cloud"] = {"auth": auth(clouds), "interface": "public", "identity_api_version": 3}
    elif where == "environment":
        environ = clouds.environ("openstack")
    else:
        environ = clouds_yaml(tmp_path, prod={"auth": auth(clouds), "identity_api_version": 3})
    for name in [name for name in os.environ if name.startswith("OS_")]:
        monkeypatch.delenv(name)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    hidden = Run(PROVIDER, options).hidden
    assert hidden == {PASSWORD, *clouds.tokens.issued}


def test_plain_values_of_the_options_are_not_masked_in_the_answer(clouds: Simulator) -> None:
    given = {"auth": auth(clouds), "interface": "public", "identity_api_version": 3}
    for options in ({"auth": auth(clouds)}, {"cloud": given}):
        image = task(image_details=True, **options)["images"][0]
        assert image["image"]["owner_id"] == clouds.world.owner("glance")
        assert image["image"]["caller_is_owner"] is True
        assert image["members"][0]["created_at"].endswith("Z")


def test_libraries_log_nothing(clouds: Simulator, capfd: pytest.CaptureFixture[str]) -> None:
    logging.getLogger().setLevel(logging.DEBUG)
    handler = logging.StreamHandler()
    logging.getLogger().addHandler(handler)
    try:
        assert source(task(auth=auth(clouds))) == "options"
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger().setLevel(logging.WARNING)
    printed = "".join(capfd.readouterr())
    assert not [secret for secret in (PASSWORD, *clouds.tokens.issued) if secret in printed]


@pytest.mark.slow
def test_the_clients_of_other_services_are_not_imported() -> None:
    code = (
        "import sys; "
        "from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack import sdk as it; "
        "it.openstack_config().OpenStackConfig; print('openstack.connection' in sys.modules)"
    )
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    printed = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "False"
