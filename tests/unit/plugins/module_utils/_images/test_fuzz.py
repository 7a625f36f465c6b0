# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""No junk in the place of any value of any answer turns a leak green. `make soak` tries far more places.

What nobody can tell is left out: a row that is missing, in a list that says nothing of its length.
"""

from __future__ import annotations

import copy
import datetime
import json
from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import OptionError
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.transport import RawResponse, Transport
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.clouds import CLOUDS
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._evidence import evidence_of
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import load
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.judge import judge
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.reading import Run
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

MEMBER, STRANGER = "ab" * 16, "cd" * 16
WORLDS = {"scp": "scp", "huawei_ims": "ims", "huawei_cph": "cph", "openstack": "glance"}
JUNK: list[Any] = [None, 0, 1, False, True, "", [], {}, "x", "private", "shared", [[]], [{}], [None]]
GONE = object()
TODAY = datetime.date(2026, 12, 1)
LEAKS = dict.fromkeys(("golden", "images shared with c"), "violation")
UNDER_LOAD = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
Path = tuple[Any, ...]


class Tampered:
    """A cloud that shares an image with a stranger, who shares another one with us, and whose answers are changed."""

    def __init__(self, clouds: Simulator, provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
        cloud = WORLDS[provider]
        own = clouds.world.owner(cloud)
        clouds.world.add_image(cloud, "golden", [MEMBER, STRANGER], name="golden")
        received = [{"member_id": own, "status": "accepted"}]
        clouds.world.add_image(cloud, "theirs", received, owner=STRANGER, visibility="shared")
        for name, value in clouds.environ(provider.partition("_")[0]).items():
            monkeypatch.setenv(name, value)
        self._options: dict[str, Any] = {} if provider == "openstack" else {"endpoint": clouds.url}
        if provider == "scp":
            self._options |= {"iam_endpoint": clouds.url, "account_id": own}
        elif provider != "openstack":
            self._options["project_id"] = own
        self._provider, self._send = provider, Transport.send
        self.seen: list[Any] = []
        self.places: list[tuple[int, Path, Any]] = []
        self._change: tuple[int, Path, Any] | None = None
        monkeypatch.setattr(Transport, "send", lambda transport, request: self._answer(self._send(transport, request)))

    def _answer(self, raw: RawResponse) -> RawResponse:
        document = json.loads(raw.content) if raw.status in (200, 201) else None
        self.seen.append(document)
        if self._change is None or len(self.seen) - 1 != self._change[0]:
            return raw
        changed = _with(document, self._change[1], self._change[2])
        return RawResponse(raw.status, raw.headers, json.dumps(changed).encode())

    def verdicts(self, change: tuple[int, Path, Any] | None = None) -> dict[str, str]:
        """By name of the entry, where one answer has one value changed."""
        self.seen, self._change = [], change
        wanted = {"image_ids": ["golden"], "image_details": True, "discover": True, "incoming": True}
        run = Run(CLOUDS[self._provider].provider(), {**self._options, **wanted, "retries": 0, "concurrency": 1})
        result = {name: getattr(run, name) for name in ("images", "summary", "place", "discovered", "incoming")}
        inventory = load(
            [],
            inline={
                "connections": {"c": {"provider": self._provider}},
                "images": [
                    {"name": "golden", "connection": "c", "image_id": "golden", "match": "at_most", "members": [MEMBER]}
                ],
                "incoming": [{"connection": "c", "from": []}],
            },
        )
        evidence = {"c": evidence_of(inventory["connections"]["c"], result)}
        document = judge(inventory, evidence, TODAY, discover=True)
        return {one["name"]: one["verdict"] for one in document["images"]}


def _with(document: Any, path: Path, junk: Any) -> Any:
    if not path:
        return None if junk is GONE else junk
    changed = node = copy.deepcopy(document)
    for step in path[:-1]:
        node = node[step]
    if junk is GONE:
        del node[path[-1]]
    else:
        node[path[-1]] = junk
    return changed


def _places(node: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    yield path, node
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, value in inside:
        yield from _places(value, (*path, step))


def _can_be_told(path: Path, node: Any, junk: Any) -> bool:
    row_is_gone = junk is GONE and bool(path) and isinstance(path[-1], int)
    return not row_is_gone and not (isinstance(node, list) and junk == [])


@pytest.fixture
def tampered(clouds: Simulator, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Tampered:
    return Tampered(clouds, request.param, monkeypatch)


@UNDER_LOAD
@pytest.mark.parametrize("tampered", WORLDS, indirect=True)
@given(data=st.data())
def test_no_junk_in_an_answer_turns_a_leak_green(tampered: Tampered, data: st.DataObject) -> None:
    if not tampered.places:
        assert {name: verdict for name, verdict in tampered.verdicts().items() if name in LEAKS} == LEAKS
        tampered.places = [(at, *place) for at, document in enumerate(tampered.seen) for place in _places(document)]
    at, path, node = data.draw(st.sampled_from(tampered.places))
    junk = data.draw(st.sampled_from([*JUNK, GONE]))
    assume(_can_be_told(path, node, junk))
    try:
        verdicts = tampered.verdicts((at, path, junk))
    except OptionError:  # of a token without a project, or a catalogue without images
        return
    assert "compliant" not in {verdicts[name] for name in LEAKS}
