# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whatever the files with credentials hold, they are used or refused in words without secrets. See `make soak`, too."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import OptionError
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import Context
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.huawei import settings as huawei
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack.config import find_cloud
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.scp import settings as scp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SECRET = "ExampleSecretKey0001notreal"
AUTH = {
    "auth_url": "https://keystone.example/v3",
    "username": "u",
    "password": SECRET,
    "project_id": "p",
    "user_domain_name": "d",
}
FILES: dict[str, str] = {
    ".scpconf/credentials.json": json.dumps({"access-key": "EXAMPLEKEY", "secret-key": SECRET}),
    ".scpconf/config.json": json.dumps(
        {"default-region": "kr-west1", "account-id": "a", "auth-url": "https://iam.e.samsungsdscloud.com/v1"}
    ),
    ".scp/cli-config.json": json.dumps(
        {"access_key": "EXAMPLEKEY", "access_secret_key": SECRET, "default_scp_region": "kr-west1", "auth_url": None}
    ),
    ".huaweicloud/credentials": f"[basic]\nak = EXAMPLEKEY\nsk = {SECRET}\nproject_id = p\n",
    ".hcloud/config.json": json.dumps(
        {
            "authEncrypt": "false",
            "current": "default",
            "profiles": [
                {"name": "default", "mode": "AKSK", "accessKeyId": "EXAMPLEKEY", "secretAccessKey": SECRET},
                {"name": "a", "mode": "agency", "sourceProfile": "default", "agencyName": "x", "region": "cn-north-4"},
                {"name": "s", "mode": "SSO", "ssoAuth": {"stsToken": {"accessKeyId": "K", "secretAccessKey": SECRET}}},
            ],
        }
    ),
    "clouds.yaml": yaml.safe_dump(
        {"clouds": {"c": {"auth": AUTH, "region_name": "r", "verify": True, "regions": ["r"], "profile": "p"}}}
    ),
    "secure.yaml": yaml.safe_dump({"clouds": {"c": {"auth": {"password": SECRET}}}}),
}
MARKS = ["&x ", "*x", "!!int ", "!!binary ", "null", "1e9", "true", "2026-13-45", "\\ud800", "<<: ", "- ", "? "]
PIECES = st.sampled_from([*"{}[]:,=|'\"#%\n\x00\ufeff", *MARKS, "  ", "[basic]", "[DEFAULT]", "0" * 5000])
EDITS = st.lists(st.tuples(st.integers(0, 600), st.integers(0, 12), PIECES | st.text(max_size=3)), max_size=4)
WORDS = st.sampled_from(["default", "s", "c", "agency", "SSO", "token", "", "x\n", "'q'", "auth", "clouds"])
LEAVES = WORDS | st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)
HOSTILE = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS, inner, max_size=2), max_leaves=5
)
UNDER_LOAD = settings(suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def written(home: Path, files: Mapping[str, bytes]) -> None:
    for path in home.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name, content in files.items():
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_bytes(content)


def find_all(home: Path, environ: Mapping[str, str]) -> None:
    """Each provider finds its settings, or says what is wrong; neither errors nor warnings tell a secret."""
    said: list[str] = []
    for name, (find, options) in PROVIDERS.items():
        more = {"OS_CLIENT_CONFIG_FILE": str(home / "clouds.yaml")} if name == "openstack" else {}
        context = Context(options, {**environ, **more}, home, unused, lambda secret: None, said.append)
        try:
            find(context)
        except OptionError as error:
            said.append(str(error))
    for text in said:
        assert SECRET not in text
        text.encode()


def unused(*_arguments: Any, **_named: Any) -> Any:
    raise AssertionError("no request is needed to find settings")


def find_openstack(context: Context) -> None:
    if Path(context.environ["OS_CLIENT_CONFIG_FILE"]).exists():
        find_cloud(context)


PROVIDERS: dict[str, Any] = {
    "scp": (scp.find_settings, {}),
    "huawei": (lambda context: huawei.find_settings(context, "ims"), {}),
    "openstack": (find_openstack, {"cloud": "c"}),
}
ENVIRONS = st.fixed_dictionaries({}, optional={"HW_PROFILE": WORDS, "OS_CLOUD": WORDS})


@UNDER_LOAD
@given(st.sampled_from(sorted(FILES)), EDITS, st.binary(max_size=6), ENVIRONS)
def test_files_that_were_damaged(
    home: Path, name: str, edits: list[tuple[int, int, str]], end: bytes, environ: Any
) -> None:
    text = FILES[name]
    for at, length, piece in edits:
        text = text[:at] + piece + text[at + length :]
    files = {one: content.encode() for one, content in FILES.items()}
    written(home, {**files, name: text.encode("utf-8", "surrogatepass") + end})
    find_all(home, environ)


@UNDER_LOAD
@given(st.sampled_from([name for name in sorted(FILES) if name != ".huaweicloud/credentials"]), st.data())
def test_files_of_another_shape(home: Path, name: str, data: st.DataObject) -> None:
    content = yaml.safe_load(FILES[name])
    for _change in range(data.draw(st.integers(1, 3))):
        content = changed(content, data)
    text = json.dumps(content) if name.endswith("json") else yaml.safe_dump(content)
    others = {one: value.encode() for one, value in FILES.items() if not one.startswith(".huaweicloud")}
    written(home, {**others, name: text.encode()})
    find_all(home, data.draw(ENVIRONS))


def changed(node: Any, data: st.DataObject) -> Any:
    """The document with one value at any depth replaced, removed or added."""
    keys: list[Any] = list(node) if isinstance(node, dict) else list(range(len(node))) if isinstance(node, list) else []
    if not keys or not data.draw(st.integers(0, 5)):
        return data.draw(HOSTILE)
    key = data.draw(st.sampled_from(keys))
    if isinstance(node, dict) and not data.draw(st.integers(0, 5)):
        return {one: value for one, value in node.items() if one != key}
    copy = dict(node) if isinstance(node, dict) else list(node)
    copy[key] = changed(node[key], data)
    return copy
