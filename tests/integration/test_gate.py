# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The gate as a user runs it: it passes exactly when it should, and fails closed."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

from .conftest import Ansible, Outcome

ACCOUNT = "8989447062e04a818baf9e073fd04fa7"
TEAM_A = "a8f10467abfc4b87b64614ab36eb9ae4"
RHEL = "70a599e0-31e7-49b7-b260-868f441e862b"
WIN = "370befec-a369-475e-a224-44a45927a8fe"
OTC = "d164b5df-1bc3-4c3f-893e-3e471fd16e64"
PHONE = "23030320230421e300221a2000004167"
SUMMARY = "Image sharing: "


def inventory() -> dict[str, Any]:
    """The vendors' examples, as they are."""
    return {
        "connections": {
            "scp-prod": {"provider": "scp", "region": "kr-west1", "account_id": ACCOUNT},
            "ims-sg": {"provider": "huawei_ims", "region": "ap-southeast-3"},
            "ims-native": {"provider": "huawei_ims", "region": "ap-southeast-3", "api": "openstack"},
            "phones": {"provider": "huawei_cph", "region": "ap-southeast-3"},
        },
        "principals": {
            "team-a": TEAM_A,
            "finance-ou": {"member_id": "ou-5x1bvygwrplokk622i9gbn3f5ftfb2l9", "member_type": "organization"},
        },
        "images": [
            {"name": "rhel", "connection": "scp-prod", "image_id": RHEL, "members": ["team-a"]},
            {"name": "win", "connection": "ims-sg", "image_id": WIN, "members": ["finance-ou"]},
            {
                "name": "otc",
                "connection": "ims-native",
                "image_id": OTC,
                "members": [{"member_id": "edc89b490d7d4392898e19b2deb34797", "status": "accepted"}],
            },
            {
                "name": "phone",
                "connection": "phones",
                "image_id": PHONE,
                "members": ["87dc6af96095488d9205b6f31f314b16"],
            },
        ],
    }


def simulated(document: dict[str, Any], clouds: Simulator) -> dict[str, dict[str, str]]:
    """Where the connections of an inventory find the simulated clouds."""
    iam = {"scp": {"iam_endpoint": clouds.url}}
    return {
        name: {"endpoint": clouds.url, **iam.get(connection["provider"], {})}
        for name, connection in document["connections"].items()
    }


class Gate:
    """Runs the playbook on an inventory whose clouds are simulated."""

    def __init__(self, ansible: Ansible, clouds: Simulator) -> None:
        self.ansible = ansible
        self.clouds = clouds

    def run(self, document: dict[str, Any], *flags: str, **variables: Any) -> Outcome:
        path = self.ansible.write("sharing.yml", document)
        here = simulated(document, self.clouds)
        given = {"inventory": path, "connections": here, "report_dir": "reports", "report_formats": ["json"]}
        self.ansible.environ["ANSIBLE_SHOW_CUSTOM_STATS"] = "1"
        return self.ansible.gate(*flags, **(given | variables))

    def findings(self) -> list[tuple[str, str, str]]:
        return [(one["image"], one["verdict"], one["kind"]) for one in self.ansible.report()["findings"]]


@pytest.fixture
def gate(ansible: Ansible, clouds: Simulator) -> Gate:
    return Gate(ansible, clouds)


def test_it_passes_when_all_is_as_expected(gate: Gate) -> None:
    outcome = gate.run(inventory())
    assert outcome.status == 0, outcome.output
    assert f"{SUMMARY}PASS" in outcome.output
    report = gate.ansible.report()
    assert report["counts"] == {
        "images": 4,
        "compliant": 4,
        "violation": 0,
        "unknown": 0,
        "waived": 0,
        "findings": 0,
    }
    assert "failed=0" in outcome.output
    assert "changed=0" in outcome.output


def test_the_report_is_for_its_owner_alone(gate: Gate) -> None:
    gate.run(inventory())
    path = gate.ansible.folder / "reports" / "image_sharing-localhost.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def _shared_with_another(document: dict[str, Any], clouds: Simulator) -> None:
    clouds.world.scp[RHEL].members.append({"member_id": "0f3c9a21b7d04c5ea1b2c3d4e5f60718"})


def _shared_with_nobody(document: dict[str, Any], clouds: Simulator) -> None:
    clouds.world.scp[RHEL].members.clear()


def _still_pending(document: dict[str, Any], clouds: Simulator) -> None:
    document["images"][0]["members"] = [{"member_id": TEAM_A, "status": "accepted"}]


def _another_type(document: dict[str, Any], clouds: Simulator) -> None:
    document["principals"]["finance-ou"]["member_type"] = "project"


def _gone(document: dict[str, Any], clouds: Simulator) -> None:
    del clouds.world.scp[RHEL]


def _gone_and_nobody_expected(document: dict[str, Any], clouds: Simulator) -> None:
    del clouds.world.scp[RHEL]
    document["images"][0]["members"] = []


def _denied(document: dict[str, Any], clouds: Simulator) -> None:
    clouds.faults.add(image_id=RHEL, path="/members", preset="scp-403")


def _full_page_without_page_info(document: dict[str, Any], clouds: Simulator) -> None:
    members = [f"{number:032x}" for number in range(500)]
    clouds.world.add_image("ims", WIN, members, paging="no_page_info")
    document["images"][1] |= {"match": "at_least", "members": members[:1]}


def _seen_as_member(document: dict[str, Any], clouds: Simulator) -> None:
    clouds.world.scp[RHEL].owner = TEAM_A
    clouds.world.scp[RHEL].members = [{"member_id": ACCOUNT}]
    document["images"][0]["members"] = [ACCOUNT]


def _public(document: dict[str, Any], clouds: Simulator) -> None:
    clouds.world.scp[RHEL].visibility = "public"
    clouds.world.scp[RHEL].members.clear()
    document["images"][0]["members"] = []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_shared_with_another, ("rhel", "violation", "unexpected_member")),
        (_shared_with_nobody, ("rhel", "violation", "missing_member")),
        (_still_pending, ("rhel", "violation", "wrong_status")),
        (_another_type, ("win", "violation", "wrong_member_type")),
        (_gone, ("rhel", "violation", "image_not_found")),
        (_gone_and_nobody_expected, ("rhel", "unknown", "image_not_found")),
        (_denied, ("rhel", "unknown", "unreadable")),
        (_full_page_without_page_info, ("win", "unknown", "incomplete_list")),
        (_seen_as_member, ("rhel", "unknown", "partial_view")),
        (_public, ("rhel", "violation", "open_visibility")),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
@pytest.mark.parametrize("flags", [(), ("--check",)], ids=["run", "check"])
def test_it_fails_under_the_findings_own_name(
    gate: Gate, change: Any, expected: tuple[str, str, str], flags: tuple[str, ...]
) -> None:
    document = inventory()
    change(document, gate.clouds)
    outcome = gate.run(document, *flags)
    assert outcome.status == 2, outcome.output
    assert f"{SUMMARY}FAIL" in outcome.output
    if flags:
        assert not (gate.ansible.folder / "reports").exists()
        assert f'"kind": "{expected[2]}"' in outcome.output
    else:
        assert expected in gate.findings()


def test_audit_mode_reports_and_goes_on(gate: Gate) -> None:
    gate.clouds.faults.add(image_id=RHEL, preset="scp-403")
    outcome = gate.run(inventory(), mode="audit")
    assert outcome.status == 0, outcome.output
    assert f"{SUMMARY}FAIL" in outcome.output
    assert gate.ansible.report()["gate"] == "fail"


def test_the_artifact_is_there_when_the_gate_fails(gate: Gate) -> None:
    gate.clouds.faults.add(image_id=RHEL, preset="scp-403")
    outcome = gate.run(inventory(), label="prod")
    stats = outcome.output[outcome.output.index("RUN: ") + 5 :]
    artifact = json.JSONDecoder().raw_decode(stats)[0]["image_sharing"]["prod"]
    assert (artifact["schema_version"], artifact["gate"], artifact["findings_truncated"]) == (1, "fail", False)
    assert artifact["scope"] == ["ims-native", "ims-sg", "phones", "scp-prod"]
    assert artifact["counts"]["unknown"] == 1
    assert artifact["findings"][0]["kind"] == "unreadable"


def test_the_same_world_gives_the_same_artifact(gate: Gate) -> None:
    digests = []
    for _run in range(2):
        outcome = gate.run(inventory())
        stats = outcome.output[outcome.output.index("RUN: ") + 5 :]
        digests.append(json.JSONDecoder().raw_decode(stats)[0])
    assert digests[0] == digests[1]


def test_one_bad_image_never_hides_the_others(gate: Gate) -> None:
    """300 images, five of them bad in five ways: the others are read, and the task ends."""
    ids = gate.clouds.world.generate(300, members=1, clouds=["scp"])["scp"]
    faults: list[dict[str, Any]] = [
        {"preset": "scp-403"},
        {"status": 500, "body": "{}"},
        {"status": 200, "body": "<html>sign in</html>"},
        {"hang": True},
    ]
    for image_id, fault in zip(ids[10:14], faults, strict=True):
        gate.clouds.faults.add(image_id=image_id, path="/members", **fault)
    del gate.clouds.world.scp[ids[20]]
    connection = {"provider": "scp", "region": "kr-west1", "account_id": ACCOUNT, "timeout": 1, "retries": 1}
    images = [
        {"name": f"image-{number}", "connection": "scp-prod", "image_id": image_id, "members": [f"{1:032x}"]}
        for number, image_id in enumerate(ids)
    ]
    outcome = gate.run({"connections": {"scp-prod": connection}, "images": images})
    assert outcome.status == 2, outcome.output
    report = gate.ansible.report()
    assert report["counts"] | {"findings": 0} == {
        "images": 300,
        "compliant": 295,
        "violation": 1,
        "unknown": 4,
        "waived": 0,
        "findings": 0,
    }
    assert ("image-20", "violation", "image_not_found") in gate.findings()
    kinds = {image["name"]: image["error"]["kind"] for image in report["images"] if image["error"]}
    assert kinds == {
        "image-10": "forbidden",
        "image-11": "unavailable",
        "image-12": "bad_response",
        "image-13": "unreachable",
        "image-20": "not_found",
    }


def test_refused_credentials_are_tried_once_in_all(gate: Gate) -> None:
    document = inventory()
    document["connections"]["scp-second"] = document["connections"]["scp-prod"]
    document["images"].append({"name": "two", "connection": "scp-second", "image_id": RHEL, "members": ["team-a"]})
    gate.ansible.environ["SCP_SECRET_KEY"] = "a-wrong-secret-key"
    outcome = gate.run(document)
    assert outcome.status == 2
    assert [entry.refused for entry in gate.clouds.log if entry.cloud == "scp"] == [True]
    assert ("rhel", "unknown", "unreadable") in gate.findings()
    assert ("two", "unknown", "unreadable") in gate.findings()
    assert "credentials were refused" in " ".join(outcome.output.split())


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
@pytest.mark.parametrize("mode", ["enforce", "audit"])
def test_a_bad_inventory_is_refused_before_any_request(gate: Gate, change: Any, said: str, mode: str) -> None:
    document = inventory()
    change(document)
    outcome = gate.run(document, mode=mode)
    assert outcome.status == 2, outcome.output
    words = " ".join(outcome.output.split())
    assert said in words
    assert change is _no_images or "sharing.yml:" in words
    assert "hidden-in-plain-sight" not in outcome.output
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


def test_reports_are_found_where_the_command_was_started(gate: Gate) -> None:
    gate.run(inventory())
    assert Path(gate.ansible.folder / "reports" / "image_sharing-localhost.json").is_file()


def test_discovery_finds_what_no_inventory_names(gate: Gate) -> None:
    clouds = gate.clouds
    clouds.world.add_image("scp", "forgotten", ["0f3c9a21b7d04c5ea1b2c3d4e5f60718"], name="forgotten")
    clouds.world.add_image("scp", "open", name="open", visibility="public")
    clouds.world.add_image("scp", "kept", name="kept")
    clouds.world.add_image("scp", "of-others", [ACCOUNT], name="of-others", owner=TEAM_A)
    clouds.world.add_image("ims", "phantom", ["0f3c9a21b7d04c5ea1b2c3d4e5f60718"], name="phantom")
    document = inventory()
    del document["images"][1:]
    outcome = gate.run(document, discover=True)
    assert outcome.status == 2, outcome.output
    found = {(image, kind) for image, _verdict, kind in gate.findings()}
    assert found >= {("forgotten", "unmanaged_image"), ("open", "unmanaged_image"), ("phantom", "unmanaged_image")}
    assert not {"rhel", "kept", "of-others"} & {image for image, _kind in found}
    assert gate.ansible.report()["scope"] == ["ims-native", "ims-sg", "phones", "scp-prod"]


def test_an_account_that_cannot_be_listed_is_not_green(gate: Gate) -> None:
    gate.clouds.faults.add(path=r"/v1/images\?limit", preset="scp-403")
    document = inventory()
    del document["images"][1:]
    outcome = gate.run(document, discover=True, select=["scp-prod"])
    assert outcome.status == 2, outcome.output
    assert ("images of scp-prod", "unknown", "unreadable") in gate.findings()


@pytest.mark.parametrize("flags", [("--tags", "deploy"), ("--limit", "nobody")], ids=["tags", "limit"])
def test_a_run_that_leaves_the_gate_out_is_not_green(gate: Gate, flags: tuple[str, ...]) -> None:
    gate.clouds.faults.add(image_id=RHEL, preset="scp-403")
    outcome = gate.run(inventory(), *flags)
    assert outcome.status != 0, outcome.output


def test_no_variable_stands_for_the_result(gate: Gate) -> None:
    gate.clouds.faults.add(image_id=RHEL, preset="scp-403")
    forged = {
        "assert_sharing_result": {"gate": "pass", "msg": "fine", "label": "localhost", "artifact": {"gate": "pass"}}
    }
    path = gate.ansible.write("forged.json", json.dumps(forged))
    outcome = gate.run(inventory(), "-e", f"@{path}")
    assert outcome.status == 2, outcome.output
    assert "assert_sharing_result" in outcome.output
    assert "RUN: " not in outcome.output
    assert gate.clouds.log == []


def test_two_hosts_cannot_publish_under_one_label(gate: Gate) -> None:
    """The artifact of the second would hide that of the first, which fails here."""
    gate.clouds.faults.add(image_id=RHEL, preset="scp-403")
    selections = {name: {"assert_sharing_select": [name]} for name in ("scp-prod", "phones")}
    hosts = gate.ansible.write("hosts.yml", {"all": {"hosts": selections}})
    outcome = gate.run(inventory(), "-i", hosts, hosts="all", label="prod", mode="audit")
    assert outcome.status == 2, outcome.output
    assert "RUN: " not in outcome.output
    outcome = gate.run(inventory(), "-i", hosts, hosts="all", mode="audit")
    assert outcome.status == 0, outcome.output


def test_refused_credentials_are_tried_once_where_there_is_nothing_but_to_list(gate: Gate) -> None:
    document = inventory()
    del document["images"][1:]
    scp = document["connections"]["scp-prod"]
    document["connections"] = {"scp-prod": scp, "scp-a": scp, "scp-b": scp}
    gate.ansible.environ["SCP_SECRET_KEY"] = "a-wrong-secret-key"
    gate.run(document, discover=True)
    assert [entry.refused for entry in gate.clouds.log] == [True]
    assert ("images of scp-b", "unknown", "unreadable") in gate.findings()


def test_a_difference_shows_expected_against_found(gate: Gate) -> None:
    _shared_with_another(inventory(), gate.clouds)
    outcome = gate.run(inventory(), "--diff")
    assert outcome.status == 2
    assert "--- expected" in outcome.output
    assert "+++ found" in outcome.output
    assert any(line.startswith("+") and "0f3c9a21b7" in line for line in outcome.output.splitlines())
