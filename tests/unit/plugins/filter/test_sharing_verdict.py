# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The filter, called as Ansible's own templating calls it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.errors import AnsibleFilterError
from ansible.parsing.dataloader import DataLoader
from ansible_collections.cloud_images.sharing.plugins.filter.sharing_verdict import FilterModule

from ..plugin_utils import world

INVENTORY: dict[str, Any] = {
    "connections": {"cloud": {"provider": "huawei_ims", "region": "eu-de"}},
    "principals": {"team-a": world.A},
    "images": [{"name": "golden", "connection": "cloud", "image_id": world.IMAGE_ID, "members": ["team-a"]}],
}
SUMMARY = {"account": {"id": world.OWNER, "proven_by": "token"}, "endpoint": "https://ims.example", "region": "eu-de"}
RESULT: dict[str, Any] = {"changed": False, "images": [world.reading([world.row()])], "summary": SUMMARY}


def verdict(results: Any, inventory: Any = None, **arguments: Any) -> dict[str, Any]:
    document: dict[str, Any] = FilterModule().filters()["sharing_verdict"](
        results, INVENTORY if inventory is None else inventory, **arguments
    )
    return document


@pytest.mark.parametrize("results", [{"cloud": RESULT}, RESULT])
def test_results_in_all_their_forms(results: Any) -> None:
    document = verdict(results)
    assert document["gate"] == "pass"
    assert document["images"][0]["proof"] == "complete list of 1 member read by the owner"
    assert document["images"][0]["found"][0]["principal"] == "team-a"


@pytest.mark.parametrize("results", [{"cloud": RESULT["images"]}, RESULT["images"], RESULT | {"summary": {}}])
def test_images_alone_do_not_say_whose_credentials_asked(results: Any) -> None:
    document = verdict(results)
    assert document["gate"] == "fail"
    assert [(one["kind"], one["verdict"]) for one in document["findings"]] == [("partial_view", "unknown")]
    assert "give the whole result of the module" in document["findings"][0]["message"]


@pytest.mark.slow
def test_in_a_playbook(tmp_path: Path) -> None:
    """Through the templating of the installed Ansible, whose texts carry tags since ansible-core 2.19."""
    checks = [
        "(results | cloud_images.sharing.sharing_verdict(inventory)).gate == 'pass'",
        "(results | cloud_images.sharing.sharing_verdict(inventory, select=['cloud'])).scope == ['cloud']",
        "(results | cloud_images.sharing.sharing_verdict(inventory) | to_json | from_json).counts.images == 1",
    ]
    task = {"ansible.builtin.assert": {"that": checks}, "vars": {"results": {"cloud": RESULT}, "inventory": INVENTORY}}
    (tmp_path / "play.yml").write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": [task]}]))
    root = Path(sys.modules[FilterModule.__module__].__file__ or "").parents[5]
    done = subprocess.run(
        [sys.executable, "-m", "ansible", "playbook", "-i", "localhost,", "-c", "local", "play.yml"],
        cwd=tmp_path,
        env={**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(root), "ANSIBLE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_data_as_the_installed_ansible_loads_it() -> None:
    results, inventory = (DataLoader().load(json.dumps(one)) for one in ({"cloud": RESULT}, INVENTORY))
    document = verdict(results, inventory)
    assert document["gate"] == "pass"
    assert {type(key) for key in document["images"][0]["expected"][0].values()} == {str, type(None)}


def test_files(tmp_path: Path) -> None:
    (tmp_path / "clouds.json").write_text(json.dumps({"connections": INVENTORY["connections"]}))
    rest = {key: value for key, value in INVENTORY.items() if key != "connections"}
    (tmp_path / "images.yml").write_text(yaml.safe_dump(rest))
    assert verdict(RESULT, str(tmp_path))["gate"] == "pass"
    assert verdict(RESULT, [str(tmp_path / "clouds.json"), str(tmp_path / "images.yml")])["gate"] == "pass"


def test_no_result_is_unknown() -> None:
    document = verdict({})
    assert (document["gate"], document["counts"]["unknown"]) == ("fail", 1)


def test_today_decides_about_waivers() -> None:
    waiver = {"image": "golden", "kind": "missing_member", "reason": "moving", "expires": "2027-01-31"}
    inventory = {**INVENTORY, "waivers": [waiver]}
    results = {**RESULT, "images": [world.reading([])]}
    assert verdict(results, inventory, today="2027-01-31")["gate"] == "pass"
    assert verdict(results, inventory, today="2027-02-01")["gate"] == "fail"


@pytest.mark.parametrize(
    ("results", "arguments", "message"),
    [
        ({"clout": RESULT}, {}, "does not know: clout"),
        ({"cloud": {"msg": "failed"}}, {}, "no list of images"),
        ({"cloud": "text"}, {}, "no list of images"),
        (RESULT, {"today": "soon"}, "soon"),
        (RESULT, {"select": ["clout"]}, "select: unknown connection 'clout'"),
        (RESULT["images"] * 2, {}, "was read twice"),
        ([{"state": "read"}], {}, "without image_id"),
    ],
)
def test_what_cannot_be_judged_is_an_error(results: Any, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(AnsibleFilterError, match=message):
        verdict(results, **arguments)


def test_several_connections_need_names() -> None:
    connections = {**INVENTORY["connections"], "other": {"provider": "scp"}}
    images = [*INVENTORY["images"], {"name": "b", "connection": "other", "image_id": "b", "match": "private"}]
    with pytest.raises(AnsibleFilterError, match="by name"):
        verdict(RESULT, {**INVENTORY, "connections": connections, "images": images})


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sharing.yml"
    path.write_text("$ANSIBLE_VAULT;1.1;AES256\n3438\n")
    with pytest.raises(AnsibleFilterError, match="a filter has no passwords"):
        verdict(RESULT, str(path))
