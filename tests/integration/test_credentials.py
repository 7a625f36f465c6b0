# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The files and variables on people's machines, through the whole gate: whose identity asks, and where."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

from .conftest import Ansible

GLANCE_IMAGE = "3b1f7d2c-6f0a-4b5e-9d3b-0d6f5c1c7a10"
SCP_IMAGE = "70a599e0-31e7-49b7-b260-868f441e862b"
MEMBERS = {GLANCE_IMAGE: "edc89b490d7d4392898e19b2deb34797", SCP_IMAGE: "a8f10467abfc4b87b64614ab36eb9ae4"}
ANOTHER = "0f3c9a21b7d04c5ea1b2c3d4e5f60718"


def judged(ansible: Ansible, image_id: str, **connection: Any) -> tuple[int, str]:
    """The gate's exit status, and what its report says of one image that is shared as expected."""
    image = {"name": "golden", "connection": "cloud", "image_id": image_id, "members": [MEMBERS[image_id]]}
    path = ansible.write("sharing.yml", {"connections": {"cloud": connection}, "images": [image]})
    outcome = ansible.gate(inventory=path, report_dir="reports", report_formats=["json"])
    (entry,) = ansible.report()["images"]
    return outcome.status, json.dumps(entry)


def without(ansible: Ansible, *prefixes: str) -> dict[str, str]:
    """Take variables away, and give them back."""
    taken = {name: value for name, value in ansible.environ.items() if name.startswith(prefixes)}
    for name in taken:
        del ansible.environ[name]
    return taken


def test_a_clouds_yaml_of_the_current_folder_counts_for_a_gate_where_it_is_named(
    ansible: Ansible, clouds: Simulator
) -> None:
    variables = without(ansible, "OS_")
    auth = {
        name[3:].lower(): value for name, value in variables.items() if "REGION" not in name and "VERSION" not in name
    }
    ansible.write("clouds.yaml", json.dumps({"clouds": {"prod": {"auth": auth}}}))
    status, output = judged(ansible, GLANCE_IMAGE, provider="openstack")
    assert (status, clouds.log) == (2, []), output
    assert "No credentials found" in output
    ansible.environ["OS_CLIENT_CONFIG_FILE"] = "clouds.yaml"
    status, output = judged(ansible, GLANCE_IMAGE, provider="openstack")
    assert status == 0, output


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"access-key": "k", "secret-key": "s",}', "credentials.json, line 1, cannot be read: it is not JSON"),
        ("\ufeff[]", "credentials.json cannot be read: it is not a JSON object"),
        ('{"access-key": "k",\n"secret-key": 1}', "credentials.json cannot be read: secret-key is not text"),
    ],
)
def test_a_broken_file_turns_nothing_green_with_the_next_identity(
    ansible: Ansible, clouds: Simulator, content: str, said: str
) -> None:
    variables = without(ansible, "SCP_")
    for folder in (".scpconf", ".scp"):
        (ansible.folder / folder).mkdir()
    keys = {"access_key": variables["SCP_ACCESS_KEY"], "access_secret_key": variables["SCP_SECRET_KEY"]}
    ansible.write(".scp/cli-config.json", json.dumps(keys))
    scp = {"provider": "scp", "region": "kr-west1", "endpoint": clouds.url, "iam_endpoint": clouds.url}
    assert judged(ansible, SCP_IMAGE, **scp)[0] == 0
    clouds.log.clear()
    ansible.write(".scpconf/credentials.json", content)
    status, output = judged(ansible, SCP_IMAGE, **scp)
    assert (status, clouds.log) == (2, []), output
    assert said in output


def test_a_region_of_another_tools_variable_is_named_not_used(ansible: Ansible, clouds: Simulator) -> None:
    variables = without(ansible, "SCP_")
    ansible.environ |= {"SCP_TF_ACCESS_KEY": variables["SCP_ACCESS_KEY"], "SCP_TF_SECRET_KEY": "not-this-one"}
    ansible.environ["SCP_REGION"] = "kr-west1"
    status, output = judged(ansible, SCP_IMAGE, provider="scp")
    assert (status, clouds.log) == (2, [])
    assert "SCP_REGION does not count, because the credentials come from SCP_TF_ACCESS_KEY" in output
