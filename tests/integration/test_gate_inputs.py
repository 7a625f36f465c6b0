# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What people give to the gate: bad inventories stop before any request, surveys and vaults are understood."""

from __future__ import annotations

from typing import Any

import pytest

from .gate_runs import Gate, inventory, simulated


def _no_images(document: dict[str, Any]) -> None:
    document["images"] = []


def _unknown_connection(document: dict[str, Any]) -> None:
    document["images"][1]["connection"] = "ims-gs"


def _unknown_principal(document: dict[str, Any]) -> None:
    document["images"][0]["members"] = ["team-x"]


def _duplicate_image(document: dict[str, Any]) -> None:
    document["images"].append({**document["images"][0], "name": "again"})


def _misspelt_key(document: dict[str, Any]) -> None:
    document["images"][0]["member"] = document["images"][0].pop("members")


def _misspelt_option(document: dict[str, Any]) -> None:
    document["connections"]["scp-prod"]["regoin"] = "kr-west1"


def _secret(document: dict[str, Any]) -> None:
    document["connections"]["scp-prod"]["secret_key"] = "hidden-in-plain-sight"


def _foreign_endpoint(document: dict[str, Any]) -> None:
    document["connections"]["scp-prod"]["endpoint"] = "https://evil-samsungsdscloud.com"


def _tls_switch(document: dict[str, Any]) -> None:
    document["connections"]["ims-sg"]["validate_certs"] = False


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_no_images, "names no images"),
        (_unknown_connection, "ims-gs"),
        (_unknown_principal, "team-x"),
        (_duplicate_image, "is given twice"),
        (_misspelt_key, "member"),
        (_misspelt_option, "regoin"),
        (_secret, "secret_key"),
        (_foreign_endpoint, "endpoint"),
        (_tls_switch, "validate_certs"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_bad_inventory_is_refused_before_any_request(gate: Gate, change: Any, said: str) -> None:
    document = inventory()
    change(document)
    outcome = gate.run(document)
    assert outcome.status == 2, outcome.output
    words = " ".join(outcome.output.split())
    assert said in words
    assert change is _no_images or "sharing.yml:" in words
    assert "hidden-in-plain-sight" not in outcome.output
    assert gate.clouds.log == []


def test_audit_mode_refuses_a_bad_inventory_too(gate: Gate) -> None:
    document = inventory()
    _unknown_connection(document)
    assert gate.run(document, mode="audit").status == 2
    assert gate.clouds.log == []


def test_a_report_folder_that_cannot_be_written_is_an_error_before_any_request(gate: Gate) -> None:
    gate.ansible.write("taken", "a file")
    outcome = gate.run(inventory(), report_dir=str(gate.ansible.folder / "taken"))
    assert outcome.status == 2
    assert "cannot be written" in outcome.output
    assert gate.clouds.log == []


def test_survey_leftovers_count_as_unset(gate: Gate) -> None:
    outcome = gate.run(
        inventory(),
        images="",
        principals="",
        waivers="",
        select="",
        mode="",
        label="",
        report_dir="",
        report_formats="",
        discover="",
    )
    assert outcome.status == 0, outcome.output


def test_a_survey_may_give_lists_as_text(gate: Gate) -> None:
    outcome = gate.run(inventory(), select="scp-prod, phones\nims-sg", report_formats="json,junit")
    assert outcome.status == 0, outcome.output
    assert gate.ansible.report()["scope"] == ["ims-sg", "phones", "scp-prod"]
    assert gate.ansible.report()["not_in_scope"] == ["ims-native"]
    assert {entry.cloud for entry in gate.clouds.log} == {"scp", "ims", "cph"}


def test_a_secret_given_inline_stays_out_of_everything(gate: Gate) -> None:
    secret = "test-secret-key-not-real"
    gate.ansible.environ |= {"SCP_ACCESS_KEY": "", "SCP_SECRET_KEY": ""}
    here = simulated(inventory(), gate.clouds)
    here["scp-prod"] |= {"access_key": "2sd2gg=2agbdSD26svcD", "secret_key": secret}
    for broken in ({}, {"mode": "enforced"}, {"select": ["nowhere"]}):
        outcome = gate.run(inventory(), "-vvvv", connections=here, **broken)
        assert (outcome.status == 0) is (broken == {}), outcome.output
        assert secret not in outcome.output
    for path in (gate.ansible.folder / "reports").iterdir():
        assert secret not in path.read_text(encoding="utf-8")


def test_an_inventory_under_vault_may_hold_secrets(gate: Gate) -> None:
    document = inventory()
    document["connections"]["scp-prod"] |= {
        "access_key": "2sd2gg=2agbdSD26svcD",
        "secret_key": "test-secret-key-not-real",
    }
    gate.ansible.environ |= {"SCP_ACCESS_KEY": "", "SCP_SECRET_KEY": ""}
    password = gate.ansible.write("password", "open sesame")
    path = gate.ansible.write("vaulted.yml", document)
    assert gate.ansible.run("ansible-vault", "encrypt", "--vault-password-file", password, path).status == 0
    here = simulated(document, gate.clouds)
    outcome = gate.ansible.gate("-vvvv", "--vault-password-file", password, inventory=path, connections=here)
    assert outcome.status == 0, outcome.output
    assert "test-secret-key-not-real" not in outcome.output


def test_a_missing_inventory_is_named(gate: Gate) -> None:
    outcome = gate.ansible.gate(inventory="nowhere/sharing.yml")
    assert outcome.status == 2
    assert "nowhere/sharing.yml" in outcome.output


def test_no_inventory_at_all_is_an_error(gate: Gate) -> None:
    outcome = gate.ansible.gate()
    assert outcome.status == 2
    assert "names no images" in outcome.output
