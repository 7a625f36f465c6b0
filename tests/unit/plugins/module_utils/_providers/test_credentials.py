# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Credentials are one set from one source: the first that holds a whole one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import OptionError
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.credentials import (
    ENVIRONMENT,
    OPTIONS,
    Source,
    choose,
    from_environment,
)

KEYS, PASSWORD = ("key", "secret"), ("user", "password")
SETS = [KEYS, PASSWORD]
NAMES = {"key": "X_KEY", "secret": "X_SECRET", "user": "X_USER", "password": "X_PASSWORD", "region": "X_REGION"}


def options(**values: object) -> Source:
    return Source(OPTIONS, lambda: values, "the options")


def environment(**values: str) -> Source:
    return from_environment({NAMES[name]: value for name, value in values.items()}, NAMES, "X_KEY and X_SECRET")


def broken() -> Source:
    def read() -> Mapping[str, object]:
        raise OptionError("~/.x cannot be read.")

    return Source("~/.x", read)


def test_the_first_source_with_a_whole_set_is_chosen_with_that_set() -> None:
    whole = environment(user="u", password="p", key="k")
    chosen = choose([options(), whole, broken()], SETS)
    assert (chosen.source, chosen.kind, chosen.source.name) == (whole, PASSWORD, ENVIRONMENT)


def test_a_part_in_the_options_is_refused_whatever_the_others_hold() -> None:
    with pytest.raises(OptionError, match="only a part of the credentials: secret is missing"):
        choose([options(key="k"), environment(key="k", secret="s")], SETS)


def test_a_part_in_the_environment_is_passed_over_and_said() -> None:
    chosen = choose([options(), environment(key="k"), Source("file", lambda: {"key": 1, "secret": 2})], SETS)
    assert (chosen.kind, chosen.source.name) == (KEYS, "file")
    assert chosen.parts(SETS) == ["X_KEY without X_SECRET"]


def test_a_part_in_a_file_does_not_hand_over_to_the_next() -> None:
    part, whole = Source("~/.x", lambda: {"secret": "s"}), Source("file", lambda: {"key": 1, "secret": 2})
    with pytest.raises(OptionError, match=r"~/\.x holds only a part of the credentials: key is missing"):
        choose([options(), part, whole], SETS)
    assert choose([options(), environment(key="k", secret="s"), part], SETS).source.name == ENVIRONMENT


def test_an_account_alone_is_no_part() -> None:
    longer = [("user", "password", "region")]
    assert environment(region="r").parts(longer) == []
    assert environment(user="u", region="r").parts(longer) == ["X_USER and X_REGION without X_PASSWORD"]


def test_where_only_a_part_is_found_it_is_named() -> None:
    with pytest.raises(OptionError, match=r"Only a part is set: X_SECRET without X_KEY\.$"):
        choose([options(), environment(secret="s")], SETS)


def test_a_broken_source_before_the_first_whole_one_is_an_error() -> None:
    with pytest.raises(OptionError, match="cannot be read"):
        choose([options(), broken(), environment(key="k", secret="s")], SETS)


def test_where_nothing_is_found_all_places_are_named() -> None:
    with pytest.raises(OptionError) as refused:
        choose([options(), environment()], SETS)
    assert str(refused.value) == (
        "No credentials found. Needed are key and secret or user and password, together from one of: the options; "
        "X_KEY and X_SECRET."
    )


@pytest.mark.parametrize("value", [None, "", "  "])
def test_blank_values_count_as_not_there(value: object) -> None:
    assert options(key=value).get("key") is None
    assert choose([options(key=value, secret=value), environment(key="k", secret="s")], SETS).source.name == ENVIRONMENT


def test_a_place_comes_from_the_options_or_the_own_source_never_from_a_third() -> None:
    own, third = environment(key="k", secret="s"), Source("file", lambda: {"region": "there"}, labels={"region": "R"})
    chosen = choose([options(), own, third], SETS)
    assert chosen.get("region") is None
    assert chosen.passed_over(["region"]) == ["R"]
    assert chosen.hint("region") == (
        " R does not count, because the credentials come from X_KEY and X_SECRET, and parts of two sources are never "
        "mixed."
    )
    assert choose([options(region="here"), own, third], SETS).get("region") == "here"
    assert choose([options(), environment(key="k", secret="s", region="own"), third], SETS).get("region") == "own"
    assert choose([options(), own], SETS).hint("region") == ""


def test_a_source_that_only_explains_may_be_broken() -> None:
    assert choose([options(key="k", secret="s"), broken()], SETS).passed_over(["region"]) == []


def test_a_setting_that_means_another_identity_is_not_passed_over_in_silence() -> None:
    source = from_environment({"X_ROLE": "admin"}, {**NAMES, "role": "X_ROLE"}, "", {"role": "Unset it."})
    with pytest.raises(OptionError, match=r"X_ROLE is set, which this collection does not follow\. Unset it"):
        choose([options(), source], SETS)
