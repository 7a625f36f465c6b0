# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The event filter, loaded as ansible-rulebook loads it: by the path of its file.

The events follow the vendors' documents: CTS's trace structure and IMS's operations audited by CTS, SMN's HTTP message
format, and what glance/notifier.py sends.
"""

from __future__ import annotations

import copy
import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

FILTER = Path(__file__).parents[2] / "extensions/eda/plugins/event_filter/image_members.py"
main = runpy.run_path(str(FILTER))["main"]
PROJECT = "74dc9e44d0cc4573adfce91cdfdd3ba9"
CONNECTIONS = {PROJECT: "ims-sg", "image.controller-1": "glance"}
IMAGE = "d164b5df-1bc3-4c3f-893e-3e471fd16e64"
MEMBER = "6733a7ad58694af18c7ee4820052d63f"
OTHER = "a8f10467abfc4b87b64614ab36eb9ae4"


def trace(name: str, **fields: Any) -> dict[str, Any]:
    """One trace, as CTS's trace structure has it: request and response are text in APIs."""
    return {
        "time": 1481066848131,
        "user": {"name": "ops", "id": "f2fe9fac63414a35a7d03108d5f1ea73", "domain": {"name": "ops", "id": "1f9b9ba5"}},
        "service_type": "IMS",
        "resource_type": "image",
        "resource_id": IMAGE,
        "source_ip": "192.0.2.7",
        "trace_name": name,
        "trace_rating": "normal",
        "trace_type": "ApiCall",
        "record_time": 1481066848132,
        "trace_id": "e001ccb9-bc09-11e6-b00b-4b2a61338db6",
        "request": json.dumps({"member": MEMBER}),
        **fields,
    }


def over_smn(message: dict[str, Any] | str, project: str = PROJECT) -> dict[str, Any]:
    """The body that SMN posts, as the webhook puts it into an event."""
    body = {
        "signature": "not checked here",
        "subject": "image sharing",
        "topic_urn": f"urn:smn:ap-southeast-3:{project}:images",
        "message_id": "88c726942175432bac921eafd0036163",
        "signature_version": "v1",
        "type": "Notification",
        "message": message if isinstance(message, str) else json.dumps(message),
        "timestamp": "2026-11-22T07:29:16Z",
    }
    return {"payload": body, "meta": {"endpoint": "images", "headers": {}}}


def glance(kind: str, **payload: Any) -> dict[str, Any]:
    """One notification of Glance, with the fields of format_image_member_notification."""
    return {
        "message_id": "0c65cb9c-018c-11ea-a9d7-a7a3e7a0cd7c",
        "publisher_id": "image.controller-1",
        "event_type": kind,
        "priority": "INFO",
        "timestamp": "2026-11-22 07:29:16.000000",
        "payload": {
            "image_id": IMAGE,
            "member_id": MEMBER,
            "status": "pending",
            "created_at": "2026-11-22T07:29:15Z",
            "updated_at": "2026-11-22T07:29:15Z",
            "deleted": False,
            "deleted_at": None,
            **payload,
        },
    }


def facts(event: dict[str, Any]) -> list[dict[str, Any]]:
    return [one["image_sharing"] for one in main(copy.deepcopy(event), connections=CONNECTIONS)]


def change(connection: str, action: str, image: str = IMAGE, member: str | None = MEMBER) -> dict[str, Any]:
    return {"connection": connection, "image_id": image, "action": action, "member_id": member}


@pytest.mark.parametrize(
    ("name", "action"),
    [("addMember", "add"), ("updateMember", "update"), ("deleteMember", "delete"), ("deleteMemeber", "delete")],
)
def test_a_trace_names_image_action_and_member(name: str, action: str) -> None:
    assert facts(over_smn(trace(name))) == [change("ims-sg", action)]
    assert facts({"payload": trace(name, project_id=PROJECT)}) == [change("ims-sg", action)]
    assert facts({"payload": {"cts": trace(name, project_id=PROJECT)}}) == [change("ims-sg", action)]


@pytest.mark.parametrize(
    ("kind", "action"),
    [("image.member.create", "add"), ("image.member.update", "update"), ("image.member.delete", "delete")],
)
def test_a_notification_of_glance_says_the_same(kind: str, action: str) -> None:
    notification = glance(kind, deleted=action == "delete")
    envelope = {"oslo.version": "2.0", "oslo.message": json.dumps(notification)}
    for event in (notification, {"payload": notification}, {"body": notification}, {"body": envelope}):
        assert facts(event) == [change("glance", action)]


def test_the_cloud_service_adds_several_members_to_several_images_at_once() -> None:
    request = json.dumps({"images": [IMAGE, "other"], "projects": [MEMBER, OTHER]})  # ims_apis, PUT cloudimages/members
    assert facts(over_smn(trace("addMember", request=request))) == [
        change("ims-sg", "add", image, member) for image in (IMAGE, "other") for member in (MEMBER, OTHER)
    ]


def test_a_member_that_is_not_named_is_not_made_up() -> None:
    assert facts(over_smn(trace("deleteMemeber", request=None))) == [change("ims-sg", "delete", member=None)]


@pytest.mark.parametrize(
    "event",
    [
        over_smn(trace("createImage")),
        over_smn(trace("updateImage")),
        over_smn(trace("shareImage", service_type="CPH")),
        over_smn("The operation addMember was performed."),
        over_smn(trace("addMember"), project="another"),
        over_smn(trace("addMember", resource_id=None)),
        over_smn(
            trace("addMember", request=json.dumps({"images": ["x"] * 1, "projects": [str(i) for i in range(101)]}))
        ),
        glance("image.update"),
        glance("image.member.create") | {"publisher_id": "image.unknown"},
        {"payload": []},
        {"payload": {"trace_name": ["addMember"]}},
        {"payload": "[" * 100_000},
        {},
    ],
)
def test_what_is_unknown_or_incomplete_is_a_gap(event: dict[str, Any]) -> None:
    (found,) = facts(event)
    assert set(found) == {"gap"}


@pytest.mark.parametrize(
    "event", [over_smn(trace("createServer", service_type="ECS")), glance("compute.instance.create.end")]
)
def test_events_of_other_services_are_dropped(event: dict[str, Any]) -> None:
    assert main(event, connections=CONNECTIONS) == []


def test_a_request_to_confirm_passes_unchanged() -> None:
    event = over_smn("You are invited to subscribe to topic")
    event["payload"] |= {"type": "SubscriptionConfirmation", "subscribe_url": "https://smn.example.com/confirm"}
    assert main(copy.deepcopy(event), connections=CONNECTIONS) == [event]


def test_without_connections_everything_is_a_gap() -> None:
    ((event),) = main(over_smn(trace("addMember")))
    assert set(event["image_sharing"]) == {"gap"}


def test_each_event_keeps_what_it_came_with() -> None:
    event = over_smn(trace("addMember"))
    (found,) = main(copy.deepcopy(event), connections=CONNECTIONS)
    assert {name: found[name] for name in event} == event


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["payload", "body", "message", "cts", "trace_name", "event_type", "request", "images", "type", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON, st.sampled_from(["addMember", "deleteMemeber", "image.member.delete"]))
def test_no_event_about_members_is_lost_whatever_is_in_it(noise: Any, name: str) -> None:
    key = "event_type" if "." in name else "trace_name"
    for event in ({"payload": noise}, {"payload": {"request": noise, "payload": noise, "message": noise, key: name}}):
        results = main(event, connections=CONNECTIONS)
        assert all(isinstance(one, dict) for one in results)
    assert results
