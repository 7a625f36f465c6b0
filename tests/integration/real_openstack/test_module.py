# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The module against a real Keystone and Glance: what each caller can prove, and nothing more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack import login as openstack_login
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack.provider import PROVIDER
from ansible_collections.cloud_images.sharing.plugins.modules import (
    huawei_ims_image_member_info,
    openstack_image_member_info,
)
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.reading import Run
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.tasks import run

from .cloud import Cloud

Answers = dict[str, dict[str, Any]]


def read(cloud: Cloud, environ: dict[str, str] | None = None, **options: Any) -> Answers:
    """The answer for each image of the seed, by its name."""
    ids = [image.id for image in cloud.images.values()]
    given = {"image_ids": ids, "on_error": "report", "image_details": True, **options}
    result = run(openstack_image_member_info.main, given, environ)
    assert [image["image_id"] for image in result["images"]] == ids
    return dict(zip(cloud.images, result["images"], strict=True))


def members(answer: dict[str, Any]) -> dict[str, str] | None:
    rows = answer["members"]
    return None if rows is None else {row["member_id"]: row["status"] for row in rows}


# ----------------------------------------------------------------------------------------------- what each caller sees


@pytest.mark.parametrize("details", [True, False])
def test_the_owner_sees_all_members_and_proves_private_images(cloud: Cloud, details: bool) -> None:
    answers = read(cloud, auth=cloud.auth("owner"), image_details=details)
    for name, image in cloud.images.items():
        answer = answers[name]
        if image.visibility in ("shared", "private"):
            assert (answer["state"], answer["complete"], members(answer)) == ("read", True, image.members)
        else:
            assert (answer["state"], answer["members"], answer["error"]["kind"]) == ("denied", None, "forbidden")
            assert f"This one is {image.visibility}" in answer["error"]["message"]
        if details:
            assert answer["image"] == {
                "name": name,
                "visibility": image.visibility,
                "owner_id": cloud.logins["owner"].project_id,
                "status": "queued",
                "caller_is_owner": True,
            }


def test_a_member_sees_itself_only_and_is_not_taken_for_the_owner(cloud: Cloud) -> None:
    own = cloud.logins["member"].project_id
    answers = read(cloud, auth=cloud.auth("member"))
    for name, image in cloud.images.items():
        answer = answers[name]
        if own in image.members:
            assert members(answer) == {own: image.members[own]}
            assert answer["image"]["caller_is_owner"] is False
        elif image.visibility in ("shared", "private"):
            assert (answer["state"], answer["members"], answer["image"]) == ("not_found", None, None)
        else:
            assert (answer["state"], answer["members"]) == ("denied", None)
            assert answer["image"]["caller_is_owner"] is False


def test_a_stranger_learns_nothing(cloud: Cloud) -> None:
    answers = read(cloud, auth=cloud.auth("stranger"))
    for name, image in cloud.images.items():
        open_to_all = image.visibility in ("public", "community")
        assert (answers[name]["state"], answers[name]["members"]) == ("denied" if open_to_all else "not_found", None)


def test_an_administrator_sees_all_but_proves_no_private_image_of_others(cloud: Cloud) -> None:
    answers = read(cloud, auth=cloud.auth("admin"))
    for name, image in cloud.images.items():
        answer = answers[name]
        assert answer["image"]["caller_is_owner"] is False
        assert members(answer) == (image.members if image.visibility == "shared" else None)


def test_discovery_finds_all_that_the_project_owns_hidden_images_too(cloud: Cloud) -> None:
    options = {"image_ids": [], "discover": True, "auth": cloud.auth("owner"), "on_error": "report"}
    discovered = run(openstack_image_member_info.main, options)["discovered"]
    assert (discovered["complete"], discovered["error"]) == (True, None)
    assert {image["image_id"] for image in discovered["images"]} == {image.id for image in cloud.images.values()}
    assert all(image["image"]["caller_is_owner"] for image in discovered["images"])


def test_an_image_that_is_not_there(cloud: Cloud) -> None:
    options = {"image_ids": ["00000000-0000-4000-8000-000000000000"], "auth": cloud.auth("owner"), "on_error": "report"}
    (answer,) = run(openstack_image_member_info.main, options)["images"]
    assert (answer["state"], answer["members"], answer["error"]["http_status"]) == ("not_found", None, 404)


def test_a_path_that_glance_does_not_know_is_no_missing_image(cloud: Cloud) -> None:
    answers = read(cloud, auth=cloud.auth("owner"), endpoint=f"{cloud.glance}/v2/v2", image_details=False)
    assert {answer["error"]["kind"] for answer in answers.values()} == {"bad_request"}


# -------------------------------------------------------------------------------------------------------- credentials


@pytest.fixture
def clouds_yaml(cloud: Cloud, tmp_path: Path) -> dict[str, str]:
    return {"OS_CLIENT_CONFIG_FILE": str(cloud.write_clouds_yaml(tmp_path))}


@pytest.mark.parametrize(
    ("options", "variables", "source"),
    [
        ({"cloud": "owner"}, {}, "file"),
        ({}, {"OS_CLOUD": "owner"}, "file"),
        ({"cloud": "application-credential"}, {}, "file"),
        ({"cloud": "owner", "region_name": "RegionOne", "interface": "internal"}, {}, "file"),
        ({}, "environ", "environment"),
        ({"auth": "auth"}, {}, "options"),
        ({"auth": "credential", "auth_type": "v3applicationcredential"}, {}, "options"),
        ({"auth": "token", "auth_type": "v3token"}, {}, "options"),
        ({"auth": "unversioned"}, {}, "options"),
        ({"cloud": {"auth": "auth"}}, {}, "options"),
    ],
)
def test_every_way_to_log_in(
    cloud: Cloud, clouds_yaml: dict[str, str], options: dict[str, Any], variables: Any, source: str
) -> None:
    owner = cloud.auth("owner")
    known: dict[Any, Any] = {
        "auth": owner,
        "credential": cloud.clouds()["clouds"]["application-credential"]["auth"],
        "token": {
            "auth_url": cloud.auth_url,
            "token": cloud.token("owner"),
            "project_id": cloud.logins["owner"].project_id,
        },
        "unversioned": {**owner, "auth_url": cloud.keystone},
    }
    filled = {name: known.get(value, value) if isinstance(value, str) else value for name, value in options.items()}
    if isinstance(filled.get("cloud"), dict):
        filled["cloud"] = {"auth": owner}
    environ = cloud.environ("owner") if variables == "environ" else {**clouds_yaml, **variables}
    image = cloud.images["shared-with-three"]
    result = run(openstack_image_member_info.main, {"image_ids": [image.id], "image_details": True, **filled}, environ)
    (answer,) = result["images"]
    assert members(answer) == image.members, answer["error"]
    assert answer["image"]["caller_is_owner"] is True
    assert result["summary"]["credentials_from"] == (
        clouds_yaml["OS_CLIENT_CONFIG_FILE"] if source == "file" else source
    )


def test_a_revoked_token_is_replaced(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    # Revoked before Glance has seen it, as Glance believes in a token that it knows for a while.
    tokens: list[str] = []

    def revoked_at_once(context: Any) -> Any:
        login = openstack_login.log_in(context)
        tokens.append(login.auth._token or "")
        cloud.revoke(tokens[0])
        return login

    monkeypatch.setattr(f"{openstack_login.__package__}.provider.log_in", revoked_at_once)
    image = cloud.images["shared-with-three"]
    done = Run(PROVIDER, {"image_ids": [image.id], "auth": cloud.auth("owner")})
    assert members(done.images[0]) == image.members
    assert done.summary["requests"] == 5  # discovery, token, refused list, token, list
    assert tokens[0] in done.hidden


def test_a_wrong_password(cloud: Cloud) -> None:
    answers = read(cloud, auth={**cloud.auth("owner"), "password": "wrong-password"})
    assert {answer["error"]["kind"] for answer in answers.values()} == {"unauthorized"}
    assert {answer["error"]["http_status"] for answer in answers.values()} == {401}


def test_huaweis_native_api_reads_glance_with_a_token_of_keystone(cloud: Cloud) -> None:
    shared = {name: image for name, image in cloud.images.items() if image.visibility == "shared"}
    options = {
        "image_ids": [image.id for image in cloud.images.values()],
        "api": "openstack",
        "auth_token": cloud.token("owner"),
        "project_id": cloud.logins["owner"].project_id,
        "endpoint": cloud.glance,
        "on_error": "report",
    }
    result = run(huawei_ims_image_member_info.main, options)
    answers = dict(zip(cloud.images, result["images"], strict=True))
    for name, answer in answers.items():
        if name in shared:
            assert (answer["state"], answer["complete"], members(answer)) == ("read", True, shared[name].members)
        else:
            # A private image may be shared on Huawei's clouds: there a refused list proves nothing.
            assert (answer["state"], answer["members"]) == ("denied", None)


# ------------------------------------------------------------------------------------------------- as users start it


def test_nothing_secret_is_printed(cloud: Cloud, ansible: Any, clouds_yaml: dict[str, str]) -> None:
    image = cloud.images["shared-with-three"].id
    ansible.environ |= clouds_yaml
    credential = cloud.clouds()["clouds"]["application-credential"]
    wrong = {**cloud.auth("owner"), "password": cloud.logins["owner"].password + "x"}
    runs: list[tuple[dict[str, Any], dict[str, str]]] = [
        ({"auth": cloud.auth("owner")}, {}),
        ({"auth": wrong}, {}),
        ({"auth": cloud.auth("owner"), "image_ids": "../x"}, {}),
        ({"cloud": "owner"}, {}),
        ({"cloud": {"auth": cloud.auth("owner")}}, {}),
        ({"auth": credential["auth"], "auth_type": credential["auth_type"]}, {}),
        ({"cloud": "application-credential"}, {}),
        ({}, cloud.environ("owner")),
        ({"region_name": "nowhere"}, cloud.environ("owner")),
    ]
    plain = dict(ansible.environ)
    for options, variables in runs:
        ansible.environ = {**plain, **variables}
        done = ansible.ad_hoc("openstack_image_member_info", "-vvvv", **{"image_ids": [image], **options})
        assert "openstack_image_member_info" in done.output
        assert not [secret for secret in cloud.secrets() if secret in done.output]
        assert "gAAAAA" not in done.output  # how every token of this Keystone begins
