# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Why there is no answer, in words that say what to do about it."""

from __future__ import annotations

import socket
import ssl
import sys
from http.client import BadStatusLine, IncompleteRead, LineTooLong, RemoteDisconnected

from .._errors import ApiError
from .endpoint import Place
from .masking import Masker

try:
    from requests.exceptions import InvalidProxyURL, InvalidSchema
    from urllib3 import exceptions as urllib3_errors

    _BAD_PROXIES = (InvalidProxyURL, urllib3_errors.LocationParseError, urllib3_errors.ProxySchemeUnknown)
except ImportError:  # said by whoever runs the module
    pass

_WRONG_NAME = (62, 63, 64)  # OpenSSL's X509_V_ERR_HOSTNAME_MISMATCH and its like for mail and IP addresses
_NOT_YET_VALID, _EXPIRED = 9, 10
_UNKNOWN_AUTHORITY = (2, 18, 19, 20, 21, 24, 26, 27)
_TRANSIENT_PROXY = (" 502 ", " 503 ", " 504 ")


def unreachable(error: Exception, place: Place, timeout: float, masker: Masker) -> ApiError:
    """The error for an exception of requests, urllib3 or the socket; whether another attempt may help is in it."""
    root = root_cause(error)
    if isinstance(error, InvalidSchema) and "SOCKS" in str(error):
        return _failed(
            f"The proxy {place.proxy} is a SOCKS proxy, for which the Python library PySocks is missing: "
            f"{sys.executable} -m pip install PySocks"
        )
    if isinstance(root, _BAD_PROXIES):
        return _failed(
            f"{place.sentence} cannot be asked: that is not a proxy's URL, which begins with http://, "
            "https:// or socks5h://. Check https_proxy and all_proxy."
        )
    reason = _reason(root, masker)
    connecting = isinstance(error, urllib3_errors.NewConnectionError)
    if isinstance(error, urllib3_errors.ProxyError) or (connecting and place.proxy):  # SOCKS has no ProxyError
        return _proxy_failed(place, reason)
    if isinstance(root, ssl.SSLError) or isinstance(error, urllib3_errors.SSLError):
        return _failed(f"{place.sentence} cannot be trusted: {_about_tls(root, place, reason)}")
    if isinstance(root, socket.gaierror):
        return _failed(
            f"{place.sentence} cannot be reached: the host name cannot be resolved ({reason}). Check region and "
            "endpoint, and whether a proxy is needed (https_proxy).",
            retry=root.errno == socket.EAI_AGAIN,
        )
    late = isinstance(error, urllib3_errors.TimeoutError) and not connecting  # in urllib3 1, each one is of that kind
    if late or isinstance(root, TimeoutError):
        return _failed(f"{place.sentence} gave no whole answer within {timeout:g} s.", retry=True)
    if connecting:
        return _failed(f"{place.sentence} cannot be reached: {reason}. Check the endpoint.", retry=True)
    return _failed(f"{place.sentence} gave no whole answer: {reason}.", retry=True)


def root_cause(error: BaseException) -> BaseException:
    """The exception that others were made of."""
    seen: set[int] = set()
    while id(error) not in seen and not isinstance(error, IncompleteRead):
        seen.add(id(error))
        context = None if error.__suppress_context__ else error.__context__
        inner = [getattr(error, "reason", None), error.__cause__, context, *error.args]
        error = next((one for one in inner if isinstance(one, BaseException)), error)
    return error


def _failed(message: str, retry: bool = False) -> ApiError:
    return ApiError("unreachable", message, retry=retry)


def _proxy_failed(place: Place, reason: str) -> ApiError:
    said = f"The proxy {place.proxy} does not lead to {place.service} at {place.host}: {reason}."
    if " 407 " in f"{reason} ":
        return _failed(f"{said} It wants a user name and password: put them into https_proxy.")
    refused = "Tunnel connection failed" in reason
    retry = not refused or any(status in f"{reason} " for status in _TRANSIENT_PROXY)
    return _failed(f"{said} Check https_proxy, all_proxy and no_proxy.", retry=retry)


def _about_tls(root: BaseException, place: Place, reason: str) -> str:
    code = getattr(root, "verify_code", None)
    if code in _WRONG_NAME or "doesn't match" in reason:  # so urllib3 1 says it, which compares names itself
        return (
            f"its certificate is for another name than {place.host} ({reason}). Check endpoint and region, and whether "
            "a proxy answers in its place."
        )
    if code == _EXPIRED:
        return f"its certificate has expired ({reason}). Check this machine's clock, or have its operator renew it."
    if code == _NOT_YET_VALID:
        return f"its certificate is not valid yet ({reason}). Check this machine's clock."
    if code in _UNKNOWN_AUTHORITY:
        return (
            f"its certificate comes from an authority that this machine does not know ({reason}). Put the certificate "
            "of that authority into the file that ca_path names (for OpenStack, ca_cert)."
        )
    return f"TLS failed ({reason}). Check scheme and port of the endpoint, and whether a proxy answers in its place."


def _reason(error: BaseException, masker: Masker) -> str:
    if isinstance(error, IncompleteRead):
        return "the answer broke off"
    if isinstance(error, (BadStatusLine, LineTooLong)) and not isinstance(error, RemoteDisconnected):
        return f"what came is not HTTP ({masker.line(error, limit=60)})"
    text = getattr(error, "verify_message", None) or getattr(error, "strerror", None)
    said = error.args[0] if error.args and isinstance(error.args[0], str) else type(error).__name__
    return masker.line(text or said, limit=120).rstrip(".")
