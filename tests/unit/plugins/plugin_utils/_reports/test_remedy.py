# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import shlex
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._verdict.kinds import KINDS
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils.sample_world import (
    STRANGER,
    World,
    identifier,
)
from hypothesis import given, settings
from hypothesis import strategies as st

MEMBER = STRANGER
URN = (
    "organizations::3a2d95404f964a6aba78819bf8ddc1e3:ou:o-wvntq58r3poyv180t5df1mdna4uwy9se/ou-5x1bvygwrplokk622i9gbn3f"
)


def finding(connection: str, expected: list[Any], found: list[Any], **place: Any) -> dict[str, Any]:
    world = World()
    world.image("golden", connection, expected, found)
    verdict = world.verdict()
    places = {connection: {**sample.place(connection), **place}}
    [one] = sample.report(verdict, places=places)["findings"]
    result: dict[str, Any] = one
    return result


def image_id(connection: str) -> str:
    return identifier(f"{connection}/golden")


# As the vendors document their tools: scp-cli's "virtualserver image member", KooCLI with the operations of the IMS API
# (BatchAddMembers takes projects, domains or organizations), python-openstackclient's "image add project".
@pytest.mark.parametrize(
    ("connection", "member", "too_many", "too_few"),
    [
        (
            "scp-prod",
            {"member_id": MEMBER, "member_type": "account"},
            "scp-cli virtualserver image member delete --image_id {image} --member_id {member}",
            "scp-cli virtualserver image member create --image_id {image} --member_id {member}",
        ),
        (
            "ims-sg",
            {"member_id": MEMBER, "member_type": "project"},
            "hcloud IMS BatchDeleteMembers --images.1={image} --projects.1={member} --cli-region=ap-southeast-3",
            "hcloud IMS BatchAddMembers --images.1={image} --projects.1={member} --cli-region=ap-southeast-3",
        ),
        (
            "ims-sg",
            {"member_id": MEMBER, "member_type": "domain"},
            "hcloud IMS BatchDeleteMembers --images.1={image} --domains.1={member} --cli-region=ap-southeast-3",
            "hcloud IMS BatchAddMembers --images.1={image} --domains.1={member} --cli-region=ap-southeast-3",
        ),
        (
            "glance-lab",
            {"member_id": MEMBER, "member_type": "project"},
            "openstack image remove project {image} {member}",
            "openstack image add project {image} {member}",
        ),
    ],
)
def test_the_vendors_own_command_takes_a_member_away_or_adds_it(
    connection: str, member: dict[str, Any], too_many: str, too_few: str
) -> None:
    words = {"image": image_id(connection), "member": MEMBER}

    assert finding(connection, ["team-a"], ["team-a", member])["command"] == too_many.format(**words)
    assert finding(connection, ["team-a", member], ["team-a"])["command"] == too_few.format(**words)


def test_an_organization_goes_by_its_urn() -> None:
    member = {"member_id": "ou-5x1bvygwrplokk622i9gbn3f", "member_type": "organization", "urn": URN}

    assert finding("ims-sg", [], [member])["command"] == (
        f"hcloud IMS BatchDeleteMembers --images.1={image_id('ims-sg')} --organizations.1={URN} "
        "--cli-region=ap-southeast-3"
    )
    assert finding("ims-sg", [], [{**member, "urn": None}])["command"] is None


def test_open_telekom_cloud_and_a_region_of_an_openstack_have_the_openstack_client() -> None:
    otc = {"endpoint": "https://ims.eu-de.otc.t-systems.com", "region": "eu-de"}
    expected = f"openstack --os-region-name=eu-de image remove project {image_id('ims-otc')} {MEMBER}"

    assert finding("ims-otc", [], [MEMBER], **otc)["command"] == expected


def test_cloud_phone_has_no_command_and_the_advice_says_what_to_do_instead() -> None:
    found = finding("cph-sh", [], [{"member_id": MEMBER, "member_type": "project"}])

    assert found["command"] is None
    assert f"DELETE /v1/<project id>/cloud-phone/images/{image_id('cph-sh')}/members/{MEMBER}" in found["advice"]


def test_each_finding_has_the_advice_of_its_kind_in_the_list_and_at_its_image() -> None:
    report = sample.report(sample.small())
    of_images = [one for image in report["images"] for one in image["findings"]]

    assert len(of_images) == len(report["findings"]) > 10
    assert all(one in of_images for one in report["findings"])
    assert all(one["advice"].startswith(KINDS[one["kind"]].advice) for one in report["findings"])


def test_what_is_waived_unknown_or_about_no_member_has_no_command() -> None:
    report = sample.report(sample.small())
    with_command = {(one["kind"], one["verdict"]) for one in report["findings"] if one["command"]}

    assert with_command == {("unexpected_member", "violation")}


@settings(deadline=None)
@given(st.text(min_size=1) | st.text("-; $`'\"\\\n\x1b&|<>(){}*?~#! a", min_size=1))
def test_a_shell_takes_an_id_for_one_word_whatever_is_in_it(member_id: str) -> None:
    found = finding("scp-prod", [], [{"member_id": member_id, "member_type": "account"}])

    if found["command"] is None:
        assert member_id.startswith("-") or not member_id.isprintable() or len(member_id) > 300
    else:
        assert found["command"].isprintable()
        assert shlex.split(found["command"])[-2:] == ["--member_id", member_id]
