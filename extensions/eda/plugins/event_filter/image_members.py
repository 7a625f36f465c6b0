# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An event filter of Event-Driven Ansible: what happened to the members of which image, in one form for all clouds.

It reads traces of Huawei's and Open Telekom Cloud's Cloud Trace Service (also inside a notification of their Simple
Message Notification) and notifications of OpenStack Glance (also inside an envelope of oslo.messaging), from a webhook
or a queue.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypedDict

DOCUMENTATION = r"""
---
short_description: Tell what happened to the members of which image.
description:
  - Adds C(image_sharing) to events about images. Where the event says all that is needed, it has the keys
    C(connection), C(image_id), C(action) (V(add), V(update) or V(delete)) and C(member_id) (null where the cloud does
    not say). Otherwise it has the key C(gap) only, which says what is missing. Whoever sees a gap should check
    everything.
  - An event about several images or members becomes one event for each.
  - Events of other services are dropped. What the filter cannot read at all is a gap.
  - Requests to confirm a subscription pass unchanged.
options:
  connections:
    description:
      - The connection of the sharing inventory for each sender, or several with commas.
      - A sender is the id of a project (Huawei, Open Telekom Cloud), or the publisher_id of a Glance (such as
        V(image.host-1)).
    type: dict
    default: {}
"""

EXAMPLES = r"""
- eda.builtin.webhook:
    port: 5000
  filters:
    - cloud_images.sharing.image_members:
        connections:
          74dc9e44d0cc4573adfce91cdfdd3ba9: ims-sg
          image.controller-1: glance
"""

# The names of CTS's traces, one of them misspelt as in the vendor's documentation, and of Glance's notifications.
ACTIONS = {
    "addMember": "add",
    "updateMember": "update",
    "deleteMember": "delete",
    "deleteMemeber": "delete",
    "image.member.create": "add",
    "image.member.update": "update",
    "image.member.delete": "delete",
}
IMAGE_SERVICES = ("IMS", "CPH")
ENVELOPES = ("payload", "body", "message", "oslo.message", "cts")
MOST_ENVELOPES = 6
MOST_EVENTS = 100


class Change(TypedDict):
    """One change of one image's members."""

    connection: str
    image_id: str
    action: str
    member_id: str | None


def main(event: dict[str, Any], connections: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """The events to put in place of this one. It never raises: an error in a filter would lose the event."""
    layers = list(_unpacked(event))
    message = layers[-1]
    name = message.get("trace_name") or message.get("event_type")
    if name is None and message.get("type") == "SubscriptionConfirmation":
        return [event]
    if _of_another_service(message):
        return []
    action = ACTIONS.get(name) if isinstance(name, str) else None
    if action is None:
        return [_with(event, {"gap": f"an unknown event, {str(name or 'without a name')[:64]}"})]
    connection = next((known for sender in _senders(layers) if (known := (connections or {}).get(sender))), None)
    if not connection:
        return [_with(event, {"gap": "an unknown sender, in none of the filter's connections"})]
    images, members = _subjects(message)
    if not images or len(images) * len(members) > MOST_EVENTS:
        return [_with(event, {"gap": "no image, or too many in one event"})]
    changes = [Change(connection=connection, image_id=i, action=action, member_id=m) for i in images for m in members]
    return [_with(event, change) for change in changes]


def _with(event: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    meta = event.get("meta")
    return {**event, **({"meta": dict(meta)} if isinstance(meta, dict) else {}), "image_sharing": dict(found)}


def _unpacked(event: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The event, and what each of its envelopes holds, down to the message itself."""
    for _depth in range(MOST_ENVELOPES):
        yield event
        if "trace_name" in event or "event_type" in event:
            return
        inner = next((found for name in ENVELOPES if (found := _mapping(event.get(name)))), None)
        if inner is None:
            return
        event = inner


def _mapping(value: object) -> Mapping[str, Any] | None:
    """A mapping, also one written as JSON text."""
    if isinstance(value, (str, bytes)):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return None
    return value if isinstance(value, dict) else None


def _of_another_service(message: Mapping[str, Any]) -> bool:
    service, kind = message.get("service_type"), message.get("event_type")
    if isinstance(service, str):
        return service.upper() not in IMAGE_SERVICES
    return isinstance(kind, str) and not kind.startswith("image.")


def _senders(layers: list[Mapping[str, Any]]) -> Iterator[str]:
    """Who sent it: the project of the trace, or of the topic in urn:smn:region:project:name, or the publisher."""
    for layer in reversed(layers):
        urn = str(layer.get("topic_urn", "")).split(":")
        candidates = (layer.get("project_id"), urn[3] if len(urn) == 5 else None, layer.get("publisher_id"))
        yield from (sender for sender in candidates if isinstance(sender, str))


def _subjects(message: Mapping[str, Any]) -> tuple[list[str], list[str | None]]:
    """The images and the members. Members of which nothing is said are one that is not known."""
    if "event_type" in message:
        places = [_mapping(message.get("payload")) or {}]
    else:  # a trace holds the request and the answer of the API that was called
        places = [_mapping(message.get(part)) or {} for part in ("request", "response")]
        places.append({"image_id": message.get("resource_id")})
    images = _texts(places, "image_id", "images")
    members: list[str | None] = [*_texts(places, "member_id", "member", "projects", "members")]
    return images, members or [None]


def _texts(places: list[Mapping[str, Any]], *keys: str) -> list[str]:
    """The distinct texts under these keys, from the first place that has any."""
    for place in places:
        values = [value for key in keys for value in _as_list(place.get(key))]
        texts = [value for value in values if isinstance(value, str) and value]
        if texts:
            return list(dict.fromkeys(texts))
    return []


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
