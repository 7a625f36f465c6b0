# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""At the highest verbosity nothing shows a secret, whatever source it comes from and whatever a cloud does with it.

One gate reads some ten connections of all providers, over each of them every way in which a cloud can tell a secret
back; then everything that the run printed, logged, wrote, kept and showed to other users of the machine is searched.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

from .conftest import Ansible
from .leaks import Processes, Search
from .secret_sources import SOURCES, Setting, of_environment, of_files, world

MODULES = {
    "scp": "scp_image_member_info",
    "ims": "huawei_ims_image_member_info",
    "native": "huawei_ims_image_member_info",
    "cph": "huawei_cph_image_member_info",
    "os": "openstack_image_member_info",
}
FORMATS = ["json", "html", "junit", "sarif", "markdown", "ocsf", "oscal"]
WHAT = ("secret", "signature", "authorization", "token", "password")
HOW = ("plain", "url", "json", "markup", "blanks", "base64")
# Where texts of an answer that is no error go, by their place in it.
IN_ANSWERS = ("members.0.member_id", "members.*.status", "name", "@.0.name", "@.0.#", "status", "owner")
FAULTS: dict[str, dict[str, Any]] = {
    "unreadable": {"body": "{not json"},
    "broken-off": {"cut": "body", "reset": True},
    "silent": {"hang": True},
    "well": {},
}


def echoes(spellings: int) -> dict[str, dict[str, Any]]:
    """Image id to the fault that its requests meet."""
    statuses, lengths, hows = (
        itertools.cycle((400, 403, 500)),
        itertools.cycle((0, 190, 385)),
        itertools.cycle(HOW),
    )
    found = {
        f"{what}-{where}-{number}": {
            "status": next(statuses),
            "echo": {"what": what, "where": where, "how": next(hows), "after": next(lengths)},
        }
        for what in WHAT
        for where in ("message", "code", "request_id", "location", "body")
        for number in range(spellings)
    }
    for what in WHAT:
        found[f"{what}-page"] = {"status": 200, "echo": {"what": what, "where": "body", "how": next(hows)}}
        for number, at in enumerate(IN_ANSWERS):
            echo = {"what": what, "where": "answer", "how": ("plain", "base64")[number % 2], "at": at}
            found[f"{what}-answer-{number}"] = {"echo": echo}
    return {**found, **FAULTS}


def fill(clouds: Simulator, setting: Setting) -> None:
    """Put the same images into every cloud, each with its own fault."""
    for image_id, fault in echoes(setting.spellings).items():
        for cloud in ("scp", "ims", "cph", "glance"):
            clouds.world.add_image(cloud, image_id, ["edc89b490d7d4392898e19b2deb34797"])
        if fault:
            clouds.faults.add(image_id=image_id, **fault)


def inventory(setting: Setting, url: str) -> dict[str, Any]:
    how = {"endpoint": url, "timeout": 2, "retries": 0}
    connections = {
        name: {**({} if one["provider"] == "openstack" else how), **one} for name, one in setting.connections.items()
    }
    images = [
        {"name": f"{name}-{image_id}", "connection": name, "image_id": image_id, "members": []}
        for name in connections
        for image_id in echoes(setting.spellings)
    ]
    return {"connections": connections, "images": images}


@pytest.fixture
def clouds() -> Any:
    with Simulator(world()) as simulator:
        yield simulator


def output_of(ansible: Ansible, callback: str) -> None:
    """Have Ansible print, log and keep all that it can."""
    ansible.environ |= {
        "ANSIBLE_DEPRECATION_WARNINGS": "0",  # of callbacks that ansible-core is about to drop
        "ANSIBLE_CALLBACK_PLUGINS": str(Path(__file__).parent / "callbacks"),
        "ANSIBLE_CALLBACKS_ENABLED": "ansible.builtin.junit,ansible.builtin.tree",
        "ANSIBLE_STDOUT_CALLBACK": callback,
        "ANSIBLE_KEEP_REMOTE_FILES": "1",
        "ANSIBLE_LOG_PATH": str(ansible.folder / "ansible.log"),
        "ANSIBLE_LOG_VERBOSITY": "5",
        "ANSIBLE_SHOW_CUSTOM_STATS": "1",
        "JUNIT_OUTPUT_DIR": str(ansible.folder / "junit"),
        "ANSIBLE_CALLBACK_TREE_DIR": str(ansible.folder / "tree"),
    }


@pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))
def test_no_secret_comes_out_of_the_gate(
    tmp_path: Path, clouds: Simulator, source: Callable[[Ansible, Simulator], Setting]
) -> None:
    ansible = Ansible(tmp_path)
    setting = source(ansible, clouds)
    fill(clouds, setting)
    output_of(ansible, setting.callback)
    document = inventory(setting, clouds.url)
    path = ansible.write("sharing.yml", json.dumps(document))
    options = {"inventory": path, "connections": setting.inline, "report_dir": "reports", "report_formats": FORMATS}
    secrets = Search(setting.secrets)
    with Processes(secrets) as processes:
        outcome = ansible.gate("-vvvvv", "--diff", **options)
    assert (outcome.status, processes.leaks) == (2, {}), outcome.output
    assert processes.looks > 10
    search = all_secrets(clouds, setting)
    assert search.found(outcome.output) == []
    given = [*setting.files, ansible.folder / "variables.json"]
    assert search.in_files(ansible.folder, given) == {}
    names = {path.name for path in ansible.folder.rglob("*") if path.is_file()}
    assert {"ansible.log", "image_sharing-localhost.xml", "image_sharing-localhost.md"} <= names
    judged_all(ansible, setting)
    if source is of_files:
        merge_and_snapshot(ansible, clouds, setting, document)


def merge_and_snapshot(ansible: Ansible, clouds: Simulator, setting: Setting, document: dict[str, Any]) -> None:
    """What the gate left goes into a merge, and the same clouds into a snapshot that takes what it can prove."""
    connections = {name: {**one, **setting.inline.get(name, {})} for name, one in document["connections"].items()}
    some = ["scp", "ims-password", "cph-token", "os", "os-token"]
    merge = {"inventory": "sharing.yml", "connections": setting.inline, "reports": ["reports"], "report_dir": "merged"}
    variables = {
        "merge": {**merge, "report_formats": FORMATS, "previous": "reports"},
        "snapshot": {"connections": connections, "select": some, "dest": "snapshot.yml", "partial": True},
    }
    tasks = [{f"cloud_images.sharing.sharing_{name}": f"{{{{ {name} }}}}"} for name in variables]
    play = {"hosts": "localhost", "gather_facts": False, "vars": variables, "tasks": tasks}
    book = ansible.write("play.yml", [play])
    outcome = ansible.run("ansible-playbook", book, "-vvvvv", "--diff")
    assert outcome.status == 0, outcome.output
    search = all_secrets(clouds, setting)
    assert search.found(outcome.output) == []
    assert search.in_files(ansible.folder, [*setting.files, ansible.folder / "variables.json", Path(book)]) == {}
    assert (ansible.folder / "merged/image_sharing-localhost.html").exists()
    assert "well" in (ansible.folder / "snapshot.yml").read_text(encoding="utf-8")


def all_secrets(clouds: Simulator, setting: Setting) -> Search:
    """With those that the clouds made or told."""
    told = {text.rpartition("Signature=")[2] for fault in clouds.faults.active for text in fault.told}
    search = Search(setting.secrets | {"listed-secret-"}, told - setting.unknown - {""})
    assert len(search) > 200
    return search


def judged_all(ansible: Ansible, setting: Setting) -> None:
    """The run met all that was prepared for it: what was not asked cannot have told anything."""
    report = ansible.report()
    rows = {(row["connection"], row["image_id"]): row for row in report["images"]}
    for name in setting.connections:
        verdict = rows[name, "well"]
        if name in setting.refused:
            assert verdict["verdict"] == "unknown", verdict
        else:
            assert verdict["found"], verdict
            assert rows[name, "secret-message-0"]["error"]["http_status"] in (400, 403, 500)


@pytest.mark.parametrize("given", ["in the environment", "as options"])
def test_no_secret_comes_out_of_the_modules(tmp_path: Path, clouds: Simulator, given: str) -> None:
    """But for the files of a module's options, which ansible-core keeps where it is told to: see SECURITY.md."""
    ansible = Ansible(tmp_path)
    setting = of_environment(ansible, clouds)
    fill(clouds, setting)
    output_of(ansible, "default")
    setting.spellings, tasks, variables = 1, [], {}
    for cloud, module in MODULES.items():
        name = cloud if given == "in the environment" else f"{cloud}-b"
        options = inventory(setting, clouds.url)["connections"][name] | setting.inline.get(name, {})
        provider, image_ids = options.pop("provider"), list(echoes(1))
        some = options | {"image_ids": image_ids[:5]}
        variables[cloud] = options | {"image_ids": image_ids, "on_error": "report", "image_details": True}
        variables[f"some_{cloud}"] = some
        query = {"provider": provider, "options": f"{{{{ some_{cloud} }}}}"}
        tasks += [
            {f"cloud_images.sharing.{module}": f"{{{{ {cloud} }}}}"},
            {f"cloud_images.sharing.{module}": f"{{{{ some_{cloud} }}}}", "ignore_errors": True},
            {"cloud_images.sharing.sharing_query": query, "ignore_errors": True},
        ]
    variables["ansible_python_interpreter"] = "{{ ansible_playbook_python }}"
    play = {"hosts": "localhost", "gather_facts": False, "vars": variables, "tasks": tasks}
    book = ansible.write("play.yml", [play])
    outcome = ansible.run("ansible-playbook", book, "-vvvvv")
    assert "failed=0" in outcome.output, outcome.output
    assert f"ignored={2 * len(MODULES)}" in outcome.output
    search = all_secrets(clouds, setting)
    assert search.found(outcome.output) == []
    left = search.in_files(ansible.folder, [Path(book)])
    kept = {name for name in left if Path(name).name.startswith("AnsiballZ_")}
    assert set(left) == kept
    assert bool(kept) is (given == "as options")
