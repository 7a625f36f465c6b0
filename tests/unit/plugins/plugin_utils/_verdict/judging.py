# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A verdict in few words: the judgement of one image that is shared with some, and its findings."""

from __future__ import annotations

from typing import Any

from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.model import VerdictDocument
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world


def judged(
    members: list[dict[str, Any]],
    rows: list[dict[str, Any]],
    waivers: list[dict[str, Any]] | None = None,
    reading: dict[str, Any] | None = None,
    **fields: Any,
) -> VerdictDocument:
    inventory = world.inventory([world.image(members, **fields)], waivers or [])
    return world.judged(inventory, [world.reading(rows, **(reading or {}))])


def kinds(verdict: VerdictDocument) -> list[tuple[str, str | None]]:
    return [(one["kind"], one["member_id"]) for one in verdict["findings"]]


def messages(rows: list[dict[str, Any]], reading: dict[str, Any] | None = None, **fields: Any) -> list[str]:
    inventory = world.inventory([world.image(fields.pop("members", [world.member()]), **fields)])
    inventory["principals"] = {"team-a": {"member_id": world.A, "member_type": None}}
    verdict = world.judged(inventory, [world.reading(rows, **(reading or {}))])
    return [one["message"] for one in verdict["findings"]]


def discovered(*records: dict[str, Any], read: dict[str, Any] | None = None, **fields: Any) -> VerdictDocument:
    """The verdict on one expected image, and on others that its owner's list holds without members."""
    known = world.image(image_id="known")
    listing = world.listing(*(world.listed(world.reading([], image=one, **(read or {}))) for one in records), **fields)
    return world.judged(
        world.inventory([known]), [world.reading([], image_id="known")], discovered=listing, discover=True
    )
