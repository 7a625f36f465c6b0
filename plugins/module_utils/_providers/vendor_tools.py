# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""How a member is added and removed with the vendors' own tools: text for reports, which nothing here ever runs.

SCP: scp-cli, "virtualserver image member" (docs.e.samsungsdscloud.com/en/clireference/compute/virtualserver).
Huawei Cloud: KooCLI, whose operations are named as in the API, arrays counted from 1 (support.huaweicloud.com/hcli);
IMS BatchAddMembers and BatchDeleteMembers (api-ims/ims_03_0624, _0623), CPH AddImageMember and DeleteImageMember.
OpenStack and Open Telekom Cloud: "openstack image add project" (docs.openstack.org/python-openstackclient).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tool:
    """The words of two commands, with ``{image_id}``, ``{member_id}``, ``{list}`` and ``{region}`` to be filled in.

    A word whose value is not known (a cloud without regions) is left out.

    :param lists: member type to the ``{list}`` that such a member belongs in. Others have no command.
    """

    add: tuple[str, ...]
    remove: tuple[str, ...]
    lists: dict[str | None, str]


@dataclass(frozen=True)
class ByHand:
    """What to do where the vendor has no command: two sentences with ``{image_id}`` and ``{member_id}``."""

    add: str
    remove: str


_OPENSTACK = ("openstack", "--os-region-name={region}", "image")
_OPENSTACK_CLIENT = Tool(
    add=(*_OPENSTACK, "add", "project", "{image_id}", "{member_id}"),
    remove=(*_OPENSTACK, "remove", "project", "{image_id}", "{member_id}"),
    lists={"project": "", None: ""},
)
_SCP_CLI = ("scp-cli", "virtualserver", "image", "member")
_KOOCLI_IMS = ("--images.1={image_id}", "--{list}.1={member_id}", "--cli-region={region}")
_CPH_MEMBERS = "/v1/<project id>/cloud-phone/images/{image_id}/members"

TOOLS: dict[str, Tool | ByHand] = {
    "scp": Tool(
        add=(*_SCP_CLI, "create", "--image_id", "{image_id}", "--member_id", "{member_id}"),
        remove=(*_SCP_CLI, "delete", "--image_id", "{image_id}", "--member_id", "{member_id}"),
        lists={"account": "", None: ""},
    ),
    "huawei_ims": Tool(
        add=("hcloud", "IMS", "BatchAddMembers", *_KOOCLI_IMS),
        remove=("hcloud", "IMS", "BatchDeleteMembers", *_KOOCLI_IMS),
        lists={"project": "projects", "domain": "domains", "organization": "organizations", None: "projects"},
    ),
    "huawei_cph": ByHand(
        add=f"Use the Cloud Phone console, or POST {_CPH_MEMBERS} with {{member_id}}.",
        remove=f"Use the Cloud Phone console, or DELETE {_CPH_MEMBERS}/{{member_id}}.",
    ),
    "openstack": _OPENSTACK_CLIENT,
}
"""By provider, as inventories name it. A cloud without a row has no command in reports."""

BY_DOMAIN = {"otc.t-systems.com": _OPENSTACK_CLIENT}
"""By the domain of an endpoint, where a provider has clouds with another tool."""
