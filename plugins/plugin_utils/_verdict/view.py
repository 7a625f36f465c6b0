# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""All that is known of one connection, its evidence checked for its shape before anybody relies on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...module_utils._ids import same_id
from ...module_utils._model import Discovered, DiscoveredImage, ErrorInfo, ImageResult, Incoming
from .._inventory.model import Connection
from .model import ConnectionEvidence, Place
from .principals import Principals
from .shape import is_discovered, is_discovered_image, is_image_result, is_incoming
from .witness import NOWHERE, Witness, witness

_SHAPE = "does not have the module's shape"


@dataclass(frozen=True)
class ConnectionView:
    """One connection, as the judgement looks at it.

    ``source`` is where it is written, "file:line"; None where nobody said.
    ``discovered`` and ``incoming`` always tell something: what was not asked for, or has another shape, is a list that
    could not be read. ``listed`` are all images of the list of own images, those that were asked for by id among them.
    """

    name: str
    provider: str
    source: str | None
    place: Place
    witness: Witness
    readings: Mapping[str, ImageResult]
    discovered: Discovered
    listed: Sequence[DiscoveredImage]
    incoming: Incoming
    principals: Principals

    def reading(self, image_id: str) -> ImageResult:
        """What was read of an image; a failed reading where there is none."""
        return self.readings.get(same_id(image_id)) or _failed(image_id, "the run has no result for this image")


def view(
    name: str, connection: Connection, evidence: ConnectionEvidence | None, principals: Principals
) -> ConnectionView:
    """Look at a connection's evidence.

    :param evidence: None where the run has none.
    :raises ValueError: an image was read twice, so that two answers compete, or a result names no image.
    """
    place = evidence["place"] if evidence else {**NOWHERE, "provider": connection["provider"]}
    discovered = _discovered(evidence and evidence["discovered"])
    requested = evidence["images"] if evidence else []
    return ConnectionView(
        name=name,
        provider=connection["provider"],
        source=connection.get("source"),
        place=place,
        witness=witness(name, connection, place),
        readings=_readings(name, requested, discovered["images"] or []),
        discovered=discovered,
        listed=[*filter(is_discovered_image, requested), *(discovered["images"] or [])],
        incoming=_incoming(evidence and evidence["incoming"]),
        principals=principals,
    )


def _readings(
    connection: str, requested: Sequence[object], discovered: Sequence[DiscoveredImage]
) -> dict[str, ImageResult]:
    readings: dict[str, ImageResult] = {}
    for result in [*requested, *discovered]:
        image_id = result.get("image_id") if isinstance(result, Mapping) else None
        if not isinstance(image_id, str):
            raise ValueError(f"connection {connection}: a result without image_id")
        key = same_id(image_id)
        if key in readings:
            raise ValueError(f"connection {connection}: image {image_id} was read twice")
        readings[key] = result if is_image_result(result) else _failed(image_id, f"the result of this image {_SHAPE}")
    return readings


def _failed(image_id: str, why: str) -> ImageResult:
    return {
        "image_id": image_id,
        "state": "failed",
        "complete": None,
        "members": None,
        "member_count": None,
        "image": None,
        "error": _missing(why),
    }


def _discovered(listing: object) -> Discovered:
    why = "the run did not list them" if listing is None else f"the list of images {_SHAPE}"
    if is_discovered(listing):
        ids = [same_id(image["image_id"]) for image in listing["images"] or ()]
        if len(set(ids)) == len(ids):
            return listing
        why = "the list of images has one of them twice"  # so it is where two ids held secrets, which are masked
    return {"complete": None, "error": _missing(why), "images": None}


def _incoming(listing: object) -> Incoming:
    if is_incoming(listing):
        return listing
    why = "the run did not list them" if listing is None else f"the list of images {_SHAPE}"
    return {"complete": None, "error": _missing(why), "not_listed": [], "images": None}


def _missing(why: str) -> ErrorInfo:
    nothing: ErrorInfo = {
        "kind": "missing",
        "http_status": None,
        "code": None,
        "message": why,
        "request_id": None,
        "attempts": 0,
    }
    return nothing
