# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The worlds in which the beliefs of assumptions.yml are false, each by the belief's id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

MEMBER, STRANGER = "0f3c9a21b7d04c5ea1b2c3d4e5f60718", "6733a7ad58694af18c7ee4820052d63f"
UNIT = "ou-5x1bvygwrplokk622i9gbn3f5ftfb2l9"
URN = f"organizations::3a2d95404f964a6aba78819bf8ddc1e3:ou:o-wvntq58r3poyv180t5df1mdna4uwy9se/{UNIT}"
CONNECTIONS: dict[str, dict[str, Any]] = {
    "scp": {"provider": "scp", "region": "kr-west1"},
    "ims": {"provider": "huawei_ims", "region": "ap-southeast-3"},
    "cph": {"provider": "huawei_cph", "region": "ap-southeast-3"},
    "glance": {"provider": "openstack"},
}


class Scene:
    """One cloud with one image that is shared as expected, and the gate's variables. A world changes it."""

    def __init__(self, clouds: Simulator, cloud: str) -> None:
        self.clouds, self.cloud = clouds, cloud
        self.owner = clouds.world.owner(cloud)
        self.environ = {
            name: value for kind in ("scp", "huawei", "openstack") for name, value in clouds.environ(kind).items()
        }
        self.here: dict[str, Any] = {} if cloud == "glance" else {"endpoint": clouds.url}
        if cloud == "scp":
            self.here |= {"iam_endpoint": clouds.url, "account_id": self.owner}
        self.variables: dict[str, Any] = {}
        self.waivers: list[dict[str, Any]] = []
        self.incoming: list[dict[str, Any]] = []
        self.expected: list[Any] = [MEMBER]
        self.share(MEMBER)

    def share(self, *members: Any, **fields: Any) -> None:
        """Make the image anew, with these members. It has no status where the cloud has none."""
        self.clouds.world.add_image(self.cloud, "golden", members, name="golden", **fields)

    def leak(self, **fields: Any) -> None:
        """Add an image that is shared with a stranger and in no inventory, and look for such."""
        self.clouds.world.add_image(self.cloud, "leaked", [STRANGER], name="leaked", **fields)
        self.variables["discover"] = True

    def fault(self, case: str | None = None, **fields: Any) -> None:
        self.clouds.faults.add(case=case, **fields)

    def inventory(self) -> dict[str, Any]:
        image = {"name": "golden", "connection": "cloud", "image_id": "golden", "members": self.expected}
        return {
            "connections": {"cloud": CONNECTIONS[self.cloud]},
            "images": [image],
            "waivers": self.waivers,
            "incoming": self.incoming,
        }


WORLDS: dict[str, tuple[str, Callable[[Scene], None]]] = {}


def world(name: str, cloud: str) -> Callable[[Callable[[Scene], None]], Callable[[Scene], None]]:
    """The world in which the belief of that id is false, on one of the simulated clouds."""

    def keep(change: Callable[[Scene], None]) -> Callable[[Scene], None]:
        WORLDS[name] = (cloud, change)
        return change

    return keep


@world("closed-visibilities", "ims")
def _another_visibility(scene: Scene) -> None:
    scene.share(MEMBER, extra={"visibility": "federated"})


@world("deleted-status", "ims")
def _deleted(scene: Scene) -> None:
    scene.share(MEMBER, status="deleted")


@world("members-once", "ims")
def _a_row_twice(scene: Scene) -> None:
    scene.share(MEMBER, STRANGER)
    rows = [{"member_id": MEMBER, "image_id": "golden", "status": "accepted"}] * 2
    page_info = {"next_marker": None, "current_count": 2}
    scene.fault(path="/members", status=200, json={"members": rows, "page_info": page_info})


@world("whole-answer", "ims")
def _a_part(scene: Scene) -> None:
    scene.fault("content-range", path="/members")


@world("answer-of-now", "glance")
def _a_kept_answer(scene: Scene) -> None:
    scene.fault("kept-by-a-cache", path="/members")


@world("list-is-an-answer", "ims")
def _an_error_beside(scene: Scene) -> None:
    scene.expected = []
    scene.fault("error-beside-list", path="/members")


@world("scp-key-list", "scp")
def _a_row_of_another_account(scene: Scene) -> None:
    key = next(iter(scene.clouds.world.scp_keys))
    scene.clouds.behave(scp_iam_accounts={key: STRANGER})


@world("scp-private-image", "scp")
def _private_images_of_others(scene: Scene) -> None:
    scene.clouds.behave(scp_iam_status=401)
    scene.clouds.world.add_image("scp", "ours", visibility="private")
    scene.clouds.world.add_image("scp", "theirs", visibility="private", owner=STRANGER, listed_to=[scene.owner])


@world("scp-members-unpaged", "scp")
def _twenty_members(scene: Scene) -> None:
    scene.expected = [f"{number:032x}" for number in range(20)]
    scene.share(*scene.expected, STRANGER)
    rows = [{"member_id": one, "image_id": "golden", "status": "accepted"} for one in scene.expected]
    scene.fault(path="/members", status=200, json={"members": rows})


@world("scp-images-marker", "scp")
def _the_first_page_for_ever(scene: Scene) -> None:
    scene.leak()
    scene.fault(path=r"/v1/images\?", repeat=True)


@world("scp-pending-unpaged", "scp")
def _twenty_pending_images(scene: Scene) -> None:
    scene.clouds.world.receive("scp", scene.owner, 20, owner=MEMBER, status="pending")
    scene.clouds.world.receive("scp", scene.owner, 1, owner=STRANGER, status="pending")
    scene.clouds.behave(scp_pending_rows=20)
    scene.incoming = [{"connection": "cloud", "from": [{"owner": MEMBER}]}]


@world("scp-not-found", "scp")
def _a_gateways_404(scene: Scene) -> None:
    scene.fault(path="/members", status=404, headers={"Content-Type": "text/html"}, body="<h1>Not Found</h1>")
    waiver = {"image": "golden", "kind": "image_not_found", "reason": "it is being rebuilt", "expires": "2026-12-31"}
    scene.waivers = [waiver]


@world("huawei-signed-project", "ims")
def _keys_of_a_member(scene: Scene) -> None:
    scene.share(MEMBER, STRANGER)
    scene.expected = [MEMBER, STRANGER]
    rows = [{"member_id": STRANGER, "image_id": "golden", "status": "accepted"}]
    page_info = {"next_marker": None, "current_count": 1}
    scene.fault(path="/members", status=200, json={"members": rows, "page_info": page_info})


@world("huawei-token-project", "ims")
def _a_token_of_another_project(scene: Scene) -> None:
    scene.environ = {}
    scene.here |= {"auth_token": scene.clouds.token(), "project_id": scene.owner, "iam_endpoint": scene.clouds.url}
    project = {"id": STRANGER, "name": "theirs", "domain": {"id": MEMBER, "name": "theirs"}}
    scene.fault(path="/v3/auth/tokens", method="GET", status=200, json={"token": {"project": project}})


@world("ims-owner", "ims")
def _nobodys_image(scene: Scene) -> None:
    scene.fault("owner-missing", path="/v2/images/golden$")


@world("ims-page-info", "ims")
def _a_full_page_without_page_info(scene: Scene) -> None:
    scene.expected = [f"{number:032x}" for number in range(500)]
    scene.share(*scene.expected, STRANGER, paging=["no_page_info", "ignore_limit"])


@world("ims-current-count", "ims")
def _another_count(scene: Scene) -> None:
    scene.share(MEMBER, paging="wrong_count")


@world("ims-urn", "ims")
def _a_stranger_with_the_units_urn(scene: Scene) -> None:
    scene.expected = [URN]
    scene.share({"member_id": STRANGER, "member_type": "organization", "urn": URN, "status": "accepted"})


@world("ims-enterprise-projects", "ims")
def _a_leak_in_another_enterprise_project(scene: Scene) -> None:
    scene.clouds.behave(ims_default_projects="0")
    scene.leak(enterprise_project="5f5a9a3e-7f60-4bd5-9a5f-2c6d7f0a9b11")


@world("ims-member-status", "ims")
def _no_list_of_rejected_images(scene: Scene) -> None:
    scene.incoming = [{"connection": "cloud", "from": []}]
    scene.fault(path="member_status=rejected", status=400, json={"error": {"code": "IMG.0029", "message": "bad"}})


@world("cph-owner", "cph")
def _an_image_of_others(scene: Scene) -> None:
    scene.expected = [scene.owner]
    scene.share(scene.owner, owner=STRANGER)


@world("cph-page-info", "cph")
def _a_full_page_of_phones(scene: Scene) -> None:
    scene.expected = [f"{number:032x}" for number in range(100)]
    scene.share(*scene.expected, STRANGER, paging="no_page_info")


@world("glance-private", "glance")
def _an_older_glance(scene: Scene) -> None:
    scene.expected = []
    scene.share(visibility="private")
    versions = [{"id": "v2.4", "status": "CURRENT", "links": []}]
    scene.fault(path="/image/versions", status=200, json={"versions": versions})


@world("glance-members-unpaged", "glance")
def _a_link_to_more(scene: Scene) -> None:
    scene.share(MEMBER)
    scene.fault("next-link-beside", path="/members")


@world("glance-token-project", "glance")
def _seen_by_an_administrator(scene: Scene) -> None:
    scene.share(MEMBER, owner=STRANGER)
    scene.clouds.world.users[0].roles.append("admin")


@world("glance-hidden", "glance")
def _no_list_of_hidden_images(scene: Scene) -> None:
    scene.leak(os_hidden=True)
    scene.fault(path="os_hidden=true", status=500)


@world("glance-owner-filter", "glance")
def _rows_without_owner(scene: Scene) -> None:
    scene.leak()
    scene.fault("owner-missing", path=r"/v2/images\?")
