# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""At the highest verbosity nothing prints a Huawei secret, whatever source it comes from."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

from .conftest import Ansible, Outcome

IMS = ("huawei_ims_image_member_info", "370befec-a369-475e-a224-44a45927a8fe")
CPH = ("huawei_cph_image_member_info", "23030320230421e300221a2000004167")
PROJECT = "1bed856811654c1cb661a6ca845ebc77"
KEYS = {
    "access_key": "EXAMPLETEMPORARY0001",
    "secret_key": "ExampleTemporarySecret/0001+notreal",
    "security_token": "gQpjbi1ub3J0aC00EXAMPLE+token/==",
}
# This secret and this token are not those of the key, so the gateway refuses them and echoes the request.
WRONG = {**KEYS, "access_key": "EXAMPLEACCESSKEY0001", "project_id": PROJECT}
USER = {"username": "auditor", "password": "auditor-password-not-real", "domain_name": "owner"}
SECRETS = (KEYS["secret_key"], KEYS["security_token"], USER["password"])


def ad_hoc(
    ansible: Ansible, clouds: Simulator, module: tuple[str, str], options: dict[str, str], environ: dict[str, str]
) -> Outcome:
    for name in clouds.environ("huawei"):
        del ansible.environ[name]
    ansible.environ |= environ
    place = {"region": "ap-southeast-3", "endpoint": clouds.url, "iam_endpoint": clouds.url}
    outcome = ansible.ad_hoc(module[0], "-vvvv", image_id=module[1], **place, **options)
    for secret in (*SECRETS, *clouds.tokens.issued, "ignature="):
        assert secret not in outcome.output
    return outcome


@pytest.mark.parametrize("module", [IMS, CPH], ids=["ims", "cph"])
@pytest.mark.parametrize("source", ["options", "environment", "file", "token", "password"])
def test_a_good_secret(ansible: Ansible, clouds: Simulator, module: tuple[str, str], source: str) -> None:
    names = {"access_key": "ak", "secret_key": "sk", "security_token": "security_token"}
    file = ansible.write("credentials", "\n".join(["[basic]", *(f"{names[name]} = {KEYS[name]}" for name in names)]))
    options, environ = {
        "options": (KEYS, {}),
        "environment": ({}, {f"HW_{name.upper()}": value for name, value in KEYS.items()}),
        "file": ({}, {"HUAWEICLOUD_SDK_CREDENTIALS_FILE": file}),
        "token": ({}, {"HW_AUTH_TOKEN": clouds.token("auditor", PROJECT)}),
        "password": (USER, {}),
    }[source]
    outcome = ad_hoc(ansible, clouds, module, options, environ)
    assert outcome.status == 0, outcome.output
    assert '"member_count": 1' in outcome.output


@pytest.mark.parametrize("source", ["options", "environment"])
def test_a_refused_secret(ansible: Ansible, clouds: Simulator, source: str) -> None:
    environ = {f"HW_{name.upper()}": value for name, value in WRONG.items()}
    outcome = ad_hoc(ansible, clouds, IMS, *((WRONG, {}) if source == "options" else ({}, environ)))
    assert outcome.status != 0
    assert "The credentials were refused" in outcome.output
    assert "x-security-token:" not in outcome.output
    assert len(clouds.log) == 1
