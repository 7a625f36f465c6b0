# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The one table of clouds: what everybody else must know of each. A new cloud is a row here and docs/adding_a_cloud.md.

Providers are imported when they are asked for, so that the controller needs none of their libraries.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .._ids import HEX, UUID
from .domains import (
    HUAWEI_DOMAINS,
    HUAWEI_SERVICES,
    OPENSTACK_DOMAINS,
    OPENSTACK_SERVICES,
    SCP_DOMAINS,
    SCP_SERVICES,
)

if TYPE_CHECKING:
    from .base import Provider


@dataclass(frozen=True)
class Cloud:
    """One provider, as inventories name it.

    :param module: its info module, without the name of the collection.
    :param provider: gives the provider itself.
    :param domains: the vendor's own domains: where an endpoint in an inventory file may point.
    :param services: the names of the services there that it may point to, as their hosts begin.
    :param identity: the options that say whose requests these are; a refusal holds for all that
        agree in them.
    :param member_ids: regular expressions for ids of members that need no other sign to be taken for one.
    :param unlisted: own images that are in no list of the cloud, None where nothing is known of any.
    :param has_tags: whether its lists of images give tags, so that an inventory may select by them.
    """

    module: str
    provider: Callable[[], Provider]
    domains: tuple[str, ...]
    services: tuple[str, ...]
    identity: tuple[str, ...]
    member_ids: tuple[str, ...]
    has_tags: bool = False
    unlisted: str | None = None


_ORGANIZATION = ("(ou|o|r)-[0-9A-Za-z]{1,64}", r"organizations::\S{1,240}")
_HUAWEI = functools.partial(
    Cloud,
    domains=HUAWEI_DOMAINS,
    services=HUAWEI_SERVICES,
    identity=("access_key", "secret_key", "security_token", "auth_token", "username", "password", "domain_name"),
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
    "scp": Cloud(
        module="scp_image_member_info",
        provider=_scp,
        domains=SCP_DOMAINS,
        services=SCP_SERVICES,
        identity=("access_key", "secret_key"),
        member_ids=(HEX, UUID),
        unlisted="hidden images (os_hidden): no document says how to ask for them",
    ),
    "huawei_ims": _HUAWEI(
        module="huawei_ims_image_member_info",
        provider=_huawei_ims,
        member_ids=(HEX, UUID, *_ORGANIZATION),
        has_tags=True,
        unlisted="images of enterprise projects that the rights of its credentials do not cover",
    ),
    "huawei_cph": _HUAWEI(module="huawei_cph_image_member_info", provider=_huawei_cph, member_ids=(HEX, UUID)),
    "openstack": Cloud(
        module="openstack_image_member_info",
        provider=_openstack,
        domains=OPENSTACK_DOMAINS,
        services=OPENSTACK_SERVICES,
        identity=("auth", "auth_type", "cloud"),
        member_ids=(HEX, UUID, *_ORGANIZATION),
        has_tags=True,
    ),
}
