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
from ..._text import joined
from ..base import Context
from ..credentials import OPTIONS, Chosen, Source, choose, from_environment
from ..domains import OTC_REGIONS, huawei_domain, huawei_iam, huawei_service, is_in_domain

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

_REGION = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
_PROJECT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_HEADER_VALUE = re.compile(r"[!-~]+")


@dataclass(frozen=True)
class Settings:
    """One complete set of credentials and where to use it.

    ``kind`` is KEYS, TOKEN or PASSWORD. ``project_name`` finds the project where ``project_id`` is not known;
    ``iam_endpoint`` is known whenever IAM will be asked. ``iam_may_prove``: whether IAM may be asked whose the
    credentials are; not where an endpoint is given alone, since a token for it is shown to no other host unasked.
    """

    kind: tuple[str, ...]
    credentials: Mapping[str, str] = field(repr=False)
    credentials_from: str
    endpoint: str
    region: str | None
    project_id: str | None
    project_name: str | None
    iam_endpoint: str | None
    iam_may_prove: bool


def find_settings(context: Context, service: str) -> Settings:
    """Settings for a service, ims or cph. OptionError for what is missing or cannot be meant."""
    sources = _sources(context)
    for source in sources:
        for name in SECRETS:
            if secret := source.get(name):
                context.no_log_add(secret)
    chosen = choose(sources, [KEYS, TOKEN, PASSWORD])
    credentials = _credentials(chosen)
    region = _checked_region(chosen)
    endpoint = chosen.options.get("endpoint") or _service_endpoint(service, region, chosen)
    project_id = chosen.get("project_id")
    if project_id and not _PROJECT_ID.fullmatch(project_id):
        raise OptionError(f"{chosen.label('project_id')}: {project_id[:70]!r} is not a project id.")
    project_name = chosen.get("project_name") or region
    if not project_id and not project_name:
        raise OptionError(
            "No project: set project_id, or region, whose project is then looked up."
            f"{chosen.hint('project_id') or chosen.hint('region')}"
        )
    iam_endpoint = _iam_endpoint(chosen, region)
    if not iam_endpoint and (chosen.kind == PASSWORD or not project_id):
        raise OptionError(
            f"No IAM is known for this: set iam_endpoint, or a region that has one.{chosen.hint('iam_endpoint')}"
        )
    if passed_over := chosen.passed_over(["project_id", "project_name"] if not project_id else []):
        context.warn(
            f"{joined(passed_over)} is not used, because the credentials come from {chosen.source.described}. The "
            f"project is the one named {project_name}: set the option project_id if another one is meant."
        )
    return Settings(
        kind=chosen.kind,
        credentials=credentials,
        credentials_from=chosen.source.name,
        endpoint=endpoint,
        region=region,
        project_id=project_id,
        project_name=project_name,
        iam_endpoint=_without_version(iam_endpoint) if iam_endpoint else None,
        iam_may_prove=bool(iam_endpoint) and not (chosen.options.get("endpoint") and not chosen.get("iam_endpoint")),
    )


def _credentials(chosen: Chosen) -> dict[str, str]:
    if chosen.options.get("security_token") and not (chosen.source is chosen.options and chosen.kind == KEYS):
        raise OptionError("security_token belongs to temporary keys: give it with their access_key and secret_key.")
    names = (*chosen.kind, "security_token") if chosen.kind == KEYS else chosen.kind
    credentials = {name: value for name in names if (value := chosen.source.get(name))}
    for name in ("access_key", "security_token", "auth_token"):
        if name in credentials and not _HEADER_VALUE.fullmatch(credentials[name]):
            raise OptionError(f"{name} (from {chosen.source.name}) has characters that no request header can carry.")
    return credentials


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


def _checked_region(chosen: Chosen) -> str | None:
    """A region becomes part of a host name: nothing else may get in by it."""
    region = chosen.get("region")
    if region is not None and not _REGION.fullmatch(region):
        raise OptionError(
            f"{chosen.label('region')}: {region[:40]!r} is not a region. A region looks like ap-southeast-3."
        )
    return region


def _service_endpoint(service: str, region: str | None, chosen: Chosen) -> str:
    if region is None:
        raise OptionError(
            "No endpoint: set the option region (such as ap-southeast-3), or endpoint. HW_REGION_NAME goes with "
            f"HW_ACCESS_KEY and its companions.{chosen.hint('region')}"
        )
    if region in OTC_REGIONS and service != "ims":
        raise OptionError(f"Region {region} (Open Telekom Cloud) offers no {service.upper()}.")
    endpoint = huawei_service(service, region)
    if endpoint is None:
        raise OptionError(f"No document gives the hosts of region {region}: set endpoint and iam_endpoint.")
    return endpoint


def _iam_endpoint(chosen: Chosen, region: str | None) -> str | None:
    """The option, else the source's own where the region does not say otherwise, else the region's.

    A password never meets the IAM of another cloud: neither one of another source, nor that of a region which the
    options choose in another cloud than the source's own.
    """
    if given := chosen.options.get("iam_endpoint"):
        return given
    own, of_region = chosen.source.get("iam_endpoint"), huawei_iam(region) if region else None
    own_region = chosen.source.get("region")
    if not chosen.options.get("region") or own_region == region:
        return own or of_region
    home = own or (huawei_iam(own_region) if own_region else None)
    if home is None or is_in_domain(home, huawei_domain(region or "")):
        return of_region
    if own and not own_region and chosen.options.get("endpoint"):
        return own  # the region names nothing but the project
    raise OptionError(
        f"The credentials from {chosen.source.described} belong to another cloud than region {region}: their "
        f"{chosen.source.label('iam_endpoint' if own else 'region')} is {(own or own_region or '')[:80]!r}. Set "
        "iam_endpoint (and endpoint) to say where they may be sent."
    )


def _without_version(endpoint: str) -> str:
    """Other tools name IAM with its version, https://iam.eu-de.otc.t-systems.com:443/v3."""
    return endpoint.rstrip("/").removesuffix("/v3")
