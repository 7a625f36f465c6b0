# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What all clouds share whose requests are signed with an access key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ErrorDetail, OptionError
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import Context
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.keyed import (
    KeyedCloud,
    Keys,
    error_parser,
    find_keys,
)

NIMBUS = KeyedCloud(
    key="api_key",
    secret="api_secret",
    variables=[
        {"api_key": "NIMBUS_KEY", "api_secret": "NIMBUS_SECRET", "region": "NIMBUS_REGION"},
        {"api_key": "NB_KEY", "api_secret": "NB_SECRET"},
    ],
    endpoint={"north-1": "https://images.north-1.nimbus.example"}.get,
    region="north-1",
    more={"pool": {"type": "str"}},
)
WHOLE = {"NIMBUS_KEY": "key-1", "NIMBUS_SECRET": "secret-1", "NIMBUS_REGION": "north-1"}


def found(options: dict[str, Any], environ: dict[str, str], hidden: list[str] | None = None) -> Keys:
    def unused(*_arguments: Any, **_named: Any) -> Any:
        raise AssertionError("no request is needed to find keys")

    no_log_add = ([] if hidden is None else hidden).append
    return find_keys(Context(options, environ, Path("/nonexistent"), unused, no_log_add, print), NIMBUS)


def test_the_options_of_the_module_keep_the_secret_out_of_logs() -> None:
    assert NIMBUS.argument_spec == {
        "api_key": {"type": "str", "no_log": False},
        "api_secret": {"type": "str", "no_log": True},
        "region": {"type": "str"},
        "pool": {"type": "str"},
    }


def test_the_keys_of_the_environment_and_the_endpoint_of_their_region() -> None:
    keys = found({}, WHOLE)
    assert (keys.key, keys.secret, keys.credentials_from) == ("key-1", "secret-1", "environment")
    assert (keys.region, keys.endpoint) == ("north-1", "https://images.north-1.nimbus.example")
    assert "secret-1" not in repr(keys)


def test_options_outweigh_the_environment_and_an_endpoint_a_region() -> None:
    keys = found({"api_key": "k", "api_secret": "s", "endpoint": "https://images.own.example"}, WHOLE)
    assert (keys.key, keys.credentials_from, keys.region) == ("k", "options", None)
    assert keys.endpoint == "https://images.own.example"


def test_variables_of_two_tools_are_not_mixed() -> None:
    with pytest.raises(OptionError, match="No credentials found"):
        found({}, {"NIMBUS_KEY": "key-1", "NB_SECRET": "secret-2"})


def test_every_secret_that_was_read_is_hidden() -> None:
    hidden: list[str] = []
    found({"api_key": "k", "api_secret": "s", "region": "north-1"}, {**WHOLE, "NB_SECRET": "secret-2"}, hidden)
    assert {"s", "secret-1", "secret-2"} <= set(hidden)


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "k\u00e9y"])
def test_a_key_that_no_header_can_carry_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(OptionError, match=r"api_key \(from options\) has characters") as refused:
        found({"api_key": key, "api_secret": "s", "region": "north-1"}, {})
    assert key not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("NIMBUS_KEY", "'key-1'", "has quotes in its value: write it without them"),
        ("NIMBUS_SECRET", '"secret-1"', "has quotes in its value: write it without them"),
        ("NIMBUS_SECRET", "secret-1 # of prod", "has a blank or a line break in its value"),
        ("NIMBUS_SECRET", "secret-1\n  more", "has a blank or a line break in its value"),
    ],
)
def test_what_a_file_brought_along_is_named_and_not_shown(name: str, value: str, said: str) -> None:
    with pytest.raises(OptionError, match=rf"{name} \(from environment\) {said}") as refused:
        found({}, {**WHOLE, name: value})
    assert "-1" not in str(refused.value)


def test_a_line_end_or_blanks_around_a_value_do_not_count() -> None:
    keys = found({}, {name: f" {value}\r\n" for name, value in WHOLE.items()})
    assert (keys.key, keys.secret, keys.region) == ("key-1", "secret-1", "north-1")


def test_a_part_that_is_passed_over_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    environ = {"NIMBUS_KEY": "key-0", "NB_KEY": "key-1", "NB_SECRET": "secret-1"}
    assert found({"region": "north-1"}, environ).key == "key-1"
    assert capsys.readouterr().out == (
        "NIMBUS_KEY without NIMBUS_SECRET is set and not used: the credentials come from NB_KEY and NB_SECRET.\n"
    )


@pytest.mark.parametrize(
    ("region", "said"),
    [
        ("", r"No region: set region \(such as north-1\), or an endpoint"),
        ("North", "'North' is not a region"),
        ("north-1.evil.example/", "is not a region"),
        ("south-1", "No document gives the hosts of region south-1: set endpoint"),
    ],
)
def test_a_region_that_leads_nowhere_is_refused(region: str, said: str) -> None:
    with pytest.raises(OptionError, match=said):
        found({"api_key": "k", "api_secret": "s", "region": region}, {})


PARSE = error_parser("code", "message", "trace", owns_404=lambda body: body.get("code") == "NoImage")


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (403, {"code": "Denied", "message": "No.", "trace": "t-1"}, ErrorDetail("Denied", "No.", "t-1", None)),
        (404, {"code": "NoImage", "message": "Gone."}, ErrorDetail("NoImage", "Gone.", None, "not_found")),
        (404, {"message": "no route"}, ErrorDetail(None, "no route", None, "bad_request")),
        (404, "<html>", ErrorDetail(None, "<html>", None, "bad_request")),
        (500, {"code": 5, "message": ["odd"]}, ErrorDetail(None, "", None, None)),
        (502, None, ErrorDetail(None, "", None, None)),
    ],
    ids=str,
)
def test_error_bodies_of_one_object(status: int, body: object, said: ErrorDetail) -> None:
    assert PARSE(status, {}, body) == said
