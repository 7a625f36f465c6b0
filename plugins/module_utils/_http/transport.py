# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""One HTTP exchange within one deadline: no redirects, no cookies, no netrc, no proxy to loopback."""

from __future__ import annotations

import functools
import io
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from .._errors import ApiError
from .._hosts import is_loopback
from .deadline import DeadlineResponse, TooLarge
from .endpoint import Place, proxy_host
from .failures import root_cause, unreachable
from .masking import Masker
from .tls import tls_context

try:
    import requests
    import requests.adapters
    import urllib3

    REQUESTS_ERROR: Exception | None = None
except ImportError as missing:
    REQUESTS_ERROR = missing

MAX_BODY = 8 * 1024 * 1024
"""Bytes of one answer, unpacked: many times a page of images, or 10,000 members in a list without pages."""
_FRAMING = 2 * 1024 * 1024  # bytes that headers and the marks of chunks may add
_CHUNK = 64 * 1024
_PACKED_CHUNK = 2 * 1024  # what gzip makes of it is at most a thousand times as much
_SOCKS = ("socks4", "socks4a", "socks5", "socks5h")
_UNPACKED = ("", "identity", "gzip", "x-gzip", "deflate")


@dataclass(frozen=True)
class RawResponse:
    """An HTTP answer, read to its last byte."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Transport:
    """Sends prepared requests over kept-alive connections; any number of threads may share it.

    :param service: whose endpoint this is, for messages.
    :param timeout: seconds for one exchange, from connecting to the last byte of the answer.
    :param left: gives the seconds that there are apart from that; they may become more while an answer comes.
    :param masker: takes secrets out of messages.
    """

    def __init__(
        self,
        endpoint: str,
        *,
        service: str,
        timeout: float,
        left: Callable[[], float],
        verify: bool | str,
        cert: str | tuple[str, str] | None,
        connections: int,
        masker: Masker,
    ) -> None:
        self._timeout = timeout
        self._left = left
        self._verify = bool(verify)
        tls = tls_context(verify, cert) if endpoint.startswith("https:") else None
        self._adapter = _adapter(connections, tls, left)
        local = is_loopback(urlsplit(endpoint).hostname or "")
        self._proxies = {} if local else requests.utils.get_environ_proxies(endpoint)
        proxy: str | None = requests.utils.select_proxy(endpoint, self._proxies)
        self.place = Place(service, urlsplit(endpoint).netloc, proxy_host(proxy) if proxy else None)
        self.masker = masker.plus(_secrets_of(proxy))
        if not verify:
            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)

    def send(self, request: requests.PreparedRequest) -> RawResponse:
        """ApiError of kind unreachable, or bad_response for an answer that is too large or broken."""
        connect = max(0.001, min(self._timeout, self._left()))
        timeout: Any = urllib3.Timeout(total=self._timeout, connect=connect)
        try:
            response = self._adapter.send(
                request, stream=True, timeout=timeout, verify=self._verify, proxies=self._proxies
            )
            try:
                return RawResponse(response.status_code, response.headers, self._read(response))
            finally:
                response.close()
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            if isinstance(root_cause(error), TooLarge):
                raise self._bad("is too large and was not read") from None
            if isinstance(error, requests.exceptions.ContentDecodingError):
                raise self._bad("cannot be decompressed") from None
            raise unreachable(error, self.place, self._timeout, self.masker) from None

    def _read(self, response: requests.Response) -> bytes:
        packing = response.headers.get("Content-Encoding", "").strip().lower()
        if packing not in _UNPACKED:
            raise self._bad(f"has a content encoding that was not asked for ({self.masker.line(packing, 40)})")
        content = io.BytesIO()
        for chunk in response.iter_content(_CHUNK if packing in _UNPACKED[:2] else _PACKED_CHUNK):
            content.write(chunk)
            if content.tell() > MAX_BODY:
                raise self._bad(f"is larger than {MAX_BODY // 1024 // 1024} MiB and was not read", response.status_code)
        return content.getvalue()

    def _bad(self, what: str, status: int | None = None) -> ApiError:
        return ApiError("bad_response", f"The answer of {self.place} {what}.", http_status=status)


def _secrets_of(proxy: str | None) -> frozenset[str]:
    """The password in a proxy's URL, as it stands there and as it is meant."""
    user, _at, _host = (proxy or "").partition("//")[2].rpartition("@")
    return frozenset(spelling for part in user.split(":", 1)[1:] for spelling in (part, unquote(part)) if part)


def _adapter(connections: int, tls: ssl.SSLContext | None, left: Callable[[], float]) -> requests.adapters.HTTPAdapter:
    """An adapter whose responses end at the deadline, through whichever proxy they come."""
    response = staticmethod(functools.partial(DeadlineResponse, left=left, most=MAX_BODY + _FRAMING))

    def bounded(manager: Any) -> Any:
        manager.pool_classes_by_scheme = {
            scheme: type(
                pool.__name__,
                (pool,),
                {"ConnectionCls": type("Connection", (pool.ConnectionCls,), {"response_class": response})},
            )
            for scheme, pool in manager.pool_classes_by_scheme.items()
        }
        return manager

    class Adapter(requests.adapters.HTTPAdapter):
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, ssl_context=tls, **kwargs)
            bounded(self.poolmanager)

        def proxy_manager_for(self, proxy: Any, **kwargs: Any) -> Any:
            if proxy in self.proxy_manager:
                return self.proxy_manager[proxy]
            scheme = proxy.lower().partition("://")[0]
            if scheme.startswith("socks") and scheme not in _SOCKS:  # desktops write socks://, which says no version
                raise requests.exceptions.InvalidProxyURL(proxy)
            if scheme not in _SOCKS:
                kwargs["proxy_ssl_context"] = tls
            return bounded(super().proxy_manager_for(proxy, ssl_context=tls, **kwargs))

        def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
            """The context holds the authorities; named here, each connection would read them again."""
            conn.cert_reqs = "CERT_REQUIRED" if verify else "CERT_NONE"

    return Adapter(pool_connections=4, pool_maxsize=connections)
