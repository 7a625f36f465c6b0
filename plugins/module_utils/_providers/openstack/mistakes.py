# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Common mistakes in an OpenStack configuration, each with the variable or key to change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..._errors import OptionError
from ..._options import Options
from ..._text import joined
from ..credentials import ENVIRONMENT, OPTIONS

APPLICATION_CREDENTIAL = "v3applicationcredential"
_CREDENTIAL_KEYS = ("application_credential_id", "application_credential_name", "application_credential_secret")
# What asks Keystone for a scope; a domain of a project or of a user alone does not.
_SCOPE_KEYS = ("project_id", "project_name", "domain_id", "domain_name", "system_scope", "trust_id")
_NOT_IN_AUTH = ("auth_type", "region_name")
_LINE_END = re.compile(r"[\r\n]")
_QUOTES = "'\"\u2018\u2019\u201c\u201d"


@dataclass(frozen=True)
class Words:
    """What the user of one source calls a setting.

    :param source: "options", "environment" or the path of a file.
    :param cloud: the name of the cloud in that file.
    :param options: the settings that the options give, whatever the source is.
    """

    source: str
    cloud: str | None = None
    options: Options = field(default_factory=dict)

    def with_options(self, options: Options) -> Words:
        """The same, where some settings come from the options."""
        return replace(self, options=options)

    def name(self, key: str) -> str:
        """The variable or key of one setting."""
        if self.source == OPTIONS or key in self.options or key in self.options.get("auth", {}):
            return key if key in _NOT_IN_AUTH else f"auth.{key}"
        if self.source == ENVIRONMENT:
            return f"OS_{key.upper()}"
        return f"{key} of the cloud {self.cloud} in {self.source}"

    def names(self, keys: Sequence[str]) -> str:
        """The variables or keys of several settings."""
        return joined([self.name(key) for key in keys])


def check(config: Options, stated: Options, words: Words) -> None:
    """OptionError for a configuration that cannot be meant.

    :param config: as openstacksdk merged it, before its plugin took what it knows.
    :param stated: what somebody wrote, without openstacksdk's defaults.
    """
    values = dict(_texts(config))
    broken = [key for key, value in values.items() if _LINE_END.search(value)]
    if broken:
        raise OptionError(
            f"{words.names(broken)} {'has' if len(broken) == 1 else 'have'} a carriage return or a line break. The "
            "file that sets it has Windows line ends: convert it, and load it again."
        )
    _check_auth_url(values.get("auth_url"), words)
    given = [key for key in _CREDENTIAL_KEYS if values.get(key)]
    if given and not any(stated.get(key) for key in ("auth_type", "auth_plugin")):
        raise OptionError(
            f"{words.names(given)} {'is' if len(given) == 1 else 'are'} set, but nothing says to log in by it: set "
            f"{words.name('auth_type')} to {APPLICATION_CREDENTIAL}."
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
    if auth_url[:1] in _QUOTES or auth_url[-1:] in _QUOTES:
        raise OptionError(f"{name} has quotes in its value: write it without them.")
    if not re.match(r"https?://[^/]", auth_url.strip(), re.IGNORECASE):
        raise OptionError(f"{name} is not a URL: it begins with https://, such as https://keystone.example.com/v3.")
    if auth_url != auth_url.strip():
        raise OptionError(f"{name} begins or ends with a space: write it without.")


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
