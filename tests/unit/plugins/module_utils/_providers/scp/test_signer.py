# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The signature of Samsung Cloud Platform against the published vectors, stage by stage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import requests
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.scp.signer import (
    ScpSigner,
    signature,
    string_to_sign,
)

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "scp.json").read_text(encoding="utf-8"))["vectors"]

every_vector = pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])


@every_vector
def test_string_to_sign(vector: dict[str, Any]) -> None:
    text = string_to_sign(vector["method"], vector["url"], vector["timestamp"], vector["access_key"])
    assert text == vector["string_to_sign"]


@every_vector
def test_signature(vector: dict[str, Any]) -> None:
    assert signature(vector["secret_key"], vector["string_to_sign"]) == vector["signature"]


@every_vector
def test_headers_of_the_request_as_sent(vector: dict[str, Any]) -> None:
    signer = ScpSigner(vector["access_key"], vector["secret_key"], clock=lambda: int(vector["timestamp"]) / 1000)
    request = requests.Request(vector["method"], vector["url"], data=vector["body"], auth=signer).prepare()
    assert request.url == vector["url"]
    assert {name: request.headers[name] for name in vector["headers"]} == vector["headers"]
