# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Samsung Cloud Platform: settings from every source, versions, records, and what a 404 means."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import OptionError
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import Context
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.scp.provider import PROVIDER
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.scp.settings import (
    Settings,
    find_settings,
)
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.reading import Run

IMAGE = "70a599e0-31e7-49b7-b260-868f441e862b"
ACCOUNT = "8989447062e04a818baf9e073fd04fa7"
KEYS: dict[str, Any] = {"access_key": "the-key", "secret_key": "the-secret"}


@pytest.fixture(autouse=True)
def _private_image(clouds: Simulator) -> None:
    """The owner of a private image in the caller's list is the caller."""
    clouds.world.add_image("scp", "private-1", member_count=0, visibility="private")


def read(clouds: Simulator, *image_ids: str, **options: Any) -> Run:
    key = next(iter(clouds.world.scp_keys.values()))
    keys = {"access_key": key.access_key, "secret_key": key.secret_key, "account_id": ACCOUNT}
    return Run(PROVIDER, {"image_ids": list(image_ids or [IMAGE]), "endpoint": clouds.url, **keys, **options})


def test_a_record_says_who_owns_the_image(clouds: Simulator) -> None:
    (image,) = read(clouds, image_details=True).images
    assert image["image"] == {
        "name": "golden-rhel9",
        "visibility": "shared",
        "owner_id": ACCOUNT,
        "status": "active",
        "caller_is_owner": True,
    }
    whose = "GET /v1/images?limit=1000&visibility=private 200"
    assert clouds.requests == [f"GET /v1/images/{IMAGE}/members 200", f"GET /v1/images/{IMAGE} 200", whose]


@pytest.mark.parametrize(("account_id", "is_owner"), [("", True), (None, True), ("another", None)])
def test_an_account_that_is_only_written_down_proves_nothing(
    clouds: Simulator, account_id: str | None, is_owner: bool | None
) -> None:
    (image,) = read(clouds, image_details=True, account_id=account_id).images
    assert image["image"]["caller_is_owner"] is is_owner


@pytest.mark.parametrize("access_key", ["ключ", "two words"])
def test_a_key_that_no_header_can_carry_is_named(clouds: Simulator, access_key: str) -> None:
    with pytest.raises(OptionError, match=r"access_key \(from options\) has characters"):
        read(clouds, access_key=access_key)
    assert clouds.log == []


@pytest.mark.slow
def test_records_of_1000_images_cost_a_page_or_two(clouds: Simulator) -> None:
    ids = clouds.world.generate(1000, members=1, clouds=["scp"])["scp"]
    run = read(clouds, *ids, image_details=True)
    assert run.states == ["read"] * 1000
    assert {image["image"]["owner_id"] for image in run.images} == {ACCOUNT}
    assert run.summary["requests"] == len(clouds.log) <= 1010


def test_a_refused_record_stands_beside_the_members(clouds: Simulator) -> None:
    clouds.faults.add(path=f"^/v1/images/{IMAGE}$", preset="scp-403")
    run = read(clouds, image_details=True)
    assert run.states == ["read"]
    assert run.images[0]["image"] is None
    assert "virtualserver:ShowImage" in run.error["message"]


def test_a_404_of_the_gateway_is_no_missing_image(clouds: Simulator) -> None:
    missing = read(clouds, "0b7c2f51-4a3d-4c0e-9d0b-3f2a6f7e1a01")
    assert (missing.states, missing.error["kind"]) == (["not_found"], "not_found")
    clouds.faults.add(image_id=IMAGE, preset="scp-404-gateway")
    lost = read(clouds)
    assert (lost.states, lost.error["kind"]) == (["failed"], "bad_request")
    assert "says nothing about the image" in lost.error["message"]


def test_the_versions_are_asked_for_once(clouds: Simulator) -> None:
    run = read(clouds, "a", "b", "c", api_version="9.9")
    assert {image["error"]["kind"] for image in run.images} == {"unsupported_version"}
    assert clouds.requests.count("GET / 200") == 1


@pytest.mark.parametrize(("version", "date"), [("1.0", "2025-12-31"), ("1.1", "2026-05-31"), ("1.2", "2026-08-31")])
def test_an_ended_version_warns_with_its_date(clouds: Simulator, version: str, date: str) -> None:
    (warning,) = read(clouds, api_version=version).warnings
    assert date in warning
    assert read(clouds).warnings == []


def settings(home: Path, environ: dict[str, str] | None = None, **options: Any) -> Settings:
    def unused(*_arguments: Any, **_named: Any) -> Any:
        raise AssertionError("no request is needed to find settings")

    hidden: set[str] = set()
    warnings: list[str] = []
    context = Context(
        options={"api_version": "1.3", **options},
        environ=environ or {},
        home=home,
        new_client=unused,
        no_log_add=hidden.add,
        warn=warnings.append,
        no_log_discard=hidden.discard,
    )
    found = find_settings(context)
    assert all("without" in warning for warning in warnings)  # halves that are passed over
    assert found.secret_key in hidden
    assert found.secret_key not in repr(found)
    return found


def write(path: Path, content: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize(
    ("region", "environment", "endpoint"),
    [
        ("kr-west1", None, "https://virtualserver.kr-west1.e.samsungsdscloud.com"),
        ("kr-east1", "s", "https://virtualserver.kr-east1.s.samsungsdscloud.com"),
        ("kr-south1", "g", "https://virtualserver.kr-south1.g.samsungsdscloud.com"),
    ],
)
def test_the_endpoint_follows_region_and_environment(
    tmp_path: Path, region: str, environment: str | None, endpoint: str
) -> None:
    assert settings(tmp_path, region=region, environment=environment, **KEYS).endpoint == endpoint


@pytest.mark.parametrize("region", ["kr-west1.evil.example", "kr/../x", "KR", "a b", "-kr"])
def test_a_region_cannot_change_the_host(tmp_path: Path, region: str) -> None:
    with pytest.raises(OptionError, match="region"):
        settings(tmp_path, region=region, **KEYS)


def test_a_users_scp_cli_needs_no_new_set_up(tmp_path: Path) -> None:
    file = tmp_path / ".scp" / "cli-config.json"
    content = {
        "auth_url": "https://iam.s.samsungsdscloud.com/v1/endpoints",
        "access_key": "cli-key",
        "access_secret_key": "cli-secret",
        "default_scp_region": "kr-east1",
    }
    write(file, content)
    found = settings(tmp_path)
    assert (found.access_key, found.secret_key, found.credentials_from) == ("cli-key", "cli-secret", str(file))
    assert found.endpoint == "https://virtualserver.kr-east1.s.samsungsdscloud.com"


def test_terraforms_files_come_before_those_of_scp_cli(tmp_path: Path) -> None:
    write(tmp_path / ".scp" / "cli-config.json", {"access_key": "cli-key", "access_secret_key": "cli-secret"})
    write(tmp_path / ".scpconf" / "credentials.json", {"access-key": "tf-key", "secret-key": "tf-secret"})
    write(tmp_path / ".scpconf" / "config.json", {"default-region": "kr-west1", "account-id": ACCOUNT})
    found = settings(tmp_path)
    assert (found.access_key, found.secret_key, found.account_id) == ("tf-key", "tf-secret", ACCOUNT)


def test_each_source_is_used_whole_and_in_order(tmp_path: Path) -> None:
    write(tmp_path / ".scpconf" / "credentials.json", {"access-key": "file-key", "secret-key": "file-secret"})
    own = {"SCP_ACCESS_KEY": "env-key", "SCP_SECRET_KEY": "env-secret"}
    terraform = {"SCP_TF_ACCESS_KEY": "tf-key", "SCP_TF_SECRET_KEY": "tf-secret"}
    place: dict[str, Any] = {"region": "kr-west1"}
    assert settings(tmp_path, own | terraform, **place, **KEYS).access_key == "the-key"
    assert settings(tmp_path, own | terraform, **place).access_key == "env-key"
    assert settings(tmp_path, {**own, "SCP_SECRET_KEY": " "} | terraform, **place).access_key == "tf-key"
    assert settings(tmp_path, {"SCP_ACCESS_KEY": "env-key"}, **place).access_key == "file-key"


def test_a_part_of_the_keys_in_the_options_is_refused(tmp_path: Path) -> None:
    environ = {"SCP_ACCESS_KEY": "env-key", "SCP_SECRET_KEY": "env-secret"}
    with pytest.raises(OptionError, match="secret_key is missing"):
        settings(tmp_path, environ, region="kr-west1", access_key="the-key")


def test_without_a_region_nothing_is_guessed(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="No region"):
        settings(tmp_path, **KEYS)
