# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""SCP's settings: what is an identity or a place comes from the options or from the keys' own source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import OptionError
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import Context
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.scp.settings import (
    Settings,
    find_settings,
)

KEYS = {"access_key": "the-key", "secret_key": "the-secret"}
OWN = {"SCP_ACCESS_KEY": "env-key", "SCP_SECRET_KEY": "env-secret"}
TERRAFORM = {"SCP_TF_ACCESS_KEY": "tf-key", "SCP_TF_SECRET_KEY": "tf-secret"}
FIXTURES = Path(__file__).parents[1] / "fixtures"
HOSTS = ("https://virtualserver.kr-west1.{0}.samsungsdscloud.com", "https://iam.{0}.samsungsdscloud.com")


class Found:
    """The settings of one task, and its warnings."""

    def __init__(self, home: Path, environ: dict[str, str], **options: Any) -> None:
        def unused(*_arguments: Any, **_named: Any) -> Any:
            raise AssertionError("no request is needed to find settings")

        self.warnings: list[str] = []
        context = Context(options, environ, home, unused, lambda value: None, self.warnings.append)
        self.settings: Settings = find_settings(context)

    @property
    def hosts(self) -> tuple[str, str | None]:
        return self.settings.endpoint, self.settings.iam_endpoint


def hosts(environment: str) -> tuple[str, str]:
    return HOSTS[0].format(environment), HOSTS[1].format(environment)


@pytest.mark.parametrize(
    ("environ", "options"),
    [
        ({}, {**KEYS, "region": "kr-west1", "environment": "s"}),
        (OWN, {"region": "kr-west1", "environment": "s"}),
        (OWN | {"SCP_REGION": "kr-west1", "SCP_ENVIRONMENT": "s"}, {}),
        (OWN | {"SCP_REGION": "kr-east1", "SCP_ENVIRONMENT": "s"}, {"region": "kr-west1"}),
        (TERRAFORM | {"SCP_TF_DEFAULT_REGION": "kr-west1", "SCP_TF_AUTH_URL": "https://iam.s.samsungsdscloud.com"}, {}),
    ],
)
def test_a_place_of_the_options_or_of_the_keys_own_source(
    tmp_path: Path, environ: dict[str, str], options: dict[str, str]
) -> None:
    found = Found(tmp_path, environ, **options)
    assert found.hosts == hosts("s")
    assert (found.settings.region, found.settings.environment) == ("kr-west1", "s")
    assert found.warnings == []


@pytest.mark.parametrize(
    ("environ", "options", "named"),
    [
        ({"SCP_REGION": "kr-west1"}, KEYS, "SCP_REGION does not count"),
        (OWN | {"SCP_TF_DEFAULT_REGION": "kr-west1"}, {}, "SCP_TF_DEFAULT_REGION does not count"),
        (TERRAFORM | {"SCP_REGION": "kr-west1"}, {}, "come from SCP_TF_ACCESS_KEY and SCP_TF_SECRET_KEY"),
        (OWN, {}, "default-region in .*config.json does not count"),
    ],
)
def test_a_region_of_a_third_source_is_named_not_used(
    tmp_path: Path, environ: dict[str, str], options: dict[str, str], named: str
) -> None:
    if environ is OWN:
        write(tmp_path / ".scpconf" / "config.json", {"default-region": "kr-west1"})
    with pytest.raises(OptionError, match=f"No region: set the option region.*{named}"):
        Found(tmp_path, environ, **options)


def test_an_environment_of_a_third_source_warns(tmp_path: Path) -> None:
    found = Found(tmp_path, {"SCP_ENVIRONMENT": "s"}, region="kr-west1", **KEYS)
    assert found.hosts == hosts("e")
    (warning,) = found.warnings
    assert warning.startswith("SCP_ENVIRONMENT is not used")
    assert "set the option environment" in warning


@pytest.mark.parametrize("environ", [{"SCP_ACCOUNT_ID": "other"}, {"SCP_TF_ACCOUNT_ID": "other"}])
def test_an_account_id_of_a_third_source_is_nobodys_claim(tmp_path: Path, environ: dict[str, str]) -> None:
    assert Found(tmp_path, environ, region="kr-west1", **KEYS).settings.account_id is None
    own = Found(tmp_path, {**OWN, "SCP_ACCOUNT_ID": "own"} | environ, region="kr-west1").settings.account_id
    assert own == environ.get("SCP_ACCOUNT_ID", "own")


@pytest.mark.parametrize(
    "auth_url", ["https://iam.example.com/v1", "https://samsungsdscloud.com", "iam.s.samsungsdscloud.com/v1"]
)
def test_keys_of_another_cloud_are_not_sent_to_this_one(tmp_path: Path, auth_url: str) -> None:
    environ = TERRAFORM | {"SCP_TF_AUTH_URL": auth_url}
    with pytest.raises(OptionError, match="SCP_TF_AUTH_URL names"):
        Found(tmp_path, environ, region="kr-west1")
    assert Found(tmp_path, environ, region="kr-west1", environment="e").hosts == hosts("e")


def test_keys_for_one_host_are_shown_to_no_other_unasked(tmp_path: Path) -> None:
    url = "https://images.example.com"
    assert Found(tmp_path, {}, endpoint=url, region="kr-west1", **KEYS).hosts == (url, None)
    iam = "https://iam.example.com"
    assert Found(tmp_path, {}, endpoint=url, iam_endpoint=iam, **KEYS).hosts == (url, iam)
    assert Found(tmp_path, {}, region="kr-west1", iam_endpoint=iam, **KEYS).hosts == (hosts("e")[0], iam)


@pytest.mark.parametrize("given", [True, False, None, "", "true"])
def test_nobody_vouches_unless_the_option_says_so(tmp_path: Path, given: object) -> None:
    found = Found(tmp_path, {}, region="kr-west1", trust_account_id=given, **KEYS)
    assert found.settings.trust_account_id is (given is True)


def test_terraforms_own_files(tmp_path: Path) -> None:
    for name in ("config", "credentials"):
        write(tmp_path / ".scpconf" / f"{name}.json", (FIXTURES / f"scp_terraform_{name}.json").read_bytes())
    found = Found(tmp_path, {})
    assert (found.settings.access_key, found.settings.secret_key) == ("xxxxxxxxxxxxxx", "xxxxxxxxxxxxxx")
    assert found.hosts == hosts("s")


def test_scp_clis_own_file(tmp_path: Path) -> None:
    file = tmp_path / ".scp" / "cli-config.json"
    write(file, (FIXTURES / "scp_cli_config.json").read_bytes())
    found = Found(tmp_path, {})
    assert (found.settings.access_key, found.settings.secret_key) == ("xxxxxxxxxxxxxx", "yyyyyyyyyyyyyy")
    assert found.settings.credentials_from == str(file)
    assert found.hosts == hosts("e")


@pytest.mark.parametrize("file", ["credentials.json", "config.json"])
@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"access-key": {"a": 1}, "default-region": 7}', b"\xff", b'{"a": 1,}']
)
def test_a_broken_file_does_not_hand_over_to_the_next(tmp_path: Path, file: str, content: bytes) -> None:
    write(tmp_path / ".scpconf" / file, content)
    write(tmp_path / ".scp" / "cli-config.json", {"access_key": "other", "access_secret_key": "identity"})
    with pytest.raises(OptionError, match=rf"\.scpconf/{file}.* cannot be read"):
        Found(tmp_path, {}, region="kr-west1")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"accessKey": "key", "secretKey": "word"}, "but accessKey, secretKey"),
        ({"acces-key": "key", "secrect-key": "word"}, "but acces-key, secrect-key"),
        ({"profiles": {"default": {"access-key": "key", "secret-key": "word"}}}, "but profiles"),
    ],
)
def test_keys_by_other_names_do_not_hand_over_to_the_next(tmp_path: Path, content: object, words: str) -> None:
    write(tmp_path / ".scpconf" / "credentials.json", content)
    write(tmp_path / ".scp" / "cli-config.json", {"access_key": "other", "access_secret_key": "identity"})
    with pytest.raises(
        OptionError, match=rf"credentials.json cannot be read: it has none of access-key, .*, {words}\."
    ):
        Found(tmp_path, {}, region="kr-west1")


def test_scp_clis_keys_by_other_names_are_named(tmp_path: Path) -> None:
    write(tmp_path / ".scp" / "cli-config.json", {"access_key_id": "key", "secret": "word", "auth_url": "x"})
    with pytest.raises(OptionError, match=r"none of access_key and access_secret_key, but access_key_id, secret\."):
        Found(tmp_path, {}, region="kr-west1")
    write(tmp_path / ".scp" / "cli-config.json", {"auth_url": "https://iam.e.samsungsdscloud.com"})
    with pytest.raises(OptionError, match="No credentials found"):
        Found(tmp_path, {}, region="kr-west1")


def test_files_behind_the_chosen_source_are_not_asked(tmp_path: Path) -> None:
    write(tmp_path / ".scpconf" / "credentials.json", b"{")
    assert Found(tmp_path, OWN, region="kr-west1").settings.access_key == "env-key"
    write(tmp_path / ".scpconf" / "credentials.json", {"access-key": "file-key", "secret-key": "word"})
    write(tmp_path / ".scp" / "cli-config.json", b"{")
    assert Found(tmp_path, {}, region="kr-west1").settings.access_key == "file-key"


@pytest.mark.parametrize("name", ["access-key", "access_key"])
def test_both_spellings_of_terraforms_keys(tmp_path: Path, name: str) -> None:
    write(tmp_path / ".scpconf" / "credentials.json", {name: "key", name.replace("access", "secret"): "word"})
    assert Found(tmp_path, {}, region="kr-west1").settings.access_key == "key"


@pytest.mark.parametrize("keys", [TERRAFORM, {}])
def test_a_token_that_would_be_passed_over_is_refused(tmp_path: Path, keys: dict[str, str]) -> None:
    with pytest.raises(OptionError, match="SCP_TF_AUTH_TOKEN is set"):
        Found(tmp_path, {**keys, "SCP_TF_AUTH_TOKEN": "token"}, region="kr-west1")
    assert Found(tmp_path, {**OWN, "SCP_TF_AUTH_TOKEN": "token"}, region="kr-west1").settings.access_key == "env-key"


def test_a_token_in_terraforms_file_is_refused(tmp_path: Path) -> None:
    keys = {"access-key": "key", "secret-key": "word", "auth-token": "token"}
    write(tmp_path / ".scpconf" / "credentials.json", keys)
    with pytest.raises(OptionError, match=r"auth-token in .*credentials.json is set") as refused:
        Found(tmp_path, {}, region="kr-west1")
    assert "word" not in str(refused.value)


def write(path: Path, content: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
