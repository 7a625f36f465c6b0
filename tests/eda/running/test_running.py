# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The rulebook, run by ansible-rulebook: which job each event starts. It needs a Java virtual machine, 17 or newer."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.eda.running.controller import TOKEN, Controller

RULEBOOK = Path(__file__).parents[3] / "extensions/eda/rulebooks/image_sharing.yml"
PROJECT = "1bed856811654c1cb661a6ca845ebc77"  # as the rulebook has it
FULL: tuple[str, dict[str, Any]] = ("Image sharing gate", {})
PATIENCE = 60  # seconds


@dataclass
class Running:
    """A rulebook that has begun to listen."""

    port: int
    controller: Controller
    output: Path

    def post(self, document: Any) -> None:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/images", json.dumps(document).encode())
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            assert answer.status == 200

    def launch(self) -> tuple[str, dict[str, Any]]:
        """The next job."""
        return self.controller.launches.get(timeout=PATIENCE)

    def said(self, text: str) -> bool:
        """Whether the rulebook says this sooner or later."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if text in self.output.read_text(encoding="utf-8"):
                return True
            time.sleep(0.2)
        return False


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """The shipped rulebook with a shorter quiet while and one more connection."""
    text = RULEBOOK.read_text(encoding="utf-8").replace("once_after: 30 seconds", "once_after: 2 seconds")
    text = text.replace(f"{PROJECT}: ims-sg", f"{PROJECT}: ims-sg\n              image.host-1: glance")
    (tmp_path / "rulebook.yml").write_text(text, encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    variables = {"webhook_host": "127.0.0.1", "webhook_port": port}
    (tmp_path / "vars.yml").write_text(json.dumps(variables), encoding="utf-8")
    with Controller() as controller:
        command = [sys.executable, "-m", "ansible_rulebook", "--rulebook", "rulebook.yml", "--vars", "vars.yml"]
        command += ["--controller-url", controller.url, "--controller-token", TOKEN, "--print-events"]
        environment = os.environ | {"EDA_JOB_TEMPLATE_REFRESH_DELAY": "0.2", "HOME": str(tmp_path)}
        output = tmp_path / "output"
        with output.open("wb") as sink:
            process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=sink, stderr=subprocess.STDOUT)
        try:
            yield Running(port, controller, output)
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def trace(name: str, project: str = PROJECT) -> dict[str, Any]:
    """What SMN posts of one trace."""
    message = {"service_type": "IMS", "trace_name": name, "resource_id": "image-1", "request": '{"member": "member-1"}'}
    return {
        "type": "Notification",
        "topic_urn": f"urn:smn:ap-southeast-3:{project}:images",
        "message": json.dumps(message),
    }


def test_what_starts_which_gate(running: Running) -> None:
    assert running.launch() == FULL  # who knows what was missed before

    for name in ("addMember", "updateMember", "deleteMemeber"):
        running.post(trace(name))
    selected = ("Image sharing gate of some connections", {"assert_sharing_select": "ims-sg"})
    assert running.launch() == selected

    running.post(trace("addMember"))
    running.post(
        {
            "event_type": "image.member.create",
            "publisher_id": "image.host-1",
            "payload": {"image_id": "image-2", "member_id": "member-2"},
        }
    )
    template, given = running.launch()
    assert template == "Image sharing gate of some connections"
    assert sorted(given["assert_sharing_select"].split(",")) == ["glance", "ims-sg"]

    for unknown in (trace("createImage"), trace("addMember", project="another"), {"hello": 1}):
        running.post(unknown)
    assert running.launch() == FULL

    running.post({"service_type": "ECS", "trace_name": "createServer"})
    confirmation = {
        "type": "SubscriptionConfirmation",
        "topic_urn": "urn",
        "subscribe_url": "https://smn.example.com/x",
    }
    running.post(confirmation | {"message": "You are invited"})
    assert running.said("Confirm the subscription of urn, if it is yours: https://smn.example.com/x")
    time.sleep(5)
    assert running.controller.launches.empty()
