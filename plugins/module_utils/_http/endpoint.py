# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Where requests go: an endpoint that cannot lead keys astray, and its name in messages."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from .._errors import OptionError
from .._hosts import is_loopback
from .._text import tidy


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


@dataclass(frozen=True)
class Place:
    """Who is asked, for messages: "the image service at ims.eu-de.otc.t-systems.com, through the proxy px:3128".

    :param service: whose host it is, such as "the image service" or "IAM".
    :param host: its name, with a port that is not the usual one.
    :param proxy: host and port of the proxy that is asked instead; None without one.
    """

    service: str
    host: str
    proxy: str | None = None

    def __str__(self) -> str:
        through = f", through the proxy {self.proxy}," if self.proxy else ""
        return f"{self.service} at {self.host}{through}"

    @property
    def sentence(self) -> str:
        """The same as a sentence begins."""
        said = str(self)
        return said[0].upper() + said[1:]


def proxy_host(url: str) -> str:
    """Host and port of a proxy, never a part of its user name and password, whatever characters are in them."""
    return url.rpartition("//")[2].rpartition("@")[2].partition("/")[0]
