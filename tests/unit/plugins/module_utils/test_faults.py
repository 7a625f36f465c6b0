# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What becomes of an image when things go wrong: every fault of the table, over a real socket."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml
from ansible_collections.cloud_images.sharing.plugins.module_utils._http import client, rate_limiter
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.clouds import CLOUDS
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.simulator.faults import CASES
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.reading import Run
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.rude_server import RudeServer, answer

HERE = Path(__file__).parent
COLLECTION = HERE.parents[3]
TABLE: dict[str, Any] = yaml.safe_load((HERE / "fault_outcomes.yml").read_text(encoding="utf-8"))
PASSWORD = "pa55word-of-the-proxy"
IMAGES = {"scp": "70a599e0-31e7-49b7-b260-868f441e862b", "huawei_ims": "370befec-a369-475e-a224-44a45927a8fe"}
HUAWEI = {"region": "ap-southeast-3", "project_id": "1bed856811654c1cb661a6ca845ebc77"}


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries follow at once, throttled or not."""
    monkeypatch.setattr(client, "generate_jittered_backoff", lambda retries, **_how: iter([0] * retries))
    monkeypatch.setattr(rate_limiter, "_LONGEST_PAUSE", 0.01)


def outcome(clouds: Simulator, monkeypatch: pytest.MonkeyPatch, provider: str = "scp", **options: Any) -> Any:
    """The only image of a run with one more attempt."""
    own = {} if provider == "scp" else {**HUAWEI, "iam_endpoint": clouds.url}
    for name, value in clouds.environ(provider.partition("_")[0]).items():
        monkeypatch.setenv(name, value)
    run = Run(CLOUDS[provider].provider(), {"image_ids": [IMAGES[provider]], "retries": 1, **own, **options})
    assert run.images[0]["members"] is None or run.images[0]["state"] == "read"
    return run.images[0]


def check(image: Any, row: dict[str, Any], **names: str) -> None:
    """Hold an image to a row of the table."""
    error = image["error"] or {"kind": None, "attempts": None, "message": ""}
    assert (image["state"], image["complete"]) == (row.get("state", "failed"), row.get("complete", image["complete"]))
    assert (error["kind"], error["attempts"]) == (row.get("kind"), row.get("tries"))
    says = row.get("says", "").format(**names)
    assert re.fullmatch(re.escape(says).replace("…", ".*"), error["message"]), error["message"]


def test_every_case_of_the_simulator_is_in_the_table() -> None:
    assert list(TABLE["answers"]) == list(CASES)


@pytest.mark.parametrize("case", TABLE["answers"])
def test_an_answer(clouds: Simulator, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    row = TABLE["answers"][case]
    details = row.get("details", False)
    clouds.faults.add(case=case, path=None if details else "/members")
    options = {"endpoint": clouds.url, "timeout": 0.5 if CASES[case]["group"] == "time" else 30.0}
    image = outcome(clouds, monkeypatch, row.get("provider", "scp"), image_details=details, **options)
    if row["state"] == "read" and not details:
        row = {**row, "kind": None}
    check(image, row, host=clouds.url.removeprefix("http://"))


@pytest.mark.parametrize("kind", TABLE["doors"])
def test_a_place_that_leads_nowhere(clouds: Simulator, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    door = clouds.door(kind)
    timeout = 0.5 if kind == "silent" else 30.0
    options: dict[str, Any] = {"endpoint": door.url, "ca_path": door.ca_path or None, "timeout": timeout}
    image = outcome(clouds, monkeypatch, **options)
    check(image, {"kind": "unreachable", **TABLE["doors"][kind]}, host=door.url.rpartition("/")[2])


@pytest.mark.parametrize("row", TABLE["proxies"], ids=[row["title"] for row in TABLE["proxies"]])
def test_what_is_in_between(clouds: Simulator, monkeypatch: pytest.MonkeyPatch, row: dict[str, Any]) -> None:
    def missing(*_args: object, **_how: object) -> None:
        raise requests.exceptions.InvalidSchema("Missing dependencies for SOCKS support.")  # as requests does

    monkeypatch.setattr(requests.adapters, "SOCKSProxyManager", missing)
    with RudeServer(lambda head: answer(row["status"])) as proxy:
        names = {"proxy": proxy.host, "password": PASSWORD}
        monkeypatch.setenv("https_proxy", row.get("proxy", "").format(**names))
        image = outcome(clouds, monkeypatch, endpoint="https://cloud.invalid")
    check(image, {"kind": "unreachable", **row}, **names)
    assert PASSWORD not in str(image)
    assert all(head.startswith("CONNECT cloud.invalid:443 HTTP/1") and "Scp-" not in head for head in proxy.heads)


def test_the_page_is_current() -> None:
    make = runpy.run_path(str(COLLECTION / "tests" / "tools" / "make_faults_table.py"))["make"]
    assert (COLLECTION / "docs" / "faults.md").read_text(encoding="utf-8") == make()
