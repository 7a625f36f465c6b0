# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Where a Huawei Cloud user's credentials, region and project may be, and which hosts a region has."""

from __future__ import annotations

import configparser
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..._errors import OptionError
from ..base import Context
from ..credentials import OPTIONS, Source, choose, from_environment, lookup

ARGUMENT_SPEC: dict[str, Any] = {
    "access_key": {"type": "str", "no_log": False},
    "secret_key": {"type": "str", "no_log": True},
    "security_token": {"type": "str", "no_log": True},
    "auth_token": {"type": "str", "no_log": True},
    "username": {"type": "str"},
    "password": {"type": "str", "no_log": True},
    "domain_name": {"type": "str"},
    "region": {"type": "str"},
    "project_id": {"type": "str"},
    "iam_endpoint": {"type": "str"},
}
KEYS = ("access_key", "secret_key")
TOKEN = ("auth_token",)
PASSWORD = ("username", "password", "domain_name")
SECRETS = ("secret_key", "security_token", "auth_token", "password")

SDK_NAMES = {
    "access_key": "HUAWEICLOUD_SDK_AK",
    "secret_key": "HUAWEICLOUD_SDK_SK",
    "security_token": "HUAWEICLOUD_SDK_SECURITY_TOKEN",
    "project_id": "HUAWEICLOUD_SDK_PROJECT_ID",
    "iam_endpoint": "HUAWEICLOUD_SDK_IAM_ENDPOINT",
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
}
FILE_VARIABLE = "HUAWEICLOUD_SDK_CREDENTIALS_FILE"
_FILE_NAMES = {
    "access_key": "ak",
    "secret_key": "sk",
    "security_token": "security_token",
    "project_id": "project_id",
    "iam_endpoint": "iam_endpoint",
}

# Open Telekom Cloud has hosts of its own and documents only the native API.
OTC_REGIONS = ("eu-de", "eu-nl")
# The vendor's SDK knows no regional IAM for these.
_GLOBAL_IAM_REGIONS = (
    "af-north-1",
    "ap-southeast-5",
    "cn-north-11",
    "cn-south-4",
    "cn-southwest-3",
    "eu-west-101",
    "ru-northwest-2",
)
# Regions of partners, whose hosts follow no documented rule.
_NO_RULE_REGIONS = ("eu-ch2", "eu-west-0")

_REGION = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
_PROJECT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_HEADER_VALUE = re.compile(r"[!-~]+")


@dataclass(frozen=True)
class Settings:
    """One complete set of credentials and where to use it.

    ``kind`` is KEYS, TOKEN or PASSWORD. ``project_name`` finds the project where ``project_id`` is not known;
    ``iam_endpoint`` is known whenever IAM will be asked.
    """

    kind: tuple[str, ...]
    credentials: Mapping[str, str] = field(repr=False)
    credentials_from: str
    endpoint: str
    region: str | None
    project_id: str | None
    project_name: str | None
    iam_endpoint: str | None


def find_settings(context: Context, service: str) -> Settings:
    """Settings for a service, ims or cph. OptionError for what is missing or cannot be meant."""
    sources = _sources(context)
    for source in sources:
        for name in SECRETS:
            if secret := source.get(name):
                context.no_log_add(secret)
    chosen, kind = choose(sources, [KEYS, TOKEN, PASSWORD])
    if sources[0].get("security_token") and not (chosen is sources[0] and kind == KEYS):
        raise OptionError("security_token belongs to temporary keys: give it with their access_key and secret_key.")
    credentials = {name: chosen.get(name) or "" for name in kind}
    if kind == KEYS and (token := chosen.get("security_token")):
        credentials["security_token"] = token
    _check_header_values(credentials, chosen)
    region = _checked_region(lookup("region", sources))
    endpoint = lookup("endpoint", sources[:1]) or _service_endpoint(service, region)
    project_id = lookup("project_id", sources)
    if project_id and not _PROJECT_ID.fullmatch(project_id):
        raise OptionError(f"project_id: {project_id[:70]!r} is no project id.")
    project_name = lookup("project_name", sources) or region
    if not project_id and not project_name:
        raise OptionError("No project: set project_id, or region, whose project is then looked up.")
    iam_endpoint = lookup("iam_endpoint", sources) or (_iam_endpoint(region) if region else None)
    if not iam_endpoint and (kind == PASSWORD or not project_id):
        raise OptionError("No IAM is known for this: set iam_endpoint, or a region that has one.")
    return Settings(
        kind=tuple(kind),
        credentials=credentials,
        credentials_from=chosen.name,
        endpoint=endpoint,
        region=region,
        project_id=project_id,
        project_name=project_name,
        iam_endpoint=_without_version(iam_endpoint) if iam_endpoint else None,
    )


def _sources(context: Context) -> list[Source]:
    environ = context.environ
    sources = [
        Source(OPTIONS, context.options, "the options"),
        from_environment(environ, SDK_NAMES, "HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK"),
        from_environment(environ, TERRAFORM_NAMES, "HW_ACCESS_KEY and HW_SECRET_KEY, and so on"),
        from_environment(environ, ANSIBLE_NAMES, "ANSIBLE_HWC_USER, ANSIBLE_HWC_PASSWORD and ANSIBLE_HWC_DOMAIN"),
    ]
    path = environ.get(FILE_VARIABLE, "").strip()
    return [*sources, _file(path) if path else Source(FILE_VARIABLE, {}, f"the file that {FILE_VARIABLE} names")]


def _file(path: str) -> Source:
    """The section [basic] of the SDK's credentials file."""
    parser = configparser.ConfigParser(interpolation=None)
    try:
        found = parser.read(path, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError):
        found = []
    if not found or not parser.has_section("basic"):
        return Source(path, {}, f"{path} (which {FILE_VARIABLE} names, and which has no readable section [basic])")
    section = parser["basic"]
    return Source(path, {option: section.get(name) for option, name in _FILE_NAMES.items()}, f"[basic] of {path}")


def _check_header_values(credentials: Mapping[str, str], source: Source) -> None:
    for name in ("access_key", "security_token", "auth_token"):
        if name in credentials and not _HEADER_VALUE.fullmatch(credentials[name]):
            raise OptionError(f"{name} (from {source.name}) has characters that no request header can carry.")


def _checked_region(region: str | None) -> str | None:
    """A region becomes part of a host name: nothing else may get in by it."""
    if region is not None and not _REGION.fullmatch(region):
        raise OptionError(f"region: {region[:40]!r} is no region. A region looks like ap-southeast-3.")
    return region


def _service_endpoint(service: str, region: str | None) -> str:
    if region is None:
        raise OptionError("No endpoint: set region (such as ap-southeast-3), HW_REGION_NAME, or endpoint.")
    if region in _NO_RULE_REGIONS:
        raise OptionError(f"The hosts of region {region} follow no rule: set endpoint and iam_endpoint.")
    if region in OTC_REGIONS:
        if service != "ims":
            raise OptionError(f"Region {region} (Open Telekom Cloud) offers no {service.upper()}.")
        return f"https://{service}.{region}.otc.t-systems.com"
    return f"https://{service}.{region}.myhuaweicloud.com"


def _iam_endpoint(region: str) -> str | None:
    if region in _NO_RULE_REGIONS:
        return None
    if region in _GLOBAL_IAM_REGIONS:
        return "https://iam.myhuaweicloud.com"
    if region in OTC_REGIONS:
        return f"https://iam.{region}.otc.t-systems.com"
    return f"https://iam.{region}.myhuaweicloud.com"


def _without_version(endpoint: str) -> str:
    """Other tools name IAM with its version, https://iam.eu-de.otc.t-systems.com:443/v3."""
    return endpoint.rstrip("/").removesuffix("/v3")
