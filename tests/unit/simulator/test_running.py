# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Ways to run it: data, a process with its admin path, TLS, and a proxy in front."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests
import yaml
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator, proxy_to, simulator_process
from ansible_collections.cloud_images.sharing.tests.simulator.process import PACKAGE, ROOT
from ansible_collections.cloud_images.sharing.tests.unit.simulator.asking import (
    IMS_IMAGE,
    PROJECT,
    SCP_IMAGE,
    get,
    huawei_headers,
    scp,
    scp_headers,
)


def test_a_world_from_a_file(tmp_path: Path) -> None:
    rows = [{"id": "img", "members": ["a", {"member_id": "b", "status": "rejected"}]}]
    (tmp_path / "world.yml").write_text(yaml.safe_dump({"scp_images": rows}), encoding="utf-8")
    with Simulator(tmp_path / "world.yml") as clouds:
        found = scp(f"{clouds.url}/v1/images/img/members").json()["members"]
        assert [(row["member_id"], row["status"]) for row in found] == [("a", "accepted"), ("b", "rejected")]
        assert scp(f"{clouds.url}/v1/images/{SCP_IMAGE}/members").status_code == 404
        assert IMS_IMAGE in clouds.world.ims


def test_a_world_with_a_typo() -> None:
    with pytest.raises(ValueError, match="scp_image"):
        Simulator({"scp_image": []})


@pytest.mark.slow
def test_in_a_process_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "world.yml").write_text("scp_images: []\n", encoding="utf-8")
    with simulator_process("--world", str(tmp_path / "world.yml"), "--generate", "2", "--members", "3") as clouds:
        url = f"{clouds.url}/v1/images"
        ids = [row["id"] for row in scp(url).json()["images"]]
        assert len(ids) == 2
        assert (
            clouds.admin("POST", "faults", [{"image_id": ids[0], "preset": "scp-403", "first": 1}])["faults"][0]["hits"]
            == 0
        )
        assert [scp(f"{url}/{image}/members").status_code for image in (ids[0], ids[0], ids[1])] == [403, 200, 200]
        assert [row["status"] for row in clouds.admin("GET", "log")] == [200, 403, 200, 200]
        assert clouds.admin("DELETE", "log") == []
        clouds.admin("POST", "settings", {"latency": 0.001, "rate_limit": {"per_second": 0.001, "burst": 1}})
        assert [scp(url).status_code for _call in range(2)] == [200, 429]
        clouds.admin("DELETE", "faults")
        clouds.admin("POST", "world", {"scp_images": [{"id": "new"}]})
        assert [row["id"] for row in scp(url).json()["images"]] == ["new"]
        assert get(f"{clouds.url}/_simulator/nothing").status_code == 404


@pytest.mark.slow
def test_without_verification() -> None:
    with simulator_process("--no-verify", "--no-log") as clouds:
        for path in (
            f"/v1/images/{SCP_IMAGE}/members",
            f"/v1/{PROJECT}/cloudimages/{IMS_IMAGE}/members",
            f"/v2/images/{IMS_IMAGE}/members",
        ):
            assert len(get(clouds.url + path).json()["members"]) == 1
        assert clouds.admin("GET", "log") == []


def test_tls() -> None:
    with Simulator(tls=True) as clouds:
        url = f"{clouds.url}/v1/images/{SCP_IMAGE}/members"
        assert get(url, scp_headers(url), verify=clouds.ca_path).status_code == 200
        with pytest.raises(requests.exceptions.SSLError):
            get(url, scp_headers(url))


def test_a_real_clouds_name_through_the_proxy() -> None:
    host = "ims.ap-southeast-3.myhuaweicloud.com"
    url = f"https://{host}/v1/{PROJECT}/cloudimages/{IMS_IMAGE}/members"
    with Simulator(tls=True) as clouds, proxy_to(clouds.url) as proxy:
        answer = get(url, huawei_headers(url), verify=clouds.ca_path, proxies={"https": proxy.url})
        assert (answer.status_code, proxy.log) == (200, [f"CONNECT {host}:443"])
    with Simulator() as clouds, proxy_to(clouds.url) as proxy:
        plain = url.replace("https", "http")
        assert get(plain, huawei_headers(plain), proxies={"http": proxy.url}).status_code == 200
        assert proxy.log == [f"GET {plain}"]


def started(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", PACKAGE, *arguments]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_says_what_to_try_and_ends_in_peace(number: signal.Signals) -> None:
    with started() as server:
        assert server.stdout
        url, hint = server.stdout.readline().strip(), server.stdout.readline()
        server.send_signal(number)
        rest, errors = server.communicate(timeout=60)
    assert (server.returncode, rest, errors) == (0, "", "")
    assert url.startswith("http://127.0.0.1:")
    assert f"endpoint={url} image_ids={SCP_IMAGE}'" in hint


@pytest.mark.slow
def test_what_it_cannot_do_is_said_in_a_line(tmp_path: Path) -> None:
    with Simulator() as clouds:
        port = clouds.url.rpartition(":")[2]
        with started("--port", port) as server:
            _output, errors = server.communicate(timeout=60)
    assert (server.returncode, errors.count("\n")) == (1, 1)
    assert errors.startswith(f"cannot listen on port {port} ")
    (tmp_path / "world.yml").write_text("scp_image: []\n", encoding="utf-8")
    with started("--world", str(tmp_path / "world.yml")) as server:
        _output, errors = server.communicate(timeout=60)
    assert server.returncode == 2
    assert errors.endswith("this world cannot be made: unknown sections of the world: scp_image\n")


@pytest.mark.slow
def test_its_help_names_every_option() -> None:
    with started("--help") as server:
        output, errors = server.communicate(timeout=60)
    assert (server.returncode, errors) == (0, "")
    names = """port latency tls no-verify no-log world habits generate accounts images shared-among members clouds"""
    assert [name for name in names.split() if f"--{name}" not in output] == []
