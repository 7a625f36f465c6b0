# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The hosts of Huawei's regions, as the vendor's SDKs and documents give them."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.domains import (
    HUAWEI_DOMAIN,
    huawei_domain,
    huawei_iam,
    huawei_service,
    is_in_domain,
)


@pytest.mark.parametrize(
    ("region", "service", "iam"),
    [
        (
            "ap-southeast-3",
            "https://ims.ap-southeast-3.myhuaweicloud.com",
            "https://iam.ap-southeast-3.myhuaweicloud.com",
        ),
        ("eu-de", "https://ims.eu-de.otc.t-systems.com", "https://iam.eu-de.otc.t-systems.com"),
        ("eu-west-101", "https://ims.eu-west-101.myhuaweicloud.eu", "https://iam.myhuaweicloud.eu"),
        ("af-north-1", "https://ims.af-north-1.myhuaweicloud.com", "https://iam.myhuaweicloud.com"),
        ("ru-moscow-1", "https://ims.ru-moscow-1.hc.sbercloud.ru", "https://iam.ru-moscow-1.hc.sbercloud.ru"),
    ],
)
def test_the_hosts_of_a_region(region: str, service: str, iam: str) -> None:
    assert (huawei_service("ims", region), huawei_iam(region)) == (service, iam)


@pytest.mark.parametrize("region", ["eu-ch2", "eu-west-0", "tr-central-201"])
def test_hosts_that_no_document_gives_are_not_guessed(region: str) -> None:
    assert (huawei_domain(region), huawei_service("ims", region), huawei_iam(region)) == (None, None, None)


@pytest.mark.parametrize(
    ("url", "domain", "inside"),
    [
        ("https://ims.ap-southeast-3.myhuaweicloud.com/v1", HUAWEI_DOMAIN, True),
        ("https://myhuaweicloud.com", HUAWEI_DOMAIN, True),
        ("https://notmyhuaweicloud.com", HUAWEI_DOMAIN, False),
        ("https://elsewhere.example/myhuaweicloud.com", HUAWEI_DOMAIN, False),
        ("myhuaweicloud.com", HUAWEI_DOMAIN, False),
        ("https://ims.ap-southeast-3.myhuaweicloud.com", None, False),
    ],
)
def test_only_a_urls_host_says_where_it_is(url: str, domain: str | None, inside: bool) -> None:
    assert is_in_domain(url, domain) is inside
