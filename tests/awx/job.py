# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A job as AWX runs it: its injector of credentials, its settings and environment, and ansible-runner. No server.

What AWX would store is read from what ansible-runner leaves behind.
"""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from awx_plugins.interfaces._temporary_private_api import ManagedCredentialType
from awx_plugins.interfaces._temporary_private_credential_api import Credential
from awx_plugins.interfaces._temporary_private_inject_api import inject_credential

from . import shipped
from .commands import BIN, clean_environment

MAX_EVENT_RESULT = 700_000  # characters; AWX empties a longer one
REVISION = "5f1c0ffee5f1c0ffee5f1c0ffee5f1c0ffee5f1c"
JOB_SETTINGS = {
    "ANSIBLE_FORCE_COLOR": "True",
    "ANSIBLE_HOST_KEY_CHECKING": "False",
    "ANSIBLE_INVENTORY_UNPARSED_FAILED": "True",
    "ANSIBLE_RETRY_FILES_ENABLED": "False",
    "AWX_HOST": "https://awx.example.com",
    "INVENTORY_ID": "1",
    "JOB_ID": "1",
    "MAX_EVENT_RES": str(MAX_EVENT_RESULT),
    "PROJECT_REVISION": REVISION,
}
JOB_VARIABLES = {
    "awx_job_id": 1,
    "awx_job_launch_type": "manual",
    "awx_project_revision": REVISION,
    "awx_user_name": "admin",
    "tower_project_revision": REVISION,
}
Hosts = Mapping[str, Mapping[str, Any]]


@dataclass
class Template:
    """What a job template and its launch add up to."""

    playbook: str
    credentials: Sequence[tuple[str, Mapping[str, str]]] = ()
    """Which shipped type (see ``shipped.credential_types``), and the fields that somebody filled in."""
    extra_vars: Mapping[str, Any] = field(default_factory=dict)
    groups: Mapping[str, Hosts] = field(default_factory=dict)
    limit: str = ""
    skip_tags: str = ""
    check: bool = False
    verbosity: int = 0
    remote: bool = False
    """Through transmit, worker and process, as on an execution node."""


@dataclass
class Outcome:
    """What AWX knows of a job afterwards."""

    status: str
    events: list[dict[str, Any]]
    folder: Path

    @property
    def artifacts(self) -> dict[str, Any]:
        """Of the stats event; without one, nothing."""
        (data,) = [event["event_data"] for event in self.events if event["event"] == "playbook_on_stats"] or [{}]
        found: dict[str, Any] = data.get("artifact_data", {})
        return found

    @property
    def output(self) -> str:
        return "\n".join(event["stdout"] for event in self.events)

    def relaunched_on(self, groups: Mapping[str, Hosts]) -> list[str]:
        """What "relaunch on failed hosts" limits the next job to: hosts that failed and that AWX's inventory has.

        AWX refuses the relaunch where there are none (awx/main/models/jobs.py, retry_qs).
        """
        (data,) = [event["event_data"] for event in self.events if event["event"] == "playbook_on_stats"]
        failed = {*data["failures"], *data["dark"]}
        return sorted({host for hosts in groups.values() for host in hosts} & failed)

    def task_events(self) -> list[str]:
        """What happened to each task on each host, in order."""
        return [
            f"{event['event']} {event['event_data'].get('task')} {event['event_data'].get('host')}"
            for event in self.events
            if event["event"].startswith("runner_on_")
        ]

    def recorded(self) -> Iterable[tuple[Path, str]]:
        """Every file that the job left, less the runner's own record of the environment."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and path.name != "command":
                yield path, path.read_text(encoding="utf-8", errors="replace")


def run(template: Template, folder: Path, project: Path = shipped.PROJECT) -> Outcome:
    """Run a job in a folder that does not exist yet."""
    data = folder / "data"
    shutil.copytree(project, data / "project")
    _write_inventory(data / "inventory", template.groups)
    _write_settings(data / "env", template, _environment(template, data))
    left = _through_a_node(template, folder) if template.remote else _here(template, data)
    events = [json.loads(path.read_bytes()) for path in (left / "job_events").glob("*.json")]
    return Outcome(
        status=(left / "status").read_text(encoding="utf-8").strip(),
        events=sorted(events, key=lambda event: int(event["counter"])),
        folder=left,
    )


def _environment(template: Template, data: Path) -> dict[str, str]:
    (data / "env").mkdir()
    environment: dict[str, Any] = {}
    for name, inputs in template.credentials:
        definition = shipped.credential_types()[name]
        kind = ManagedCredentialType(
            namespace="",
            name=definition["name"],
            kind=definition["kind"],
            inputs=definition["inputs"],
            injectors=definition["injectors"],
        )
        arguments: list[str] = []
        inject_credential(kind, Credential(dict(inputs)), environment, {}, arguments, str(data))
        assert arguments == []  # environment only
    return {name: str(value) for name, value in environment.items()}


def _write_inventory(folder: Path, groups: Mapping[str, Hosts]) -> None:
    """A script that prints JSON, as AWX has it."""
    folder.mkdir()
    listing: dict[str, Any] = {name: {"hosts": list(hosts)} for name, hosts in groups.items()}
    listing["_meta"] = {"hostvars": {host: dict(known) for hosts in groups.values() for host, known in hosts.items()}}
    script = folder / "hosts"
    script.write_text(f"#!{sys.executable}\nprint({json.dumps(json.dumps(listing))})\n", encoding="utf-8")
    script.chmod(stat.S_IRWXU)


def _write_settings(folder: Path, template: Template, credentials: Mapping[str, str]) -> None:
    options = ["-u root", f"--forks {max(1, len(template.groups))}"]
    options += [f"-{'v' * template.verbosity}"] if template.verbosity else []
    options += ["--check"] if template.check else []
    options += [f"--limit {template.limit}"] if template.limit else []
    options += [f"--skip-tags {template.skip_tags}"] if template.skip_tags else []
    settings = {"suppress_ansible_output": True, "suppress_output_file": True, "job_timeout": 600}
    files = {
        "cmdline": " ".join(options),
        "envvars": json.dumps({**JOB_SETTINGS, "AWX_PRIVATE_DATA_DIR": "/runner", **credentials}),
        "extravars": _unsafe({**JOB_VARIABLES, **template.extra_vars}),
        "settings": json.dumps(settings),
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")


def _unsafe(value: Any) -> str:
    """YAML in flow style in which no text is a template."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(key)}: {_unsafe(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_unsafe, value)) + "]"
    return f"!unsafe {json.dumps(value)}" if isinstance(value, str) else json.dumps(value)


def _here(template: Template, data: Path) -> Path:
    _runner(data.parent, "run", str(data), "-p", template.playbook, "--ident", "job")
    return data / "artifacts/job"


def _through_a_node(template: Template, folder: Path) -> Path:
    bundle = _runner(folder, "transmit", str(folder / "data"), "-p", template.playbook, "--ident", "job")
    answer = _runner(folder, "worker", "--private-data-dir", str(folder / "node"), given=bundle)
    _runner(folder, "process", str(folder / "back"), "--ident", "job", given=answer)
    return folder / "back/artifacts/job"


def _runner(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """The runner's exit status is the job's; what became of the job is read from its files."""
    command = [str(BIN / "ansible-runner"), *arguments]
    environment = clean_environment(folder)
    return subprocess.run(
        command, cwd=folder, env=environment, input=given, capture_output=True, timeout=900, check=False
    ).stdout
