# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is known of one connection: each image's one reading, and lists that always say something."""

from __future__ import annotations

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.model import ConnectionEvidence
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.principals import Principals
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.view import ConnectionView, view
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import world


def seen(evidence: ConnectionEvidence | None) -> ConnectionView:
    return view("cloud", {"provider": "huawei_ims", "options": {}}, evidence, Principals({}))


def test_one_image_read_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="was read twice"):
        world.judged(world.inventory([world.image()]), [world.reading([])] * 2)
    upper = world.reading([], image_id=world.IMAGE_ID.upper())
    with pytest.raises(ValueError, match="was read twice"):
        seen(world.evidence([world.reading([])], discovered=world.listing(world.listed(upper))))


def test_a_result_without_an_image_is_an_error() -> None:
    with pytest.raises(ValueError, match="connection cloud: a result without image_id"):
        seen(world.evidence([{"state": "read", "members": []}]))


def test_a_reading_is_found_whatever_the_case_of_its_id() -> None:
    read = world.reading([world.row()])
    assert seen(world.evidence([read])).reading(world.IMAGE_ID.upper()) == read


def test_no_result_is_a_failed_reading_and_not_an_empty_one() -> None:
    reading = seen(world.evidence()).reading("elsewhere")
    assert (reading["state"], reading["members"], reading["complete"]) == ("failed", None, None)
    assert reading["error"]
    assert reading["error"]["message"] == "the run has no result for this image"


@pytest.mark.parametrize(
    ("evidence", "message"),
    [
        (None, "the run did not list them"),
        (world.evidence(), "the run did not list them"),
        (world.evidence(discovered=[], incoming=[]), "the list of images does not have the module's shape"),
    ],
)
def test_a_list_that_is_not_there_has_no_images_and_says_why(evidence: ConnectionEvidence, message: str) -> None:
    known = seen(evidence)
    for listing in (known.discovered, known.incoming):
        assert (listing["images"], listing["complete"]) == (None, None)
        assert listing["error"]
        assert listing["error"]["message"] == message


def test_images_asked_for_by_id_are_listed_with_the_discovered_ones() -> None:
    asked, other = (world.listed(world.reading([], image_id=image_id)) for image_id in ("asked", "other"))
    known = seen(world.evidence([asked, world.reading([], image_id="not-listed")], discovered=world.listing(other)))
    assert [image["image_id"] for image in known.listed] == ["asked", "other"]


def test_a_list_that_has_one_image_twice_hides_no_other() -> None:
    hidden = world.listed(world.reading([], image_id="********"))
    known = seen(world.evidence([world.reading([])], discovered=world.listing(hidden, hidden)))
    assert (known.discovered["images"], known.discovered["complete"]) == (None, None)
    assert known.discovered["error"]
    assert known.discovered["error"]["message"] == "the list of images has one of them twice"
    assert known.reading(world.IMAGE_ID)["state"] == "read"
