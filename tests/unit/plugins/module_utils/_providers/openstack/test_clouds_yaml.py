# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The files of an OpenStack user: which belong together."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import OptionError

from .homes import FOREIGN, OWN, WITH_PASSWORD, User, put


def test_the_users_secrets_never_meet_the_hosts_of_a_repository(user: User) -> None:
    put(user.here / "clouds.yaml", prod=FOREIGN)
    secrets = put(user.home / "secure.yaml", prod={"auth": {"password": "my-password"}})
    with pytest.raises(OptionError, match=r"password of the cloud prod in .* is missing"):
        user.find(cloud="prod")
    (warning,) = user.warnings
    assert warning.startswith(f"{secrets} is not used, because it is not beside {user.here / 'clouds.yaml'}")
    with pytest.raises(OptionError, match=r"OS_CLIENT_SECURE_FILE names .* which nobody named. Set OS_CLIENT"):
        user.find({"OS_CLIENT_SECURE_FILE": str(secrets)}, cloud="prod")
    both = {"OS_CLIENT_SECURE_FILE": str(secrets), "OS_CLIENT_CONFIG_FILE": "clouds.yaml"}
    assert user.find(both, cloud="prod")["password"] == "my-password"


def test_secrets_beside_their_clouds_count(user: User) -> None:
    for folder in (user.here, user.home, user.site):
        put(folder / "clouds.yaml", prod={"auth": {**OWN, "project_name": folder.name}})
        put(folder / "secure.yaml", prod={"auth": {"password": folder.name}})
    for folder in (user.here, user.home, user.site):
        found = user.find(cloud="prod")
        assert (found["project_name"], found["password"]) == (folder.name, folder.name)
        assert found["source"] == str(folder / "clouds.yaml")
        (folder / "clouds.yaml").unlink()
    assert user.warnings == []


def test_named_secrets_are_for_named_or_system_wide_clouds(user: User) -> None:
    secrets = put(user.here / "mine.yaml", prod={"auth": {"password": "my-password"}})
    put(user.site / "clouds.yaml", prod={"auth": OWN})
    assert user.find({"OS_CLIENT_SECURE_FILE": str(secrets)}, cloud="prod")["password"] == "my-password"


def test_the_gate_reads_no_file_of_the_current_folder_that_nobody_named(user: User) -> None:
    put(user.here / "clouds.yaml", prod={"auth": {**FOREIGN["auth"], "password": "theirs"}})
    with pytest.raises(OptionError, match=r"No credentials found.* or a clouds.yaml: in ~/.config/openstack"):
        user.find(trusted=False)
    put(user.home / "clouds.yaml", prod=WITH_PASSWORD)
    assert user.find(trusted=False)["auth_url"] == OWN["auth_url"]
    named = user.find({"OS_CLIENT_CONFIG_FILE": "clouds.yaml"}, trusted=False)
    assert named["auth_url"] == FOREIGN["auth"]["auth_url"]


def test_a_repository_does_not_say_what_a_vendor_is(user: User) -> None:
    user_part = {"username": "user", "password": "my-password", "project_name": "images"}
    put(user.home / "clouds.yaml", prod={"profile": "otc", "region_name": "eu-de", "auth": user_part})
    vendors = {"public-clouds": {"otc": {"auth": {"auth_url": "https://elsewhere.example.net/v3"}}}}
    (user.here / "clouds-public.yaml").write_text(json.dumps(vendors))
    assert user.find(cloud="prod")["auth_url"] == "https://iam.eu-de.otc.t-systems.com/v3"
    (user.home / "clouds-public.yaml").write_text(json.dumps(vendors))
    assert user.find(cloud="prod")["auth_url"] == "https://elsewhere.example.net/v3"


@pytest.mark.parametrize("variable", ["OS_CLIENT_CONFIG_FILE", "OS_CLIENT_SECURE_FILE"])
@pytest.mark.parametrize("options", [{}, {"cloud": "prod"}, {"auth": WITH_PASSWORD["auth"]}])
def test_a_file_that_a_variable_names_must_exist(user: User, variable: str, options: dict[str, Any]) -> None:
    put(user.home / "clouds.yaml", prod=WITH_PASSWORD)
    with pytest.raises(OptionError, match=f"{variable} names .*/nowhere.yaml, and there is no such file"):
        user.find({variable: "~/nowhere.yaml"}, **options)


def test_a_tilde_in_a_variable_is_the_home_folder(user: User) -> None:
    file = put(user.home / "other.yaml", prod=WITH_PASSWORD)
    found = user.find({"OS_CLIENT_CONFIG_FILE": "~/.config/openstack/other.yaml"})
    assert found["source"] == str(file)
