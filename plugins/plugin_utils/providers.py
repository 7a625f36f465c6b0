# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The one table of clouds. A new cloud is a row here, a provider, a module and a documentation fragment."""

from __future__ import annotations

from dataclasses import dataclass

_HUAWEI_DOMAINS = (
    "myhuaweicloud.com",
    "myhuaweicloud.eu",
    "otc.t-systems.com",
    "prod-cloud-ocb.orange-business.com",
)


@dataclass(frozen=True)
class Cloud:
    """What the controller knows of a provider.

    :param module: its info module, without the name of the collection.
    :param domains: the vendor's own domains: where an endpoint in an inventory file may point.
    """

    module: str
    domains: tuple[str, ...]


CLOUDS = {
    "scp": Cloud("scp_image_member_info", ("samsungsdscloud.com",)),
    "huawei_ims": Cloud("huawei_ims_image_member_info", _HUAWEI_DOMAINS),
    "huawei_cph": Cloud("huawei_cph_image_member_info", _HUAWEI_DOMAINS),
    "openstack": Cloud("openstack_image_member_info", (*_HUAWEI_DOMAINS, "samsungsdscloud.com")),
}
