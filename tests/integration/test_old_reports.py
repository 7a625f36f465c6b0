# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A report speaks for the run that wrote it and for no other: none is left over by a run that comes to nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .gate_runs import Gate, inventory

FORMATS = ["json", "html", "junit", "sarif", "markdown"]


def _reports(gate: Gate) -> dict[str, Any]:
    """Name of each report to its content, JSON where it is."""
    return {
        path.name: json.loads(path.read_bytes()) if ".json" in path.name else path.read_bytes()
        for path in (gate.ansible.folder / "reports").iterdir()
    }


def _nothing_but_unfinished(gate: Gate, label: str = "localhost") -> None:
    found = _reports(gate)
    assert set(found) == {f"image_sharing-{label}.json", f"image_sharing-{label}.json.last"}
    unfinished = found[f"image_sharing-{label}.json"]
    assert (unfinished["finished"], unfinished["gate"], unfinished["label"]) == (False, "fail", label)
    last = found[f"image_sharing-{label}.json.last"]
    assert (last["finished"], last["gate"]) == (True, "pass")


@pytest.mark.parametrize(
    "broken",
    [
        {"mode": "enforced"},
        {"select": ["nowhere"]},
        {"inventory": "nowhere.yml"},
        {"concurrency": "many"},
        {"report_formats": ["pdf"]},
        {"images": [{"name": "only a name"}]},
    ],
    ids=str,
)
def test_a_run_that_fails_early_leaves_no_old_report(gate: Gate, broken: dict[str, Any]) -> None:
    assert gate.run(inventory(), report_formats=FORMATS).status == 0
    assert len(_reports(gate)) == 5
    for _time in range(2):  # the second unfinished one does not become the last finished one
        outcome = gate.run(inventory(), **({"report_formats": FORMATS} | broken))
        assert outcome.status == 2, outcome.output
        _nothing_but_unfinished(gate)


@pytest.mark.parametrize(
    "how", ["roles", "role with variables", "include_role", "import_role", "include_role with variables", "playbook"]
)
@pytest.mark.parametrize("name", ["assert_sharing_inventory", "assert_sharing_concurrency"])
def test_a_variable_that_is_not_there_leaves_no_old_report(gate: Gate, how: str, name: str) -> None:
    """The run fails before it reads anything, and however it was started the last green report is no more."""
    assert gate.run(inventory(), report_formats=FORMATS).status == 0
    given = {"assert_sharing_report_dir": "reports", "assert_sharing_inventory": "sharing.yml", name: "{{ not_there }}"}
    role = "cloud_images.sharing.assert_sharing"
    task = "ansible.builtin.import_role" if how == "import_role" else "ansible.builtin.include_role"
    if how.startswith("role"):
        body: dict[str, Any] = {"roles": [{"role": role, **given} if how == "role with variables" else role]}
    else:
        body = {"tasks": [{task: {"name": role}, **({"vars": given} if how.endswith("with variables") else {})}]}
    of_play = {} if how.endswith("with variables") else {"vars": given}
    play = {"hosts": "localhost", "gather_facts": False, **of_play, **body}
    book = gate.ansible.write("play.yml", [play])
    path = gate.ansible.write("given.json", json.dumps(given))
    command = [role, "-e", f"@{path}"] if how == "playbook" else [book]
    outcome = gate.ansible.run("ansible-playbook", *command)
    assert outcome.status != 0
    assert "not_there" in outcome.output
    _nothing_but_unfinished(gate)


def test_a_finished_run_takes_its_place(gate: Gate) -> None:
    assert gate.run(inventory(), report_formats=FORMATS).status == 0
    gate.run(inventory(), report_formats=FORMATS, mode="enforced")
    assert gate.run(inventory(), report_formats=["json"]).status == 0
    found = _reports(gate)
    assert set(found) == {"image_sharing-localhost.json", "image_sharing-localhost.json.last"}
    assert found["image_sharing-localhost.json"]["finished"] is True


def test_without_a_json_report_nothing_unfinished_stays(gate: Gate) -> None:
    assert gate.run(inventory(), report_formats=["junit"]).status == 0
    assert set(_reports(gate)) == {"image_sharing-localhost.xml"}


def test_check_mode_touches_no_report(gate: Gate) -> None:
    assert gate.run(inventory(), report_formats=FORMATS).status == 0
    before = _reports(gate)
    gate.run(inventory(), "--check", report_formats=FORMATS, mode="enforced")
    gate.run(inventory(), "--check", report_formats=FORMATS)
    assert _reports(gate) == before


def test_reports_of_other_labels_stay(gate: Gate) -> None:
    assert gate.run(inventory(), label="nightly").status == 0
    gate.run(inventory(), label="prod", mode="enforced")
    assert _reports(gate)["image_sharing-nightly.json"]["gate"] == "pass"


@pytest.mark.parametrize(
    "plays",
    [[{"serial": 1}], [{"strategy": "free"}], [{"hosts": "phones"}, {"hosts": "scp-prod"}]],
    ids=["in turn", "each at its own pace", "in two plays"],
)
def test_no_report_of_one_label_stays_that_two_hosts_had(gate: Gate, plays: list[dict[str, Any]]) -> None:
    """Whichever of them passed: what is in the file is not what the other saw."""
    hosts = {name: {"assert_sharing_select": [name]} for name in ("scp-prod", "phones")}
    path = gate.ansible.write("hosts.yml", {"all": {"hosts": hosts}})
    play = {
        "hosts": "all",
        "gather_facts": False,
        "roles": ["cloud_images.sharing.assert_sharing"],
        "vars": {
            "assert_sharing_inventory": gate.ansible.write("sharing.yml", inventory()),
            "assert_sharing_connections": {name: {"endpoint": gate.clouds.url} for name in inventory()["connections"]},
            "assert_sharing_report_dir": "reports",
            "assert_sharing_label": "prod",
        },
    }
    book = gate.ansible.write("play.yml", [{**play, **different} for different in plays])
    outcome = gate.ansible.run("ansible-playbook", "-i", path, book)
    assert outcome.status == 2, outcome.output
    assert "Several hosts of this run have the label prod" in outcome.output
    report = _reports(gate)["image_sharing-prod.json"]
    assert (report["finished"], report["gate"]) == (False, "fail")


def test_what_changed_since_the_report_before(gate: Gate) -> None:
    """Read out of the run's own folder, whose last run did not finish."""
    assert gate.run(inventory()).status == 0
    gate.run(inventory(), mode="enforced")
    image = next(iter(gate.clouds.world.scp.values()))
    image.members.append({"member_id": "0f3c9a21b7d04c5ea1b2c3d4e5f60718"})
    outcome = gate.run(inventory(), previous="reports")
    assert outcome.status == 2
    report = gate.ansible.report()
    assert report["changes"]["counts"]["new"] == 1
    assert [one["change"] for one in report["findings"]] == ["new"]
