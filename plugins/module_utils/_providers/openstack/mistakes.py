# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Common mistakes in an OpenStack configuration, each with the variable or key to change."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ..._errors import OptionError
from ..._options import Options
from ..._text import joined
from ..credentials import ENVIRONMENT, OPTIONS

APPLICATION_CREDENTIAL = "v3applicationcredential"
_CREDENTIAL_KEYS = ("application_credential_id", "application_credential_name", "application_credential_secret")
# What asks Keystone for a scope; a domain of a project or of a user alone does not.
_SCOPE_KEYS = ("project_id", "project_name", "domain_id", "domain_name", "system_scope", "trust_id")
_SECRETS = ("password", "application_credential_secret", "token", "passcode", "client_secret", "access_token")
_NOT_IN_AUTH = ("auth_type", "region_name", "interface", "endpoint_type", "cacert", "cert", "key", "profile")
_PLAIN = (
    *("auth_url", "username", "user_id", "user_domain_id", "user_domain_name", "project_domain_id"),
    *(
        "project_domain_name",
        "application_credential_id",
        "application_credential_name",
        "identity_provider",
        "protocol",
    ),
    *_SCOPE_KEYS,
    *_NOT_IN_AUTH,
)
_OLDER = {"project_id": "tenant_id", "project_name": "tenant_name", "interface": "endpoint_type"}
TEXTS = frozenset((*_PLAIN, *_SECRETS, *_OLDER.values()))  # settings that have no meaning but as text
_OPTIONS = {"cacert": "ca_cert", "cert": "client_cert", "key": "client_key"}
_LINE_END = re.compile(r"[\r\n]")
_QUOTED = re.compile("(['\"]).*\\1|[\u2018\u2019\u201c\u201d].*|.*[\u2018\u2019\u201c\u201d]", re.DOTALL)
_PLACEHOLDER = re.compile(r"\$\w+|\$\{\w+\}|%\w+%|\{\{.*\}\}|<[\w -]+>")


@dataclass(frozen=True)
class Words:
    """What the user of one source calls a setting.

    :param source: "options", "environment" or the path of a file.
    :param cloud: the name of the cloud in that file.
    :param options: the settings that the options give, whatever the source is.
    :param stated: the names that somebody wrote, older ones among them.
    """

    source: str
    cloud: str | None = None
    options: Options = field(default_factory=dict)
    stated: Collection[str] = ()

    def of(self, stated: Options, options: Options) -> Words:
        """The same, for what somebody wrote, where some settings come from the options."""
        return replace(self, options=options, stated={*stated, *stated.get("auth", {})})

    def short(self, key: str) -> str:
        """The variable or key of one setting, without its file."""
        if key not in self.stated and _OLDER.get(key) in self.stated:
            key = _OLDER[key]
        if self._is_option(key):
            return _OPTIONS.get(key, key) if key in _NOT_IN_AUTH else f"auth.{key}"
        return f"OS_{key.upper()}" if self.source == ENVIRONMENT else key

    def name(self, key: str) -> str:
        """The variable or key of one setting."""
        return self.names([key])

    def names(self, keys: Sequence[str]) -> str:
        """The variables or keys of several settings."""
        names = joined([self.short(key) for key in keys])
        in_file = self.source != ENVIRONMENT and not any(self._is_option(key) for key in keys)
        return f"{names} of the cloud {self.cloud} in {self.source}" if in_file else names

    def _is_option(self, key: str) -> bool:
        return self.source == OPTIONS or key in self.options or key in self.options.get("auth", {})


def check_spelling(values: Mapping[str, str], secrets: Collection[str] = ()) -> None:
    """OptionError for values with something around them that a shell, an editor or a form left there.

    :param values: by what the user calls them.
    :param secrets: those of them that may begin and end with anything, if nothing else is wrong.
    """
    broken = [name for name, value in values.items() if _LINE_END.search(value)]
    if broken:
        raise OptionError(
            f"{joined(broken)} {'has' if len(broken) == 1 else 'have'} a carriage return or a line break. The file "
            "that sets it has Windows line endings: convert it, and load it again."
        )
    quoted = [name for name, value in values.items() if _QUOTED.fullmatch(value)]
    if set(quoted) - set(secrets):
        has = "has quotes in its value: write it" if len(quoted) == 1 else "have quotes in their values: write them"
        raise OptionError(f"{joined(quoted)} {has} without them.")
    blank = [name for name, value in values.items() if value != value.strip()]
    if set(blank) - set(secrets):
        ends = "begins or ends with a space: write it" if len(blank) == 1 else "begin or end with a space: write them"
        raise OptionError(f"{joined(blank)} {ends} without.")


def check_texts(auth: Options, words: Words) -> None:
    """OptionError for a secret that is a number or the like: what YAML made of it may not be what was written."""
    for key in _SECRETS:
        if isinstance(auth.get(key), (bool, int, float, date)):
            raise OptionError(f"{words.name(key)} is not text, but what YAML makes of it: put it in quotes.")


def check(config: Options, stated: Options, words: Words) -> None:
    """OptionError for a configuration that makes no sense.

    :param config: as openstacksdk merged it, before its plugin took what it knows.
    :param stated: what somebody wrote, without openstacksdk's defaults.
    """
    check_texts(config["auth"], words)
    values = dict(_texts(config))
    known = [key for key in values if key in _PLAIN or key in _SECRETS]
    check_spelling({words.name(key): values[key] for key in known}, [words.name(key) for key in _SECRETS])
    _check_auth_url(values.get("auth_url"), words)
    given = [key for key in _CREDENTIAL_KEYS if values.get(key)]
    if given and not any(stated.get(key) for key in ("auth_type", "auth_plugin")):
        raise OptionError(
            f"{words.names(given)} {'is' if len(given) == 1 else 'are'} set, but nothing says to log in by it: set "
            f"{words.short('auth_type')} to {APPLICATION_CREDENTIAL}."
        )
    scope = [key for key in _SCOPE_KEYS if values.get(key)]
    if config.get("auth_type") == APPLICATION_CREDENTIAL and scope:
        raise OptionError(
            "An application credential has its project already, and Keystone refuses to give it another: remove "
            f"{words.names(scope)}."
        )


def _check_auth_url(auth_url: str | None, words: Words) -> None:
    if auth_url is None:
        return
    name = words.name("auth_url")
    if auth_url[0] in "'\"" or auth_url[-1] in "'\"":
        raise OptionError(f"{name} has quotes in its value: write it without them.")
    if not re.match(r"https?://[^/]", auth_url, re.IGNORECASE):
        raise OptionError(f"{name} is not a URL: it begins with https://, such as https://keystone.example.com/v3.")


def doubts(auth: Options, words: Words) -> str:
    """What may be the reason where Keystone refuses a login. Empty where there is nothing to doubt."""
    said = []
    for key in _SECRETS:
        value = str(auth.get(key) or "")
        if _QUOTED.fullmatch(value):
            said.append(f"{words.name(key)} has quotes around its value, which count as a part of it.")
        if value != value.strip():
            said.append(f"{words.name(key)} begins or ends with a space, which counts as a part of it.")
        if _PLACEHOLDER.fullmatch(value):
            said.append(f"{words.name(key)} looks like a variable that nothing has replaced by its value.")
    for key, domain in (("username", "user_domain"), ("project_name", "project_domain")):
        if auth.get(key) and not auth.get(f"{domain}_name") and not auth.get(f"{domain}_id"):
            said.append(f"{words.name(key)} has no domain: set {words.short(f'{domain}_name')}.")
    return " ".join(said)


def no_project(access: Any, source: str, words: Words) -> str:
    """Why a token without a project owns no image, and what to change."""
    project = f"set {words.name('project_name')} and {words.name('project_domain_name')} to the owner's project"
    if getattr(access, "system_scoped", False):
        return (
            f"The token from {source} is of the whole system, not of a project, so it owns no image: remove "
            f"{words.name('system_scope')}, and {project}."
        )
    if getattr(access, "domain_scoped", False):
        return (
            f"The token from {source} is of a domain, not of a project, so it owns no image: remove "
            f"{words.names(['domain_id', 'domain_name'])}, and {project}."
        )
    return f"The token from {source} belongs to no project, so it owns no image: {project}."


def several_regions(regions: Sequence[str], words: Words) -> str:
    """The warning where a cloud has several regions and none was chosen. The first is the one that is used."""
    where = joined(list(dict.fromkeys(["region_name", words.name("region_name")])), "or")
    return (
        f"The cloud has several regions ({joined(regions)}), and none is chosen: only {regions[0]} is looked at. Set "
        f"{where}."
    )


def _texts(config: Options) -> Iterator[tuple[str, str]]:
    auth = config.get("auth")
    for part in (config, auth if isinstance(auth, Mapping) else {}):
        for key, value in part.items():
            if isinstance(value, str) and value:
                yield key, value
