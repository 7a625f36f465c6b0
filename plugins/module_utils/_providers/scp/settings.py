# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Where an SCP user's keys, region and account may be: options, environment, the files of Terraform and scp-cli."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from ..._errors import OptionError
from ..._options import ArgumentSpec
from ..._text import joined
from ..base import Context
from ..credentials import OPTIONS, Chosen, Source, from_environment
from ..files import check_names, read_json, text_in
from ..keyed import choose_keys

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
    "auth_token": "SCP_TF_AUTH_TOKEN",
}
# Terraform sends a token beside the signature: requests of another identity than the keys'.
_REFUSED = {"auth_token": "Requests are signed with the access key alone: unset it, or give the keys as options."}
ENVIRONMENTS = ("e", "s", "g")
_KEYS = ("access_key", "secret_key")
_KEY_NAMES = ("access-key", "secret-key", "access_key", "secret_key", "auth-token")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")

ARGUMENT_SPEC: ArgumentSpec = {
    "access_key": {"type": "str", "no_log": False},
    "secret_key": {"type": "str", "no_log": True},
    "region": {"type": "str"},
    "environment": {"type": "str", "choices": list(ENVIRONMENTS)},
    "api_version": {"type": "str", "default": "1.3"},
    "account_id": {"type": "str"},
    "trust_account_id": {"type": "bool", "default": False},
    "language": {"type": "str", "choices": ["en-US", "ko-KR"]},
    "iam_endpoint": {"type": "str"},
}


@dataclass(frozen=True)
class Settings:
    """One complete set of what a signed request to SCP needs.

    ``region`` and ``environment`` are None where ``endpoint`` was given and nothing names them. ``iam_endpoint`` is
    None where IAM must not be asked: keys for a given endpoint are shown to no other host unasked. ``account_id`` is
    what somebody wrote down; ``trust_account_id`` says that the operator vouches for it.
    """

    access_key: str
    secret_key: str = field(repr=False)
    credentials_from: str
    endpoint: str
    iam_endpoint: str | None
    region: str | None
    environment: str | None
    api_version: str
    account_id: str | None
    trust_account_id: bool
    language: str


def find_settings(context: Context) -> Settings:
    """OptionError when there are no credentials, or nothing that names the region."""
    sources = _sources(context)
    chosen = choose_keys(context, sources, [_KEYS], ["secret_key", "auth_token"], ["access_key"])
    given = chosen.options.get("endpoint")
    region, environment = _place(chosen, needed=not given)
    if not given and (passed_over := chosen.passed_over(["environment"])):
        context.warn(_not_used(passed_over, chosen, environment))
    iam_endpoint = None if given else f"https://iam.{environment}.samsungsdscloud.com"
    return Settings(
        access_key=chosen.source.get("access_key") or "",
        secret_key=chosen.source.get("secret_key") or "",
        credentials_from=chosen.source.name,
        endpoint=given or f"https://virtualserver.{region}.{environment}.samsungsdscloud.com",
        iam_endpoint=chosen.options.get("iam_endpoint") or iam_endpoint,
        region=region,
        environment=environment,
        api_version=chosen.options.get("api_version") or "1.3",
        account_id=chosen.get("account_id"),
        trust_account_id=context.options.get("trust_account_id") is True,
        language=chosen.options.get("language") or sources[1].get("language") or "en-US",
    )


def _sources(context: Context) -> list[Source]:
    return [
        Source(OPTIONS, lambda: context.options, "the options access_key and secret_key"),
        from_environment(context.environ, SCP_NAMES, "SCP_ACCESS_KEY and SCP_SECRET_KEY"),
        from_environment(context.environ, TERRAFORM_NAMES, "SCP_TF_ACCESS_KEY and SCP_TF_SECRET_KEY", _REFUSED),
        _terraform_files(context.home / ".scpconf"),
        _cli_file(context.home / ".scp" / "cli-config.json"),
    ]


def _place(chosen: Chosen, needed: bool) -> tuple[str | None, str | None]:
    """Region and environment. ``needed``: they make up the hosts, so that nothing may be missing or unheard of."""
    region = chosen.get("region")
    environment = chosen.get("environment")
    if not needed:
        return region, environment
    if region is None:
        raise OptionError(
            "No region: set the option region (such as kr-west1), or an endpoint. SCP_REGION goes with SCP_ACCESS_KEY, "
            f"SCP_TF_DEFAULT_REGION with SCP_TF_ACCESS_KEY.{chosen.hint('region')}"
        )
    environment = environment or _environment_of(chosen) or "e"
    if not _NAME.fullmatch(region) or environment not in ENVIRONMENTS:
        raise OptionError(
            f"No endpoint for region {region[:40]!r} in environment {environment[:40]!r}: a region looks like "
            f"kr-west1, an environment is one of {', '.join(ENVIRONMENTS)}."
        )
    return region, environment


def _environment_of(chosen: Chosen) -> str | None:
    """`s` for the auth_url https://iam.s.samsungsdscloud.com/v1, None where there is none."""
    auth_url = chosen.source.get("auth_url")
    if auth_url is None:
        return None
    labels = (urlsplit(auth_url).hostname or "").split(".")
    if len(labels) == 4 and labels[2:] == ["samsungsdscloud", "com"]:
        return labels[1]
    raise OptionError(
        f"{chosen.source.label('auth_url')} names {auth_url[:80]!r}, which is not https://iam.(environment)"
        ".samsungsdscloud.com. Set environment if these keys are meant for Samsung Cloud Platform, or endpoint."
    )


def _not_used(labels: list[str], chosen: Chosen, environment: str | None) -> str:
    return (
        f"{joined(labels)} is not used, because the keys come from {chosen.source.described}. The environment is "
        f"{environment}: set the option environment if another one is meant."
    )


def _terraform_files(folder: Path) -> Source:
    keys_file, rest_file = folder / "credentials.json", folder / "config.json"

    def read() -> Mapping[str, object]:
        keys, rest = read_json(keys_file) or {}, read_json(rest_file) or {}
        check_names(keys, _KEY_NAMES, keys_file)
        return {
            "access_key": text_in(keys, "access-key", keys_file) or text_in(keys, "access_key", keys_file),
            "secret_key": text_in(keys, "secret-key", keys_file) or text_in(keys, "secret_key", keys_file),
            "auth_token": text_in(keys, "auth-token", keys_file),
            "region": text_in(rest, "default-region", rest_file),
            "account_id": text_in(rest, "account-id", rest_file),
            "auth_url": text_in(rest, "auth-url", rest_file),
        }

    labels = {
        "access_key": f"access-key in {keys_file}",
        "secret_key": f"secret-key in {keys_file}",
        "auth_token": f"auth-token in {keys_file}",
        "region": f"default-region in {rest_file}",
        "account_id": f"account-id in {rest_file}",
        "auth_url": f"auth-url in {rest_file}",
    }
    return Source(str(keys_file), read, labels=labels, refused=_REFUSED)


def _cli_file(path: Path) -> Source:
    names = {
        "access_key": "access_key",
        "secret_key": "access_secret_key",
        "region": "default_scp_region",
        "auth_url": "auth_url",
    }

    def read() -> Mapping[str, object]:
        content = read_json(path) or {}
        keys = {name: value for name, value in content.items() if re.search("key|secret", name, re.IGNORECASE)}
        check_names(keys, ("access_key", "access_secret_key"), path)
        return {option: text_in(content, name, path) for option, name in names.items()}

    return Source(str(path), read, labels={option: f"{name} in {path}" for option, name in names.items()})
