# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A password, a token and keys are shown to hosts of their own source or of the options, and to no third."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import OptionError
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils._providers.huawei.finding import Found

PASSWORD = {"username": "auditor", "password": "word", "domain_name": "owner"}
OWN = {"HW_USER_NAME": "auditor", "HW_USER_PASSWORD": "word", "HW_DOMAIN_NAME": "owner"}
SDK = {"HUAWEICLOUD_SDK_AK": "KEY", "HUAWEICLOUD_SDK_SK": "word"}
REGION = "ap-southeast-3"
IAM = f"https://iam.{REGION}.myhuaweicloud.com"
PRIVATE = "https://iam.private.example"
OTC = "https://iam.eu-de.otc.t-systems.com:443/v3"


def place(environ: dict[str, str], **options: Any) -> tuple[str, str | None]:
    found = Found(environ, **options).settings
    return found.endpoint, found.iam_endpoint


@pytest.mark.parametrize(
    "third",
    [
        {"HW_AUTH_URL": PRIVATE},
        {"HUAWEICLOUD_SDK_IAM_ENDPOINT": PRIVATE},
        {"ANSIBLE_HWC_IDENTITY_ENDPOINT": PRIVATE},
        {"OS_AUTH_URL": PRIVATE, "OS_REGION_NAME": "eu-de"},
        {"HW_CLOUD": "private.example"},
    ],
)
def test_a_password_of_the_options_meets_no_host_of_a_variable(third: dict[str, str]) -> None:
    assert place(third, region=REGION, **PASSWORD) == (f"https://ims.{REGION}.myhuaweicloud.com", IAM)
    with pytest.raises(OptionError, match="No IAM is known for this: set iam_endpoint"):
        Found(third, endpoint="https://ims.example", project_id="p", **PASSWORD)


def test_the_message_names_the_variable_that_does_not_count() -> None:
    with pytest.raises(OptionError, match="HW_AUTH_URL does not count, because the credentials come from the options"):
        Found({"HW_AUTH_URL": PRIVATE}, endpoint="https://ims.example", project_id="p", **PASSWORD)
    with pytest.raises(OptionError, match=r"No endpoint.*HW_REGION_NAME does not count.*HUAWEICLOUD_SDK_AK"):
        Found({**SDK, "HW_REGION_NAME": REGION})
    with pytest.raises(OptionError, match=r"No project.*HW_PROJECT_ID does not count"):
        Found({**SDK, "HW_PROJECT_ID": "p"}, endpoint="https://ims.example")


@pytest.mark.parametrize(
    ("environ", "options", "iam"),
    [
        ({**OWN, "HW_REGION_NAME": REGION}, {}, IAM),
        ({**OWN, "HW_REGION_NAME": REGION, "HW_AUTH_URL": PRIVATE}, {}, PRIVATE),
        ({**OWN, "HW_REGION_NAME": REGION, "HW_AUTH_URL": PRIVATE}, {"region": REGION}, PRIVATE),
        ({**OWN, "HW_AUTH_URL": f"{IAM}/v3"}, {"region": REGION}, IAM),
        ({**OWN, "HW_REGION_NAME": "eu-nl", "HW_AUTH_URL": OTC}, {"region": "eu-de"}, OTC[: -len(":443/v3")]),
        ({**OWN, "HW_REGION_NAME": "cn-north-4"}, {"region": REGION}, IAM),
        ({**OWN, "HW_AUTH_URL": PRIVATE}, {"region": REGION, "endpoint": "https://ims.private.example"}, PRIVATE),
        ({**OWN, "HW_AUTH_URL": PRIVATE}, {"region": REGION, "iam_endpoint": IAM}, IAM),
        ({**OWN, "HW_CLOUD": "myhuaweicloud.com"}, {"region": REGION}, IAM),
    ],
)
def test_the_iam_of_the_option_of_the_own_source_or_of_the_region(
    environ: dict[str, str], options: dict[str, str], iam: str
) -> None:
    assert place(environ, **options)[1] == iam


@pytest.mark.parametrize(
    ("environ", "region", "named"),
    [
        ({**OWN, "HW_AUTH_URL": PRIVATE}, REGION, "HW_AUTH_URL is 'https://iam.private.example'"),
        ({**OWN, "HW_AUTH_URL": OTC, "HW_REGION_NAME": "eu-de"}, REGION, "HW_AUTH_URL is"),
        ({**OWN, "HW_REGION_NAME": REGION}, "eu-de", f"HW_REGION_NAME is '{REGION}'"),
        ({**OWN, "HW_REGION_NAME": REGION}, "ru-moscow-1", f"HW_REGION_NAME is '{REGION}'"),
        ({**SDK, "HUAWEICLOUD_SDK_IAM_ENDPOINT": PRIVATE}, REGION, "HUAWEICLOUD_SDK_IAM_ENDPOINT is"),
        ({**OWN, "HW_CLOUD": "private.example"}, REGION, "HW_CLOUD is 'private.example'"),
    ],
)
def test_a_region_of_another_cloud_than_the_credentials_own_is_refused(
    environ: dict[str, str], region: str, named: str
) -> None:
    with pytest.raises(OptionError, match=named) as refused:
        Found(environ, region=region)
    assert "iam_endpoint" in str(refused.value)
    given = {"endpoint": "https://ims.example", "iam_endpoint": "https://iam.example"}
    assert place(environ, region=region, **given) == ("https://ims.example", "https://iam.example")


@pytest.mark.parametrize(
    ("options", "may_prove"),
    [
        ({}, True),
        ({"iam_endpoint": PRIVATE}, True),
        ({"endpoint": "https://ims.example"}, False),
        ({"endpoint": "https://ims.example", "iam_endpoint": PRIVATE}, True),
    ],
)
def test_a_token_for_a_given_host_is_shown_to_no_other_unasked(options: dict[str, str], may_prove: bool) -> None:
    assert Found({}, region=REGION, auth_token="token", **options).settings.iam_may_prove is may_prove
