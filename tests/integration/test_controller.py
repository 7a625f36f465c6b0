# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is meant for managed hosts does not reach what runs on the controller."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Ansible
from .gate_runs import RHEL, Gate, inventory, simulated

BECOME = """
ansible_become: true
ansible_become_user: nobody
ansible_become_exe: /no/such/sudo
ansible_pipelining: false
ansible_remote_tmp: /proc/no-such-folder
ansible_python_interpreter: /no/such/python
"""
ONLY_THERE = """
ansible_become: 'yes'
ansible_become_method: only.on_managed.hosts
ansible_connection: only.on_managed.network
ansible_shell_type: only_there
ansible_shell_executable: /no/such/shell
"""
NOT_TO_BE_READ = """
ansible_become_password: &secret !vault |
  $ANSIBLE_VAULT;1.1;AES256
  65626333373337373263366530653435633464363064613834326539313965346262313834396235
  6161616137323665346164666466623730373361663732660a343261323938623261356665303562
  61396362336639306637303135386439363165396231626562306465303732616132643966376266
  3033363634656332610a353863663263356138346264316430366138646662643339323335646565
  6362
ansible_password: *secret
ansible_user: "{{ given_to_managed_hosts }}"
ansible_host: "{{ given_to_managed_hosts }}"
ansible_port: "{{ given_to_managed_hosts }}"
ansible_private_key_file: "{{ given_to_managed_hosts }}"
ansible_remote_tmp: "{{ given_to_managed_hosts }}"
ansible_become: "{{ given_to_managed_hosts }}"
ansible_become_user: "{{ given_to_managed_hosts }}"
"""
FOR_MANAGED_HOSTS = {"become": BECOME, "only there": ONLY_THERE, "not to be read": NOT_TO_BE_READ}

AS_EXTRA = {"ansible_become": True, "ansible_become_exe": "/no/such/sudo", "ansible_shell_executable": "/no/such/shell"}


def group_vars(ansible: Ansible, variables: str) -> str:
    """An inventory of some hosts, with these variables for all of them, and so for localhost."""
    (ansible.folder / "group_vars").mkdir()
    ansible.write("group_vars/all.yml", variables)
    return ansible.write("hosts.yml", {"all": {"hosts": {"web-1": {"ansible_host": "192.0.2.2"}}}})


@pytest.mark.parametrize("variables", FOR_MANAGED_HOSTS.values(), ids=FOR_MANAGED_HOSTS)
def test_variables_of_managed_hosts_do_not_reach_the_gate(gate: Gate, variables: str) -> None:
    outcome = gate.run(inventory(), "-i", group_vars(gate.ansible, variables))
    assert outcome.status == 0, outcome.output


def test_extra_variables_for_managed_hosts_do_not_reach_the_gate(gate: Gate) -> None:
    path = gate.ansible.write("extra.yml", AS_EXTRA)
    outcome = gate.run(inventory(), "-e", f"@{path}")
    assert outcome.status == 0, outcome.output


def test_become_on_the_command_line_does_not_reach_the_gate(gate: Gate) -> None:
    gate.ansible.environ |= {"ANSIBLE_BECOME_EXE": "/no/such/sudo"}
    outcome = gate.run(inventory(), "--become", "--become-user", "nobody")
    assert outcome.status == 0, outcome.output


@pytest.mark.parametrize("variables", [ONLY_THERE, NOT_TO_BE_READ], ids=["only there", "not to be read"])
def test_variables_of_managed_hosts_do_not_reach_merge_query_and_snapshot(gate: Gate, variables: str) -> None:
    hosts = group_vars(gate.ansible, variables)
    assert gate.run(inventory(), "-i", hosts, label="whole").status == 0
    shared = {"inventory": "sharing.yml", "merge_from": "reports"}
    given = gate.ansible.write("merge.yml", {f"assert_sharing_{name}": value for name, value in shared.items()})
    merged = gate.ansible.run("ansible-playbook", "cloud_images.sharing.merge_reports", "-i", hosts, "-e", f"@{given}")
    assert merged.status == 0, merged.output
    queried = _query(gate, "-i", hosts)
    assert queried.status == 0, queried.output
    assert f"{RHEL}: 1 member" in queried.output
    written = gate.ansible.run(
        "ansible-playbook",
        "cloud_images.sharing.snapshot_sharing",
        "-i",
        hosts,
        "-e",
        f"@{gate.ansible.folder / 'variables.json'}",
        "-e",
        "snapshot_sharing_to=now.yml",
    )
    assert written.status == 0, written.output


def test_one_host_for_several_is_no_second_host_of_its_label(gate: Gate) -> None:
    path = gate.ansible.write("sharing.yml", inventory())
    role = {"name": "cloud_images.sharing.assert_sharing"}
    play = {
        "hosts": "web",
        "gather_facts": False,
        "tasks": [{"ansible.builtin.import_role": role, "run_once": True}],
        "vars": {"assert_sharing_inventory": path, "assert_sharing_label": "images at {{ ansible_host }}"},
    }
    connections = gate.ansible.write("here.yml", {"assert_sharing_connections": simulated(inventory(), gate.clouds)})
    hosts = {"web": {"hosts": {"web-1": {"ansible_host": "192.0.2.1"}, "web-2": {"ansible_host": "192.0.2.2"}}}}
    gate.ansible.environ["ANSIBLE_SHOW_CUSTOM_STATS"] = "1"
    outcome = gate.ansible.run(
        "ansible-playbook",
        gate.ansible.write("play.yml", [play]),
        "-i",
        gate.ansible.write("hosts.yml", hosts),
        "-e",
        f"@{connections}",
    )
    assert outcome.status == 0, outcome.output
    assert "images at 192.0.2.1" in outcome.output


def test_extra_variables_for_managed_hosts_do_not_reach_the_query(gate: Gate) -> None:
    outcome = _query(gate, "-e", f"@{gate.ansible.write('extra.yml', AS_EXTRA)}")
    assert outcome.status == 0, outcome.output


def test_the_query_does_not_try_ssh_on_localhost(gate: Gate) -> None:
    outcome = _query(gate, "-i", "localhost,")
    assert outcome.status == 0, outcome.output


def _query(gate: Gate, *flags: str) -> Any:
    query = {"provider": "scp", "image_ids": RHEL, "region": "kr-west1", "endpoint": gate.clouds.url}
    given = gate.ansible.write("query.yml", {f"query_members_{name}": value for name, value in query.items()})
    return gate.ansible.run("ansible-playbook", "cloud_images.sharing.query_members", "-e", f"@{given}", *flags)


def test_the_gates_own_environment_reaches_the_modules(gate: Gate) -> None:
    """Where a play sets the credentials, rather than the shell."""
    keys = {name: gate.ansible.environ.pop(name) for name in ("SCP_ACCESS_KEY", "SCP_SECRET_KEY")}
    document = inventory()
    del document["images"][1:]
    play = {
        "hosts": "localhost",
        "gather_facts": False,
        "environment": keys,
        "roles": ["cloud_images.sharing.assert_sharing"],
        "vars": {
            "assert_sharing_inventory": gate.ansible.write("sharing.yml", document),
            "assert_sharing_connections": {"scp-prod": {"endpoint": gate.clouds.url, "iam_endpoint": gate.clouds.url}},
        },
    }
    outcome = gate.ansible.run("ansible-playbook", gate.ansible.write("play.yml", [play]), "-vvvvv")
    assert outcome.status == 0, outcome.output
    assert keys["SCP_SECRET_KEY"] not in outcome.output
