# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whose Huawei credentials are: the token's own project must be the one that is asked about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.pages import Row
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import Proof
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.huawei.account import (
    ProjectPaths,
    by_signature,
    by_token,
)


def paths(*asked: str, refuse: bool = False) -> ProjectPaths:
    def ask(path: str, _query: object) -> Row:
        if refuse:
            raise ApiError("forbidden", "no")
        return {}

    made = ProjectPaths(ask, "mine")
    for path in asked:
        try:
            made.get(path)
        except ApiError:
            assert refuse
    return made


def refused() -> str | None:
    raise ApiError("forbidden", "IAM does not say")


def test_keys_sign_their_project() -> None:
    assert by_signature("mine") == Proof("mine", "signature")


def test_a_token_proves_its_own_project() -> None:
    assert by_token("mine", lambda: "mine", paths()) == Proof("mine", "token")


def test_a_token_of_another_project_than_the_one_asked_about_proves_nothing() -> None:
    """Wherever it came from: the lists were asked for that project's images, and hold none of the token's."""
    proof = by_token("mine", lambda: "other", paths("/v1/mine/cloudimages/i/members"))
    assert proof.proven_by is None
    assert proof.note
    assert "mine" in proof.note
    assert "other" in proof.note


@pytest.mark.parametrize("asked", [refused, lambda: None], ids=["refused", "of a domain"])
def test_an_accepted_path_proves_as_well(asked: Callable[[], str | None]) -> None:
    assert by_token("mine", asked, paths("/v1/mine/cloudimages/i/members")) == Proof("mine", "token")


@pytest.mark.parametrize("path", ["/v2/images/i/members", "/v1/mines/cloudimages", "/v2/cloudimages"])
def test_a_path_without_the_project_proves_nothing(path: str) -> None:
    assert by_token("mine", lambda: None, paths(path)).proven_by is None


def test_a_refused_path_proves_nothing() -> None:
    assert by_token("mine", lambda: None, paths("/v1/mine/cloudimages/i/members", refuse=True)).proven_by is None
