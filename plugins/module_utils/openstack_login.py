# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Logs in to an OpenStack as its own tools do: openstacksdk reads the configuration, keystoneauth gets the token.

Sources: https://docs.openstack.org/openstacksdk/latest/user/config/configuration.html,
https://docs.openstack.org/keystoneauth/latest/plugin-options.html
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ansible.module_utils.basic import missing_required_lib

from .credentials import ENVIRONMENT, OPTIONS
from .errors import ApiError, OptionError, tidy
from .provider import Context, Dial
from .transport import certificate_authorities

try:
    import requests
    from keystoneauth1 import exceptions as keystone_errors
    from keystoneauth1.session import Session

    KEYSTONEAUTH_ERROR: Exception | None = None
except ImportError as missing:
    KEYSTONEAUTH_ERROR = missing

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
_STATUS_AND_REQUEST_ID = re.compile(r" \(HTTP \d+\)( \(Request-ID: .*\))?$")
_NOT_WITH_A_WHOLE_CLOUD = (
    *("auth", "auth_type", "region_name", "interface"),
    *("validate_certs", "ca_cert", "client_cert", "client_key"),
)


@dataclass(frozen=True)
class Login:
    """A token and where to use it. ``project_id`` is None for a token of a domain or of the whole system."""

    auth: KeystoneAuth
    endpoint: str
    auth_url: str | None
    project_id: str | None
    credentials_from: str
    verify: bool | str
    cert: str | tuple[str, str] | None


class KeystoneAuth:
    """Puts the token on a prepared request; `renew` gets the next one. ``fetch(again)`` is where tokens come from."""

    def __init__(self, fetch: Callable[[bool], str | None]) -> None:
        self._fetch = fetch
        self._token = fetch(False)
        self._refusal: ApiError | None = None

    def __call__(self, request: Any) -> Any:
        if self._token:
            request.headers["X-Auth-Token"] = self._token
        return request

    def renew(self) -> None:
        # A password that was refused once is not sent again for every image: Keystone locks users.
        if self._refusal is None:
            try:
                self._token = self._fetch(True)
                return
            except ApiError as error:
                self._refusal = error
        raise self._refusal


def log_in(context: Context) -> Login:
    """OptionError for a configuration that cannot work, ApiError for what Keystone answers."""
    if KEYSTONEAUTH_ERROR is not None:
        raise OptionError(missing_required_lib("openstacksdk"))
    for name in ("keystoneauth", "openstack"):
        # Their loggers would print requests, and warnings of their own, to wherever the root logger does.
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    region, source = _configured(context)
    verify, cert = region.get_requests_verify_args()
    trusted = certificate_authorities(verify is not False, verify if isinstance(verify, str) else None)
    plugin = region.get_session().auth
    carrier: Any = _Carrier(context.dial, trusted, cert)
    session = Session(auth=plugin, session=carrier, redirect=False)
    auth_url = getattr(plugin, "auth_url", None)

    def fetch(again: bool) -> str | None:
        with _plain_words(auth_url, source):
            if again and not plugin.invalidate():
                raise ApiError("unauthorized", f"The token from {source} was refused, and it cannot be renewed.")
            token: str | None = plugin.get_token(session)
        if token:
            context.hide(token)
        return token

    auth = KeystoneAuth(fetch)
    with _plain_words(auth_url, source):
        project_id = plugin.get_project_id(session)
        endpoint = context.options.get("endpoint") or _image_endpoint(region, plugin, session)
    return Login(auth, endpoint, auth_url, project_id, source, trusted, cert)


def _configured(context: Context) -> tuple[Any, str]:
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
    with _variables(context.environ), _configuration_errors():
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
def _configuration_errors() -> Iterator[None]:
    try:
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
        context.reveal(value)
    for value, secret in values:
        if secret:
            context.hide(value)


def _values(config: object, secret: bool) -> Iterator[tuple[str, bool]]:
    if isinstance(config, Mapping):
        for name, value in config.items():
            yield from _values(value, secret or bool(_SECRET.search(str(name).replace("-", "_").lower())))
    elif isinstance(config, (list, tuple)):
        for value in config:
            yield from _values(value, secret)
    elif config is not None and config != "" and not isinstance(config, bool):
        yield str(config), secret


class _Carrier:
    """Sends for keystoneauth, in place of a requests.Session, through our clients: their deadline, retries and TLS."""

    def __init__(self, dial: Dial, verify: bool | str, cert: Any) -> None:
        self._dial = dial
        self._how = {"verify": verify, "cert": cert}
        self._clients: dict[str, Any] = {}

    def request(self, method: str, url: str, **how: Any) -> requests.Response:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._clients:
            self._clients[origin] = self._dial(origin, **self._how)
        content = {name: how.get(name) for name in ("headers", "params", "data", "auth")}
        prepared = requests.Request(method, url, **content).prepare()
        answer = self._clients[origin].forward(prepared)
        response = requests.Response()
        response.status_code = answer.status
        response.headers = requests.structures.CaseInsensitiveDict(answer.headers)
        response.url, response.request, response.encoding = url, prepared, "utf-8"
        response._content = answer.content
        return response


def _image_endpoint(region: Any, plugin: Any, session: Session) -> str:
    endpoint: str | None = region.get_endpoint("image")
    if endpoint:
        return endpoint
    interface, name = region.get_interface("image") or "public", region.get_region_name("image") or None
    with contextlib.suppress(keystone_errors.CatalogException):
        endpoint = plugin.get_endpoint(
            session,
            service_type=region.get_service_type("image"),
            service_name=region.get_service_name("image"),
            interface=interface,
            region_name=name,
            skip_discovery=True,
        )
    if endpoint:
        return endpoint
    where = f" in region {name}" if name else ""
    raise OptionError(
        f"The token's catalogue has no image service with a {interface} endpoint{where}. Check region_name, interface "
        "and the project, or set endpoint."
    )


@contextlib.contextmanager
def _plain_words(auth_url: str | None, source: str) -> Iterator[None]:
    """Turns what keystoneauth raises into our errors."""
    keystone = f"Keystone ({auth_url})"
    try:
        yield
    except (OptionError, ApiError):
        raise
    except keystone_errors.HttpError as error:
        raise _refused(error, keystone, source) from None
    except (keystone_errors.DiscoveryFailure, keystone_errors.InvalidResponse) as error:
        raise ApiError("bad_response", f"{keystone} does not answer as Keystone does: {tidy(error)}") from None
    except keystone_errors.ClientException as error:
        raise OptionError(f"The credentials from {source} cannot be used: {tidy(error)}") from None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ApiError(
            "bad_response", f"{keystone} sent a token that makes no sense ({type(error).__name__})."
        ) from None


def _refused(error: Any, keystone: str, source: str) -> ApiError:
    status = error.http_status
    said = tidy(_STATUS_AND_REQUEST_ID.sub("", str(error)))
    if status == 401:
        kind = "unauthorized"
        words = f"The credentials were refused by {keystone}. Check user, password, domains and project from {source}."
    elif status == 403:
        kind, words = "forbidden", f"{keystone} does not let the user from {source} have a token for this project."
    else:
        kind, words = "bad_request", f"{keystone} answered {status}, so this says nothing about the images."
    return ApiError(
        kind,
        f"{words} The cloud says: {said}" if said else words,
        http_status=status,
        request_id=error.request_id,
        attempts=1,
    )
