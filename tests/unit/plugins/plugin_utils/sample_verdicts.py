# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Verdicts for the tests of reports, a small one with every kind of finding and large ones, and their reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import report as report_json

from .sample_world import FORBIDDEN, NOT_FOUND, PLACES, PROVIDERS, STRANGER, TEAMS, Member, World, identifier

RUN = {
    "started_at": "2026-11-22T08:30:00Z",
    "finished_at": "2026-11-22T08:30:04Z",
    "collection_version": "1.0.0",
    "ansible_version": "2.21.0",
    "check_mode": False,
}


def report(
    verdict: Mapping[str, Any],
    *,
    label: str = "localhost",
    mode: str = "enforce",
    revision: str | None = None,
    previous: Any = None,
    places: Mapping[str, Any] | None = None,
    **run: Any,
) -> Any:
    """The report of a verdict document, with plausible places and facts of the run."""
    connections = {name: _used(name, verdict["images"]) for name in verdict["scope"]}
    inventory = {"files": ["sharing.yml"], "sha256": "9f" * 32}
    judged: Any = {
        "notes": [],
        **verdict,
        "places": places or {name: place(name) for name in verdict["scope"]},
        "inventory": inventory,
    }
    facts: Any = {**RUN, "connections": connections, **run}
    return report_json.build(judged, facts, label, cast(Any, mode), revision=revision, previous=previous)


def place(connection: str) -> dict[str, Any]:
    """Where a connection of these worlds was read, and who the cloud says it was."""
    provider = PROVIDERS.get(connection.split("-")[0], "scp")
    endpoint, region, proof = PLACES[provider]
    return {
        "provider": provider,
        "endpoint": endpoint,
        "region": region,
        "account": identifier(connection).replace("-", ""),
        "proven_by": proof,
    }


def _used(name: str, images: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    mine = [image for image in images if image["connection"] == name]
    read = [image for image in mine if image["state"] == "read"]
    members = sum(len(image["found"] or ()) for image in read)
    numbers = {"requests": len(mine) + 2, "retries": 1, "requested": len(mine), "read": len(read), "members": members}
    return {**numbers, "failed": len(mine) - len(read), "credentials_from": "environment"}


def one(name: str, connection: str = "scp-prod", *, found: Sequence[Member] = (STRANGER,)) -> dict[str, Any]:
    """The verdict on one image, by default shared with a stranger."""
    world = World()
    world.image(name, connection, ["team-a"], ["team-a", *found])
    return world.verdict()


def small() -> dict[str, Any]:
    """The verdict on the small world."""
    return small_world().verdict()


def small_world() -> World:
    """Twelve images on four connections, with every kind of finding."""
    world = World()
    world.image("golden-rhel9", "scp-prod", ["team-a", "team-b"], ["team-a", "team-b", STRANGER])
    world.unread("golden-win22", "ims-sg", ["team-a"], {**FORBIDDEN, "request_id": "8d31c5a9e2f04b7c"})
    world.image("legacy-7", "ims-sg", ["team-a"], ["team-a", "team-b"])
    world.waive("legacy-7", member=TEAMS["team-b"], expires="2027-01-31", reason="migration of team B, ticket 4711")
    world.image(
        "게임-클라이언트-안드로이드",
        "cph-sh",
        [{"member_id": "build-farm", "member_type": "domain"}, "team-b"],
        [{"member_id": "build-farm", "status": None}],
    )
    world.image(
        "ci-runner-2026.11",
        "glance-lab",
        [{"member_id": "team-a", "status": "accepted"}],
        [{"member_id": "team-a", "status": "pending", "created_at": "2026-10-02T10:00:00Z"}],
        max_pending_days=14,
    )
    world.image("debian-13-base", "glance-lab", ["team-a"], visibility_is="public")
    world.unread("golden-ubuntu24", "ims-sg", ["team-a"], {**NOT_FOUND, "request_id": "91aa7c"})
    world.image("huge-share-list", "ims-sg", ["team-a"], complete=False)
    world.image("partner-appliance", "glance-lab", ["team-b"], caller_is_owner=False)
    world.image("payroll-2019", "scp-prod", [], ["finance-ou"], match="private")
    world.waive("payroll-2019", kind="unexpected_member", expires="2026-06-30", reason="audit of 2026")
    world.image("golden-alma9", "scp-prod", ["team-a", "team-b"])
    world.waive("golden-suse15", kind="unexpected_member", expires="2027-03-01", reason="was deleted in spring")
    world.unmanaged("scratch-please-delete", "scp-prod", [STRANGER])
    world.not_in_scope = ["otc-de", "scp-dev"]
    return world


def large(count: int, members: int = 5) -> dict[str, Any]:
    """``count`` images of ``members`` members on six connections; about one in forty is not as it should be."""
    world = World()
    for index in range(count):
        _add_one_of_many(world, index, members)
    return world.verdict()


def _add_one_of_many(world: World, index: int, members: int) -> None:
    connection = f"{('scp', 'ims', 'cph')[index % 3]}-{('prod', 'test')[index // 3 % 2]}"
    name, source = f"golden-{index:05}", f"images/{connection}.yml:{index * 9 + 3}"
    expected = [identifier(f"{index}/{number}").replace("-", "") for number in range(members)]
    if index % 50 == 7:
        world.image(name, connection, expected, [*expected[1:], STRANGER], source=source)
    elif index % 250 == 11:
        world.unread(name, connection, expected, FORBIDDEN, source=source)
    elif index % 400 == 23:
        world.image(name, connection, expected[1:], expected, source=source)
        world.waive(name, kind="unexpected_member", expires="2027-01-31", reason="migration, ticket 4711")
    else:
        world.image(name, connection, expected, source=source)
