# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What all info modules do before they ask: no option that cannot be meant leads to a request."""

from __future__ import annotations

from typing import Any, get_type_hints

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import OptionError
from ansible_collections.cloud_images.sharing.plugins.module_utils._module import (
    COMMON_SPEC,
    argument_spec,
    checked_image_ids,
    new_session,
)
from ansible_collections.cloud_images.sharing.plugins.module_utils._options import CommonOptions
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack.provider import (
    PROVIDER as OPENSTACK,
)
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.scp.provider import PROVIDER
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.reading import Run


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"image_ids": []}, "image_ids is empty"),
        ({"image_ids": [".."]}, "'..' is not an image id"),
        ({"image_ids": ["a/../b"]}, "not an image id"),
        ({"image_ids": ["a\n"]}, "not an image id"),
        ({"image_ids": ["a" * 129]}, "not an image id"),
        ({"concurrency": 0}, "concurrency must be at least 1"),
        ({"retries": -1}, "retries must be at least 0"),
        ({"timeout": 0.0}, "timeout must be a number above 0"),
        ({"requests_per_second": float("nan")}, "requests_per_second must be"),
        ({"api_version": "newest"}, "api_version"),
    ],
    ids=str,
)
def test_a_bad_option_stops_before_any_request(
    clouds: Simulator, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any], named: str
) -> None:
    for name, value in clouds.environ("scp").items():
        monkeypatch.setenv(name, value)
    with pytest.raises(OptionError, match=named):
        Run(PROVIDER, {"image_ids": ["golden"], "endpoint": clouds.url, **options})
    assert clouds.log == []


def test_distinct_ids_in_their_order() -> None:
    assert checked_image_ids(["b", "a", "b"]) == ["b", "a"]
    assert checked_image_ids([], none_is_fine=True) == []


def test_a_uuid_in_capitals_is_asked_for_as_clouds_write_it() -> None:
    small = "4b9e1a7c-0000-4000-8000-0123456789ab"
    assert checked_image_ids([small.upper(), small, "Other"]) == [small, "Other"]


def test_a_provider_adds_options_and_takes_common_ones_away() -> None:
    spec = argument_spec(OPENSTACK)
    assert "cloud" in spec
    assert "ca_path" not in spec
    assert spec["validate_certs"] == {"type": "bool", "aliases": ["verify"]}
    assert argument_spec(PROVIDER)["validate_certs"]["default"] is True


def test_the_types_have_every_common_option_and_no_other() -> None:
    assert set(get_type_hints(CommonOptions)) == set(COMMON_SPEC)


def test_a_session_has_the_options_of_its_task() -> None:
    options: Any = {name: about.get("default") for name, about in argument_spec(PROVIDER).items()}
    secrets = {"a-secret-0815"}
    options.update(retries=2, timeout=7.5, validate_certs=False)
    session = new_session(options, secrets)
    assert (session.retries, session.timeout, session.concurrency, session.verify) == (2, 7.5, 8, False)
    assert session.secrets is secrets
