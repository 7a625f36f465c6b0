# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The modules ad hoc, credentials from the environment: the vendors' own examples in our shape, and no secret."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

from .conftest import Ansible

RHEL = "70a599e0-31e7-49b7-b260-868f441e862b"
WIN = "370befec-a369-475e-a224-44a45927a8fe"
OTC = "d164b5df-1bc3-4c3f-893e-3e471fd16e64"
PHONE = "23030320230421e300221a2000004167"

# The examples of the vendors' documents, see tests/simulator/data.
EXAMPLES: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    (
        "scp_image_member_info",
        RHEL,
        {},
        {
            "member_id": "a8f10467abfc4b87b64614ab36eb9ae4",
            "member_type": "account",
            "status": "pending",
            "created_at": "2025-07-22T09:00:00Z",
            "updated_at": "2025-07-26T12:00:00Z",
            "image_id": RHEL,
            "urn": None,
            "schema": None,
        },
    ),
    *(
        (
            "huawei_ims_image_member_info",
            WIN,
            {"api": api},
            {
                "member_id": "ou-5x1bvygwrplokk622i9gbn3f5ftfb2l9",
                "member_type": "organization",
                "status": "accepted",
                "created_at": "2023-08-23T04:07:52Z",
                "updated_at": "2023-08-23T04:07:52Z",
                "image_id": WIN,
                "urn": "organizations::3a2d95404f964a6aba78819bf8ddc1e3:ou:"
                "o-wvntq58r3poyv180t5df1mdna4uwy9se/ou-5x1bvygwrplokk622i9gbn3f5ftfb2l9",
                "schema": "/v2/schemas/member",
            },
        )
        for api in ("cloudimages", "openstack")
    ),
    (
        "huawei_ims_image_member_info",
        OTC,
        {"api": "openstack"},
        {
            "member_id": "edc89b490d7d4392898e19b2deb34797",
            "member_type": None,
            "status": "accepted",
            "created_at": "2016-09-01T02:05:14Z",
            "updated_at": "2016-09-01T02:37:11Z",
            "image_id": OTC,
            "urn": None,
            "schema": "/v2/schemas/member",
        },
    ),
    (
        "huawei_cph_image_member_info",
        PHONE,
        {},
        {
            "member_id": "87dc6af96095488d9205b6f31f314b16",
            "member_type": "project",
            "status": None,
            "created_at": "2024-04-17T02:13:38.058Z",
            "updated_at": "2024-04-17T02:13:38.058Z",
            "image_id": PHONE,
            "urn": None,
            "schema": None,
        },
    ),
]
IDS = ["scp", "ims", "ims-native", "otc", "cph"]


@pytest.mark.parametrize(("module", "image_id", "options", "member"), EXAMPLES, ids=IDS)
def test_the_vendors_example(
    ansible: Ansible, clouds: Simulator, module: str, image_id: str, options: dict[str, Any], member: dict[str, Any]
) -> None:
    words = " ".join(f"{name}={value}" for name, value in {**options, "endpoint": clouds.url}.items())
    name = f"cloud_images.sharing.{module}"
    outcome = ansible.run("ansible", "localhost", "-m", name, "-a", f"image_ids={image_id} {words}")
    assert outcome.status == 0, outcome.output
    (image,) = outcome.result["images"]
    assert image["members"] == [member]
    assert (image["state"], image["complete"], image["error"]) == ("read", True, None)
    assert outcome.result["changed"] is False
    assert outcome.result["summary"] == {
        "requested": 1,
        "read": 1,
        "failed": 0,
        "members": 1,
        "requests": 1 + (module == "scp_image_member_info"),  # and whose the key is
        "retries": 0,
        "credentials_from": "environment",
        "account": outcome.result["summary"]["account"],
    }


@pytest.mark.parametrize(("module", "image_id", "options", "member"), EXAMPLES, ids=IDS)
def test_check_mode_reads_the_same(
    ansible: Ansible, clouds: Simulator, module: str, image_id: str, options: dict[str, Any], member: dict[str, Any]
) -> None:
    outcome = ansible.ad_hoc(module, "--check", image_ids=[image_id], endpoint=clouds.url, **options)
    assert outcome.result["images"][0]["members"] == [member]


def _scp_files(home: Path) -> None:
    (home / ".scpconf").mkdir()
    (home / ".scpconf" / "credentials.json").write_text(
        json.dumps({"access-key": "2sd2gg=2agbdSD26svcD", "secret-key": "test-secret-key-not-real"})
    )


def _scp_cli_file(home: Path) -> None:
    (home / ".scp").mkdir()
    (home / ".scp" / "cli-config.json").write_text(
        json.dumps(
            {
                "auth_url": "https://iam.e.samsungsdscloud.com/v1/endpoints",
                "access_key": "2sd2gg=2agbdSD26svcD",
                "access_secret_key": "test-secret-key-not-real",
                "default_scp_region": "kr-west1",
            }
        )
    )


@pytest.mark.parametrize("source", ["environment", "options", "terraform", "scp-cli"])
@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
def test_no_secret_of_scp_at_any_verbosity(ansible: Ansible, clouds: Simulator, source: str, right: bool) -> None:
    secret = "test-secret-key-not-real"
    if not right:
        clouds.world.scp_keys["2sd2gg=2agbdSD26svcD"].secret_key = "another-secret"
    options: dict[str, Any] = {"image_ids": [RHEL], "endpoint": clouds.url}
    if source != "environment":
        ansible.environ |= {"SCP_ACCESS_KEY": "", "SCP_SECRET_KEY": ""}
    if source == "options":
        ansible.write("play.yml", _play("scp_image_member_info", options | _scp_options()))
        ansible.write("vars.yml", {"the_secret": secret})
        outcome = ansible.run("ansible-playbook", "-vvvv", "play.yml", "-e", "@vars.yml")
    else:
        {"environment": lambda _home: None, "terraform": _scp_files, "scp-cli": _scp_cli_file}[source](ansible.folder)
        outcome = ansible.ad_hoc("scp_image_member_info", "-vvvv", **options)
    assert (outcome.status == 0) is right, outcome.output
    assert secret not in outcome.output
    assert not re.search(r"[A-Za-z0-9+/]{43}=", outcome.output), "a signature"
    assert sum(entry.path.endswith("/members") for entry in clouds.log) == 1


def _scp_options() -> dict[str, str]:
    return {"access_key": "2sd2gg=2agbdSD26svcD", "secret_key": "{{ the_secret }}"}


def _play(module: str, options: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "hosts": "localhost",
            "gather_facts": False,
            "vars": {"ansible_python_interpreter": "{{ ansible_playbook_python }}"},
            "tasks": [{f"cloud_images.sharing.{module}": options}],
        }
    ]


def test_empty_variables_count_as_unset(ansible: Ansible, clouds: Simulator) -> None:
    """AWX sets '' for every field of a credential that was left blank."""
    ansible.environ |= {"SCP_ACCESS_KEY": "", "SCP_SECRET_KEY": "", "SCP_TF_ACCESS_KEY": "", "SCP_REGION": ""}
    _scp_cli_file(ansible.folder)
    outcome = ansible.ad_hoc("scp_image_member_info", image_ids=[RHEL], endpoint=clouds.url)
    assert outcome.result["summary"]["credentials_from"] == str(ansible.folder / ".scp" / "cli-config.json")


def test_parts_of_two_sources_are_never_mixed(ansible: Ansible, clouds: Simulator) -> None:
    ansible.environ |= {"SCP_ACCESS_KEY": "some-key", "SCP_SECRET_KEY": "", "SCP_TF_SECRET_KEY": "the-rest-of-another"}
    outcome = ansible.ad_hoc("scp_image_member_info", image_ids=[RHEL], endpoint=clouds.url)
    assert outcome.status != 0
    assert "No credentials found" in outcome.output
    assert clouds.log == []


def test_an_ended_api_version_warns_with_its_date(ansible: Ansible, clouds: Simulator) -> None:
    outcome = ansible.ad_hoc("scp_image_member_info", image_ids=[RHEL], endpoint=clouds.url, api_version="1.1")
    assert outcome.status == 0
    assert "2026-05-31" in outcome.output


def test_an_unsupported_version_names_those_that_are_listed(ansible: Ansible, clouds: Simulator) -> None:
    outcome = ansible.ad_hoc("scp_image_member_info", image_ids=[RHEL], endpoint=clouds.url, api_version="9.9")
    error = outcome.result["images"][0]["error"]
    assert (error["kind"], error["http_status"], error["code"]) == ("unsupported_version", 406, "NoSuchVersion")
    for version in ("1.0", "1.1", "1.2", "1.3", "1.5"):
        assert version in error["message"]


def test_a_failure_names_the_images_and_holds_them_all(ansible: Ansible, clouds: Simulator) -> None:
    clouds.world.add_image("scp", "good", member_count=2)
    clouds.faults.add(image_id="bad", preset="scp-403")
    outcome = ansible.ad_hoc("scp_image_member_info", image_ids=["good", "bad"], endpoint=clouds.url)
    assert outcome.status != 0
    result = outcome.result
    assert result["msg"].startswith("1 of 2 images could not be read. bad: 403 Forbidden: ")
    assert "virtualserver:ListImageMembers" in result["msg"]
    assert "req-403" in result["msg"]
    assert [(image["state"], image["member_count"]) for image in result["images"]] == [("read", 2), ("denied", None)]
