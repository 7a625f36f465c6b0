# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where credentials come from: for each setting the connections of a gate, and all secrets that it has to do with."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

from .conftest import Ansible
from .leaks import secret, token

ACCOUNT = "8989447062e04a818baf9e073fd04fa7"
DOMAIN = "0123456789abcdef0123456789abcdef"
PROJECT = "1bed856811654c1cb661a6ca845ebc77"
HUAWEI = {
    "ims": {"provider": "huawei_ims"},
    "native": {"provider": "huawei_ims", "api": "openstack"},
    "cph": {"provider": "huawei_cph"},
}
PLACE = {"region": "ap-southeast-3"}


@dataclass
class Setting:
    """:param refused: connections whose credentials are turned down. ``files`` were given secrets by the test.
    :param unknown: secrets that the run never had, so that it cannot tell them from other words.
    :param spellings: in how many spellings each secret is told in each place.
    """

    connections: dict[str, dict[str, Any]]
    inline: dict[str, dict[str, Any]]
    secrets: set[str]
    callback: str
    spellings: int = 1
    files: list[Path] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)


def world() -> dict[str, Any]:
    """Keys and users by name, each with a secret of its own."""
    names = ("a", "b", "wrong", "token")
    return {
        "scp_keys": [
            {"access_key": f"scp-{name}", "secret_key": secret(f"scp-{name}"), "account": ACCOUNT} for name in names
        ],
        "huawei_keys": [
            {"access_key": f"HUAWEI{name.upper()}", "secret_key": secret(f"huawei-{name}"), "account": DOMAIN}
            for name in names
        ]
        + [
            {
                "access_key": "TEMPORARY",
                "secret_key": secret("temporary"),
                "security_token": token("security"),
                "account": DOMAIN,
            }
        ],
        "users": [
            {"name": f"user-{name}", "password": secret(f"user-{name}"), "domain": "owner", "domain_id": DOMAIN}
            for name in names
        ],
    }


def _refusals(clouds: Simulator) -> None:
    """Whoever uses these is refused, and told its secret."""
    for key in ("scp-wrong", "HUAWEIWRONG"):
        clouds.faults.active.insert(
            0, clouds.faults.add(key=key, status=401, echo={"what": "secret", "where": "message"})
        )
    fault = clouds.faults.add(
        key="user-wrong", path="auth/tokens", status=401, echo={"what": "password", "where": "message"}
    )
    clouds.faults.active.insert(0, fault)


def _auth(clouds: Simulator, name: str) -> dict[str, str]:
    return {
        "auth_url": f"{clouds.url}/v3",
        "username": f"user-{name}",
        "password": secret(f"user-{name}"),
        "user_domain_name": "owner",
        "project_id": PROJECT,
    }


def of_environment(ansible: Ansible, clouds: Simulator) -> Setting:
    """The environment, and options given inline, good ones and bad ones."""
    _refusals(clouds)
    os_variables = {f"OS_{name.upper()}": value for name, value in _auth(clouds, "a").items()}
    ansible.environ |= {
        "SCP_ACCESS_KEY": "scp-a",
        "SCP_SECRET_KEY": secret("scp-a"),
        "HUAWEICLOUD_SDK_AK": "TEMPORARY",
        "HUAWEICLOUD_SDK_SK": secret("temporary"),
        "HUAWEICLOUD_SDK_SECURITY_TOKEN": token("security"),
        **os_variables,
    }
    setting = _setting("default", clouds)
    setting.spellings = 2
    for name in ("b", "wrong"):
        setting.connections |= {
            f"{cloud}-{name}": {**HUAWEI[cloud], **PLACE, "project_id": PROJECT} for cloud in HUAWEI
        }
        keys = {"access_key": f"HUAWEI{name.upper()}", "secret_key": secret(f"huawei-{name}")}
        setting.inline |= {f"{cloud}-{name}": keys for cloud in HUAWEI}
        setting.connections[f"scp-{name}"] = {**setting.connections["scp"]}
        setting.inline[f"scp-{name}"] = {"access_key": f"scp-{name}", "secret_key": secret(f"scp-{name}")}
        setting.connections[f"os-{name}"] = {**setting.connections["os"]}
        setting.inline[f"os-{name}"] = {"auth": _auth(clouds, name)}
        setting.secrets |= {secret(f"{family}-{name}") for family in ("scp", "huawei", "user")}
    setting.secrets |= {secret("scp-a"), secret("temporary"), token("security"), secret("user-a")}
    setting.refused = {f"{cloud}-wrong" for cloud in (*HUAWEI, "scp", "os")}
    return setting


def of_files(ansible: Ansible, clouds: Simulator) -> Setting:
    """The files of Terraform, of Huawei's SDK and of openstacksdk; passwords and tokens inline."""
    setting = _setting("all_json", clouds)
    sdk = f"[basic]\nak = HUAWEIA\nsk = {secret('huawei-a')}\nproject_id = {PROJECT}\n"
    auth = _auth(clouds, "a")
    password = {"clouds": {"prod": {"auth": {"password": auth.pop("password")}}}}
    setting.files = [
        _write(ansible, ".scpconf/credentials.json", {"access-key": "scp-a", "secret-key": secret("scp-a")}),
        _write(ansible, ".scpconf/config.json", {"account-id": ACCOUNT}),
        _write(ansible, ".config/openstack/clouds.yaml", {"clouds": {"prod": {"auth": auth}}}),
        _write(ansible, ".config/openstack/secure.yaml", password),
        _write(ansible, "sdk.ini", sdk),
    ]
    ansible.environ["HUAWEICLOUD_SDK_CREDENTIALS_FILE"] = str(ansible.folder / "sdk.ini")
    setting.connections["os"]["cloud"] = "prod"
    given = {"auth_token": clouds.token("user-token", PROJECT)}
    login = {"username": "user-b", "password": secret("user-b"), "domain_name": "owner"}
    for cloud in HUAWEI:
        for name, inline in (("token", given), ("password", login)):
            setting.connections[f"{cloud}-{name}"] = {**HUAWEI[cloud], **PLACE, "iam_endpoint": clouds.url}
            setting.inline[f"{cloud}-{name}"] = inline
    setting.connections["os-token"] = {**setting.connections["os"], "auth_type": "v3token"}
    del setting.connections["os-token"]["cloud"]
    held = {"auth_url": f"{clouds.url}/v3", "token": clouds.token("user-token", PROJECT), "project_id": PROJECT}
    setting.inline["os-token"] = {"auth": held}
    setting.secrets |= {secret(name) for name in ("scp-a", "huawei-a", "user-a", "user-b")}
    setting.secrets |= {given["auth_token"], held["token"]}
    setting.unknown = {secret("user-token")}
    return setting


def of_other_files(ansible: Ansible, clouds: Simulator) -> Setting:
    """scp-cli's file, KooCLI's, and a clouds.yaml that a variable names."""
    setting = _setting("minimal", clouds)
    profile = {"name": "default", "mode": "AKSK", "accessKeyId": "HUAWEIB", "secretAccessKey": secret("huawei-b")}
    koocli = {"current": "default", "profiles": [{**profile, "projectId": PROJECT}]}
    setting.files = [
        _write(ansible, ".scp/cli-config.json", {"access_key": "scp-b", "access_secret_key": secret("scp-b")}),
        _write(ansible, ".hcloud/config.json", koocli),
        _write(ansible, "my-clouds.yaml", {"clouds": {"prod": {"auth": _auth(clouds, "b")}}}),
    ]
    ansible.environ["OS_CLIENT_CONFIG_FILE"] = str(ansible.folder / "my-clouds.yaml")
    setting.secrets |= {secret(f"{name}-b") for name in ("scp", "huawei", "user")}
    return setting


def _setting(callback: str, clouds: Simulator) -> Setting:
    """One connection of each provider, whose credentials are found somewhere."""
    connections: dict[str, dict[str, Any]] = {
        "scp": {"provider": "scp", "region": "kr-west1", "account_id": ACCOUNT, "iam_endpoint": clouds.url},
        **{cloud: {**HUAWEI[cloud], **PLACE, "project_id": PROJECT} for cloud in HUAWEI},
        "os": {"provider": "openstack", "timeout": 2, "retries": 0},
    }
    return Setting(connections, {}, set(), callback)


def _write(ansible: Ansible, name: str, content: object) -> Path:
    path = ansible.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (
        content
        if isinstance(content, str)
        else json.dumps(content)
        if name.endswith("json")
        else yaml.safe_dump(content)
    )
    path.write_text(text, encoding="utf-8")
    return path


SOURCES: dict[str, Callable[[Ansible, Simulator], Setting]] = {
    "environment and inline": of_environment,
    "files of Terraform, SDK and openstacksdk": of_files,
    "files of scp-cli and KooCLI, named clouds.yaml": of_other_files,
}
