# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The text of an OpenStack user's files: what editors write, and what one that cannot be read leads to."""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import OptionError
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack.clouds_yaml import read_clouds

from .homes import WITH_PASSWORD, User, put

EDITORS: dict[str, Callable[[bytes], bytes]] = {
    "byte order mark": lambda content: b"\xef\xbb\xbf" + content,
    "CRLF": lambda content: content.replace(b"\n", b"\r\n"),
    "both": lambda content: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"),
}
YAML = b"""\
clouds:
  prod:
    auth:
      auth_url: https://keystone.example.com/v3
      username: u
      password: my-password
"""


@pytest.mark.parametrize("suffix", ["yaml", "yml", "json"])
@pytest.mark.parametrize("editor", EDITORS.values(), ids=EDITORS)
def test_what_editors_write_is_read(user: User, editor: Callable[[bytes], bytes], suffix: str) -> None:
    content = json.dumps({"clouds": {"prod": WITH_PASSWORD}}, indent=1).encode() if suffix == "json" else YAML
    (user.home / f"clouds.{suffix}").write_bytes(editor(content))
    assert user.find(cloud="prod")["password"] == "my-password"


BROKEN = {
    "tab": (b"clouds:\n\tprod:\n", "line 2,", r"it is not YAML \(found character '\\t' that cannot start any token\)"),
    "stray byte": (b"clouds:\n  prod:\n    auth: {password: \xff}\n", "line 3,", "the byte 0xff is not UTF-8"),
    "alias": (YAML + b"      token: *my-secret\n", "line 7,", r"it is not YAML \(found undefined alias '…'\)"),
    "tag": (YAML + b"      token: !my-secret x\n", "line 7,", r"it is not YAML \(could not determine a constructor"),
    "indentation": (b"clouds:\n  prod:\n    auth:\n   password: x\n", "line 4,", "it is not YAML"),
    "no colon": (b"clouds:\n  prod:\n    auth_url\n    x: y\n", "line 4,", "it is not YAML"),
    "empty": (b"", "", "it is empty"),
    "a list": (b"- clouds\n", "", "it is not a mapping"),
    "clouds is a list": (b"clouds: [prod]\n", "", "clouds is not a mapping"),
    "a cloud is text": (b"clouds: {prod: my-secret}\n", "", "the cloud prod is not a mapping"),
    "auth is text": (b"clouds: {prod: {auth: my-secret}}\n", "", "auth of the cloud prod is not a mapping"),
    "deep nesting": (b"clouds: " + b"[" * 2_000, "", "it is nested too deeply"),
    "impossible date": (b"clouds: {prod: {x: 2026-02-30}}\n", "", "it has an impossible date or number"),
}


@pytest.mark.parametrize("where", ["clouds.yaml", "secure.yaml"])
@pytest.mark.parametrize(("content", "line", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_names_line_and_reason_whatever_comes_next(
    user: User, where: str, content: bytes, line: str, reason: str
) -> None:
    put(user.home / "clouds.yaml", prod=WITH_PASSWORD)
    put(user.here / "clouds.yaml", prod=WITH_PASSWORD)
    (user.here / where).write_bytes(content)
    with pytest.raises(OptionError, match=f"repository/{where}[, ]+{line} *cannot be read: {reason}") as refused:
        user.find(cloud="prod")
    assert "my-" not in str(refused.value)


def test_a_fifo_is_not_waited_for(user: User) -> None:
    os.mkfifo(user.home / "clouds.yaml")
    with pytest.raises(OptionError, match=r"clouds.yaml cannot be read: it is not a regular file"):
        user.find(cloud="prod")


def test_files_are_not_asked_where_variables_hold_the_credentials(user: User) -> None:
    (user.home / "clouds.yaml").write_text("clouds: [")
    environ = {f"OS_{name.upper()}": value for name, value in WITH_PASSWORD["auth"].items()}
    assert user.find(environ)["source"] == "environment"
    assert user.find(auth=WITH_PASSWORD["auth"])["source"] == "options"
    with pytest.raises(OptionError, match=r"clouds.yaml, line 1, cannot be read"):
        user.find({**environ, "OS_CLOUD": "prod"})


def test_a_file_without_clouds_is_said_to_have_none(user: User) -> None:
    file = user.home / "clouds.yaml"
    file.write_text("cache: {auth: true}\n")
    assert read_clouds(file)["clouds"] == {}
    with pytest.raises(OptionError, match=r"clouds.yaml names no clouds"):
        user.find(cloud="prod")


def test_a_part_that_yaml_repeats_without_end_is_looked_at_once(user: User) -> None:
    lines = ["x0: &x0 {password: my-password}"]
    lines += [f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]" for n in range(1, 12)]
    cloud = json.dumps({**WITH_PASSWORD, "image_format": "raw"})
    (user.home / "clouds.yaml").write_text("\n".join(lines) + f"\nclouds:\n  prod: {cloud[:-1]}, extra: *x11}}\n")
    assert user.find(cloud="prod")["password"] == "my-password"


def test_what_openstacksdk_only_warns_of_is_said(user: User) -> None:
    put(user.home / "clouds.yaml", prod={**WITH_PASSWORD, "profile": "otcc"})
    user.find(cloud="prod")
    assert user.warnings == ["openstacksdk says: Couldn't find the vendor profile otcc for the cloud prod"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("      username: other", "username"),
        ("  prod: {auth: {}}", "prod"),
        ("    auth: {}", "auth"),
        ("clouds: {}", "clouds"),
    ],
)
def test_a_key_that_stands_twice_is_refused(user: User, line: str, name: str) -> None:
    """YAML 1.2 forbids it; openstacksdk takes the last one."""
    (user.home / "clouds.yaml").write_bytes(YAML + line.encode())
    with pytest.raises(OptionError, match=f"clouds.yaml, line 7, cannot be read: {name} is given twice"):
        user.find(cloud="prod")


def test_a_key_may_stand_in_what_is_merged_too(user: User) -> None:
    base = "base: &base {auth_url: 'https://keystone.example.com/v3', username: u, password: theirs}\n"
    (user.home / "clouds.yaml").write_text(base + "clouds: {prod: {auth: {<<: *base, password: my-password}}}\n")
    assert user.find(cloud="prod")["password"] == "my-password"


@pytest.mark.parametrize(
    ("written", "taken_for"),
    [
        ("0123", "a number"),
        ("0o17", None),
        ("0x1F", "a number"),
        ("1_000", "a number"),
        ("12:30:45", "a number"),
        ("1.50", "a number"),
        ("+49", "a number"),
        ("YES", "yes or no"),
        ("Off", "yes or no"),
        ("2026-11-29", "a date"),
        ("12345", None),
        ("0", None),
        ("'0123'", None),
    ],
)
@pytest.mark.parametrize("file", ["clouds.yaml", "secure.yaml"])
def test_a_password_that_yaml_takes_for_something_else(
    user: User, file: str, written: str, taken_for: str | None
) -> None:
    (user.home / "clouds.yaml").write_bytes(YAML)
    content = YAML.decode().replace("my-password", written).replace("auth_url: https", "auth_url: &url https")
    (user.home / file).write_text(content)
    if taken_for is None:
        assert user.find(cloud="prod")["password"] == written.strip("'")
        return
    words = (
        f"{file}, line 6, cannot be read: password is not text, because YAML takes it for {taken_for}: put it in quotes"
    )
    with pytest.raises(OptionError, match=words) as refused:
        user.find(cloud="prod")
    assert written not in str(refused.value).replace(str(user.home), "")


def test_ids_of_digits_stay_text(user: User) -> None:
    digits = "12345678901234567890123456789012"
    more = f"      project-id: {digits}\n      project_domain_id: {digits}\n    region_name: 5\n"
    (user.home / "clouds.yaml").write_bytes(YAML + more.encode())
    found = user.find(cloud="prod")
    assert (found["project_id"], found["project_domain_id"]) == (digits, digits)
