# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""One HTTP exchange within one deadline: no redirects, no cookies, no netrc, no proxy to loopback."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from .._errors import ApiError
from .._hosts import is_loopback
from .._once import once
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
    """Found by their names in capital and small letters."""
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
        self._endpoint = endpoint
        self._timeout = timeout
        self._left = left
        self._connections = connections
        self._tls = {
            "ssl_context": tls_context(verify, cert) if endpoint.startswith("https:") else None,
            "cert_reqs": "CERT_REQUIRED" if verify else "CERT_NONE",
        }
        self._pool = once(self._new_pool)
        local = is_loopback(urlsplit(endpoint).hostname or "")
        proxies = {} if local else requests.utils.get_environ_proxies(endpoint)
        self._proxy: str | None = requests.utils.select_proxy(endpoint, proxies)
        self.place = Place(service, urlsplit(endpoint).netloc, proxy_host(self._proxy) if self._proxy else None)
        self.masker = masker.plus(_secrets_of(self._proxy))
        if not verify:
            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)

    def send(self, request: requests.PreparedRequest) -> RawResponse:
        """ApiError of kind unreachable, or bad_response for an answer that is too large or broken."""
        connect = max(0.001, min(self._timeout, self._left()))
        try:
            response = self._pool().request(
                str(request.method),
                request.path_url,
                body=request.body,
                headers=request.headers,
                timeout=urllib3.Timeout(total=self._timeout, connect=connect),
                retries=False,
                redirect=False,
                preload_content=False,
                enforce_content_length=True,  # urllib3 1 would take a body that broke off for a whole one
            )
            try:
                raw = RawResponse(response.status, response.headers, self._read(response))
            except BaseException:
                response.close()  # what is left of it must not be taken for the next answer
                raise
            response.release_conn()
            return raw
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            if isinstance(root_cause(error), TooLarge):
                raise self._bad("is too large and was not read") from None
            if isinstance(error, urllib3.exceptions.DecodeError):
                raise self._bad("cannot be decompressed") from None
            raise unreachable(error, self.place, self._timeout, self.masker) from None

    def _read(self, response: urllib3.BaseHTTPResponse) -> bytes:
        packing = response.headers.get("Content-Encoding", "").strip().lower()
        if packing not in _UNPACKED:
            raise self._bad(f"has a content encoding that was not asked for ({self.masker.line(packing, 40)})")
        if packing == "x-gzip":
            response.headers["Content-Encoding"] = "gzip"  # the only name that urllib3 1 knows
        content = io.BytesIO()
        for chunk in response.stream(_CHUNK if packing in _UNPACKED[:2] else _PACKED_CHUNK, decode_content=True):
            content.write(chunk)
            if content.tell() > MAX_BODY:
                raise self._bad(f"is larger than {MAX_BODY // 1024 // 1024} MiB and was not read", response.status)
        return content.getvalue()

    def _bad(self, what: str, status: int | None = None) -> ApiError:
        return ApiError("bad_response", f"The answer of {self.place} {what}.", http_status=status)

    def _new_pool(self) -> urllib3.HTTPConnectionPool:
        """Connections whose answers end at the deadline, through whichever proxy they come."""
        pool: urllib3.HTTPConnectionPool = _manager(self._proxy, self._connections, self._tls).connection_from_url(
            self._endpoint
        )
        response = staticmethod(functools.partial(DeadlineResponse, left=self._left, most=MAX_BODY + _FRAMING))
        pool.ConnectionCls = type("Connection", (pool.ConnectionCls,), {"response_class": response})
        return pool


def _manager(proxy: str | None, connections: int, tls: Mapping[str, Any]) -> Any:
    """urllib3's maker of connections, through the proxy if there is one: requests knows all kinds of proxies."""
    adapter: Any = requests.adapters.HTTPAdapter(pool_maxsize=connections)
    if proxy is None:
        adapter.init_poolmanager(1, connections, **tls)
        return adapter.poolmanager
    of_requests: Any = requests.utils
    url = of_requests.prepend_scheme_if_needed(proxy, "http")
    scheme = url.lower().partition("://")[0]
    unknown = scheme.startswith("socks") and scheme not in _SOCKS  # desktops write socks://, which says no version
    if unknown or not urllib3.util.parse_url(url).host:  # urllib3 would look for a proxy named None
        raise requests.exceptions.InvalidProxyURL(url)
    of_proxy = {} if scheme in _SOCKS else {"proxy_ssl_context": tls["ssl_context"]}
    return adapter.proxy_manager_for(url, **of_proxy, **tls)


def _secrets_of(proxy: str | None) -> frozenset[str]:
    """The password in a proxy's URL, as it stands there and as it is meant."""
    user, _at, _host = (proxy or "").partition("//")[2].rpartition("@")
    return frozenset(spelling for part in user.split(":", 1)[1:] for spelling in (part, unquote(part)) if part)
