# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sharing inventories: what is loaded, merged and refused, and that every problem says where it is."""

from __future__ import annotations

import datetime
import json
import os
import re
import runpy
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from ansible_collections.cloud_images.sharing.plugins.plugin_utils import inventory_schema
from ansible_collections.cloud_images.sharing.plugins.plugin_utils.inventory import InventoryError, load
from hypothesis import given
from hypothesis import strategies as st

COLLECTION = Path(__file__).parents[4]
A, B = "a" * 32, "b" * 32
CLOUD = {"cloud": {"provider": "huawei_ims", "region": "eu-de"}}
IMAGE = {"name": "golden", "connection": "cloud", "image_id": "i1", "members": [A]}

Load = Callable[..., dict[str, Any]]


@pytest.fixture
def load_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Loads files given as name to text (or data); `encrypted` names those that came out of a vault."""
    monkeypatch.chdir(tmp_path)

    def load_files(
        files: Mapping[str, Any],
        inline: Any = None,
        select: Any = None,
        encrypted: tuple[str, ...] = (),
        **options: Any,
    ) -> dict[str, Any]:
        for name, content in files.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return load(
            sorted(files), lambda path: (Path(path).read_text("utf-8"), path in encrypted), inline, select, **options
        )

    return load_files


@pytest.fixture
def problems(load_files: Load) -> Callable[..., list[str]]:
    def problems(*arguments: Any, **options: Any) -> list[str]:
        with pytest.raises(InventoryError) as caught:
            load_files(*arguments, **options)
        return caught.value.problems

    return problems


def whole(**sections: Any) -> dict[str, Any]:
    return {"connections": CLOUD, "images": [IMAGE], **sections}


# ----------------------------------------------------------------------------------------------------------- loading


def test_a_whole_document(load_files: Load) -> None:
    text = """
connections:
  scp-prod: {provider: scp, region: kr-west1, account_id: 012345678901, timeout: 7.5, retries: 3}
  ims: {provider: huawei_ims, region: ap-southeast-3}
principals:
  yes: 0123456789abcdef0123456789abcdef
  ou: {member_id: odd, member_type: organization}
images:
  - name: 1:30
    connection: scp-prod
    image_id: 0e12
    members: [yes, ou, {member_id: 123456789012, status: accepted}]
    visibility: [shared]
    max_pending_days: 14
waivers:
  - image: 1:30
    member: ou
    reason: moving
    expires: 2027-01-31
"""
    assert load_files({"sharing.yml": text}) == {
        "connections": {
            "scp-prod": {
                "provider": "scp",
                "options": {"region": "kr-west1", "account_id": "012345678901", "timeout": 7.5, "retries": 3},
            },
            "ims": {"provider": "huawei_ims", "options": {"region": "ap-southeast-3"}},
        },
        "principals": {
            "yes": {"member_id": "0123456789abcdef0123456789abcdef", "member_type": None},
            "ou": {"member_id": "odd", "member_type": "organization"},
        },
        "images": [
            {
                "name": "1:30",
                "connection": "scp-prod",
                "image_id": "0e12",
                "match": "exact",
                "members": [
                    {
                        "member_id": "0123456789abcdef0123456789abcdef",
                        "member_type": None,
                        "status": None,
                        "principal": "yes",
                    },
                    {"member_id": "odd", "member_type": "organization", "status": None, "principal": "ou"},
                    {"member_id": "123456789012", "member_type": None, "status": "accepted", "principal": None},
                ],
                "visibility": ["shared"],
                "max_pending_days": 14,
                "source": "sharing.yml:9",
            }
        ],
        "waivers": [
            {
                "name": "1:30",
                "connection": "scp-prod",
                "image_id": None,
                "member": "odd",
                "kind": None,
                "reason": "moving",
                "expires": "2027-01-31",
                "source": "sharing.yml:16",
            }
        ],
        "scope": ["scp-prod"],
        "not_in_scope": ["ims"],
        "sources": ["sharing.yml"],
    }


def test_the_defaults(load_files: Load) -> None:
    (image,) = load_files({"a.json": whole()})["images"]
    assert (image["match"], image["visibility"], image["max_pending_days"]) == ("exact", ["private", "shared"], None)


def test_a_folder_is_read_whole_and_in_order(load_files: Load, tmp_path: Path) -> None:
    files = {
        "f/b.yml": {"images": [IMAGE]},
        "f/a.YAML": {"connections": CLOUD},
        "f/deep/er/c.json": {"images": [{**IMAGE, "name": "c", "image_id": "c"}]},
        "f/.hidden.yml": "no: inventory",
        "f/.git/x.yml": "no: inventory",
        "f/notes.txt": "no inventory",
    }
    with pytest.raises(InventoryError):
        load_files(files)
    read: list[str] = []

    def reader(path: str) -> tuple[str, bool]:
        read.append(path)
        return Path(path).read_text("utf-8"), False

    loaded = load(["f", "f/b.yml"], reader)
    assert read == loaded["sources"] == ["f/a.YAML", "f/b.yml", "f/deep/er/c.json"]
    assert [image["name"] for image in loaded["images"]] == ["golden", "c"]
    os.symlink("deep", "f/linked")
    with pytest.raises(InventoryError, match="f/linked: a link to a folder is not followed"):
        load(["f"], reader)


def test_inline_content_alone_and_added(load_files: Load) -> None:
    assert load([], reads_nothing, whole())["images"][0]["source"] == "inline"
    second = {**IMAGE, "name": "second", "image_id": "i2", "max_pending_days": "3"}
    loaded = load_files({"a.yml": whole()}, {"images": [second], "waivers": "", "principals": None})
    assert [(image["name"], image["max_pending_days"]) for image in loaded["images"]] == [
        ("golden", None),
        ("second", 3),
    ]


def reads_nothing(path: str) -> tuple[str, bool]:
    raise AssertionError(path)


def test_a_date_of_a_playbook_is_its_text(load_files: Load) -> None:
    waiver = {"image": "golden", "kind": "missing_member", "reason": "x", "expires": datetime.date(2027, 1, 31)}
    assert load([], reads_nothing, whole(waivers=[waiver]))["waivers"][0]["expires"] == "2027-01-31"


def test_inline_connections_merge_option_by_option(load_files: Load) -> None:
    anything = {"endpoint": "http://10.0.0.1", "validate_certs": "no", "ca_path": "/x", "secret_key": "s", "region": ""}
    inline = {"connections": {"cloud": {**anything, "password": None}, "new": {"provider": "scp"}}}
    connections = load_files({"a.yml": whole()}, inline)["connections"]
    options = {**anything, "region": "eu-de", "validate_certs": False}
    assert connections["cloud"] == {"provider": "huawei_ims", "options": options}
    assert connections["new"] == {"provider": "scp", "options": {}}


def test_select_and_discovery_decide_what_is_looked_at(load_files: Load) -> None:
    connections = dict.fromkeys(("c1", "c2", "c3"), CLOUD["cloud"])
    images = [{**IMAGE, "name": name, "connection": name} for name in ("c1", "c2")]
    files = {"a.json": {"connections": connections, "images": images}}
    for select, discover, scope in (
        (None, False, ["c1", "c2"]),
        ([], False, ["c1", "c2"]),
        (["c2"], False, ["c2"]),
        (["c2", "c3"], False, ["c2"]),
        (["c2", "c3"], True, ["c2", "c3"]),
        (None, True, ["c1", "c2", "c3"]),
    ):
        loaded = load_files(files, select=select, discover=discover)
        assert loaded["scope"] == scope
        assert loaded["not_in_scope"] == sorted(set(connections) - set(scope))
        assert {image["connection"] for image in loaded["images"]} <= set(scope)


# ---------------------------------------------------------------------------------------------------------- problems


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ({"imagess": []}, ["a.yml:1: imagess: unknown key. Did you mean 'images'?"]),
        ({"images": []}, ["the inventory names no image"]),
        ({"images": None}, ["images: has no value, but should be a list"]),
        (
            {"images": [{**IMAGE, "match": "exactly"}]},
            ["images[0].match: 'exactly' is not allowed. Did you mean 'exact'?"],
        ),
        ({"images": [{**IMAGE, "membres": []}]}, ["images[0].membres: unknown key. Did you mean 'members'?"]),
        (
            {"images": [{**IMAGE, "connection": "clout"}]},
            ["images[0].connection: unknown connection 'clout'. Did you mean"],
        ),
        ({"images": [{**IMAGE, "image_id": "../../x"}]}, ["images[0].image_id: '../../x' is not allowed"]),
        ({"images": [{**IMAGE, "image_id": "x\n"}]}, ["images[0].image_id: 'x\\n' is not allowed"]),
        ({"images": [{**IMAGE, "image_id": "x" * 129}]}, ["images[0].image_id"]),
        ({"images": [{**IMAGE, "name": " x"}]}, ["images[0].name"]),
        ({"images": [{**IMAGE, "name": "x\u0000"}]}, ["images[0].name"]),
        (
            {"images": [{key: IMAGE[key] for key in ("name", "connection")}]},
            ["images[0]: image_id is missing", "members"],
        ),
        ({"images": [{**IMAGE, "members": None}]}, ["images[0].members: has no value, but should be a list"]),
        ({"images": [{**IMAGE, "members": A}]}, ["images[0].members: is text, but should be a list"]),
        ({"images": [{**IMAGE, "members": ["team-x"]}]}, ["images[0].members[0]: unknown principal 'team-x'"]),
        ({"images": [{**IMAGE, "members": [A, A.upper()]}]}, [f"images[0].members: member {A.upper()} is given twice"]),
        ({"images": [{**IMAGE, "members": [{"member_id": A, "statuss": "x"}]}]}, ["members[0].statuss: unknown key"]),
        ({"images": [{**IMAGE, "members": [{"member_id": A, "status": "acepted"}]}]}, ["Did you mean 'accepted'?"]),
        ({"images": [{**IMAGE, "match": "private"}]}, ["images[0].members: match private means no member at all"]),
        ({"images": [{**IMAGE, "visibility": []}]}, ["images[0].visibility: is empty"]),
        ({"images": [{**IMAGE, "visibility": ["open"]}]}, ["images[0].visibility[0]: 'open' is not allowed"]),
        (
            {"images": [{**IMAGE, "max_pending_days": "soon"}]},
            ["images[0].max_pending_days: is text, but should be a whole"],
        ),
        (
            {"images": [{**IMAGE, "max_pending_days": -1}]},
            ["images[0].max_pending_days: -1 is not allowed: at least 0"],
        ),
        (
            {"images": [IMAGE, {**IMAGE, "image_id": "i2"}]},
            ["images[1]: image 'golden' is given twice, first at a.yml:1: images[0]"],
        ),
        ({"images": [IMAGE, {**IMAGE, "name": "b"}]}, ["images[1]: image_id i1 of connection 'cloud' is given twice"]),
        ({"principals": {"team": "team-b"}}, ["principals.team: 'team-b' does not look like an id"]),
        ({"principals": {A: B}}, [f"principals.{A}: a principal's name must not have the form of an id"]),
        ({"principals": {"ou-1": B}}, ["principals.ou-1: a principal's name must not"]),
        ({"principals": {"x": {"member_id": "odd"}, "odd": B}}, ["principals.odd: the name is also the member id of"]),
        ({"connections": {"cloud": {"region": "x"}}}, ["connections.cloud: provider is missing"]),
        (
            {"connections": {"cloud": {"provider": "scpp"}}},
            ["connections.cloud.provider: 'scpp' is not allowed. Did you mean 'scp'"],
        ),
        (
            {"connections": {"cloud": {"provider": "scp", "regoin": "x"}}},
            ["cloud.regoin: unknown key. Did you mean 'region'"],
        ),
        (
            {"connections": {"cloud": {"provider": "scp", "project_id": "x"}}},
            ["connections.cloud.project_id: unknown key"],
        ),
        (
            {"connections": {"cloud": {"provider": "scp", "retries": "x"}}},
            ["cloud.retries: is text, but should be a whole"],
        ),
        (
            {"connections": {"cloud": {"provider": "scp", "region": None}}},
            ["cloud.region: has no value, but should be text"],
        ),
        ({"connections": {"cloud": {"provider": "scp", "image_ids": "x"}}}, ["cloud.image_ids: unknown key"]),
    ],
)
def test_what_is_refused(problems: Callable[..., list[str]], sections: Any, expected: list[str]) -> None:
    found = problems({"a.yml": whole(**sections)})
    assert len(found) == len(expected)
    for text, part in zip(found, expected, strict=True):
        assert part in text


WAIVER = {"image": "golden", "kind": "missing_member", "reason": "moving", "expires": "2027-01-31"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"image": "goldn"}, "waivers[0].image: unknown image 'goldn'. Did you mean 'golden'?"),
        ({"image": None, "connection": "clout", "image_id": "i"}, "waivers[0].connection: unknown connection 'clout'"),
        ({"connection": "cloud", "image_id": "i"}, "waivers[0]: A waiver names its image either by label"),
        ({"image": None, "connection": "cloud"}, "waivers[0]: A waiver names its image either by label"),
        ({"kind": None}, "waivers[0]: A waiver names a member, a kind of finding, or both."),
        ({"kind": "unreadable"}, "waivers[0].kind: 'unreadable' is not allowed"),
        ({"kind": None, "member": "team-x"}, "waivers[0].member: unknown principal 'team-x'"),
        ({"reason": None}, "waivers[0]: reason is missing"),
        ({"reason": " "}, "waivers[0].reason: ' ' is not allowed"),
        ({"expires": None}, "waivers[0]: expires is missing"),
        ({"expires": "2027-02-30"}, "waivers[0].expires: '2027-02-30' is no date"),
        ({"expires": "31.1.2027"}, "waivers[0].expires: '31.1.2027' is not allowed"),
        ({"expires": "2027-01-31\n"}, "waivers[0].expires"),
    ],
)
def test_waivers_that_are_refused(problems: Callable[..., list[str]], changes: dict[str, Any], expected: str) -> None:
    waiver = {key: value for key, value in {**WAIVER, **changes}.items() if value is not None}
    (problem,) = problems({"a.yml": whole(waivers=[waiver])})
    assert expected in problem


@pytest.mark.parametrize(
    ("section", "entry", "what"),
    [
        (
            "connections",
            CLOUD,
            "connections.cloud: connection 'cloud' is given twice, first at a.yml:1: connections.cloud",
        ),
        (
            "principals",
            {"team": A},
            "principals.team: principal 'team' is given twice, first at a.yml:1: principals.team",
        ),
        ("images", [IMAGE], "images[0]: image 'golden' is given twice, first at a.yml:1: images[0]"),
        ("waivers", [WAIVER], "is given twice, first at a.yml:1: waivers[0]"),
    ],
)
def test_twice_in_two_files_names_both_places(
    problems: Callable[..., list[str]], section: str, entry: Any, what: str
) -> None:
    found = problems({"a.yml": whole(**{section: entry}), "b.yml": {section: entry}})
    assert found[0].startswith("b.yml:1: ")
    assert what in found[0]


def test_twice_inline_is_told_too() -> None:
    with pytest.raises(
        InventoryError, match=r"inline: images\[1\]: image 'golden' is given twice, first at inline: images\[0\]"
    ):
        load([], reads_nothing, whole(images=[IMAGE, {**IMAGE, "image_id": "i2"}]))


def test_all_problems_are_told_with_their_lines(problems: Callable[..., list[str]]) -> None:
    text = (
        "images:\n- name: a\n  image_id: x\n  connection: c\n  members:\n  - team-x\n  - team-y\nconnections:\n  d:\n"
    )
    found = problems({"b.yml": text, "a.yml": "a: 1\na: 2", "c.json": '{"images": [\n{"name": 1}]}'})
    assert [problem.split(": ")[0] for problem in found] == ["a.yml:2", "b.yml:9", "c.json:2", "c.json:2"]
    found = problems({"a.yml": "principals: {}", "b.yml": text, "c.json": "{}"})
    assert [problem.split(": ")[:2] for problem in found] == [
        ["b.yml:4", "images[0].connection"],
        ["b.yml:6", "images[0].members[0]"],
        ["b.yml:7", "images[0].members[1]"],
        ["b.yml:9", "connections.d"],
    ]


def test_the_message_shows_the_first_problems_and_counts_the_rest() -> None:
    images = [{**IMAGE, "name": f"n{number}", "match": "x"} for number in range(60)]
    with pytest.raises(InventoryError) as caught:
        load([], reads_nothing, whole(images=images))
    assert len(caught.value.problems) == 60
    assert str(caught.value).endswith("and 35 more problems")


@pytest.mark.parametrize(
    ("text", "problem"), [("", "the file is empty"), ("# x", "the file is empty"), ("- a", "not a mapping")]
)
def test_files_that_are_no_inventory(problems: Callable[..., list[str]], text: str, problem: str) -> None:
    (found,) = problems({"a.yml": text})
    assert found.startswith(f"a.yml: {problem}")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.yml").write_bytes(b"a: \xff")
    (tmp_path / "empty").mkdir()
    paths = [str(tmp_path / name) for name in ("gone.yml", "latin.yml", "empty")]
    with pytest.raises(InventoryError) as caught:
        load(paths, lambda path: (Path(path).read_text("utf-8"), False))
    assert [problem.rpartition(": ")[2] for problem in caught.value.problems] == [
        "the folder holds no file named *.yml, *.yaml or *.json",
        "No such file or directory",
        "not UTF-8",
    ]


def test_nothing_at_all_is_refused() -> None:
    for paths, inline in (([], None), ([], {}), ([], {"connections": CLOUD})):
        with pytest.raises(InventoryError, match="names no image"):
            load(paths, reads_nothing, inline)


def test_a_selection_without_images_is_refused(problems: Callable[..., list[str]]) -> None:
    connections = {**CLOUD, "other": {"provider": "scp"}}
    (found,) = problems({"a.yml": whole(connections=connections)}, select=["other"])
    assert "no image in the selected connections (other)" in found
    (found,) = problems({"a.yml": whole(connections=connections)}, select=["cloud", "othre"])
    assert "select: unknown connection 'othre'. Did you mean 'other'?" in found


@pytest.mark.parametrize("value", [123456789012, 12.5, True])
def test_numbers_of_playbooks_are_asked_for_in_quotes(value: Any) -> None:
    for changes in ({"image_id": value}, {"members": [value]}, {"members": [{"member_id": value}]}):
        with pytest.raises(InventoryError, match="put it in quotes"):
            load([], reads_nothing, whole(images=[{**IMAGE, **changes}]))


def test_a_member_type_must_not_contradict_its_principal(problems: Callable[..., list[str]]) -> None:
    principals = {"team": {"member_id": A, "member_type": "domain"}}
    members = [{"member_id": "team", "member_type": "project"}]
    (found,) = problems({"a.yml": whole(principals=principals, images=[{**IMAGE, "members": members}])})
    assert "member_type project contradicts principal 'team', which is of type domain" in found


# ------------------------------------------------------------------------------------------- what a file may not do

SECRET = "hunter2"


def connection(provider: str, **options: Any) -> dict[str, Any]:
    return {"a.yml": {"connections": {"cloud": {"provider": provider, **options}}, "images": [IMAGE]}}


@pytest.mark.parametrize(
    ("provider", "options"),
    [
        ("scp", {"secret_key": SECRET}),
        ("huawei_ims", {"secret_key": SECRET}),
        ("huawei_ims", {"security_token": SECRET}),
        ("huawei_cph", {"auth_token": SECRET}),
        ("huawei_cph", {"password": SECRET}),
        ("openstack", {"auth": {"password": SECRET}}),
        ("openstack", {"auth": {"token": SECRET}}),
        ("openstack", {"auth": {"application_credential_secret": SECRET}}),
    ],
)
def test_secrets_need_an_encrypted_file(
    load_files: Load, problems: Callable[..., list[str]], provider: str, options: dict[str, Any]
) -> None:
    (found,) = problems(connection(provider, **options))
    assert "a secret in a plain file" in found
    assert SECRET not in found
    assert (
        load_files(connection(provider, **options), encrypted=("a.yml",))["connections"]["cloud"]["options"] == options
    )


@pytest.mark.parametrize(
    ("provider", "options"),
    [
        *[
            (provider, {"validate_certs": value})
            for provider in ("scp", "huawei_ims", "openstack")
            for value in (False, True, "no")
        ],
        ("scp", {"ca_path": "/tmp/ca.pem"}),
        ("huawei_cph", {"ca_path": "/tmp/ca.pem"}),
        ("openstack", {"ca_cert": "/tmp/ca.pem"}),
        ("openstack", {"client_cert": "/tmp/c.pem"}),
        ("openstack", {"client_key": "/tmp/c.pem"}),
        ("openstack", {"auth": {"endpoint": "https://evil.example.com"}}),
        ("openstack", {"auth": {"discovery_endpoint": "https://iam.eu-de.otc.t-systems.com"}}),
        ("openstack", {"auth": {"identity_provider_url": "https://evil.example.com"}}),
        ("openstack", {"cloud": {"auth": {"auth_url": "https://evil.example.com"}}}),
        ("openstack", {"cloud": {"verify": False}}),
        ("scp", {"endpoint": "https://virtualserver.kr-west1.e.evil.example.com"}),
        ("scp", {"endpoint": "https://ims.eu-de.otc.t-systems.com"}),
        ("huawei_ims", {"endpoint": "http://ims.eu-de.otc.t-systems.com"}),
        ("huawei_ims", {"iam_endpoint": "https://evilmyhuaweicloud.com"}),
        ("huawei_cph", {"endpoint": "https://myhuaweicloud.com@evil.example.com"}),
        ("openstack", {"endpoint": "https://glance.example.com"}),
        ("openstack", {"auth": {"auth_url": "https://keystone.example.com/v3"}}),
    ],
)
@pytest.mark.parametrize("encrypted", [(), ("a.yml",)])
def test_no_file_turns_off_tls_or_sends_credentials_elsewhere(
    problems: Callable[..., list[str]], provider: str, options: dict[str, Any], encrypted: tuple[str, ...]
) -> None:
    (found,) = problems(connection(provider, **options), encrypted=encrypted)
    assert "assert_sharing_connections" in found


@pytest.mark.parametrize("region", ["evil.example.com/", "a#", "a@b", "a/../b", "a.b", "a:1", "-", "a\n"])
def test_a_region_cannot_change_the_host(problems: Callable[..., list[str]], region: str) -> None:
    for provider in ("scp", "huawei_ims", "huawei_cph"):
        (found,) = problems(connection(provider, region=region))
        assert "connections.cloud.region" in found


@pytest.mark.parametrize(
    ("provider", "options"),
    [
        ("scp", {"endpoint": "https://virtualserver.kr-west1.e.samsungsdscloud.com"}),
        ("huawei_ims", {"endpoint": "https://ims.eu-de.otc.t-systems.com", "iam_endpoint": "http://127.0.0.1:5000"}),
        ("openstack", {"cloud": "otc", "region_name": "eu-de"}),
        ("openstack", {"auth": {"auth_url": "https://iam.eu-de.otc.t-systems.com/v3", "project_id": "1" * 32}}),
    ],
)
def test_a_file_may_name_the_vendors_hosts_and_this_machine(load_files: Load, provider: str, options: Any) -> None:
    assert load_files(connection(provider, **options))["connections"]["cloud"]["options"] == options


# ------------------------------------------------------------------------------------------------ schema and examples


def test_the_schema_is_current_and_a_schema() -> None:
    make = runpy.run_path(str(COLLECTION / "tests" / "tools" / "make_inventory_schema.py"))["make"]
    assert inventory_schema.SCHEMA_FILE.read_text(encoding="utf-8") == make()
    jsonschema.Draft202012Validator.check_schema(inventory_schema.schema())


def test_everything_in_the_schema_is_described() -> None:
    def undescribed(node: Any, path: str) -> list[str]:
        if not isinstance(node, dict):
            return []
        named = {
            f"{path}.{key}": value for key, value in (node.get("properties") or {}).items() if isinstance(value, dict)
        }
        bare = [name for name, value in named.items() if "description" not in value and "$ref" not in value]
        return bare + [one for name, value in named.items() for one in undescribed(value, name)]

    schema = inventory_schema.schema()
    documents = [(schema, ""), *((one, name) for name, one in schema["$defs"].items())]
    assert [one for document, name in documents for one in undescribed(document, name)] == []


def test_the_examples_of_the_documentation_load() -> None:
    page = (COLLECTION / "docs" / "inventory.md").read_text(encoding="utf-8")
    example, variables, waivers = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    inline = {
        "connections": yaml.safe_load(variables)["assert_sharing_connections"],
        "waivers": [{**one, "expires": str(one["expires"])} for one in yaml.safe_load(waivers)["waivers"]],
    }
    loaded = load(["sharing.yml"], lambda _path: (example, False), inline)
    assert (len(loaded["images"]), len(loaded["waivers"])) == (3, 3)


def test_without_jsonschema_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inventory_schema, "JSONSCHEMA_MISSING", True)
    inventory_schema._validator.cache_clear()
    try:
        with pytest.raises(InventoryError, match="jsonschema"):
            load([], reads_nothing, whole())
    finally:
        inventory_schema._validator.cache_clear()


# ----------------------------------------------------------------------------------------------------------- hostile

WORDS = st.sampled_from(
    [
        "connections",
        "principals",
        "images",
        "waivers",
        "cloud",
        "provider",
        "scp",
        "openstack",
        "auth",
        "auth_url",
        "name",
    ]
    + [
        "connection",
        "image_id",
        "members",
        "member_id",
        "match",
        "private",
        "visibility",
        "kind",
        "reason",
        "expires",
        "image",
    ]
    + [
        "member",
        "missing_member",
        "2027-01-31",
        A,
        "team",
        "endpoint",
        "https://127.0.0.1",
        "",
        "null",
        "\u202e",
        "x\n",
    ]
)
LEAVES = WORDS | st.none() | st.booleans() | st.integers() | st.text(max_size=5)
HOSTILE = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=5), max_leaves=20
)
SECTIONS = st.fixed_dictionaries(
    {},
    optional={
        "connections": st.dictionaries(WORDS, HOSTILE, max_size=2) | HOSTILE,
        "principals": st.dictionaries(WORDS, HOSTILE, max_size=2) | HOSTILE,
        "images": st.lists(
            st.builds(dict, HOSTILE.filter(lambda one: isinstance(one, dict))) | HOSTILE, max_size=3
        ),
        "waivers": st.lists(HOSTILE, max_size=2) | HOSTILE,
    },
)


@given(SECTIONS, SECTIONS, HOSTILE)
def test_hostile_content_is_refused_and_nothing_else(first: Any, second: Any, inline: Any) -> None:
    texts = {"a.json": json.dumps(first), "b.yml": yaml.safe_dump(second)}
    try:
        loaded = load(list(texts), lambda path: (texts[path], False), inline if isinstance(inline, dict) else second)
    except InventoryError as error:
        assert error.problems
    else:
        assert loaded["images"]
