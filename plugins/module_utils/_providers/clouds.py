# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The one table of clouds: what everybody else must know of each. A new cloud is a row here and docs/adding_a_cloud.md.

Providers are imported when they are asked for, so that the controller needs none of their libraries.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .._ids import HEX, UUID
from .domains import HUAWEI_DOMAINS, OPENSTACK_DOMAINS, SCP_DOMAINS

if TYPE_CHECKING:
    from .base import Provider


@dataclass(frozen=True)
class Cloud:
    """One provider, as inventories name it.

    :param module: its info module, without the name of the collection.
    :param provider: gives the provider itself.
    :param domains: the vendor's own domains: where an endpoint in an inventory file may point.
    :param identity: the options that say whose requests these are; a refusal holds for all that
        agree in them.
    :param member_ids: regular expressions for ids of members that need no other sign to be taken for one.
    """

    module: str
    provider: Callable[[], Provider]
    domains: tuple[str, ...]
    identity: tuple[str, ...]
    member_ids: tuple[str, ...]


_ORGANIZATION = ("(ou|o|r)-[0-9A-Za-z]{1,64}", r"organizations::\S{1,240}")
_HUAWEI_IDENTITY = (
    "access_key",
    "secret_key",
    "security_token",
    "auth_token",
    "username",
    "password",
    "domain_name",
)


def _scp() -> Provider:
    from .scp.provider import PROVIDER

    return PROVIDER


def _huawei_ims() -> Provider:
    from .huawei.ims import PROVIDER

    return PROVIDER


def _huawei_cph() -> Provider:
    from .huawei.cph import PROVIDER

    return PROVIDER


def _openstack() -> Provider:
    from .openstack.provider import PROVIDER

    return PROVIDER


CLOUDS = {
    "scp": Cloud("scp_image_member_info", _scp, SCP_DOMAINS, ("access_key", "secret_key"), (HEX, UUID)),
    "huawei_ims": Cloud(
        "huawei_ims_image_member_info", _huawei_ims, HUAWEI_DOMAINS, _HUAWEI_IDENTITY, (HEX, UUID, *_ORGANIZATION)
    ),
    "huawei_cph": Cloud("huawei_cph_image_member_info", _huawei_cph, HUAWEI_DOMAINS, _HUAWEI_IDENTITY, (HEX, UUID)),
    "openstack": Cloud(
        "openstack_image_member_info",
        _openstack,
        OPENSTACK_DOMAINS,
        ("auth", "auth_type", "cloud"),
        (HEX, UUID, *_ORGANIZATION),
    ),
}
