# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The README's example, run as it is printed, prints what is printed."""

from __future__ import annotations

import re

from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

from .conftest import ROOT, Ansible

README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(kind: str, holding: str) -> str:
    """The first code block of a kind with this text in it."""
    found: list[str] = re.findall(rf"^```{kind}\n(.*?)^```$", README, re.M | re.S)
    return next(one for one in found if holding in one)


def test_the_example_prints_what_the_readme_shows(ansible: Ansible, clouds: Simulator) -> None:
    ansible.write("sharing.yml", block("yaml", "# sharing.yml"))
    console = block("console", "assert_sharing_report_dir")
    command = next(line for line in console.splitlines() if line.startswith("$ ansible-playbook")).split()[1:]
    shown = console[console.index("Image sharing:") :]
    # What the simulator needs besides: the example is of the real endpoint.
    at = {"scp-prod": {"endpoint": clouds.url, "iam_endpoint": clouds.url}}
    inline = ansible.write("simulator.json", {"assert_sharing_connections": at})
    outcome = ansible.run(*command, "-e", f"@{inline}")
    assert outcome.status == 2
    assert shown.strip() in outcome.output
