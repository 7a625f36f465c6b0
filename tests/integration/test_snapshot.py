# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""From nothing to a gate: a snapshot of what is there, and a gate right after it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

from .conftest import Ansible, Outcome

PARTNER = "edc89b490d7d4392898e19b2deb34797"
NEW = "0b7c2f51-4a3d-4c0e-9d0b-3f2a6f7e1aff"


@pytest.fixture
def connections(clouds: Simulator) -> dict[str, Any]:
    """One connection for each provider."""
    return {
        "scp-prod": {"provider": "scp", "endpoint": clouds.url, "iam_endpoint": clouds.url},
        "ims-sg": {"provider": "huawei_ims", "endpoint": clouds.url, "project_id": "1bed856811654c1cb661a6ca845ebc77"},
        "phones": {"provider": "huawei_cph", "endpoint": clouds.url, "project_id": "1bed856811654c1cb661a6ca845ebc77"},
        "stack": {"provider": "openstack"},
    }


def snapshot(ansible: Ansible, connections: object, to: str = "sharing.yml", **variables: Any) -> Outcome:
    ansible.write("connections.yml", {"connections": connections, "principals": {"partner": PARTNER}})
    given = {f"snapshot_sharing_{name}": value for name, value in variables.items()}
    file = ansible.write("snapshot.json", {"assert_sharing_inventory": "connections.yml", **given})
    playbook = "cloud_images.sharing.snapshot_sharing"
    return ansible.run("ansible-playbook", playbook, "-e", f"@{file}", "-e", f"snapshot_sharing_to={to}")


def written(ansible: Ansible, name: str = "sharing.yml") -> str:
    return (ansible.folder / name).read_text(encoding="utf-8")


def test_a_gate_right_after_a_snapshot_passes(ansible: Ansible, connections: dict[str, Any]) -> None:
    outcome = snapshot(ansible, connections)
    assert outcome.status == 0, outcome.output
    document = yaml.safe_load(written(ansible))
    assert set(document["connections"]) == set(connections)
    assert {image["connection"] for image in document["images"]} == set(connections)
    gate = ansible.gate(inventory="sharing.yml", discover=True)
    assert gate.status == 0, gate.output


def test_twice_gives_the_same_bytes_and_a_file_that_is_there_stays(
    ansible: Ansible, connections: dict[str, Any]
) -> None:
    assert snapshot(ansible, connections).status == 0
    assert snapshot(ansible, connections, to="again.yml").status == 0
    assert written(ansible) == written(ansible, "again.yml")
    refused = snapshot(ansible, connections)
    assert refused.status != 0
    assert "is there already" in refused.output
    assert snapshot(ansible, connections, overwrite=True).status == 0
    assert written(ansible) == written(ansible, "again.yml")


def test_what_people_wrote_stays(ansible: Ansible, connections: dict[str, Any], clouds: Simulator) -> None:
    scp = {"scp-prod": connections["scp-prod"]}
    assert snapshot(ansible, scp).status == 0
    text = written(ansible)
    name = yaml.safe_load(text)["images"][0]["name"]
    text = text.replace(f"  - name: {name}\n", "  # agreed with finance\n  - name: my own label\n")
    waiver = {"image": "my own label", "kind": "unexpected_member", "reason": "ticket 4711", "expires": "2027-01-31"}
    (ansible.folder / "sharing.yml").write_text(text + yaml.safe_dump({"waivers": [waiver]}), encoding="utf-8")
    clouds.world.add_image("scp", NEW, [PARTNER], name="golden-new")
    assert snapshot(ansible, scp, overwrite=True).status == 0
    kept = written(ansible)
    assert "  # agreed with finance\n  - name: my own label\n" in kept
    document = yaml.safe_load(kept)
    assert document["waivers"][0]["reason"] == "ticket 4711"
    assert document["principals"] == {"partner": PARTNER}
    assert next(one for one in document["images"] if one["image_id"] == NEW)["members"] == ["partner"]


def test_rules_stay_and_stand_for_what_they_select(
    ansible: Ansible, connections: dict[str, Any], clouds: Simulator
) -> None:
    scp = {"scp-prod": connections["scp-prod"]}
    clouds.world.add_image("scp", NEW, [PARTNER], name="weekly-1")
    assert snapshot(ansible, scp).status == 0
    rule = """\
images:
  # rebuilt every week
  - name: weekly
    connection: scp-prod
    select: {name: "weekly-*"}  # whatever its number

    members: [partner]
"""
    waiver = {"image": "weekly", "kind": "unexpected_member", "reason": "ticket 4711", "expires": "2027-01-31"}
    head = written(ansible).partition("images:\n")[0]
    (ansible.folder / "sharing.yml").write_text(head + rule + yaml.safe_dump({"waivers": [waiver]}), encoding="utf-8")
    clouds.world.add_image("scp", f"{NEW[:-3]}bff", name="other")
    assert snapshot(ansible, scp, overwrite=True).status == 0
    text = written(ansible)
    assert rule in text
    document = yaml.safe_load(text)
    assert NEW not in text
    assert {one["name"] for one in document["images"]} >= {"weekly", "other"}
    assert document["waivers"][0]["image"] == "weekly"
    assert snapshot(ansible, scp, overwrite=True).status == 0
    assert written(ansible) == text
    outcome = ansible.gate(inventory="sharing.yml", discover=True)
    assert outcome.status == 0, outcome.output


def test_what_is_not_proven_stops_it_or_becomes_a_comment(
    ansible: Ansible, connections: dict[str, Any], clouds: Simulator
) -> None:
    clouds.world.add_image("scp", NEW, [PARTNER], name="golden-new")
    clouds.faults.add(image_id=NEW, preset="scp-403")
    refused = snapshot(ansible, {"scp-prod": connections["scp-prod"]})
    assert refused.status != 0
    assert NEW in refused.output
    assert not Path(ansible.folder / "sharing.yml").exists()
    assert snapshot(ansible, {"scp-prod": connections["scp-prod"]}, partial=True).status == 0
    assert NEW not in str(yaml.safe_load(written(ansible))["images"])
    assert NEW in written(ansible)


def test_public_images_are_comments_to_review(ansible: Ansible, connections: dict[str, Any], clouds: Simulator) -> None:
    clouds.world.add_image("scp", NEW, name="open-to-all", visibility="public")
    assert snapshot(ansible, {"scp-prod": connections["scp-prod"]}).status == 0
    assert "# review: every account can boot it" in written(ansible)
    assert "visibility" not in yaml.safe_load(written(ansible))["images"][0]


def test_no_secret_is_written(ansible: Ansible, connections: dict[str, Any], clouds: Simulator) -> None:
    secret = clouds.world.scp_keys["2sd2gg=2agbdSD26svcD"].secret_key
    keys = {"access_key": "2sd2gg=2agbdSD26svcD", "secret_key": secret, "validate_certs": False}
    given = {"scp-prod": {**connections["scp-prod"], **keys}}
    inline = ansible.write("inline.json", {"assert_sharing_connections": given, "snapshot_sharing_to": "s.yml"})
    outcome = ansible.run("ansible-playbook", "cloud_images.sharing.snapshot_sharing", "-e", f"@{inline}")
    assert outcome.status == 0, outcome.output
    assert secret not in written(ansible, "s.yml")
    assert secret not in outcome.output
    assert "given elsewhere: secret_key, validate_certs" in written(ansible, "s.yml")
