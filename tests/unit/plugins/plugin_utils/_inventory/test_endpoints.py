# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where an inventory file may send requests. Accepted and refused URLs are checked against a second parser."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.endpoints import is_allowed
from hypothesis import given
from hypothesis import strategies as st

SERVICES = ("ims", "iam", "virtualserver")
DOMAINS = ("myhuaweicloud.com", "otc.t-systems.com", "samsungsdscloud.com")


@pytest.mark.parametrize(
    "url",
    [
        "https://ims.ap-southeast-3.myhuaweicloud.com",
        "https://iam.eu-de.otc.t-systems.com:443/v3",
        "https://IAM.eu-de.OTC.t-systems.com/v3/",
        "https://virtualserver.kr-west1.e.samsungsdscloud.com/",
        "https://iam.e.samsungsdscloud.com",
        "https://iam.myhuaweicloud.com/v3",
        "http://127.0.0.1:8080",
        "http://127.9.8.7/path",
        "https://localhost:5000/v3",
        "http://[::1]:9292",
    ],
)
def test_the_vendors_hosts_and_this_machine(url: str) -> None:
    assert is_allowed(url, SERVICES, DOMAINS)


@pytest.mark.parametrize(
    "url",
    [
        "http://ims.ap-southeast-3.myhuaweicloud.com",
        "https://some-bucket.obs.ap-southeast-3.myhuaweicloud.com",
        "https://some-bucket.OBS.eu-de.otc.t-systems.com",
        "https://ims.obs.ap-southeast-3.myhuaweicloud.com",
        "https://iam.obs.myhuaweicloud.com",
        "https://ims.obs-website.eu-de.otc.t-systems.com",
        "https://bucket.ap-southeast-3.myhuaweicloud.com",
        "https://functiongraph.eu-de.otc.t-systems.com",
        "https://ims.eu-de.x.otc.t-systems.com.evil.org",
        "https://myhuaweicloud.com",
        "https://evilmyhuaweicloud.com",
        "https://myhuaweicloud.com.evil.org",
        "https://myhuaweicloud.com@evil.org",
        "https://evil.org/myhuaweicloud.com",
        "https://evil.org?x.myhuaweicloud.com",
        "https://evil.org#.myhuaweicloud.com",
        "https://evil.org\\.myhuaweicloud.com",
        "https://evil.org/\\@ims.myhuaweicloud.com",
        "https://user:password@ims.eu-de.otc.t-systems.com",
        "https://ims.myhuaweicloud.com:8443",
        "https://ims.myhuaweicloud.com:",
        "https://ims.myhuaweicloud.com.",
        "https://ims..myhuaweicloud.com",
        "https://ims.myhuaweicloud.com\n",
        " https://ims.myhuaweicloud.com",
        "https://ims.myhuaweicloud.com/%2e%2e",
        "https://ims.myhuaweicloud.com//evil.org",
        "https://ims.myhuaweicloud。com",
        "https://ims.myhuaweiсloud.com",
        "//ims.myhuaweicloud.com",
        "ims.myhuaweicloud.com",
        "ftp://ims.myhuaweicloud.com",
        "http://127.0.0.1.evil.org",
        "http://127.1",
        "http://0.0.0.0",
        "http://10.0.0.1",
        "http://[::ffff:10.0.0.1]",
        "http://localhost.evil.org",
        "http://127.0.0.1@evil.org",
        "http://169.254.169.254/",
        "",
        None,
        5,
    ],
)
def test_all_others_are_refused(url: object) -> None:
    assert not is_allowed(url, SERVICES, DOMAINS)


@given(
    st.from_regex(
        r"\Ahttps?:[/\\]{1,3}([a-z0-9.:@%\[\]\\#?-]|ims\.|eu-de\.|myhuaweicloud\.com|127\.0\.0\.1|localhost|/){1,12}\Z",
    )
)
def test_what_is_allowed_leads_nowhere_else_for_another_parser(url: str) -> None:
    if not is_allowed(url, SERVICES, DOMAINS):
        return
    parts = urlsplit(url)
    host = parts.hostname or ""
    assert parts.username is None
    if not host.endswith(DOMAINS):
        assert host == "localhost" or ipaddress.ip_address(host).is_loopback
    else:
        assert (parts.scheme, parts.port or 443) == ("https", 443)
