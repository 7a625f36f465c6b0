# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Images that an account owns and no inventory names."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.judge import judge
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world

from .judging import discovered, kinds


def test_images_of_others_are_not_the_accounts_concern() -> None:
    theirs = world.record(visibility="public", caller_is_owner=False, owner_id=world.B)
    assert discovered(theirs)["gate"] == "pass"


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"complete": False}, "incomplete_list"),
        ({"complete": None}, "incomplete_list"),
        ({"images": None, "complete": None, "error": world.error()}, "unreadable"),
        ({"images": None, "complete": True}, "unreadable"),
        ({"images": {}}, "unreadable"),
        ({"images": [world.reading([])]}, "unreadable"),
        ({"images": [world.listed(world.reading([], image=None))]}, "unreadable"),
    ],
)
def test_a_list_of_images_that_is_not_proven_fails_the_gate(fields: dict[str, Any], kind: str) -> None:
    verdict = discovered(**fields)
    assert (verdict["gate"], verdict["counts"]["unknown"], kinds(verdict)) == ("fail", 1, [(kind, None)])


def test_an_unmanaged_image_is_called_by_its_name_or_else_its_id() -> None:
    for name, called in (("draft", "draft"), (None, world.IMAGE_ID)):
        verdict = discovered(world.record(visibility="public", name=name))
        assert [one["name"] for one in verdict["images"]] == ["golden", called]


def test_a_connection_that_was_not_listed_fails_the_gate() -> None:
    verdict = world.judged(world.inventory([world.image()]), [world.reading([])], discover=True)
    assert (verdict["gate"], kinds(verdict)) == ("fail", [("unreadable", None)])


def test_a_waiver_by_label_is_not_for_a_discovered_image_of_that_name() -> None:
    """Whoever may name images in the cloud must not be able to choose a waiver."""
    forgotten = world.reading([], image_id="forgotten", image=world.record(name="golden", visibility="public"))
    inventory = world.inventory([world.image()], [world.waiver(name="golden", kind="unmanaged_image")])
    listing = world.listing(world.listed(forgotten))
    verdict = world.judged(inventory, [world.reading([])], discovered=listing, discover=True)
    assert (verdict["gate"], verdict["counts"]["violation"]) == ("fail", 1)


def test_an_image_of_one_connection_is_not_known_because_another_expects_its_id() -> None:
    leaked = world.listing(world.listed(world.reading([world.row(world.OTHER)])))
    connections = {name: {"provider": "openstack", "options": {}} for name in ("cloud", "other")}
    inventory = world.inventory([world.image([world.member()])], connections=connections, scope=["cloud", "other"])
    evidence = {
        "cloud": world.evidence([world.reading([world.row()])], discovered=world.listing()),
        "other": world.evidence(discovered=leaked),
    }
    verdict = judge(inventory, evidence, world.TODAY, discover=True)
    assert [(one["connection"], one["kind"]) for one in verdict["findings"]] == [("other", "unmanaged_image")]


def test_an_image_that_is_deleted_is_no_concern_of_discovery() -> None:
    assert discovered(world.record(visibility="public", status="deleted"))["gate"] == "pass"


def test_connections_alone_are_judged_by_their_lists() -> None:
    own = world.listing(world.listed(world.reading([])))
    verdict = world.judged(world.inventory([]), discovered=own, discover=True)
    assert (verdict["gate"], [one["proof"] for one in verdict["images"]]) == ("pass", ["complete list of 1 own image"])
    nothing = world.judged(world.inventory([]), discovered=world.listing(), discover=True)
    assert (nothing["gate"], [one["kind"] for one in nothing["findings"]]) == ("fail", ["image_not_found"])


def test_an_own_image_that_is_said_to_be_somebody_elses_is_open() -> None:
    """The owner is the proven account, and the same record says that it is not."""
    verdict = discovered(world.record(caller_is_owner=False))
    assert [(one["kind"], one["verdict"]) for one in verdict["findings"]] == [("partial_view", "unknown")]
    assert discovered(world.record(caller_is_owner=False, owner_id=world.B))["gate"] == "pass"
