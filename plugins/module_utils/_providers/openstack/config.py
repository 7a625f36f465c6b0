# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Finds the OpenStack cloud that is meant, as openstacksdk does, but never mixes the credentials of two sources.

Source: https://docs.openstack.org/openstacksdk/latest/user/config/configuration.html
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..._errors import OptionError
from ..._options import ArgumentSpec, JsonObject, Options
from ..._text import tidy
from ..base import Context
from ..credentials import ENVIRONMENT, OPTIONS
from .auth_types import check_login
from .clouds_yaml import Files, check_named_files, find_files, read_clouds
from .mistakes import Words, check, check_spelling, check_texts, doubts
from .sdk import new_config, openstacksdk, search_path
from .secrets import protect

ARGUMENT_SPEC: ArgumentSpec = {
    # Both may hold a secret anywhere. What is plain in them is shown again by `_protect`.
    "cloud": {"type": "raw", "no_log": True},
    "auth": {"type": "dict", "no_log": True},
    "auth_type": {"type": "str"},
    "region_name": {"type": "str"},
    "interface": {"type": "str", "choices": ["admin", "internal", "public"], "aliases": ["endpoint_type"]},
    "validate_certs": {"type": "bool", "aliases": ["verify"]},
    "ca_cert": {"type": "path", "aliases": ["cacert"]},
    "client_cert": {"type": "path", "aliases": ["cert"]},
    "client_key": {"type": "path", "aliases": ["key"], "no_log": False},
    "ca_path": None,
}

_SCOPE = frozenset(("project_id", "project_name", "project_domain_id", "project_domain_name"))
_NOT_WITH_A_WHOLE_CLOUD = (
    *("auth", "auth_type", "region_name", "interface"),
    *("validate_certs", "ca_cert", "client_cert", "client_key"),
)


@dataclass(frozen=True)
class Cloud:
    """The cloud as openstacksdk sees it, and how its user wrote it down.

    :param region: openstacksdk's CloudRegion.
    :param source: where the credentials come from, as `summary.credentials_from` says it.
    :param words: what the user calls a setting.
    :param doubts: what may be the reason where Keystone refuses.
    :param regions: the regions that the configuration knows, where it has several and none was chosen.
    """

    region: Any
    source: str
    words: Words
    doubts: str = ""
    regions: Sequence[str] = ()


def find_cloud(context: Context) -> Cloud:
    """The cloud that is meant. Its credentials come from one source, never from parts of two. OptionError otherwise."""
    context = replace(context, environ=dict(context.environ))  # the process's own changes for openstacksdk below
    options = _given(context.options)
    cloud = options.get("cloud")
    auth = {name: value for name, value in options.get("auth", {}).items() if value not in (None, "")}
    protect(context, {"cloud": cloud, "auth": auth})
    check_named_files(context)
    if isinstance(cloud, Mapping):
        both = [name for name in _NOT_WITH_A_WHOLE_CLOUD if name in options]
        if both:
            raise OptionError(f"cloud is a whole configuration, so {', '.join(both)} must be part of it.")
        return _of_options(context, dict(cloud))
    chosen = {
        "auth_type": options.get("auth_type"),
        "region_name": options.get("region_name"),
        "interface": options.get("interface"),
        "cacert": options.get("ca_cert"),
        "cert": options.get("client_cert"),
        "key": options.get("client_key"),
    }
    if "validate_certs" in options:
        # insecure outweighs verify, wherever it was found.
        chosen.update(verify=options["validate_certs"], insecure=not options["validate_certs"])
    if not set(auth) <= _SCOPE:
        if cloud:
            raise OptionError(
                "cloud and auth both hold credentials, and parts of two sources are never mixed. With cloud, auth may "
                f"choose another project only: {', '.join(sorted(_SCOPE))}."
            )
        return _of_options(context, {**chosen, "auth": auth})
    return _of_environment_or_file(context, {**chosen, "auth": auth, "cloud": cloud})


def _of_options(context: Context, chosen: Options) -> Cloud:
    known = _given(chosen)
    if isinstance(known.get("auth"), Mapping):
        check_texts(known["auth"], Words(OPTIONS))
    with openstacksdk(context):
        config = new_config(load_yaml_config=False, load_envvars=False)
        if not known.get("region_name") and context.environ.get("OS_REGION_NAME"):
            context.warn(
                "OS_REGION_NAME is not used, because the credentials come from the options: set region_name if it is "
                "meant."
            )
        return _one(context, config, known, OPTIONS, Words(OPTIONS))


def _of_environment_or_file(context: Context, chosen: Options) -> Cloud:
    known = _given(chosen)
    named = known.get("cloud") or context.environ.get("OS_CLOUD")
    if named and "cloud" not in known:
        check_spelling({"OS_CLOUD": named})
    with openstacksdk(context):
        if not named:
            config = new_config(load_yaml_config=False)
            if config.default_cloud == config.envvar_key:  # then no file is asked
                known["cloud"] = config.envvar_key
                return _one(context, config, known, ENVIRONMENT, Words(ENVIRONMENT))
        files = find_files(context, search_path())
        config = new_config(
            config_files=[str(files.config)] if files.config else [],
            secure_files=[str(files.secure)] if files.secure else [],
            vendor_files=[str(path) for path in files.vendors],
        )
        name, source = _named(config, known, files, context.environ)
        if files.passed_over and source not in (OPTIONS, ENVIRONMENT):
            context.warn(
                f"{files.passed_over} is not used, because it is not beside {source}. Set OS_CLIENT_SECURE_FILE if its "
                "secrets are meant for those clouds."
            )
        return _one(context, config, {**known, "cloud": name}, source, Words(source, name))


def _one(context: Context, config: Any, known: Options, source: str, words: Words) -> Cloud:
    """The cloud of this name and these settings, after the mistakes that openstacksdk has no plain words for."""
    name = known.get("cloud")
    described = config.cloud_config["clouds"].get(name, {})
    if source != OPTIONS:
        protect(context, described)
    if source == ENVIRONMENT:  # else with openstacksdk's defaults
        described = {variable[3:].lower(): value for variable, value in os.environ.items() if variable[:3] == "OS_"}
    words = words.of({**described, **known}, known)

    def checked(merged: JsonObject) -> JsonObject:
        check(merged, {**described, **known}, words)
        check_login(merged, words)
        return merged

    config.auth_config_hook = checked
    region = config.get_one(**known)
    regions = [] if known.get("region_name") or not name else [one["name"] for one in config._get_known_regions(name)]
    return Cloud(region, source, words, doubts(region.get_auth_args(), words), regions if len(regions) > 1 else ())


def _given(settings: Options) -> JsonObject:
    return {name: value for name, value in settings.items() if value not in (None, "", {})}


def _named(config: Any, known: Options, files: Files, environ: Mapping[str, str]) -> tuple[str, str]:
    """The cloud to use, and where it is described."""
    file = str(files.config.absolute()) if files.config else None
    in_file = read_clouds(files.config)["clouds"] if files.config else {}
    clouds = [name for name in config.cloud_config["clouds"] if name != "defaults" or name in in_file]
    name = known.get("cloud") or environ.get("OS_CLOUD") or config.default_cloud
    if name in clouds:
        return name, ENVIRONMENT if name == config.envvar_key else str(file)
    names = ", ".join(sorted(map(str, clouds))) or "no clouds"
    listed = f"{file} names {names}" if file else "there is no clouds.yaml"
    if known.get("auth_type") and not name:
        return "defaults", OPTIONS
    if name and name != "defaults":
        raise OptionError(f"The cloud {tidy(name, limit=80)!r} is described nowhere: {listed}.")
    if clouds:
        raise OptionError(f"Which cloud is meant? {listed}. Set cloud, or OS_CLOUD.")
    raise OptionError(
        "No credentials found. Needed are cloud or auth in the options, or the variables OS_CLOUD or OS_AUTH_URL and "
        f"its companions, or a clouds.yaml: {listed if file else _where(files)}."
    )


def _where(files: Files) -> str:
    here = "in the current folder, " if files.current_folder else ""
    return f"{here}in ~/.config/openstack or in /etc/openstack, or the one that OS_CLIENT_CONFIG_FILE names"
