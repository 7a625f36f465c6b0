# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a verdict does not speak of is said in it."""

from __future__ import annotations

from collections.abc import Sequence

from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Inventory
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.notes import scope_notes
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world

NAMES = ("scp", "huawei_ims", "huawei_cph", "openstack")


def inventory(incoming: Sequence[str] = ()) -> Inventory:
    rules = [{"connection": name, "from": [], "source": "s:1"} for name in incoming]
    connections = {name: {"provider": name, "options": {}} for name in NAMES}
    return world.inventory([world.image()], connections=connections, scope=list(NAMES), incoming=rules)


def test_without_lists_there_is_nothing_to_say_of_them() -> None:
    assert list(scope_notes(inventory(), discover=False)) == []


def test_what_lists_of_own_images_leave_out_is_named_by_connection() -> None:
    assert list(scope_notes(inventory(), discover=True)) == [
        "Only own images that the credentials of a connection may list were seen.",
        "Not in the list of scp: hidden images (os_hidden): no document says how to ask for them.",
        "Not in the list of huawei_ims: images of enterprise projects that the rights of its credentials do not cover.",
    ]


def test_who_was_not_judged_on_what_others_share_is_named() -> None:
    assert list(scope_notes(inventory(["scp", "openstack"]), discover=False)) == [
        "Of others' images, those that they share were judged, but not their public and community images.",
        "Not judged on images that others share: huawei_ims, huawei_cph.",
    ]
