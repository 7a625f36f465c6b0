# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whatever clouds answer, each task ends with a result that can be judged and shown. See `make soak`, too."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._http import headers
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.auth import TokenAuth
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.decode import Unreadable, decoded
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.transport import RawResponse, Transport
from ansible_collections.cloud_images.sharing.plugins.module_utils._model import ModuleResult
from ansible_collections.cloud_images.sharing.plugins.module_utils._module import argument_spec, read
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.clouds import CLOUDS
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack import provider as openstack
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack.login import Login
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._evidence import evidence_of
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import load
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.judge import judge
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from requests.structures import CaseInsensitiveDict

SECRET = "ExampleSecretKey/0001+notreal"
TOKEN = "gAAAAABexampleTokenThatNobodyMaySee"
OWN, THEIRS, MEMBER = "1bed856811654c1cb661a6ca845ebc77", "0f3c9a21b7d04c5ea1b2c3d4e5f60718", "ab" * 16
IMAGE, OTHER = "70a599e0-31e7-49b7-b260-868f441e862b", "abcdef01-0000-4000-8000-000000000001"
TODAY = datetime.date(2026, 12, 1)
PLACE = "http://127.0.0.1:9"
KEYS = {"access_key": "EXAMPLEACCESSKEY0001", "secret_key": SECRET, "endpoint": PLACE, "iam_endpoint": PLACE}
OPTIONS: dict[str, dict[str, Any]] = {
    "scp": {**KEYS, "account_id": OWN},
    "huawei_ims": {**KEYS, "project_id": OWN},
    "huawei_cph": {**KEYS, "project_id": OWN},
    "openstack": {},
}

IDS = [IMAGE, OTHER, IMAGE.upper(), OWN, OWN.upper(), THEIRS, MEMBER, "../x", "organizations::x:ou:o-1/ou-1"]
WORDS = ["private", "shared", "share", "public", "pending", "accepted", "active", "deleted", "2026-11-20T00:00:00Z"]
SECRETS = [SECRET, f"key={SECRET[:12]} {SECRET[12:]}", TOKEN, "EXAMPLEACCESSKEY0001"]
TEXTS = st.sampled_from([*IDS, *WORDS, *SECRETS, "1743560160000", "", "\x1b[2J", "\ud800", "a\u2028b"])
LEAVES = TEXTS | st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)
FACTS = """owner project_id src_project_id visibility status image_type image_name name created_at create_time tags
    os_hash_algo os_hash_value checksum urn member_type account_id is_public os_hidden"""
ABOUT = """page_info next_marker next total total_count current_count has_more error errors code message versions
    error_code error_msg id owner visibility status links meta success"""
LISTS = "members images image_infos phone_images access_keys versions"
SAYING = "Age X-Cache Content-Range Link Retry-After Date X-Total-Count X-Next-Page X-Request-Id Location"


def one_of(words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(words.split())


ROWS = st.fixed_dictionaries(
    dict.fromkeys(("id", "image_id", "member_id", "access_key"), TEXTS),
    optional=dict.fromkeys(FACTS.split(), LEAVES),
)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(one_of(ABOUT), inner, max_size=3)
)
DOCUMENTS = st.dictionaries(
    one_of(f"{LISTS} {ABOUT}"),
    st.lists(ROWS | ANYTHING, max_size=4) | st.lists(ROWS, max_size=4) | ANYTHING,
    max_size=5,
)
SENSIBLE = st.builds(
    lambda rows, more: {**dict.fromkeys(LISTS.split(), rows), **more},
    st.lists(ROWS, max_size=3),
    st.dictionaries(one_of(ABOUT), ANYTHING, max_size=1) | st.just({"page_info": {"next_marker": None}}),
)
VALUES = ["0", "9", "HIT", "soon", "-1", "1e999", "nan", "[" * 999, "{}", SECRET]
HEADERS = st.dictionaries(one_of(SAYING), st.sampled_from(VALUES) | st.text(max_size=4), max_size=2)
STATUSES = st.sampled_from(
    [*[200] * 12, 201, 204, 206, 301, 400, 401, 403, 403, 404, 500, 503, 999]
)  # but for throttling, which waits


def written(document: Any) -> bytes:
    return json.dumps(document).encode()


CONTENTS = st.one_of(SENSIBLE.map(written), SENSIBLE.map(written), DOCUMENTS.map(written), st.binary(max_size=20))
ANSWERS = st.builds(RawResponse, STATUSES, HEADERS.map(CaseInsensitiveDict), CONTENTS)
UNDER_LOAD = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


def login(_context: object) -> Login:
    auth: Any = TokenAuth(TOKEN)
    return Login(auth, PLACE, None, OWN, None, None, "options", True, None)


def result_of(provider: str, answers: Iterator[RawResponse], monkeypatch: pytest.MonkeyPatch) -> ModuleResult:
    """The result of a task that wants all that there is, from a cloud that answers anything."""
    monkeypatch.setattr(Transport, "send", lambda _self, _request: next(answers))
    monkeypatch.setattr(openstack, "log_in", login)
    wanted = {"image_ids": [IMAGE, OTHER], "image_details": True, "discover": True, "incoming": True}
    options = {**OPTIONS[provider], **wanted, "incoming_dates": True, "retries": 0, "concurrency": 1}
    cloud = CLOUDS[provider].provider()
    params = {name: spec.get("default") for name, spec in argument_spec(cloud).items()} | options
    module: Any = SimpleNamespace(params=params, no_log_values={SECRET, TOKEN}, warn=lambda text: None)
    return read(cloud, module)


def again_and_again(answers: Sequence[RawResponse]) -> Iterator[RawResponse]:
    """Until the cloud is gone: lists that never end are bounded elsewhere, by a hundred thousand rows."""
    for _time in range(40):
        yield from answers
    while True:
        yield RawResponse(500, {}, b"")


@UNDER_LOAD
@given(st.sampled_from(sorted(CLOUDS)), st.lists(ANSWERS, min_size=1, max_size=8))
def test_answers_of_anything(monkeypatch: pytest.MonkeyPatch, provider: str, answers: list[RawResponse]) -> None:
    result = result_of(provider, again_and_again(answers), monkeypatch)
    shown = json.dumps(result, ensure_ascii=False)
    shown.encode()
    assert SECRET not in shown
    assert TOKEN not in shown
    inventory = load(
        [],
        inline={
            "connections": {"c": {"provider": provider}},
            "images": [
                {"name": "a", "connection": "c", "image_id": IMAGE, "members": [MEMBER], "max_pending_days": 3},
                {"name": "b", "connection": "c", "image_id": OTHER, "match": "private"},
                {"name": "s", "connection": "c", "select": {"name": "*", "newest": 1}, "members": []},
            ],
            "incoming": [{"connection": "c", "from": [{"owner": THEIRS, "names": ["*"], "max_pending_days": 3}]}],
        },
    )
    verdict = judge(inventory, {"c": evidence_of(inventory["connections"]["c"], result)}, TODAY, discover=True)
    json.dumps(verdict, ensure_ascii=False).encode()
    for one in verdict["images"]:
        assert one["verdict"] != "compliant" or one["complete"] is True


@given(st.binary(max_size=60) | DOCUMENTS.map(written))
def test_bytes_have_one_meaning_or_none(content: bytes) -> None:
    try:
        document = decoded(content)
    except Unreadable:
        return
    assert decoded(json.dumps(document).encode()) == document


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=20), max_size=4) | HEADERS)
def test_headers_of_anything(given_headers: dict[str, str]) -> None:
    folded = CaseInsensitiveDict(given_headers)
    assert headers.kept_by_a_cache(folded) in (True, False)
    json.dumps(headers.about_a_list(folded))
