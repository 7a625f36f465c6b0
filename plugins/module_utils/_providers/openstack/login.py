# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Logs in to an OpenStack: keystoneauth gets the token and the endpoint, with requests that our clients send.

Source: https://docs.openstack.org/keystoneauth/latest/plugin-options.html
"""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ..._errors import ApiError, OptionError, missing_library
from ..._http.tls import certificate_authorities
from ..._model import ErrorKind
from ..._text import joined, tidy
from ..base import ClientFactory, Context
from .config import Cloud, find_cloud
from .mistakes import no_project, several_regions
from .sdk import configuration_errors

try:
    import requests
    from keystoneauth1 import exceptions as keystone_errors
    from keystoneauth1.session import Session

    KEYSTONEAUTH_ERROR: Exception | None = None
except ImportError as missing:
    KEYSTONEAUTH_ERROR = missing

_SENT_ALONG = frozenset(("X-Auth-Token", "Authorization"))
_STATUS_AND_REQUEST_ID = re.compile(r" \(HTTP \d+\)( \(Request-ID: .*\))?$")


@dataclass(frozen=True)
class Login:
    """A token and where to use it.

    ``project_id`` is None for a token of a domain or of the whole system; ``no_project`` then says what to change.
    """

    auth: KeystoneAuth
    endpoint: str
    auth_url: str | None
    project_id: str | None
    no_project: str | None
    region: str | None
    credentials_from: str
    verify: bool | str
    cert: str | tuple[str, str] | None


class KeystoneAuth:
    """Puts the token on a prepared request; `renew` gets the next one. ``fetch(again)`` is where tokens come from."""

    renewable = True

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
        raise OptionError(missing_library("openstacksdk"))
    for name in ("keystoneauth", "openstack"):
        # Their loggers would print requests, and warnings of their own, to wherever the root logger does.
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    cloud = find_cloud(context)
    region, source = cloud.region, cloud.source
    with configuration_errors():
        plugin = region.get_session().auth
        verify, cert = region.get_requests_verify_args()
    trusted = certificate_authorities(verify is not False, verify if isinstance(verify, str) else None)
    carrier: Any = _Carrier(context.new_client, trusted, cert)
    session = Session(auth=plugin, session=carrier, redirect=False)
    auth_url = getattr(plugin, "auth_url", None)

    def fetch(again: bool) -> str | None:
        with _plain_words(auth_url, cloud):
            if again and not plugin.invalidate():
                raise ApiError("unauthorized", f"The token from {source} was refused, and it cannot be renewed.")
            token: str | None = plugin.get_token(session)
        if token:
            context.no_log_add(token)
        return token

    auth = KeystoneAuth(fetch)
    with _plain_words(auth_url, cloud):
        project_id = _text(plugin.get_project_id(session))
        access = plugin.get_access(session) if hasattr(plugin, "get_access") else None
        why = None if project_id else no_project(access, source, cloud.words)
        if why and access and not (access.domain_scoped or access.system_scoped):
            raise OptionError(why)  # and it has no catalogue
        endpoint = context.options.get("endpoint") or _image_endpoint(cloud, plugin, session)
        regions = cloud.regions or _regions_to_choose_from(region, access)
    if len(regions) > 1 and not context.options.get("endpoint"):
        context.warn(several_regions(regions, cloud.words))
    region_name = region.get_region_name("image") or None
    return Login(auth, endpoint, auth_url, project_id, why, region_name, source, trusted, cert)


def _text(value: object) -> str | None:
    if value and not isinstance(value, str):
        raise TypeError  # `_plain_words` has more
    return str(value) if value else None


class _Carrier:
    """Sends for keystoneauth, in place of a requests.Session, through our clients: their deadline, retries and TLS."""

    def __init__(self, new_client: ClientFactory, verify: bool | str, cert: Any) -> None:
        self._new_client = new_client
        self._how: Any = {"service": "Keystone", "verify": verify, "cert": cert}
        self._clients: dict[str, Any] = {}

    def request(self, method: str, url: str, **how: Any) -> requests.Response:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._clients:
            self._clients[origin] = self._new_client(origin, **self._how)
        content = {name: how.get(name) for name in ("headers", "params", "data", "auth")}
        prepared = requests.Request(method, url, **content).prepare()
        answer = self._clients[origin].forward(prepared)
        if answer.status == 401 and method == "GET" and not _SENT_ALONG.intersection(prepared.headers):
            # keystoneauth would ask again with a token, while it holds the lock that guards the getting of one.
            raise ApiError(
                "bad_response",
                f"Keystone ({url}) wants a token before it tells its versions, and Keystone never does. Check "
                "auth_url, and whether a proxy answers in its place.",
                http_status=401,
            )
        response = requests.Response()
        response.status_code = answer.status
        response.headers = requests.structures.CaseInsensitiveDict(answer.headers)
        response.url, response.request, response.encoding = url, prepared, "utf-8"
        response._content = answer.content
        return response


def _image_endpoint(cloud: Cloud, plugin: Any, session: Session) -> str:
    region = cloud.region
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
    others = _regions_of_catalogue(region, plugin.get_access(session) if hasattr(plugin, "get_access") else None)
    where = f" in region {name}" if name else ""
    but = f", but in {joined(others)}" if name and others else ""
    raise OptionError(
        f"The token's catalogue has no image service with a {interface} endpoint{where}{but}. Check "
        f"{cloud.words.names(['region_name', 'interface'])}, and the project, or set endpoint."
    )


def _regions_to_choose_from(region: Any, access: Any) -> list[str]:
    """None where one is chosen already."""
    chosen = region.get_region_name("image") or region.get_endpoint("image")
    return [] if chosen else _regions_of_catalogue(region, access)


def _regions_of_catalogue(region: Any, access: Any) -> list[str]:
    """The regions of the image endpoints, that of the first one first."""
    if access is None:
        return []
    found = access.service_catalog.get_endpoints_data(
        service_type=region.get_service_type("image"), interface=region.get_interface("image") or "public"
    )
    endpoints = [endpoint for service in found.values() for endpoint in service]
    return list(dict.fromkeys(str(endpoint.region_name) for endpoint in endpoints if endpoint.region_name))


@contextlib.contextmanager
def _plain_words(auth_url: str | None, cloud: Cloud) -> Iterator[None]:
    """Turns what keystoneauth raises into our errors."""
    keystone = f"Keystone ({auth_url})"
    try:
        yield
    except (OptionError, ApiError):
        raise
    except keystone_errors.HttpError as error:
        raise _refused(error, keystone, cloud) from None
    except (keystone_errors.DiscoveryFailure, keystone_errors.InvalidResponse) as error:
        raise ApiError("bad_response", f"{keystone} does not answer as Keystone does: {tidy(error)}") from None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        said = f"{keystone} sent a token that makes no sense ({type(error).__name__})."
        raise ApiError("bad_response", said) from None
    except Exception as error:  # keystoneauth raises bare exceptions for options that are missing
        raise OptionError(f"The credentials from {cloud.source} cannot be used: {tidy(error)}") from None


def _refused(error: Any, keystone: str, cloud: Cloud) -> ApiError:
    source = cloud.source
    status = error.http_status
    kind: ErrorKind
    said = tidy(_STATUS_AND_REQUEST_ID.sub("", str(error)))
    if status == 401:
        kind = "unauthorized"
        words = f"The credentials were refused by {keystone}. Check user, password, domains and project from {source}."
    elif status == 403:
        kind, words = "forbidden", f"{keystone} does not let the user from {source} have a token for this project."
    else:
        kind, words = "bad_request", f"{keystone} answered {status}, so this says nothing about the images."
    if status in (400, 401) and cloud.doubts:
        words = f"{words} {cloud.doubts}"
    return ApiError(
        kind,
        f"{words} The cloud says: {said}" if said else words,
        http_status=status,
        request_id=error.request_id,
        attempts=1,
    )
