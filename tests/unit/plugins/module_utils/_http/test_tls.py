# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which authorities are trusted, and that none is trusted by mistake."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError, OptionError
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.client import Client
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.session import Session
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.tls import certificate_authorities
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

PATH = "/v1/images/70a599e0-31e7-49b7-b260-868f441e862b/members"


@pytest.fixture(autouse=True)
def no_bundle_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def secure(_scratch_home: None) -> Iterator[Simulator]:
    with Simulator(tls=True, verify=False) as simulator:
        yield simulator


def asked(url: str, verify: bool | str, cert: Any = None) -> str:
    """ "answered", or why not."""
    try:
        Client(Session(retries=0, verify=verify), url, cert=cert).get(PATH)
    except ApiError as error:
        return error.message if error.kind == "unreachable" else "answered"
    return "answered"


def test_only_known_authorities_are_trusted(secure: Simulator) -> None:
    assert "authority that this machine does not know" in asked(secure.url, True)
    assert asked(secure.url, secure.ca_path) == "answered"


def test_nothing_is_verified_where_nobody_wants_it(secure: Simulator) -> None:
    assert asked(secure.url, False) == "answered"
    assert asked(secure.door("wrong_name").url, False) == "answered"


def test_a_certificate_of_another_name_is_not_trusted(secure: Simulator) -> None:
    door = secure.door("wrong_name")
    assert "its certificate is for another name than 127.0.0.1" in asked(door.url, door.ca_path)


def test_the_option_outweighs_the_environment_and_that_the_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("option", "requests", "curl"):
        (tmp_path / name).touch()
    assert certificate_authorities(True, None) is True
    monkeypatch.setenv("CURL_CA_BUNDLE", str(tmp_path / "curl"))
    assert certificate_authorities(True, None) == str(tmp_path / "curl")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "requests"))
    assert certificate_authorities(True, None) == str(tmp_path / "requests")
    assert certificate_authorities(True, str(tmp_path / "option")) == str(tmp_path / "option")
    assert certificate_authorities(False, str(tmp_path / "option")) is False


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="does not exist"):
        certificate_authorities(True, str(tmp_path / "missing.pem"))


def test_a_file_without_certificates_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("no certificate")
    with pytest.raises(OptionError, match="cannot be used"):
        Client(Session(verify=str(tmp_path / "ca.pem")), "https://cloud.invalid")


def test_a_client_certificate_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="cannot be used"):
        Client(Session(), "https://cloud.invalid", cert=(str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")))
