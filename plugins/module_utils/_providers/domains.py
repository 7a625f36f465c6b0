# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The vendors' own domains."""

from __future__ import annotations

SCP_DOMAINS = ("samsungsdscloud.com",)
HUAWEI_DOMAINS = (
    "myhuaweicloud.com",
    "myhuaweicloud.eu",
    "otc.t-systems.com",
    "prod-cloud-ocb.orange-business.com",
)
OPENSTACK_DOMAINS = (*HUAWEI_DOMAINS, *SCP_DOMAINS)
