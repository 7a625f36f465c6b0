# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One set of credentials from one source, and the project and hosts that belong to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import OptionError
from ansible_collections.cloud_images.sharing.plugins.modules.huawei_ims_image_member_info import main
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

from .asking import IMAGE, KEYS, PASSWORD, PROJECT, READ, TEMPORARY, settings_for, task

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

ENVIRONMENTS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "SDK": (
        {"access_key": "HUAWEICLOUD_SDK_AK", "secret_key": "HUAWEICLOUD_SDK_SK"},
        {"project_id": "HUAWEICLOUD_SDK_PROJECT_ID", "iam_endpoint": "HUAWEICLOUD_SDK_IAM_ENDPOINT"},
    ),
    "SDK, temporary": (
        {
            "access_key": "HUAWEICLOUD_SDK_AK",
            "secret_key": "HUAWEICLOUD_SDK_SK",
            "security_token": "HUAWEICLOUD_SDK_SECURITY_TOKEN",
        },
        {"project_id": "HUAWEICLOUD_SDK_PROJECT_ID"},
    ),
    "Terraform": (
        {"access_key": "HW_ACCESS_KEY", "secret_key": "HW_SECRET_KEY"},
        {"region": "HW_REGION_NAME", "iam_endpoint": "HW_AUTH_URL"},
    ),
    "Terraform, temporary": (
        {"access_key": "HW_ACCESS_KEY", "secret_key": "HW_SECRET_KEY", "security_token": "HW_SECURITY_TOKEN"},
        {"project_id": "HW_PROJECT_ID"},
    ),
    "Terraform, token": ({"auth_token": "HW_AUTH_TOKEN"}, {"project_id": "HW_PROJECT_ID"}),
    "Terraform, password": (
        {"username": "HW_USER_NAME", "password": "HW_USER_PASSWORD", "domain_name": "HW_DOMAIN_NAME"},
        {"project_name": "HW_PROJECT_NAME", "iam_endpoint": "HW_AUTH_URL"},
    ),
    "Ansible, password": (
        {"username": "ANSIBLE_HWC_USER", "password": "ANSIBLE_HWC_PASSWORD", "domain_name": "ANSIBLE_HWC_DOMAIN"},
        {
            "region": "ANSIBLE_HWC_REGION",
            "project_name": "ANSIBLE_HWC_PROJECT",
            "iam_endpoint": "ANSIBLE_HWC_IDENTITY_ENDPOINT",
        },
    ),
    "Ansible, keys": (
        {"access_key": "ANSIBLE_HWC_ACCESS_KEY", "secret_key": "ANSIBLE_HWC_SECRET_KEY"},
        {"project_id": "ANSIBLE_HWC_PROJECT_ID"},
    ),
}


@pytest.mark.parametrize("names", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_the_environment_of_other_tools(clouds: Simulator, names: tuple[dict[str, str], dict[str, str]]) -> None:
    credentials = {
        ("access_key", "secret_key"): KEYS,
        ("access_key", "secret_key", "security_token"): TEMPORARY,
        ("auth_token",): {"auth_token": clouds.token("auditor", PROJECT)},
        ("username", "password", "domain_name"): PASSWORD,
    }[tuple(names[0])]
    settings = {
        "region": "ap-southeast-3",
        "project_name": "ap-southeast-3",
        "project_id": PROJECT,
        "iam_endpoint": f"{clouds.url}/v3/",
    }
    environ = {variable: credentials[option] for option, variable in names[0].items()}
    environ |= {variable: settings[option] for option, variable in names[1].items()}
    # What AWX sets for fields that were left blank.
    blank = dict.fromkeys(["access_key", "secret_key", "auth_token", "region", "project_id", "iam_endpoint"], "")
    result = run(main, {**blank, "image_id": [IMAGE], "endpoint": clouds.url}, environ)
    assert result["images"][0]["member_count"] == 1
    assert result["summary"]["credentials_from"] == "environment"


def test_blank_variables_of_one_tool_leave_room_for_the_next(clouds: Simulator) -> None:
    environ = {
        "HUAWEICLOUD_SDK_AK": "",
        "HUAWEICLOUD_SDK_SK": "",
        "HW_ACCESS_KEY": KEYS["access_key"],
        "HW_SECRET_KEY": KEYS["secret_key"],
    }
    assert task(clouds, environ)["images"][0]["state"] == "read"


def test_the_file_that_the_sdk_variable_names(clouds: Simulator, tmp_path: Path) -> None:
    file = tmp_path / "credentials"
    file.write_text(
        f"[basic]\nak = {TEMPORARY['access_key']}\nsk = {TEMPORARY['secret_key']}\n"
        f"security_token = {TEMPORARY['security_token']}\nproject_id = {PROJECT}\n"
    )
    result = task(clouds, {"HUAWEICLOUD_SDK_CREDENTIALS_FILE": str(file)})
    assert result["images"][0]["state"] == "read"
    assert result["summary"]["credentials_from"] == str(file)
    assert clouds.requests == [READ]


def test_a_percent_sign_in_the_file_is_itself(tmp_path: Path) -> None:
    file = tmp_path / "credentials"
    file.write_text("[basic]\nak = key\nsk = a%sb%%c\n")
    found = settings_for({"region": "cn-east-3"}, {"HUAWEICLOUD_SDK_CREDENTIALS_FILE": str(file)})
    assert found.credentials["secret_key"] == "a%sb%%c"


def test_openstack_variables_are_never_read() -> None:
    environ = {
        "OS_ACCESS_KEY": "key",
        "OS_SECRET_KEY": "secret",
        "OS_AUTH_TOKEN": "token",
        "OS_USERNAME": "user",
        "OS_PASSWORD": "password",
        "OS_DOMAIN_NAME": "domain",
    }
    with pytest.raises(OptionError, match="No credentials found"):
        settings_for({"region": "cn-east-3"}, environ)


MIXED: list[tuple[dict[str, str], dict[str, str]]] = [
    ({"access_key": "key"}, {"HW_SECRET_KEY": "secret", "HW_ACCESS_KEY": "other"}),
    ({"username": "user", "password": "word"}, {"HW_DOMAIN_NAME": "domain"}),
    ({"security_token": "token"}, {"HW_ACCESS_KEY": "key", "HW_SECRET_KEY": "secret"}),
    ({}, {"HUAWEICLOUD_SDK_AK": "key", "HW_SECRET_KEY": "secret"}),
    ({}, {"HW_USER_NAME": "user", "HW_USER_PASSWORD": "word", "ANSIBLE_HWC_DOMAIN": "domain"}),
]


@pytest.mark.parametrize(("options", "environ"), MIXED)
def test_parts_of_two_sources_are_never_mixed(options: dict[str, str], environ: dict[str, str]) -> None:
    with pytest.raises(OptionError):
        settings_for({"region": "cn-east-3", **options}, environ)


def test_a_security_token_stays_with_its_keys() -> None:
    environ = {"HUAWEICLOUD_SDK_AK": "key", "HUAWEICLOUD_SDK_SK": "secret", "HW_SECURITY_TOKEN": "of other keys"}
    assert "security_token" not in settings_for({"region": "cn-east-3"}, environ).credentials


def test_every_secret_of_every_source_that_was_read_is_hidden(tmp_path: Path) -> None:
    file = tmp_path / "credentials"
    file.write_text("[basic]\nak = key\nsk = s1\nsecurity_token = s2\n")
    hidden: list[str] = []
    settings_for({"region": "cn-east-3"}, {"HUAWEICLOUD_SDK_CREDENTIALS_FILE": str(file)}, no_log_add=hidden)
    assert hidden == ["s1", "s2"]
    environ = {
        "HUAWEICLOUD_SDK_SK": "s3",
        "HUAWEICLOUD_SDK_SECURITY_TOKEN": "s4",
        "HW_AUTH_TOKEN": "s5",
        "HW_USER_PASSWORD": "s6",
        "ANSIBLE_HWC_PASSWORD": "s7",
        "ANSIBLE_HWC_SECRET_KEY": "s8",
    }
    found = settings_for({"region": "cn-east-3", **KEYS}, environ, no_log_add=hidden)
    assert {f"s{number}" for number in range(1, 9)} <= set(hidden)
    assert KEYS["secret_key"] not in repr(found)


@pytest.mark.parametrize("name", ["auth_token", "security_token"])
@pytest.mark.parametrize("value", ["two words", "line\nbreak", "t\u00f6ken"])
def test_a_token_that_no_header_can_carry_is_not_shown(name: str, value: str) -> None:
    keys = KEYS if name == "security_token" else {}
    with pytest.raises(OptionError, match=name) as refused:
        settings_for({"region": "cn-east-3", name: value, **keys}, {})
    assert value not in str(refused.value)


HOSTS = {
    ("ims", "ap-southeast-3"): (
        "https://ims.ap-southeast-3.myhuaweicloud.com",
        "https://iam.ap-southeast-3.myhuaweicloud.com",
    ),
    ("ims", "my-kualalumpur-1"): (
        "https://ims.my-kualalumpur-1.myhuaweicloud.com",
        "https://iam.my-kualalumpur-1.myhuaweicloud.com",
    ),
    ("ims", "af-north-1"): ("https://ims.af-north-1.myhuaweicloud.com", "https://iam.myhuaweicloud.com"),
    ("cph", "cn-east-3"): ("https://cph.cn-east-3.myhuaweicloud.com", "https://iam.cn-east-3.myhuaweicloud.com"),
    ("cph", "ru-northwest-2"): ("https://cph.ru-northwest-2.myhuaweicloud.com", "https://iam.myhuaweicloud.com"),
    ("ims", "eu-de"): ("https://ims.eu-de.otc.t-systems.com", "https://iam.eu-de.otc.t-systems.com"),
    ("ims", "eu-nl"): ("https://ims.eu-nl.otc.t-systems.com", "https://iam.eu-nl.otc.t-systems.com"),
    ("ims", "eu-west-101"): ("https://ims.eu-west-101.myhuaweicloud.eu", "https://iam.myhuaweicloud.eu"),
    ("ims", "ru-moscow-1"): ("https://ims.ru-moscow-1.hc.sbercloud.ru", "https://iam.ru-moscow-1.hc.sbercloud.ru"),
}


@pytest.mark.parametrize(("place", "hosts"), HOSTS.items(), ids=[" ".join(place) for place in HOSTS])
def test_the_hosts_of_a_region(place: tuple[str, str], hosts: tuple[str, str]) -> None:
    found = settings_for({"region": place[1], **KEYS}, {}, service=place[0])
    assert (found.endpoint, found.iam_endpoint) == hosts


def test_an_identity_url_may_hold_version_and_port() -> None:
    given = {"iam_endpoint": "https://iam.eu-de.otc.t-systems.com:443/v3"}
    assert settings_for({"region": "eu-de", **given, **KEYS}, {}).iam_endpoint == given["iam_endpoint"][:-3]


REFUSED: list[tuple[str, dict[str, str], str]] = [
    ("ims", {}, "No endpoint"),
    ("ims", {"project_id": PROJECT}, "No endpoint"),
    ("ims", {"endpoint": "https://ims.example.com"}, "No project"),
    ("ims", {"region": "evil.example.com/"}, "not a region"),
    ("ims", {"region": "Region"}, "not a region"),
    ("ims", {"region": "eu-ch2"}, "set endpoint and iam_endpoint"),
    ("ims", {"region": "eu-west-0"}, "set endpoint and iam_endpoint"),
    ("ims", {"region": "tr-central-201"}, "set endpoint and iam_endpoint"),
    ("ims", {"region": "eu-ch2", "endpoint": "https://ims.example.com"}, "iam_endpoint"),
    ("ims", {"region": "ap-southeast-3", "project_id": "../../v2"}, "project_id"),
    ("cph", {"region": "eu-de"}, "offers no CPH"),
]


@pytest.mark.parametrize(("service", "options", "words"), REFUSED)
def test_settings_that_cannot_be_meant(service: str, options: dict[str, str], words: str) -> None:
    with pytest.raises(OptionError, match=words):
        settings_for({**KEYS, **options}, {}, service=service)


def test_a_password_needs_to_know_its_iam() -> None:
    given = {"endpoint": "https://ims.example.com", "project_id": PROJECT}
    assert settings_for({**given, **KEYS}, {}).iam_endpoint is None
    with pytest.raises(OptionError, match="iam_endpoint"):
        settings_for({**given, **PASSWORD}, {})
