# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Where a Huawei Cloud user's credentials may be: options, and the variables and files of other tools.

Sources: the SDK (huaweicloudsdkcore/auth/provider.py), Terraform's provider (huaweicloud/provider.go and
huaweicloud/config/auth.go of huaweicloud/terraform-provider-huaweicloud), community.general and hwceco.hwcollection,
Open Telekom Cloud's Terraform provider.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..base import Context
from ..credentials import OPTIONS, Source, from_environment
from ..domains import OTC_REGIONS
from ..files import check_names, named_file, read_ini, unreadable
from .koocli import NAMES, read_profile

SDK_NAMES = {
    "access_key": "HUAWEICLOUD_SDK_AK",
    "secret_key": "HUAWEICLOUD_SDK_SK",
    "security_token": "HUAWEICLOUD_SDK_SECURITY_TOKEN",
    "project_id": "HUAWEICLOUD_SDK_PROJECT_ID",
    "iam_endpoint": "HUAWEICLOUD_SDK_IAM_ENDPOINT",
    "idp_id": "HUAWEICLOUD_SDK_IDP_ID",
    "agency_urn": "HUAWEICLOUD_OIDC_AGENCY_URN",
}
TERRAFORM_NAMES = {
    "access_key": "HW_ACCESS_KEY",
    "secret_key": "HW_SECRET_KEY",
    "security_token": "HW_SECURITY_TOKEN",
    "auth_token": "HW_AUTH_TOKEN",
    "username": "HW_USER_NAME",
    "password": "HW_USER_PASSWORD",
    "domain_name": "HW_DOMAIN_NAME",
    "region": "HW_REGION_NAME",
    "project_id": "HW_PROJECT_ID",
    "project_name": "HW_PROJECT_NAME",
    "iam_endpoint": "HW_AUTH_URL",
    "cloud": "HW_CLOUD",
    "agency_name": "HW_ASSUME_ROLE_AGENCY_NAME",
    "agency_domain_name": "HW_ASSUME_ROLE_DOMAIN_NAME",
    "agency_domain_id": "HW_ASSUME_ROLE_DOMAIN_ID",
    "idp_id": "HW_ASSUME_ROLE_IDP_ID",
    "id_token": "HW_ASSUME_ROLE_ID_TOKEN",
    "id_token_file": "HW_ASSUME_ROLE_ID_TOKEN_FILE",
}
ANSIBLE_NAMES = {
    "access_key": "ANSIBLE_HWC_ACCESS_KEY",
    "secret_key": "ANSIBLE_HWC_SECRET_KEY",
    "username": "ANSIBLE_HWC_USER",
    "password": "ANSIBLE_HWC_PASSWORD",
    "domain_name": "ANSIBLE_HWC_DOMAIN",
    "region": "ANSIBLE_HWC_REGION",
    "project_id": "ANSIBLE_HWC_PROJECT_ID",
    "project_name": "ANSIBLE_HWC_PROJECT",
    "iam_endpoint": "ANSIBLE_HWC_IDENTITY_ENDPOINT",
    "cloud": "ANSIBLE_HWC_CLOUD",
}
OTC_NAMES = {
    "access_key": "OS_ACCESS_KEY",
    "secret_key": "OS_SECRET_KEY",
    "security_token": "OS_SECURITY_TOKEN",
    "region": "OS_REGION_NAME",
    "project_id": "OS_PROJECT_ID",
    "project_name": "OS_PROJECT_NAME",
    "iam_endpoint": "OS_AUTH_URL",
}
FILE_VARIABLE = "HUAWEICLOUD_SDK_CREDENTIALS_FILE"
PROFILE_FILE_VARIABLE = "HW_SHARED_CONFIG_FILE"
PROFILE_VARIABLE = "HW_PROFILE"
_FILE_NAMES = {
    "access_key": "ak",
    "secret_key": "sk",
    "security_token": "security_token",
    "project_id": "project_id",
    "iam_endpoint": "iam_endpoint",
    "idp_id": "idp_id",
}
_OIDC = "Log in with keys, a token or a password, or unset it."
_NO_OIDC = dict.fromkeys(("idp_id", "agency_urn", "id_token", "id_token_file"), _OIDC)


def find_sources(context: Context) -> list[Source]:
    """The places to look, in their order."""
    environ = context.environ
    terraform = {**TERRAFORM_NAMES, "profile_file": PROFILE_FILE_VARIABLE} if _two_sets(environ) else TERRAFORM_NAMES
    two_sets = "Terraform uses its profile, not the HW_ credentials that are set beside it: unset one of the two."
    return [
        Source(OPTIONS, lambda: context.options, "the options"),
        from_environment(environ, SDK_NAMES, "HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK", _NO_OIDC),
        from_environment(
            environ, terraform, "HW_ACCESS_KEY and HW_SECRET_KEY, and so on", {**_NO_OIDC, "profile_file": two_sets}
        ),
        *_named_profile(context),
        from_environment(environ, ANSIBLE_NAMES, "ANSIBLE_HWC_USER, ANSIBLE_HWC_PASSWORD and ANSIBLE_HWC_DOMAIN"),
        *_otc_keys(context),
        *_files(context),
    ]


def _two_sets(environ: Mapping[str, str]) -> bool:
    return any(environ.get(name) for name in ("HW_ACCESS_KEY", "HW_AUTH_TOKEN", "HW_USER_NAME"))


def _named_profile(context: Context) -> list[Source]:
    text = context.environ.get(PROFILE_FILE_VARIABLE, "").strip()
    if not text:
        return []

    def read() -> Mapping[str, object]:
        path = named_file(text, PROFILE_FILE_VARIABLE, context.home, context.folder)
        profile = _with_keys(read_profile(path, context.environ.get(PROFILE_VARIABLE)), path, PROFILE_FILE_VARIABLE)
        # As for Terraform, the variables beside it fill what the profile leaves open.
        beside = {option: context.environ.get(name) for option, name in TERRAFORM_NAMES.items()}
        return {**beside, **{option: value for option, value in profile.items() if value}}

    return [Source(text, read, f"{text} (which {PROFILE_FILE_VARIABLE} names)", TERRAFORM_NAMES, _NO_OIDC)]


def _otc_keys(context: Context) -> list[Source]:
    """The key pair that Open Telekom Cloud's tools take from OS_ variables, which belong to any OpenStack otherwise."""
    region = context.options.get("region") or context.environ.get("OS_REGION_NAME", "")
    if str(region).strip("'\" \r\n") not in OTC_REGIONS:  # quotes are refused later, rather than passed over here
        return []
    return [from_environment(context.environ, OTC_NAMES, "OS_ACCESS_KEY and OS_SECRET_KEY")]


def _files(context: Context) -> list[Source]:
    text = context.environ.get(FILE_VARIABLE, "").strip()
    if text:

        def read_named() -> Mapping[str, object]:
            path = named_file(text, FILE_VARIABLE, context.home, context.folder)
            return _with_keys(_of_sdk(path), path, FILE_VARIABLE)

        return [Source(text, read_named, f"[basic] of {text}", _FILE_NAMES, _NO_OIDC)]
    sdk, koocli = context.home / ".huaweicloud" / "credentials", context.home / ".hcloud" / "config.json"
    profile = context.environ.get(PROFILE_VARIABLE)
    return [
        Source(str(sdk), lambda: _of_sdk(sdk), f"[basic] of {sdk}", _FILE_NAMES, _NO_OIDC),
        Source(str(koocli), lambda: read_profile(koocli, profile), f"{koocli} (of KooCLI)", NAMES),
    ]


def _of_sdk(path: Path) -> Mapping[str, str | None]:
    section = read_ini(path, "basic") or {}
    check_names(section, ("ak", "sk", "idp_id"), path)
    return {option: section.get(name) for option, name in _FILE_NAMES.items()}


def _with_keys(values: Mapping[str, str | None], path: Path, variable: str) -> Mapping[str, str | None]:
    """A file that a variable names is meant: it may not be passed over because it holds nothing."""
    if any(values.get(name) for name in ("secret_key", "auth_token", "idp_id")):
        return values
    raise unreadable(path, f"it has no keys where {variable} says they are (ak and sk in [basic], or a profile)")
