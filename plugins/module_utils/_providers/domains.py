# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The vendors' own domains, their services that the modules ask, and the hosts of Huawei's regions."""

from __future__ import annotations

from urllib.parse import urlsplit

from .._hosts import is_below

SCP_DOMAINS = ("samsungsdscloud.com",)
HUAWEI_DOMAIN = "myhuaweicloud.com"
HUAWEI_EUROPE_DOMAIN = "myhuaweicloud.eu"
OTC_DOMAIN = "otc.t-systems.com"
SBERCLOUD_DOMAIN = "hc.sbercloud.ru"
HUAWEI_DOMAINS = (
    HUAWEI_DOMAIN,
    HUAWEI_EUROPE_DOMAIN,
    OTC_DOMAIN,
    SBERCLOUD_DOMAIN,
    "sc.otc.t-systems.com",
    "prod-cloud-ocb.orange-business.com",
)
OPENSTACK_DOMAINS = (*HUAWEI_DOMAINS, *SCP_DOMAINS)

SCP_SERVICES = ("virtualserver", "iam")
HUAWEI_SERVICES = ("ims", "cph", "iam", "iam-pub")
OPENSTACK_SERVICES = ("ims", "iam", "iam-pub")

# Open Telekom Cloud has hosts of its own and documents only the native API.
OTC_REGIONS = ("eu-de", "eu-nl")
_DOMAIN_OF_REGION = {
    **dict.fromkeys(OTC_REGIONS, OTC_DOMAIN),
    "eu-west-101": HUAWEI_EUROPE_DOMAIN,
    "ru-moscow-1": SBERCLOUD_DOMAIN,
}
# The vendor's SDK knows no regional IAM for these.
_GLOBAL_IAM_REGIONS = (
    "af-north-1",
    "ap-southeast-5",
    "cn-north-11",
    "cn-south-4",
    "cn-southwest-3",
    "eu-west-101",
    "ru-northwest-2",
)
# Regions of partners, whose hosts no document gives.
_UNKNOWN_REGIONS = ("eu-ch2", "eu-west-0", "tr-central-201")


def huawei_domain(region: str) -> str | None:
    """The domain that a region's hosts are in, None where no document says."""
    return None if region in _UNKNOWN_REGIONS else _DOMAIN_OF_REGION.get(region, HUAWEI_DOMAIN)


def huawei_service(service: str, region: str) -> str | None:
    """The URL of a service in a region, None where no document says."""
    domain = huawei_domain(region)
    return domain and f"https://{service}.{region}.{domain}"


def huawei_iam(region: str) -> str | None:
    """The URL of the IAM that serves a region, None where no document says."""
    domain = huawei_domain(region)
    return domain and f"https://iam.{'' if region in _GLOBAL_IAM_REGIONS else region + '.'}{domain}"


def is_in_domain(url: str, domain: str | None) -> bool:
    """Whether a URL's host is in a domain."""
    return domain is not None and is_below(urlsplit(url).hostname or "", (domain,))
