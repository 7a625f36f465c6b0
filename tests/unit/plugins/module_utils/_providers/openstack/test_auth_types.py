# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a way to log in lacks, and what belongs to another one. Each message names the variable or key to change."""

from __future__ import annotations

from pathlib import Path

import pytest

from .configuring import CREDENTIAL, SOURCES, URL, Task

USER = {"username": "u", "user_domain_name": "Default", "password": "the-secret"}
PROJECT = {"project_name": "images", "project_domain_name": "Default"}
NAMED = {"application_credential_name": "n", "application_credential_secret": "the-secret"}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(
    ("auth_type", "advice"),
    [
        ("v3passwort", "Is v3password meant?"),
        ("V3Token", "Is v3token meant?"),
        ("applicationcredential", "Is v3applicationcredential meant?"),
        ("aksk", "Usual are password, v3password, v3applicationcredential and v3token."),
    ],
)
def test_a_login_that_keystoneauth_does_not_know(tmp_path: Path, source: str, auth_type: str, advice: str) -> None:
    task = Task(source, tmp_path, {"auth_url": URL, "auth_type": auth_type, **USER, **PROJECT})
    said = task.run()["msg"]
    assert said.startswith(f"{task.name('auth_type')} is {auth_type}, and keystoneauth knows no such login. {advice}")


LACKING = {
    "address": ("password", {**USER, **PROJECT}, ["auth_url"]),
    "user": ("password", {"auth_url": URL, "password": "the-secret", **PROJECT}, ["username"]),
    "password": ("password", {"auth_url": URL, "username": "u", "user_domain_name": "d"}, ["password"]),
    "both": ("v3password", {"auth_url": URL, **PROJECT}, ["username", "password"]),
    "domain": ("v3password", {"auth_url": URL, "username": "u", "password": "the-secret"}, ["user_domain_name"]),
    "token": ("v3token", {"auth_url": URL, **PROJECT}, ["token"]),
    "passcode": ("v3totp", {"auth_url": URL, "username": "u", "user_domain_name": "d"}, ["passcode"]),
    "credential's id": (
        "v3applicationcredential",
        {"auth_url": URL, "application_credential_secret": "the-secret"},
        ["application_credential_id"],
    ),
    "credential's secret": (
        "v3applicationcredential",
        {"auth_url": URL, "application_credential_id": "i"},
        ["application_credential_secret"],
    ),
    "credential's user": ("v3applicationcredential", {"auth_url": URL, **NAMED}, ["username"]),
    "domain of the credential's user": (
        "v3applicationcredential",
        {"auth_url": URL, **NAMED, "username": "u"},
        ["user_domain_name"],
    ),
    "identity provider": (
        "v3oidcpassword",
        {"auth_url": URL, "username": "u", "password": "the-secret"},
        ["identity_provider", "protocol"],
    ),
}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(("auth_type", "settings", "missing"), LACKING.values(), ids=LACKING)
def test_what_a_login_lacks(
    tmp_path: Path, source: str, auth_type: str, settings: dict[str, str], missing: list[str]
) -> None:
    task = Task(source, tmp_path, {**settings, "auth_type": auth_type})
    are, them = ("is", "it") if len(missing) == 1 else ("are", "them")
    assert task.run()["msg"] == (
        f"{task.name(*missing)} {are} missing for a login by {auth_type}: set {them}, or {task.short('auth_type')} to "
        "the login that is meant."
    )


@pytest.mark.parametrize("source", ["options", "file"])
@pytest.mark.parametrize(
    ("auth_type", "settings", "stray"),
    [
        ("v3applicationcredential", {**CREDENTIAL, "password": "the-secret"}, ["password"]),
        ("v3applicationcredential", {**CREDENTIAL, "username": "u"}, ["username"]),
        ("v3token", {"token": "the-secret", "user_domain_name": "d"}, ["user_domain_name"]),
        ("v3token", {"token": "the-secret", "username": "u", "password": "x" * 9}, ["username", "password"]),
        ("v3password", {**USER, "application_credential_id": "i"}, ["application_credential_id"]),
        ("v3password", {**USER, "pasword": "the-secret"}, ["pasword"]),
    ],
)
def test_keys_of_another_login(
    tmp_path: Path, source: str, auth_type: str, settings: dict[str, str], stray: list[str]
) -> None:
    task = Task(source, tmp_path, {"auth_url": URL, "auth_type": auth_type, **settings})
    do, them = ("does", "it") if len(stray) == 1 else ("do", "them")
    said = task.run()["msg"]
    assert said == (
        f"{task.name(*stray)} {do} not belong to a login by {auth_type}: remove {them}, or set "
        f"{task.short('auth_type')} to the login that is meant."
    )


@pytest.mark.parametrize("source", ["options", "file"])
def test_a_misspelt_key(tmp_path: Path, source: str) -> None:
    settings = {"auth_url": URL, "auth_type": "v3password", **PROJECT, "username": "u", "user_domain_name": "d"}
    task = Task(source, tmp_path, {**settings, "pasword": "the-secret"})
    assert task.run()["msg"] == (
        f"{task.name('pasword')} is no setting of a login by v3password. Is {task.short('password')} meant?"
    )


def test_what_an_old_openrc_leaves_for_a_token(tmp_path: Path) -> None:
    """The rest of it is in nobody's way."""
    task = Task("environment", tmp_path, {"auth_url": URL, "auth_type": "v3token", "token": "the-secret", **USER})
    assert task.run()["msg"].startswith("OS_USER_DOMAIN_NAME does not belong to a login by v3token: remove it")


def test_older_names_of_settings_are_known(tmp_path: Path) -> None:
    settings = {
        "auth_url": URL,
        "auth_type": "v3password",
        "user_name": "u",
        "user_domain_name": "d",
        "tenant_name": "t",
    }
    task = Task("file", tmp_path, settings)
    assert task.run()["msg"].startswith(f"{task.name('password')} is missing")
