# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Huawei's credentials in the variables and files of other tools, in their order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import OptionError
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils._providers.huawei.finding import (
    FIXTURES,
    Found,
)

KEYS = {"access_key": "OPTIONKEY", "secret_key": "option-secret"}
SDK = {"HUAWEICLOUD_SDK_AK": "SDKKEY", "HUAWEICLOUD_SDK_SK": "sdk-secret"}
TERRAFORM = {"HW_ACCESS_KEY": "HWKEY", "HW_SECRET_KEY": "hw-secret"}
ANSIBLE = {"ANSIBLE_HWC_ACCESS_KEY": "HWCKEY", "ANSIBLE_HWC_SECRET_KEY": "hwc-secret"}
OTC = {"OS_ACCESS_KEY": "OSKEY", "OS_SECRET_KEY": "os-secret"}
REGION = "ap-southeast-3"
MARK = b"\xef\xbb\xbf"


def test_the_sdks_own_file(tmp_path: Path) -> None:
    file = put(tmp_path / ".huaweicloud" / "credentials", (FIXTURES / "huawei_sdk_credentials.ini.golden").read_bytes())
    found = Found({}, home=tmp_path, region=REGION)
    assert found.settings.credentials == {"access_key": "your_ak", "secret_key": "your_sk"}
    assert found.settings.credentials_from == str(file)


@pytest.mark.parametrize("how", ["mark", "CRLF", "~"])
def test_the_named_file_as_editors_and_shells_write_it(tmp_path: Path, how: str) -> None:
    content = b"[basic]\nak = key\nsk = word\n"
    content = MARK + content if how == "mark" else content.replace(b"\n", b"\r\n") if how == "CRLF" else content
    file = put(tmp_path / "keys" / "mine", content)
    name = "~/keys/mine" if how == "~" else str(file)
    assert Found({"HUAWEICLOUD_SDK_CREDENTIALS_FILE": name}, home=tmp_path, region=REGION).access_key == "key"


NOT_KEYS = {
    "missing": (None, "there is no such file"),
    "empty": (b"", "has no keys"),
    "no section": (b"ak = a\nsk = b\n", "line 1, cannot be read: it has no section"),
    "global alone": (b"[global]\nak = a\nsk = b\n", r"it has no section \[basic\], but \[global\]"),
    "half": (b"[basic]\nak = a\n", "has no keys"),
    "stray byte": (b"[basic]\nak = a\nsk = b\xff\n", "line 3, cannot be read: the byte 0xff"),
    "OIDC": (b"[basic]\nidp_id = x\nid_token_file = /t\n", "idp_id is set, which this collection does not follow"),
}


@pytest.mark.parametrize(("content", "words"), NOT_KEYS.values(), ids=NOT_KEYS)
def test_a_named_file_without_keys_does_not_hand_over(tmp_path: Path, content: bytes | None, words: str) -> None:
    put(tmp_path / ".huaweicloud" / "credentials", b"[basic]\nak = other\nsk = identity\n")
    file = tmp_path / "named"
    if content is not None:
        put(file, content)
    with pytest.raises(OptionError, match=words):
        Found({"HUAWEICLOUD_SDK_CREDENTIALS_FILE": str(file)}, home=tmp_path, region=REGION)


def test_a_broken_default_file_does_not_hand_over_to_koocli(tmp_path: Path) -> None:
    put(tmp_path / ".huaweicloud" / "credentials", b"[basic\nak = a\n")
    put(tmp_path / ".hcloud" / "config.json", (FIXTURES / "koocli_config.json").read_bytes())
    with pytest.raises(OptionError, match=r"\.huaweicloud/credentials, line 1, cannot be read"):
        Found({}, home=tmp_path, region=REGION)
    assert Found(SDK, home=tmp_path, region=REGION).access_key == "SDKKEY"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[basic]\naccess_key = a\nsecret_key = b\n", "it has none of ak, sk and idp_id, but access_key, secret_key"),
        (b"[Basic]\nak = a\nsk = b\n[global]\nak = a\n", r"it has no section \[basic\], but \[Basic\], \[global\]"),
        (b"[DEFAULT]\nak = a\nsk = b\n", r"it has no section \[basic\], but \[DEFAULT\]"),
        (b"[basic]\nak_ = a\nproject_id = p\n", "it has none of ak, sk and idp_id, but ak_, project_id"),
    ],
)
def test_keys_by_other_names_do_not_hand_over_to_koocli(tmp_path: Path, content: bytes, words: str) -> None:
    put(tmp_path / ".huaweicloud" / "credentials", content)
    put(tmp_path / ".hcloud" / "config.json", (FIXTURES / "koocli_config.json").read_bytes())
    with pytest.raises(OptionError, match=rf"\.huaweicloud/credentials cannot be read: {words}"):
        Found({}, home=tmp_path, region=REGION)


def test_koocli_comes_last(tmp_path: Path) -> None:
    put(tmp_path / ".hcloud" / "config.json", (FIXTURES / "koocli_config.json").read_bytes())
    found = Found({}, home=tmp_path)
    assert (found.access_key, found.settings.region) == ("8NVXEXAMPLE00000IOV", "eu-west-101")
    put(tmp_path / ".huaweicloud" / "credentials", b"[basic]\nak = sdk\nsk = word\n")
    assert Found({}, home=tmp_path, region=REGION).access_key == "sdk"


def test_every_source_in_its_order(tmp_path: Path) -> None:
    file = put(tmp_path / "keys", b"[basic]\nak = FILEKEY\nsk = word\n")
    environ = {**SDK, **TERRAFORM, **ANSIBLE, **OTC, "HUAWEICLOUD_SDK_CREDENTIALS_FILE": str(file)}
    found: list[Any] = [Found(environ, home=tmp_path, region="eu-de", **KEYS).access_key]
    for names in (SDK, TERRAFORM, ANSIBLE, OTC):
        found.append(Found(environ, home=tmp_path, region="eu-de").access_key)
        environ = {name: value for name, value in environ.items() if name not in names}
    found.append(Found(environ, home=tmp_path, region="eu-de").access_key)
    assert found == ["OPTIONKEY", "SDKKEY", "HWKEY", "HWCKEY", "OSKEY", "FILEKEY"]


@pytest.mark.parametrize("region", ["eu-de", "eu-nl"])
def test_the_key_pair_of_open_telekom_clouds_tools(region: str) -> None:
    environ = {**OTC, "OS_REGION_NAME": region, "OS_AUTH_URL": f"https://iam.{region}.otc.t-systems.com:443/v3"}
    found = Found({**environ, "OS_SECURITY_TOKEN": "token"})
    assert found.settings.credentials == {"access_key": "OSKEY", "secret_key": "os-secret", "security_token": "token"}
    assert found.settings.endpoint == f"https://ims.{region}.otc.t-systems.com"
    assert found.settings.iam_endpoint == f"https://iam.{region}.otc.t-systems.com:443"
    assert {"os-secret", "token"} <= set(found.hidden)


def test_a_region_in_quotes_does_not_hand_otcs_keys_over_to_the_next(tmp_path: Path) -> None:
    put(tmp_path / ".hcloud" / "config.json", (FIXTURES / "koocli_config.json").read_bytes())
    with pytest.raises(OptionError, match="is not a region"):
        Found({**OTC, "OS_REGION_NAME": "'eu-de'"}, home=tmp_path)
    assert Found({**OTC, "OS_REGION_NAME": "eu-de\r"}, home=tmp_path).access_key == "OSKEY"


def test_half_a_file_does_not_hand_over_to_the_next(tmp_path: Path) -> None:
    put(tmp_path / ".huaweicloud" / "credentials", b"[basic]\nak = a\n")
    put(tmp_path / ".hcloud" / "config.json", (FIXTURES / "koocli_config.json").read_bytes())
    with pytest.raises(
        OptionError, match=r"\.huaweicloud/credentials holds only a part of the credentials: sk is missing"
    ):
        Found({}, home=tmp_path, region=REGION)


@pytest.mark.parametrize(
    ("environ", "options"),
    [
        (OTC, {"region": REGION}),
        ({**OTC, "OS_REGION_NAME": "RegionOne"}, {"region": REGION}),
        ({**OTC, "OS_REGION_NAME": "eu-de"}, {"region": REGION}),
        ({"OS_USERNAME": "u", "OS_PASSWORD": "p", "OS_TOKEN": "t", "OS_REGION_NAME": "eu-de"}, {"region": "eu-de"}),
    ],
)
def test_openstack_variables_of_anything_else_are_not_read(environ: dict[str, str], options: dict[str, str]) -> None:
    with pytest.raises(OptionError, match="No credentials found"):
        Found(environ, **options)


REFUSED = {
    "SDK, OIDC": {**SDK, "HUAWEICLOUD_SDK_IDP_ID": "x"},
    "SDK, agency by OIDC": {"HUAWEICLOUD_OIDC_AGENCY_URN": "iam::x:agency:y", **TERRAFORM},
    "Terraform, OIDC": {**TERRAFORM, "HW_ASSUME_ROLE_ID_TOKEN_FILE": "/t", "HW_ASSUME_ROLE_IDP_ID": "x"},
    "Terraform, profile beside keys": {**TERRAFORM, "HW_SHARED_CONFIG_FILE": "/some/config.json"},
    "Terraform, half an agency": {**TERRAFORM, "HW_ASSUME_ROLE_AGENCY_NAME": "audit"},
    "Terraform, other half": {**TERRAFORM, "HW_ASSUME_ROLE_DOMAIN_NAME": "owner"},
}


@pytest.mark.parametrize("environ", REFUSED.values(), ids=REFUSED)
def test_another_identity_that_is_not_honoured_is_refused(environ: dict[str, str]) -> None:
    with pytest.raises(OptionError) as refused:
        Found(environ, region=REGION)
    named = [name for name in environ if name not in {**SDK, **TERRAFORM}]
    assert any(name in str(refused.value) for name in named)
    assert "secret" not in str(refused.value)


AGENCIES: list[tuple[dict[str, str], dict[str, str], dict[str, str]]] = [
    (
        {**TERRAFORM, "HW_ASSUME_ROLE_AGENCY_NAME": "audit", "HW_ASSUME_ROLE_DOMAIN_NAME": "owner"},
        {},
        {"domain_name": "owner"},
    ),
    (
        {**TERRAFORM, "HW_ASSUME_ROLE_AGENCY_NAME": "audit", "HW_ASSUME_ROLE_DOMAIN_ID": "0123"},
        {},
        {"domain_id": "0123"},
    ),
    (TERRAFORM, {"agency_name": "audit", "agency_domain_name": "owner"}, {"domain_name": "owner"}),
    (
        {**TERRAFORM, "HW_ASSUME_ROLE_AGENCY_NAME": "other", "HW_ASSUME_ROLE_DOMAIN_ID": "other"},
        {"agency_name": "audit", "agency_domain_name": "owner"},
        {"domain_name": "owner"},
    ),
]


@pytest.mark.parametrize(("environ", "options", "domain"), AGENCIES)
def test_an_agency_of_the_options_or_of_the_own_source(
    environ: dict[str, str], options: dict[str, str], domain: dict[str, str]
) -> None:
    agency = Found(environ, region=REGION, **options).settings.agency
    assert agency is not None
    assert (agency.name, agency.domain) == ("audit", domain)


def test_an_agency_of_a_third_source_is_said_not_taken() -> None:
    environ = {"HW_ASSUME_ROLE_AGENCY_NAME": "audit", "HW_ASSUME_ROLE_DOMAIN_NAME": "owner", "HW_PROJECT_ID": "p"}
    found = Found(environ, region=REGION, **KEYS)
    assert found.settings.agency is None
    (warning,) = found.warnings
    assert warning.startswith("HW_PROJECT_ID and HW_ASSUME_ROLE_AGENCY_NAME are not used")


def test_the_profile_that_terraform_is_told_to_use(tmp_path: Path) -> None:
    file = put(tmp_path / "shared.json", (FIXTURES / "koocli_config.json").read_bytes())
    environ = {"HW_SHARED_CONFIG_FILE": "~/shared.json"}
    assert Found(environ, home=tmp_path).access_key == "8NVXEXAMPLE00000IOV"
    found = Found({**environ, "HW_PROFILE": "default", "HW_PROJECT_NAME": "audit"}, home=tmp_path)
    assert (found.access_key, found.settings.project_id) == ("H9NXEXAMPLE00000MXW", "060576aaaaaaaaaaaaaaaa134588f135")
    assert found.settings.project_name == "audit"
    file.unlink()
    with pytest.raises(OptionError, match=r"HW_SHARED_CONFIG_FILE names .*shared.json, and there is no such file"):
        Found(environ, home=tmp_path)


def put(path: Path, content: object) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path
