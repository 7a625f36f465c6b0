# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An endpoint is spelled one way, and cannot lead keys elsewhere."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import OptionError
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.endpoint import (
    Place,
    checked_endpoint,
    proxy_host,
)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://virtualserver.kr-west1.e.samsungsdscloud.com",
        "http://127.0.0.1.example.com",
        "https://user:password-word@host.example.com",
        "ftp://127.0.0.1",
        "https://",
        "host.example.com",
        "https://host.example.com?query=1",
        "https://host.example.com#x",
        "https://host.example.com:port",
        "https://host.example.com\\@127.0.0.1",
    ],
)
def test_an_endpoint_that_could_send_keys_elsewhere_is_refused(endpoint: str) -> None:
    with pytest.raises(OptionError) as refusal:
        checked_endpoint(endpoint)
    assert "password-word" not in str(refusal.value)


@pytest.mark.parametrize(
    ("endpoint", "expected"),
    [
        ("https://Host.example.com:443/", "https://host.example.com"),
        ("https://host.example.com/prefix/", "https://host.example.com/prefix"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("http://localhost:80", "http://localhost"),
    ],
)
def test_an_endpoint_is_spelled_one_way(endpoint: str, expected: str) -> None:
    assert checked_endpoint(endpoint) == expected


def test_a_place_names_whose_host_it_is_and_the_proxy() -> None:
    assert Place("IAM", "iam.example.com").sentence == "IAM at iam.example.com"
    assert Place("the image service", "ims.example.com:8443", "px:3128").sentence == (
        "The image service at ims.example.com:8443, through the proxy px:3128,"
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://px.example.com:3128",
        "px.example.com:3128",
        "http://someone:pass@word@px.example.com:3128/",
        "http://someone:pass/word@px.example.com:3128",
        "someone:pass//word@px.example.com:3128/",
        "socks5h://someone:pass?word#x@px.example.com:3128/",
    ],
)
def test_a_proxy_is_named_without_user_and_password(url: str) -> None:
    assert proxy_host(url) == "px.example.com:3128"
