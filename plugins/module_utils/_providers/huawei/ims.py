# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Huawei Cloud Image Management Service, and Open Telekom Cloud's.

Sources: https://support.huaweicloud.com/api-ims/ims_03_0661.html (members, v1),
https://support.huaweicloud.com/api-ims/ims_03_0723.html (members, native API),
https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0602.html (images)
"""

from __future__ import annotations

import functools

from ..base import Account, Context, IncomingCalls, IncomingList, Provider
from ..domains import OTC_REGIONS
from ..glance import (
    STATUSES,
    glance_details,
    glance_incoming,
    glance_listed,
    glance_member,
    marked_images,
    marked_members,
    that_image,
)
from .connection import connect
from .settings import ARGUMENT_SPEC, find_settings

MEMBERS_A_PAGE = 1000
MEMBERS_BY_DEFAULT = 500
IMAGES_A_PAGE = 500  # the documented default; a larger limit is nowhere promised
# Else the list may leave out images of enterprise projects: what it holds by default is not documented.
_ALL_PROJECTS = ("enterprise_project_id", "all_granted_eps")


def open_account(context: Context) -> Account:
    """An account of the credentials that are found. OptionError for what is missing or makes no sense."""
    settings = find_settings(context, "ims")
    native = settings.region in OTC_REGIONS or context.options["api"] == "openstack"
    permission = f"ims:images:get{', ims:images:share' if native else ''} (and ims:images:list for image records)"
    connection = connect(context, settings, permission)
    folder = "/v2/images" if native else f"/v1/{connection.project_id}/cloudimages"
    images = functools.partial(marked_images, connection.get, "/v2/cloudimages", size=IMAGES_A_PAGE)
    return Account(
        credentials_from=settings.credentials_from,
        endpoint=connection.endpoint,
        region=settings.region,
        members=lambda image_id: marked_members(
            connection.get, f"{folder}/{image_id}/members", size=MEMBERS_A_PAGE, default_size=MEMBERS_BY_DEFAULT
        ),
        member=glance_member,
        lists=[images(query=[("owner", connection.project_id), _ALL_PROJECTS])],
        listed=glance_listed,
        details=lambda image_id: glance_details(that_image(connection.get(f"/v2/images/{image_id}", ()), image_id)),
        proof=connection.proof,
        incoming=IncomingCalls(
            lists=[
                IncomingList(images(query=[("visibility", "shared"), ("member_status", status), _ALL_PROJECTS]), status)
                for status in STATUSES
            ],
            image=glance_incoming,
        ),
    )


PROVIDER = Provider(
    argument_spec={
        **ARGUMENT_SPEC,
        "api": {"type": "str", "choices": ["cloudimages", "openstack"], "default": "cloudimages"},
    },
    open=open_account,
)
