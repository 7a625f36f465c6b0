# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Credentials for OpenStack: one set from one source, and nothing of them in any answer."""

from __future__ import annotations

import logging
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.modules.openstack_image_member_info import main
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator as Clouds
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

from .signing_in import PASSWORD, auth, clouds_yaml, source, task

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


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


@pytest.mark.parametrize("path", ["/v3", "/v3/", "/v3/auth/tokens", ""])
def test_who_wants_a_token_for_the_versions_is_no_keystone(clouds: Simulator, path: str) -> None:
    """keystoneauth waits for ever then, for a lock that it holds itself."""
    clouds.faults.add(method="GET", path="^/(v3.*)?$", status=401, json={"error": {"code": 401, "message": "no"}})
    (image,) = task(auth=auth(clouds, auth_url=f"{clouds.url}{path}"))["images"]
    assert (image["state"], image["error"]["kind"], image["error"]["http_status"]) == ("failed", "bad_response", 401)
    assert f"Keystone ({clouds.url}{path}" in image["error"]["message"]
    assert "wants a token before it tells its versions" in image["error"]["message"]
    assert "Check auth_url" in image["error"]["message"]
    assert not [request for request in clouds.requests if "POST" in request]


@pytest.mark.parametrize("project_id", [1, True, [[]], {"a": 1}])
def test_a_project_that_is_named_by_no_id_is_no_login(clouds: Simulator, project_id: object) -> None:
    user = {"id": "u", "name": "u", "domain": {"id": "d", "name": "d"}}
    token = {"methods": ["password"], "user": user, "expires_at": "2999-01-01T00:00:00Z", "catalog": []}
    answer = {"token": {**token, "project": {"id": project_id, "name": "p", "domain": {"id": "d", "name": "d"}}}}
    clouds.faults.add(path="auth/tokens", status=201, headers={"X-Subject-Token": "gAAAAABexample"}, json=answer)
    error = task(auth=auth(clouds), retries=0)["images"][0]["error"]
    assert error["kind"] == "bad_response"
    assert "sent a token that makes no sense (TypeError)" in error["message"]


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
