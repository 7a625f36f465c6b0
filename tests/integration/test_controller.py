# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is meant for managed hosts does not reach what runs on the controller."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Ansible
from .test_gate import RHEL, Gate, gate, inventory

__all__ = ["gate"]

FOR_MANAGED_HOSTS: dict[str, dict[str, Any]] = {
    "become": {"ansible_become": True, "ansible_become_user": "nobody", "ansible_become_exe": "/no/such/sudo"},
    "become method": {"ansible_become": "yes", "ansible_become_method": "su", "ansible_become_user": "nobody"},
    "shell": {"ansible_shell_type": "powershell"},
    "shell executable": {"ansible_shell_executable": "/no/such/shell"},
    "temporary folder": {"ansible_remote_tmp": "/proc/no-such-folder", "ansible_pipelining": False},
    "connection": {"ansible_connection": "ssh", "ansible_host": "192.0.2.1", "ansible_user": "nobody"},
    "other plugin": {"ansible_connection": "winrm", "ansible_shell_type": "cmd"},
    "interpreter": {"ansible_python_interpreter": "/no/such/python"},
}

AS_EXTRA = FOR_MANAGED_HOSTS["become"] | FOR_MANAGED_HOSTS["shell executable"]
ALL_AT_ONCE = {name: value for variables in FOR_MANAGED_HOSTS.values() for name, value in variables.items()}


def group_vars(ansible: Ansible, variables: dict[str, Any]) -> str:
    """An inventory of some hosts, with these variables for all of them, and so for localhost."""
    (ansible.folder / "group_vars").mkdir()
    ansible.write("group_vars/all.yml", variables)
    return ansible.write("hosts.yml", {"all": {"hosts": {"web-1": {"ansible_host": "192.0.2.2"}}}})


@pytest.mark.parametrize("variables", FOR_MANAGED_HOSTS.values(), ids=FOR_MANAGED_HOSTS)
def test_variables_of_managed_hosts_do_not_reach_the_gate(gate: Gate, variables: dict[str, Any]) -> None:
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


def test_variables_of_managed_hosts_do_not_reach_the_merge(gate: Gate) -> None:
    assert gate.run(inventory()).status == 0
    hosts = group_vars(gate.ansible, ALL_AT_ONCE)
    merge = {"assert_sharing_inventory": "sharing.yml", "assert_sharing_merge_from": "reports"}
    given = gate.ansible.write("merge.yml", merge)
    playbook = "cloud_images.sharing.merge_reports"
    outcome = gate.ansible.run("ansible-playbook", playbook, "-i", hosts, "-e", f"@{given}")
    assert outcome.status == 0, outcome.output


def test_variables_of_managed_hosts_do_not_reach_the_query(gate: Gate) -> None:
    outcome = _query(gate, "-i", group_vars(gate.ansible, ALL_AT_ONCE))
    assert outcome.status == 0, outcome.output
    assert f"{RHEL}: 1 member" in outcome.output


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
