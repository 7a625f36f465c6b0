# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""KooCLI's profiles: the current one or a named one, and those that only KooCLI itself can use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import OptionError
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.huawei.koocli import read_profile
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils._providers.huawei.finding import FIXTURES

DOCUMENTED: dict[str, Any] = json.loads((FIXTURES / "koocli_config.json").read_text(encoding="utf-8"))
STS = {"accessKeyId": "STSKEY", "secretAccessKey": "sts-secret", "securityToken": "sts-token"}


def changed(tmp_path: Path, profile: dict[str, Any] | None = None, **top: Any) -> Path:
    """The documented file with other values in its current profile, or beside its profiles."""
    default, current = DOCUMENTED["profiles"]
    file = tmp_path / "config.json"
    file.write_text(json.dumps({**DOCUMENTED, "profiles": [default, {**current, **(profile or {})}], **top}))
    return file


def test_the_documented_file() -> None:
    file = FIXTURES / "koocli_config.json"
    assert read_profile(file, None)["secret_key"] == "ExampleSecretOfTest"
    found = read_profile(file, "default")
    assert (found["access_key"], found["secret_key"]) == ("H9NXEXAMPLE00000MXW", "ExampleSecretOfDefault")
    assert (found["region"], found["project_id"]) == ("eu-west-101", "060576aaaaaaaaaaaaaaaa134588f135")
    assert not found["security_token"]
    assert not found["agency_name"]


def test_without_a_file_or_profiles_there_is_nothing(tmp_path: Path) -> None:
    assert read_profile(tmp_path / "config.json", None) == {}
    assert read_profile(changed(tmp_path, profiles=[]), None) == {}


def test_the_modes_that_hold_credentials(tmp_path: Path) -> None:
    token = read_profile(changed(tmp_path, {"mode": "token", "xAuthToken": "token"}), None)
    assert (token["auth_token"], token["access_key"]) == ("token", None)
    sso = read_profile(changed(tmp_path, {"mode": "SSO", "ssoAuth": {"stsToken": STS}}), None)
    assert (sso["access_key"], sso["secret_key"], sso["security_token"]) == tuple(STS.values())
    agency = {"mode": "agency", "sourceProfile": "default", "agencyName": "audit", "agencyDomainId": "0123"}
    assumed = read_profile(changed(tmp_path, {**agency, "accessKeyId": ""}), None)
    assert (assumed["access_key"], assumed["agency_name"]) == ("H9NXEXAMPLE00000MXW", "audit")
    assert assumed["agency_domain_id"] == "0123"
    other = {"name": "other", "mode": "SSO", "accessKeyId": "OLD", "ssoAuth": {"stsToken": STS}}
    chain = [{"name": "test", **agency, "sourceProfile": "other"}, other]
    assert read_profile(changed(tmp_path, profiles=chain), None)["access_key"] == STS["accessKeyId"]


UNUSABLE: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "said to be encrypted": ({}, {"authEncrypt": "true"}, "KooCLI has encrypted its keys. Run 'hcloud configure set"),
    "true itself": ({}, {"authEncrypt": True}, "KooCLI has encrypted its keys"),
    "looks encrypted": ({"accessKeyId": "gAAAAB+x/Zz0=="}, {}, "KooCLI has encrypted its keys"),
    "of the machine": ({"mode": "ecsAgency"}, {}, "the profile test logs in by 'ecsAgency', which is for KooCLI alone"),
    "agency of an agency": (
        {"mode": "agency", "sourceProfile": "test", "agencyName": "audit"},
        {},
        "the profile test asks an agency with the keys of test, which asks an agency itself. Name a profile with keys",
    ),
    "agency without a name": (
        {"mode": "agency", "sourceProfile": "default"},
        {},
        "the profile test asks an agency, but has no agencyName",
    ),
    "agency without anything": (
        {"mode": "agency"},
        {},
        "the profile test asks an agency, but has no agencyName and no s",
    ),
    "keys by other names": (
        {},
        {"profiles": [{"name": "test", "mode": "AKSK", "access_key": "K", "secretKey": "ExampleSecret"}]},
        "it has none of accessKeyId and secretAccessKey, but access_key, secretKey",
    ),
    "no such current": ({}, {"current": "gone"}, "it has no profile named 'gone'"),
    "no such source": (
        {"mode": "agency", "sourceProfile": "gone", "agencyName": "audit"},
        {},
        "it has no profile named 'gone'",
    ),
    "two of one name": ({"name": "default"}, {"current": "default"}, "it has several profiles named 'default'"),
    "not a list": ({}, {"profiles": {"test": {}}}, "profiles is not a list of objects"),
    "not text": ({"secretAccessKey": ["ExampleSecretOfTest"]}, {}, "secretAccessKey is not text in quotes"),
}


@pytest.mark.parametrize(("profile", "top", "words"), UNUSABLE.values(), ids=UNUSABLE)
def test_what_cannot_be_used_is_said_by_name(
    tmp_path: Path, profile: dict[str, Any], top: dict[str, Any], words: str
) -> None:
    with pytest.raises(OptionError, match=f"config.json cannot be read: {words}") as refused:
        read_profile(changed(tmp_path, profile, **top), None)
    assert "ExampleSecret" not in str(refused.value)


def test_blanks_around_a_name_do_not_count(tmp_path: Path) -> None:
    assert read_profile(changed(tmp_path), " default ")["access_key"] == "H9NXEXAMPLE00000MXW"


def test_a_profile_asked_for_by_name_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="it has no profile named 'prod'"):
        read_profile(changed(tmp_path, profiles=[]), "prod")
