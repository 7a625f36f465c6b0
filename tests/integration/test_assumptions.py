# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whatever we believe about a cloud: where it is false, the gate is not green. The same scene without it is."""

from __future__ import annotations

import runpy
from typing import Any

import pytest
import yaml
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

from .conftest import ROOT, Ansible, Outcome
from .false_beliefs import CONNECTIONS, WORLDS, Scene

pytestmark = pytest.mark.any_core

BELIEFS: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/integration/assumptions.yml").read_text(encoding="utf-8"))


def gate(ansible: Ansible, scene: Scene) -> Outcome:
    """The gate's outcome, with a report."""
    huawei_or_scp = {"cloud": scene.here} if scene.here else {}
    for name in [name for name in ansible.environ if name.startswith(("SCP_", "HUAWEICLOUD_", "OS_"))]:
        del ansible.environ[name]
    ansible.environ |= scene.environ
    path = ansible.write("sharing.yml", scene.inventory())
    given = {"inventory": path, "connections": huawei_or_scp, "report_dir": "reports", "report_formats": ["json"]}
    return ansible.gate(**given, **scene.variables)


@pytest.mark.parametrize("cloud", CONNECTIONS)
@pytest.mark.parametrize("discover", [False, True])
def test_the_scene_is_green_where_nothing_is_false(
    ansible: Ansible, clouds: Simulator, cloud: str, discover: bool
) -> None:
    scene = Scene(clouds, cloud)
    own = [image for image in clouds.world.images(cloud) if image != "golden"]
    for image_id in own:
        del clouds.world.images(cloud)[image_id]
    scene.variables = {"discover": discover}
    scene.incoming = [{"connection": "cloud", "from": []}]
    outcome = gate(ansible, scene)
    assert outcome.status == 0, outcome.output
    assert ansible.report()["gate"] == "pass"


@pytest.mark.parametrize("belief", BELIEFS, ids=[belief["id"] for belief in BELIEFS])
def test_not_green_where_it_is_false(ansible: Ansible, clouds: Simulator, belief: dict[str, Any]) -> None:
    cloud, make_false = WORLDS[belief["id"]]
    scene = Scene(clouds, cloud)
    make_false(scene)
    outcome = gate(ansible, scene)
    assert outcome.status == 2, outcome.output
    report = ansible.report()
    assert report["gate"] == "fail"
    assert belief["finding"] in {finding["kind"] for finding in report["findings"]}


def test_each_belief_has_its_world() -> None:
    assert sorted(WORLDS) == sorted(belief["id"] for belief in BELIEFS)


def test_the_documentation_shows_the_beliefs() -> None:
    make = runpy.run_path(str(ROOT / "tests/tools/make_assumptions.py"))["make"]
    assert (ROOT / "docs/what_we_assume.md").read_text(encoding="utf-8") == make()
