# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Ports that lead nowhere good, certificates that do not do, clocks that are off."""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
import requests
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator, simulator_process
from ansible_collections.cloud_images.sharing.tests.unit.simulator.asking import SCP_IMAGE, get, scp, scp_headers


@pytest.mark.parametrize("kind", ["refused", "closing", "garbage", "silent"])
def test_doors_that_lead_nowhere(clouds: Simulator, kind: str) -> None:
    with pytest.raises((requests.ConnectionError, requests.ReadTimeout)):
        get(clouds.door(kind).url, timeout=0.3)


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
@pytest.mark.parametrize("kind", ["wrong_name", "expired", "not_yet", "unknown_ca", "plain"])
def test_doors_with_a_certificate_that_does_not_do(clouds: Simulator, kind: str) -> None:
    door = clouds.door(kind)
    url = f"{door.url}/v1/images/{SCP_IMAGE}/members"
    with pytest.raises(requests.exceptions.SSLError):
        get(url, scp_headers(url), verify=door.ca_path or True)
    if kind != "plain":
        assert get(url, scp_headers(url), verify=False).status_code == 200


@pytest.mark.slow
def test_doors_of_another_process() -> None:
    with simulator_process() as clouds:
        door = clouds.admin("POST", "doors", {"kind": "expired"})
        assert Path(door["ca_path"]).read_text(encoding="utf-8").startswith("-----BEGIN CERTIFICATE")
        with pytest.raises(requests.HTTPError):
            get(f"{clouds.url}/_simulator/doors").raise_for_status()


def date_of(answer: requests.Response) -> float:
    return parsedate_to_datetime(answer.headers["Date"]).timestamp()


@pytest.mark.slow
def test_a_clock_that_is_off() -> None:
    with simulator_process() as clouds:
        url = f"{clouds.url}/v1/images/{SCP_IMAGE}/members"
        clouds.admin("POST", "settings", {"clock": -3600})
        answer = scp(url)
        assert answer.status_code == 401
        assert abs(date_of(answer) - time.time() + 3600) < 60
        assert scp(url, timestamp=str(int((time.time() - 3600) * 1000))).status_code == 200


def test_a_date_header_alone_that_is_off(clouds: Simulator) -> None:
    clouds.faults.add(clock=3600)
    answer = scp(f"{clouds.url}/v1/images/{SCP_IMAGE}/members")
    assert answer.status_code == 200
    assert abs(date_of(answer) - time.time() - 3600) < 60


def test_doors_that_are_none(clouds: Simulator) -> None:
    with pytest.raises(ValueError, match="unknown door"):
        clouds.door("open")
