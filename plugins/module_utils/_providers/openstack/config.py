# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Finds the OpenStack cloud that is meant, as openstacksdk does, but never mixes the credentials of two sources.

Source: https://docs.openstack.org/openstacksdk/latest/user/config/configuration.html
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import re
import sys
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from ansible.module_utils.basic import missing_required_lib

from ..._errors import ApiError, OptionError
from ..._text import tidy
from ..base import Context
from ..credentials import ENVIRONMENT, OPTIONS

ARGUMENT_SPEC: dict[str, Any] = {
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
_SECRET = re.compile(r"pass|secret|token(?!_type|_endpoint)|code$|otp|assertion")
_NOT_WITH_A_WHOLE_CLOUD = (
    *("auth", "auth_type", "region_name", "interface"),
    *("validate_certs", "ca_cert", "client_cert", "client_key"),
)


def find_cloud(context: Context) -> tuple[Any, str]:
    """The cloud as openstacksdk sees it, and where its credentials come from: one source, never parts of two."""
    options = {name: value for name, value in context.options.items() if value not in (None, "", {})}
    cloud = options.get("cloud")
    auth = {name: value for name, value in options.get("auth", {}).items() if value not in (None, "")}
    _protect(context, {"cloud": cloud, "auth": auth})
    if isinstance(cloud, Mapping):
        both = [name for name in _NOT_WITH_A_WHOLE_CLOUD if name in options]
        if both:
            raise OptionError(f"cloud is a whole configuration, so {', '.join(both)} must be part of it.")
        return _loaded(context, False, dict(cloud))
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
        chosen["region_name"] = chosen["region_name"] or context.environ.get("OS_REGION_NAME")
        return _loaded(context, False, {**chosen, "auth": auth})
    return _loaded(context, True, {**chosen, "auth": auth, "cloud": cloud})


def _loaded(context: Context, look_around: bool, chosen: Mapping[str, Any]) -> tuple[Any, str]:
    """``look_around``: at OS_* variables and clouds.yaml too."""
    known = {name: value for name, value in chosen.items() if value not in (None, "", {})}
    config_module = _openstack_config()
    with _variables(context.environ), configuration_errors():
        config = config_module.OpenStackConfig(load_yaml_config=look_around, load_envvars=look_around)
        source = OPTIONS
        if look_around:
            name, source = _named(config, known, context.environ)
            known = {**known, "cloud": name}
            _protect(context, config.cloud_config["clouds"][name])
        return config.get_one(**known), source


def _named(config: Any, known: Mapping[str, Any], environ: Mapping[str, str]) -> tuple[str, str]:
    """The cloud to use, and where it is described."""
    clouds = [name for name in config.cloud_config["clouds"] if not (name == "defaults" and not config.config_filename)]
    name = known.get("cloud") or environ.get("OS_CLOUD") or config.default_cloud
    file = config.config_filename
    if name in clouds:
        return name, ENVIRONMENT if name == config.envvar_key else os.path.abspath(file)
    listed = f"{file} names {', '.join(sorted(clouds))}" if file and clouds else f"there is no {file or 'clouds.yaml'}"
    if known.get("auth_type") and not name:
        return "defaults", OPTIONS
    if name and name != "defaults":
        raise OptionError(f"The cloud {tidy(name, limit=80)!r} is described nowhere: {listed}.")
    if clouds:
        raise OptionError(f"Which cloud is meant? {listed}. Set cloud, or OS_CLOUD.")
    raise OptionError(
        "No credentials found. Needed are cloud or auth in the options, or the variables OS_CLOUD or OS_AUTH_URL and "
        "its companions, or a clouds.yaml in the current folder, in ~/.config/openstack or in /etc/openstack."
    )


def _openstack_config() -> Any:
    """The package openstack.config without the rest of openstacksdk.

    Importing ``openstack`` imports the clients of all services, which takes longer than reading an image. The
    configuration needs none of them, so its parent package is put in place without being run.
    """
    if "openstack" not in sys.modules:
        spec = importlib.util.find_spec("openstack")
        if spec is None:
            raise OptionError(missing_required_lib("openstacksdk"))
        sys.modules["openstack"] = importlib.util.module_from_spec(spec)
    return importlib.import_module("openstack.config")


@contextlib.contextmanager
def _variables(environ: Mapping[str, str]) -> Iterator[None]:
    """These variables for openstacksdk, which reads the process's own. A blank OS_ variable counts as not set."""
    wanted = {name: value for name, value in environ.items() if value or not name.startswith("OS_")}
    before = dict(os.environ)
    try:
        os.environ.clear()
        os.environ.update(wanted)
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def configuration_errors() -> Iterator[None]:
    """OptionError for whatever openstacksdk has to say about a configuration."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # meant for developers of openstacksdk
            yield
    except (OptionError, ApiError):
        raise
    except Exception as error:  # openstacksdk formats and converts what it finds, and stumbles in many ways
        said = tidy(error) or type(error).__name__
        raise OptionError(f"The OpenStack configuration cannot be used: {said}") from None


def _protect(context: Context, config: Mapping[str, Any]) -> None:
    """Hide the secrets in a configuration, and only them."""
    values = list(_values(config, False))
    for value, _secret in values:
        context.no_log_discard(value)
    for value, secret in values:
        if secret:
            context.no_log_add(value)


def _values(config: object, secret: bool) -> Iterator[tuple[str, bool]]:
    if isinstance(config, Mapping):
        for name, value in config.items():
            yield from _values(value, secret or bool(_SECRET.search(str(name).replace("-", "_").lower())))
    elif isinstance(config, (list, tuple)):
        for value in config:
            yield from _values(value, secret)
    elif config is not None and config != "" and not isinstance(config, bool):
        yield str(config), secret
