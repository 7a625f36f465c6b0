# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is expected and what the clouds answer, for the tests of reports. The real judgement gives the verdict."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Inventory
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.judge import judge
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.model import ConnectionEvidence

TODAY = datetime.date(2026, 11, 22)
TEAMS = {
    "team-a": "a8f10467abfc4b87b64614ab36eb9ae4",
    "team-b": "6733a7ad58694af18c7ee4820052d63f",
    "build-farm": "b28e1f5c07d94d1f8f7f0d5f6c1e9a42",
    "finance-ou": "ou-5x1bvygwrplokk622i9gbn3f5ftfb2l9",
}
STRANGER = "0f3c9a21b7e04c1d9a55d7f2c6e88b10"
PROVIDERS = {"scp": "scp", "ims": "huawei_ims", "cph": "huawei_cph", "glance": "openstack"}
PLACES = {
    "scp": ("https://virtualserver.kr-west1.e.samsungsdscloud.com", "kr-west1", "access_key"),
    "huawei_ims": ("https://ims.ap-southeast-3.myhuaweicloud.com", "ap-southeast-3", "signature"),
    "huawei_cph": ("https://cph.cn-north-4.myhuaweicloud.com", "cn-north-4", "signature"),
    "openstack": ("https://glance.lab.example:9292", None, "token"),
}
OWNER = "4f1d9c20a7c34f7f8f0e6b1f5a3c2d1e"
FORBIDDEN = {"kind": "forbidden", "http_status": 403, "code": "IMG.0026", "message": "Authentication failed."}
NOT_FOUND = {"kind": "not_found", "http_status": 404, "code": "IMG.0027", "message": "No image found by the image ID."}
_STATES = {"not_found": "not_found", "forbidden": "denied", "unauthorized": "denied"}

Member = str | Mapping[str, Any]


class World:
    """What is expected and what the clouds answer, image by image."""

    def __init__(self) -> None:
        self.images: list[dict[str, Any]] = []
        self.readings: dict[str, list[dict[str, Any]]] = {}
        self.waivers: list[dict[str, Any]] = []
        self.not_in_scope: list[str] = []
        self.discovered: dict[str, list[dict[str, Any]]] | None = None

    def image(
        self, name: str, connection: str, expected: Iterable[Member], found: Iterable[Member] | None = None, **more: Any
    ) -> None:
        """An image that its owner read, by default as expected. ``more`` replaces parts of expectation and answer."""
        expected = list(expected)
        answer = {key: more.pop(key) for key in ("complete", "visibility_is", "caller_is_owner") if key in more}
        image_id = self._expect(name, connection, expected, **more)
        self._answer(connection, image_id, expected if found is None else found, name=name, **answer)

    def unread(
        self, name: str, connection: str, expected: Iterable[Member], error: Mapping[str, Any], **more: Any
    ) -> None:
        """An image that the cloud gave an error for."""
        image_id = self._expect(name, connection, list(expected), **more)
        whole = {
            "http_status": None,
            "code": None,
            "message": "",
            "request_id": f"request-{name}",
            "attempts": 1,
            **error,
        }
        nothing = {"complete": None, "members": None, "member_count": None, "image": None}
        reading = {"image_id": image_id, "state": _STATES.get(error["kind"], "failed"), **nothing, "error": whole}
        self.readings.setdefault(connection, []).append(reading)

    def unmanaged(self, name: str, connection: str, found: Iterable[Member]) -> None:
        """An image that discovery finds and no inventory names."""
        image_id = identifier(f"{connection}/{name}")
        if self.discovered is None:
            self.discovered = {each["connection"]: [] for each in self.images}
        nothing = {"created_at": None, "tags": None, "content_hash": None, "hidden": None}
        self._answer(connection, image_id, found, name=name)
        self.discovered[connection].append({**self.readings[connection].pop(), "attributes": nothing})

    def waive(
        self, image: str, *, expires: str, reason: str, member: str | None = None, kind: str | None = None
    ) -> None:
        """A waiver for one of the images so far, or for one that does not exist."""
        connection = next((each["connection"] for each in self.images if each["name"] == image), "scp-prod")
        nothing = dict.fromkeys(("image_id", "group", "approved_by", "ticket"))
        by = {**nothing, "name": image, "connection": connection, "member": member, "kind": kind}
        source = f"sharing.yml:{300 + 5 * len(self.waivers)}"
        self.waivers.append({**by, "reason": reason, "expires": expires, "source": source})

    def verdict(self) -> dict[str, Any]:
        """The verdict document."""
        scope = sorted({image["connection"] for image in self.images})
        inventory = {
            "connections": {name: {"provider": PROVIDERS[name.split("-")[0]], "options": {}} for name in scope},
            "principals": {name: {"member_id": member_id, "member_type": None} for name, member_id in TEAMS.items()},
            "images": self.images,
            "waivers": self.waivers,
            "groups": {},
            "selections": [],
            "incoming": [],
            "scope": scope,
            "not_in_scope": self.not_in_scope,
            "files": ["sharing.yml"],
            "sha256": "5" * 64,
            "warnings": [],
        }
        evidence = {name: self._evidence(name) for name in scope}
        discover = self.discovered is not None
        return dict(judge(cast(Inventory, inventory), evidence, TODAY, discover=discover))

    def _evidence(self, connection: str) -> ConnectionEvidence:
        provider = PROVIDERS[connection.split("-")[0]]
        endpoint, region, proven_by = PLACES[provider]
        account = {"id": OWNER, "proven_by": proven_by}
        place = {"provider": provider, "endpoint": endpoint, "region": region, "account": account, "account_note": None}
        discovered = None
        if self.discovered is not None:
            discovered = {"images": self.discovered[connection], "complete": True, "error": None}
        images = self.readings.get(connection, [])
        return cast(ConnectionEvidence, {"place": place, "images": images, "discovered": discovered, "incoming": None})

    def _expect(self, name: str, connection: str, expected: Sequence[Member], **more: Any) -> str:
        image_id = identifier(f"{connection}/{name}")
        usual = {"match": "exact", "visibility": ["private", "shared"], "max_pending_days": None}
        members = [_expectation(member) for member in expected]
        source = f"sharing.yml:{12 + 7 * len(self.images)}"
        image = {
            "name": name,
            "connection": connection,
            "image_id": image_id,
            **usual,
            "members": members,
            "source": source,
        }
        self.images.append({**image, **more})
        return image_id

    def _answer(
        self,
        connection: str,
        image_id: str,
        found: Iterable[Member],
        *,
        name: str,
        complete: bool = True,
        visibility_is: str = "shared",
        caller_is_owner: bool = True,
    ) -> None:
        members = [_member(member, connection, image_id) for member in found]
        state = {"visibility": visibility_is, "owner_id": OWNER, "caller_is_owner": caller_is_owner}
        record = {"name": name, "status": "active", **state}
        reading = {"image_id": image_id, "state": "read", "complete": complete, "members": members}
        reading = {**reading, "member_count": len(members), "image": record, "error": None}
        self.readings.setdefault(connection, []).append(reading)


def _expectation(member: Member) -> dict[str, Any]:
    given = {"member_id": member} if isinstance(member, str) else dict(member)
    name = given["member_id"]
    nothing = {"member_type": None, "status": None}
    return {**nothing, **given, "member_id": TEAMS.get(name, name), "principal": name if name in TEAMS else None}


def _member(member: Member, connection: str, image_id: str) -> dict[str, Any]:
    given = {"member_id": member} if isinstance(member, str) else dict(member)
    dates = {"created_at": "2025-07-22T09:00:00Z", "updated_at": "2025-07-26T12:00:00Z"}
    record = {
        "member_type": "account" if connection.startswith("scp") else "project",
        "status": "accepted",
        **dates,
        "image_id": image_id,
        "urn": None,
        "schema": None,
    }
    return {**record, **given, "member_id": TEAMS.get(given["member_id"], given["member_id"])}


def identifier(text: str) -> str:
    """A UUID that follows from the text."""
    digits = hashlib.md5(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
