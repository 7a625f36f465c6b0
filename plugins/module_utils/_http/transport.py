# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""One HTTP exchange within one deadline: no redirects, no cookies, no netrc, no proxy to loopback."""

from __future__ import annotations

import functools
import io
import os
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any
from urllib.parse import urlsplit

from .._errors import ApiError, OptionError
from .._hosts import is_loopback
from .._text import tidy

try:
    import requests
    import requests.adapters
    import urllib3

    REQUESTS_ERROR: Exception | None = None
except ImportError as missing:
    REQUESTS_ERROR = missing

MAX_BODY = 32 * 1024 * 1024
_CHUNK = 64 * 1024


@dataclass(frozen=True)
class RawResponse:
    """An HTTP answer, read to its last byte."""

    status: int
    headers: Mapping[str, str]
    content: bytes


def checked_endpoint(endpoint: str) -> str:
    """The endpoint without a trailing slash or default port.

    OptionError unless it is an https URL, or http to loopback, with nothing but a host, a port and a path.
    """
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError as error:
        raise OptionError(f"The endpoint {tidy(endpoint)!r} is not a URL: {error}.") from None
    host = parts.hostname or ""
    if parts.username is not None or parts.password is not None:
        raise OptionError(f"The endpoint of {host} must not hold a user name or password.")
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment or "\\" in endpoint:
        raise OptionError(
            f"The endpoint {tidy(endpoint)!r} must look like https://host, with a port or a path if needed."
        )
    if parts.scheme == "http" and not is_loopback(host):
        raise OptionError(f"The endpoint {tidy(endpoint)!r} must be https: plain http is for loopback addresses only.")
    name = f"[{host}]" if ":" in host else host
    default = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{name}{'' if port in (None, default) else f':{port}'}{parts.path.rstrip('/')}"


class Transport:
    """Sends prepared requests over kept-alive connections; any number of threads may share it."""

    def __init__(self, endpoint: str, *, timeout: float, verify: bool | str, cert: Any, connections: int) -> None:
        self._timeout = timeout
        self._verify = bool(verify)
        self._adapter = _adapter(connections, _tls(verify, cert) if endpoint.startswith("https:") else None)
        local = is_loopback(urlsplit(endpoint).hostname or "")
        self._proxies = {} if local else requests.utils.get_environ_proxies(endpoint)
        if not verify:
            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)

    def send(self, request: requests.PreparedRequest) -> RawResponse:
        """ApiError of kind unreachable, or bad_response for a body that is too large or broken."""
        timeout: Any = urllib3.Timeout(total=self._timeout)  # one time for connecting, sending and reading
        try:
            response = self._adapter.send(
                request,
                stream=True,
                timeout=timeout,
                verify=self._verify,
                proxies=self._proxies,
            )
            try:
                return RawResponse(response.status_code, response.headers, self._read(response))
            finally:
                response.close()
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise self._unreachable(error) from None

    @staticmethod
    def _read(response: requests.Response) -> bytes:
        chunks, size = [], 0
        for chunk in response.iter_content(_CHUNK):
            chunks.append(chunk)
            size += len(chunk)
            if size > MAX_BODY:
                raise ApiError(
                    "bad_response",
                    f"The answer is larger than {MAX_BODY // 1024 // 1024} MiB and was not read.",
                    http_status=response.status_code,
                )
        return b"".join(chunks)

    def _unreachable(self, error: Exception) -> ApiError:
        if isinstance(error, requests.exceptions.ContentDecodingError):
            return ApiError("bad_response", "The answer's compression is broken.")
        root = _root_cause(error)
        if isinstance(error, requests.exceptions.ProxyError):
            return ApiError("unreachable", f"The proxy did not connect: {_reason(root)}.", retry=True)
        if isinstance(error, requests.exceptions.SSLError):
            return ApiError(
                "unreachable",
                f"TLS failed: {_reason(root)}. A private authority's certificates go into ca_path.",
            )
        if isinstance(root, socket.gaierror):
            return ApiError(
                "unreachable",
                f"The host name cannot be resolved: {_reason(root)}. Check region and endpoint.",
                retry=root.errno == socket.EAI_AGAIN,
            )
        if isinstance(error, requests.exceptions.Timeout) or isinstance(root, TimeoutError):
            return ApiError("unreachable", f"No whole answer within {self._timeout:g} s.", retry=True)
        return ApiError("unreachable", f"The connection failed: {_reason(root)}.", retry=True)


def certificate_authorities(validate: bool, ca_path: str | None) -> bool | str:
    """What to verify TLS against: a bundle (option, REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE), the default, or nothing."""
    if not validate:
        return False
    bundle = ca_path or os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
    if bundle and not os.path.exists(bundle):
        raise OptionError(f"The file of certificate authorities {bundle!r} does not exist.")
    return bundle or True


@functools.cache
def _tls(verify: bool | str, cert: str | tuple[str, str] | None) -> ssl.SSLContext:
    """What all connections of a task share: reading the authorities' certificates anew for each costs 30 ms of CPU."""
    context = urllib3.util.ssl_.create_urllib3_context()
    path = requests.utils.DEFAULT_CA_BUNDLE_PATH if verify is True else str(verify)
    try:
        if verify:
            context.load_verify_locations(**{"capath" if os.path.isdir(path) else "cafile": path})
        else:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        if cert:
            path = cert if isinstance(cert, str) else " and ".join(cert)
            context.load_cert_chain(*([cert] if isinstance(cert, str) else cert))
    except OSError as error:
        raise OptionError(f"The certificates in {path} cannot be used: {_reason(error)}.") from None
    return context


def _adapter(connections: int, tls: ssl.SSLContext | None) -> requests.adapters.HTTPAdapter:
    """An adapter whose responses end at the deadline, however slowly their bytes drip in."""

    class Connection(urllib3.connection.HTTPConnection):
        response_class = _DeadlineResponse

    class TlsConnection(urllib3.connection.HTTPSConnection):
        response_class = _DeadlineResponse

    class Pool(urllib3.HTTPConnectionPool):
        ConnectionCls = Connection

    class TlsPool(urllib3.HTTPSConnectionPool):
        ConnectionCls = TlsConnection

    pools = {"http": Pool, "https": TlsPool}

    class Adapter(requests.adapters.HTTPAdapter):
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, ssl_context=tls, **kwargs)
            self.poolmanager.pool_classes_by_scheme = pools

        def proxy_manager_for(self, proxy: Any, **kwargs: Any) -> Any:
            manager = super().proxy_manager_for(proxy, ssl_context=tls, proxy_ssl_context=tls, **kwargs)
            manager.pool_classes_by_scheme = pools
            return manager

        def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
            """The context holds the authorities; named here, each connection would read them again."""
            conn.cert_reqs = "CERT_REQUIRED" if verify else "CERT_NONE"

    return Adapter(pool_connections=4, pool_maxsize=connections)


class _DeadlineResponse(HTTPResponse):
    """What was left of the timeout when the request was out is the deadline for headers and body together."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_DeadlineReader(sock, self.fp), _CHUNK)


class _DeadlineReader(io.RawIOBase):
    def __init__(self, sock: socket.socket, stream: Any) -> None:
        self._sock = sock
        self._stream = stream
        left = sock.gettimeout()
        self._deadline = None if left is None else time.monotonic() + left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self._deadline is not None:
            left = self._deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError("timed out")
            self._sock.settimeout(left)
        count: int | None = self._stream.raw.readinto(buffer)
        return count

    def close(self) -> None:
        self._stream.close()
        super().close()


def _root_cause(error: BaseException) -> BaseException:
    seen: set[int] = set()
    while id(error) not in seen:
        seen.add(id(error))
        inner = [getattr(error, "reason", None), error.__cause__, error.__context__, *error.args]
        error = next((one for one in inner if isinstance(one, BaseException)), error)
    return error


def _reason(error: BaseException) -> str:
    text = getattr(error, "verify_message", None) or getattr(error, "strerror", None)
    return tidy(
        text or (error.args[0] if error.args and isinstance(error.args[0], str) else type(error).__name__), limit=120
    )
