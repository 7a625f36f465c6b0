# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What a request to Huawei Cloud needs: one set of credentials, and the project, region and hosts to use it for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..._errors import OptionError
from ..._options import ArgumentSpec
from ..._text import joined
from ..base import Context
from ..credentials import Chosen
from ..keyed import check_header_value, choose_keys
from .place import check_cloud, checked_region, iam_endpoint, service_endpoint
from .sources import find_sources

ARGUMENT_SPEC: ArgumentSpec = {
    "access_key": {"type": "str", "no_log": False},
    "secret_key": {"type": "str", "no_log": True},
    "security_token": {"type": "str", "no_log": True},
    "auth_token": {"type": "str", "no_log": True},
    "username": {"type": "str"},
    "password": {"type": "str", "no_log": True},
    "domain_name": {"type": "str"},
    "agency_name": {"type": "str"},
    "agency_domain_name": {"type": "str"},
    "region": {"type": "str"},
    "project_id": {"type": "str"},
    "iam_endpoint": {"type": "str"},
}
KEYS = ("access_key", "secret_key")
TOKEN = ("auth_token",)
PASSWORD = ("username", "password", "domain_name")
SECRETS = ("secret_key", "security_token", "auth_token", "password", "id_token")
_PROJECT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True)
class Agency:
    """An agency that another account lends: its name, and that account by `domain_name` or `domain_id`."""

    name: str
    domain: Mapping[str, str]


@dataclass(frozen=True)
class Settings:
    """One complete set of credentials and where to use it.

    ``kind`` is KEYS, TOKEN or PASSWORD. ``project_name`` finds the project where ``project_id`` is not known;
    ``iam_endpoint`` is known whenever IAM will be asked. ``iam_may_prove``: whether IAM may be asked whose the
    credentials are; not where an endpoint is given alone, since a token for it is shown to no other host unasked.
    With an ``agency`` the credentials only borrow its keys, and the project is the agency's.
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
    agency: Agency | None = None


def find_settings(context: Context, service: str) -> Settings:
    """Settings for a service, ims or cph. OptionError for what is missing or makes no sense."""
    chosen = choose_keys(context, find_sources(context), [KEYS, TOKEN, PASSWORD], SECRETS, ["access_key", "auth_token"])
    credentials, agency = _credentials(chosen), _agency(chosen)
    region = checked_region(chosen)
    check_cloud(chosen, region)
    endpoint = chosen.options.get("endpoint") or service_endpoint(service, region, chosen)
    project_id, project_name = _project(chosen, region)
    iam = iam_endpoint(chosen, region)
    if not iam and (chosen.kind == PASSWORD or agency or not project_id):
        raise OptionError(
            f"No IAM is known for this: set iam_endpoint, or a region that has one.{chosen.hint('iam_endpoint')}"
        )
    _warn_of_others(context, chosen, project_id or project_name)
    return Settings(
        kind=chosen.kind,
        credentials=credentials,
        credentials_from=chosen.source.name,
        endpoint=endpoint,
        region=region,
        project_id=project_id,
        project_name=project_name,
        iam_endpoint=iam,
        iam_may_prove=bool(iam) and not (chosen.options.get("endpoint") and not chosen.get("iam_endpoint")),
        agency=agency,
    )


def _credentials(chosen: Chosen) -> dict[str, str]:
    if chosen.options.get("security_token") and not (chosen.source is chosen.options and chosen.kind == KEYS):
        raise OptionError("security_token belongs to temporary keys: give it with their access_key and secret_key.")
    names = chosen.kind
    if chosen.kind == KEYS:
        check_header_value("security_token", chosen.source)
        names = (*KEYS, "security_token")
    return {name: value for name in names if (value := chosen.source.get(name))}


def _agency(chosen: Chosen) -> Agency | None:
    """Name and account come together from the options, else together from the credentials' own source."""
    names = ("agency_name", "agency_domain_name", "agency_domain_id")
    source = chosen.options if any(chosen.options.get(name) for name in names) else chosen.source
    name = source.get("agency_name")
    domain = {
        key: value
        for key, option in (("domain_name", "agency_domain_name"), ("domain_id", "agency_domain_id"))
        if (value := source.get(option))
    }
    if not name and not domain:
        return None
    if not name or not domain:
        missing, given = ("agency_domain_name", "agency_name") if name else ("agency_name", "agency_domain_name")
        raise OptionError(
            f"An agency is named by two settings, and only {source.label(given)} is set: set {source.label(missing)} "
            "too, or neither."
        )
    return Agency(name, domain)


def _project(chosen: Chosen, region: str | None) -> tuple[str | None, str | None]:
    """The project's id where it is known, and the name by which it is found otherwise."""
    project_id = chosen.get("project_id")
    if project_id and not _PROJECT_ID.fullmatch(project_id):
        raise OptionError(f"{chosen.label('project_id')}: {project_id[:70]!r} is not a project id.")
    project_name = chosen.get("project_name") or region
    if not project_id and not project_name:
        raise OptionError(
            "No project: set project_id, or region, whose project is then looked up."
            f"{chosen.hint('project_id') or chosen.hint('region')}"
        )
    return project_id, project_name


def _warn_of_others(context: Context, chosen: Chosen, project: str | None) -> None:
    """Say which settings of other sources would have led to another project or account."""
    options = [] if chosen.get("project_id") else ["project_id", "project_name"]
    if passed_over := chosen.passed_over([*options, "agency_name"]):
        context.warn(
            f"{joined(passed_over)} {'is' if len(passed_over) == 1 else 'are'} not used, because the credentials come "
            f"from {chosen.source.described}. The project is {project}: set the option project_id (or agency_name) if "
            "another one is meant."
        )
