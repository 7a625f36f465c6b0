# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a file may not do: hold secrets in plain text, turn off TLS, or send credentials elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.inventories import IMAGE

Load = Callable[..., dict[str, Any]]


SECRET = "hunter2"


def connection(provider: str, **options: Any) -> dict[str, Any]:
    return {"a.yml": {"connections": {"cloud": {"provider": provider, **options}}, "images": [IMAGE]}}


@pytest.mark.parametrize(
    ("provider", "options"),
    [
        ("scp", {"secret_key": SECRET}),
        ("huawei_ims", {"secret_key": SECRET}),
        ("huawei_ims", {"security_token": SECRET}),
        ("huawei_cph", {"auth_token": SECRET}),
        ("huawei_cph", {"password": SECRET}),
        ("openstack", {"auth": {"password": SECRET}}),
        ("openstack", {"auth": {"token": SECRET}}),
        ("openstack", {"auth": {"application_credential_secret": SECRET}}),
    ],
)
def test_secrets_need_an_encrypted_file(
    load_files: Load, problems: Callable[..., list[str]], provider: str, options: dict[str, Any]
) -> None:
    (found,) = problems(connection(provider, **options))
    assert "a secret in a plain file" in found
    assert SECRET not in found
    assert (
        load_files(connection(provider, **options), encrypted=("a.yml",))["connections"]["cloud"]["options"] == options
    )


@pytest.mark.parametrize(
    ("provider", "options"),
    [
        *[
            (provider, {"validate_certs": value})
            for provider in ("scp", "huawei_ims", "openstack")
            for value in (False, True, "no")
        ],
        ("scp", {"ca_path": "/tmp/ca.pem"}),
        ("huawei_cph", {"ca_path": "/tmp/ca.pem"}),
        ("openstack", {"ca_cert": "/tmp/ca.pem"}),
        ("openstack", {"client_cert": "/tmp/c.pem"}),
        ("openstack", {"client_key": "/tmp/c.pem"}),
        ("openstack", {"auth": {"endpoint": "https://evil.example.com"}}),
        ("openstack", {"auth": {"discovery_endpoint": "https://iam.eu-de.otc.t-systems.com"}}),
        ("openstack", {"auth": {"identity_provider_url": "https://evil.example.com"}}),
        ("openstack", {"cloud": {"auth": {"auth_url": "https://evil.example.com"}}}),
        ("openstack", {"cloud": {"verify": False}}),
        ("scp", {"endpoint": "https://virtualserver.kr-west1.e.evil.example.com"}),
        ("scp", {"endpoint": "https://ims.eu-de.otc.t-systems.com"}),
        ("huawei_ims", {"endpoint": "http://ims.eu-de.otc.t-systems.com"}),
        ("huawei_ims", {"iam_endpoint": "https://evilmyhuaweicloud.com"}),
        ("huawei_cph", {"endpoint": "https://myhuaweicloud.com@evil.example.com"}),
        ("openstack", {"endpoint": "https://glance.example.com"}),
        ("openstack", {"auth": {"auth_url": "https://keystone.example.com/v3"}}),
    ],
)
@pytest.mark.parametrize("encrypted", [(), ("a.yml",)])
def test_no_file_turns_off_tls_or_sends_credentials_elsewhere(
    problems: Callable[..., list[str]], provider: str, options: dict[str, Any], encrypted: tuple[str, ...]
) -> None:
    (found,) = problems(connection(provider, **options), encrypted=encrypted)
    assert "assert_sharing_connections" in found


@pytest.mark.parametrize("region", ["evil.example.com/", "a#", "a@b", "a/../b", "a.b", "a:1", "-", "a\n"])
def test_a_region_cannot_change_the_host(problems: Callable[..., list[str]], region: str) -> None:
    for provider in ("scp", "huawei_ims", "huawei_cph"):
        (found,) = problems(connection(provider, region=region))
        assert "connections.cloud.region" in found


@pytest.mark.parametrize(
    ("provider", "options"),
    [
        ("scp", {"endpoint": "https://virtualserver.kr-west1.e.samsungsdscloud.com"}),
        ("huawei_ims", {"endpoint": "https://ims.eu-de.otc.t-systems.com", "iam_endpoint": "http://127.0.0.1:5000"}),
        ("openstack", {"cloud": "otc", "region_name": "eu-de"}),
        ("openstack", {"auth": {"auth_url": "https://iam.eu-de.otc.t-systems.com/v3", "project_id": "1" * 32}}),
    ],
)
def test_a_file_may_name_the_vendors_hosts_and_this_machine(load_files: Load, provider: str, options: Any) -> None:
    assert load_files(connection(provider, **options))["connections"]["cloud"]["options"] == options
