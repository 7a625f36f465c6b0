# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Where an SCP user's keys, region and account may be: options, environment, the files of Terraform and scp-cli."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from ..._errors import OptionError
from ..base import Context
from ..credentials import OPTIONS, Source, choose, from_environment, lookup

SCP_NAMES = {
    "access_key": "SCP_ACCESS_KEY",
    "secret_key": "SCP_SECRET_KEY",
    "region": "SCP_REGION",
    "environment": "SCP_ENVIRONMENT",
    "account_id": "SCP_ACCOUNT_ID",
    "language": "SCP_LANGUAGE",
}
TERRAFORM_NAMES = {
    "access_key": "SCP_TF_ACCESS_KEY",
    "secret_key": "SCP_TF_SECRET_KEY",
    "region": "SCP_TF_DEFAULT_REGION",
    "account_id": "SCP_TF_ACCOUNT_ID",
    "auth_url": "SCP_TF_AUTH_URL",
}
ENVIRONMENTS = ("e", "s", "g")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_HEADER_VALUE = re.compile(r"[!-~]+")


@dataclass(frozen=True)
class Settings:
    """One complete set of what a signed request to SCP needs."""

    access_key: str
    secret_key: str = field(repr=False)
    credentials_from: str
    endpoint: str
    api_version: str
    account_id: str | None
    language: str


def find_settings(context: Context) -> Settings:
    """OptionError when there are no credentials, or nothing that names the region."""
    sources = [
        Source(OPTIONS, context.options, "the options access_key and secret_key"),
        from_environment(context.environ, SCP_NAMES, "SCP_ACCESS_KEY and SCP_SECRET_KEY"),
        from_environment(context.environ, TERRAFORM_NAMES, "SCP_TF_ACCESS_KEY and SCP_TF_SECRET_KEY"),
        _terraform_files(context.home / ".scpconf"),
        _cli_file(context.home / ".scp" / "cli-config.json"),
    ]
    for source in sources:
        if secret := source.get("secret_key"):
            context.no_log_add(secret)
    source, _names = choose(sources, [("access_key", "secret_key")])
    if not _HEADER_VALUE.fullmatch(source.get("access_key") or ""):
        raise OptionError(f"access_key (from {source.name}) has characters that no request header can carry.")
    return Settings(
        access_key=source.get("access_key") or "",
        secret_key=source.get("secret_key") or "",
        credentials_from=source.name,
        endpoint=lookup("endpoint", sources[:1]) or _endpoint(sources),
        api_version=lookup("api_version", sources[:1]) or "1.3",
        account_id=lookup("account_id", sources),
        language=lookup("language", sources) or "en-US",
    )


def _endpoint(sources: list[Source]) -> str:
    region = lookup("region", sources)
    if region is None:
        raise OptionError(
            "No region: set the option region (such as kr-west1), SCP_REGION or SCP_TF_DEFAULT_REGION, or an endpoint."
        )
    environment = lookup("environment", sources) or _environment_of(lookup("auth_url", sources)) or "e"
    if not _NAME.fullmatch(region) or environment not in ENVIRONMENTS:
        raise OptionError(
            f"No endpoint for region {region[:40]!r} in environment {environment[:40]!r}: a region looks like "
            f"kr-west1, an environment is one of {', '.join(ENVIRONMENTS)}."
        )
    return f"https://virtualserver.{region}.{environment}.samsungsdscloud.com"


def _environment_of(auth_url: str | None) -> str | None:
    """`s` for https://iam.s.samsungsdscloud.com/v1."""
    labels = (urlsplit(auth_url or "").hostname or "").split(".")
    return labels[1] if labels[2:] == ["samsungsdscloud", "com"] else None


def _terraform_files(folder: Path) -> Source:
    keys = _read_json(folder / "credentials.json")
    rest = _read_json(folder / "config.json")
    return Source(
        str(folder / "credentials.json"),
        {
            "access_key": keys.get("access-key") or keys.get("access_key"),
            "secret_key": keys.get("secret-key") or keys.get("secret_key"),
            "region": rest.get("default-region"),
            "account_id": rest.get("account-id"),
            "auth_url": rest.get("auth-url"),
        },
    )


def _cli_file(path: Path) -> Source:
    values = _read_json(path)
    return Source(
        str(path),
        {
            "access_key": values.get("access_key"),
            "secret_key": values.get("access_secret_key"),
            "region": values.get("default_scp_region"),
            "auth_url": values.get("auth_url"),
        },
    )


def _read_json(path: Path) -> Mapping[str, object]:
    """A missing or broken file holds nothing, as for the tools that own it."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
