# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Misspell keys of documents and members of closed sets, one at a time, and see that mypy finds each.

Works on a copy of the plugins. Fails when one is not found. `make soak` runs it.

Usage: misspell.py [PATTERN]     PATTERN: only in files whose path holds this text
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

COLLECTION = Path(__file__).resolve().parents[2]
NAME = "ansible_collections/cloud_images/sharing"
_TIMES = itertools.count(1_000_000_000)
# File to code that stands in it, and the word of it to misspell: keys of documents, and members of closed sets.
SEEDS: dict[str, list[tuple[str, str]]] = {
    "action/sharing_audit.py": [('args["concurrency"]', "concurrency")],
    "module_utils/_errors.py": [('"forbidden": "denied"', "denied"), ('"forbidden": "denied"', "forbidden")],
    "module_utils/_failure.py": [('names["unmatched"]', "unmatched")],
    "module_utils/_model.py": [('"caller_is_owner": caller_is_owner', '"caller_is_owner"')],
    "module_utils/_module.py": [('options["image_details"]', "image_details")],
    "module_utils/_gate/connection.py": [('"problem": problem', '"problem"')],
    "module_utils/_gate/parts.py": [('line.get("part")', "part")],
    "module_utils/_gate/shares.py": [('request["concurrency"]', "concurrency")],
    "module_utils/_gate/slots.py": [('error.kind == "unreachable"', "unreachable")],
    "module_utils/_gate/tally.py": [('reading.state == "read"', '"read"'), ('task["image_ids"]', "image_ids")],
    "module_utils/_gate/unread.py": [('task["own_images"]', "own_images")],
    "module_utils/_http/circuit_breaker.py": [('{"unreachable": 8', "unreachable")],
    "module_utils/_http/client.py": [('("throttled", "unavailable")', "throttled")],
    "module_utils/_http/response.py": [('"unavailable" if status', "unavailable")],
    "module_utils/_http/transport.py": [('ApiError("bad_response"', "bad_response")],
    "module_utils/_images/incoming.py": [('image["owner_id"]', "owner_id")],
    "module_utils/_images/members.py": [('str(member["image_id"])', "image_id")],
    "module_utils/_images/own.py": [('image.details["caller_is_owner"]', "caller_is_owner")],
    "module_utils/_images/read.py": [('one.state == "read"', '"read"'), ('image.details["name"]', '"name"')],
    "module_utils/_images/reading.py": [('"member_count":', "member_count")],
    "module_utils/_images/result.py": [('"credentials_from":', "credentials_from")],
    "module_utils/_providers/base.py": [('details["caller_is_owner"]', "caller_is_owner")],
    "module_utils/_providers/error_bodies.py": [('"IMG.0060": "throttled"', "throttled")],
    "module_utils/_providers/glance.py": [
        ('"content_hash": _content_hash', '"content_hash"'),
        ('("pending", "accepted", "rejected")', "rejected"),
        ('row.get("member_type")', "member_type"),
        ('row["image_id"]', "image_id"),
        ('image.get("owner")', '"owner"'),
        ('info.get("next_marker")', "next_marker"),
    ],
    "module_utils/_providers/huawei/account.py": [('Proof(project_id, "signature")', "signature")],
    "module_utils/_providers/huawei/agency.py": [('said(body, "credential")', "credential")],
    "module_utils/_providers/huawei/cph.py": [
        ('"image_id": image["image_id"]', '"image_id":'),
        ('image.get("image_type") == "share"', "image_type"),
        ('image.get("is_public") == 1', "is_public"),
        ('row.get("update_time")', "update_time"),
    ],
    "module_utils/_providers/huawei/iam.py": [('"token"), "project"))', "project")],
    "module_utils/_providers/openstack/refused.py": [
        ('state="read"', '"read"'),
        ('error.kind != "forbidden"', "forbidden"),
    ],
    "module_utils/_providers/scp/account.py": [
        ('"access_key")', "access_key"),
        ('row.get("account_id")', "account_id"),
        ('image.get("visibility") == "private"', "visibility"),
    ],
    "module_utils/_providers/scp/provider.py": [
        ('kind="throttled"', "throttled"),
        ('_text(first, "global_request_id")', "global_request_id"),
    ],
    "plugin_utils/_connections.py": [('outcome["warnings"]', "warnings"), ('line["process"]', "process")],
    "plugin_utils/_evidence.py": [('"account_note":', "account_note"), ('said.get("incoming")', "incoming")],
    "plugin_utils/_gate_action.py": [('args["report_formats"]', "report_formats")],
    "plugin_utils/decide_report.py": [('report["counts"]', "counts")],
    "plugin_utils/_inventory/digest.py": [('connection["provider"]', "provider")],
    "plugin_utils/_inventory/images.py": [('select["name_regex"]', "name_regex"), ('["private", "shared"]', "shared")],
    "plugin_utils/_inventory/members.py": [('member["principal"] or', "principal")],
    "plugin_utils/_inventory/merge.py": [('connections[entry.name]["source"]', "source")],
    "plugin_utils/_inventory/waivers.py": [('entry.get("expires")', "expires")],
    "plugin_utils/_merge/coverage.py": [
        ('entry["subject"] == "selection"', '"selection"'),
        ('["finished_at"]', "finished_at"),
    ],
    "plugin_utils/_merge/evidence.py": [('entry["selection"] is None', "selection")],
    "plugin_utils/_reports/artifact.py": [('"report_sha256": report["run"]', "report_sha256")],
    "plugin_utils/_reports/changes.py": [('finding["seen_now"]', "seen_now"), ('"still_open" if', "still_open")],
    "plugin_utils/_reports/diff.py": [
        ('finding["kind"] == "unexpected_member"', "unexpected_member"),
        ('member["status"]', "status"),
    ],
    "plugin_utils/_reports/junit.py": [('report["gate"] != "pass"', '"pass"'), ('"unknown": "error"', "unknown")],
    "plugin_utils/_reports/markdown.py": [('report["mode"] == "audit"', '"audit"'), ('finding["change"]', '"change"')],
    "plugin_utils/_reports/ocsf.py": [('"violation": (4, "High")', "violation")],
    "plugin_utils/_reports/oscal.py": [('run["finished_at"]', "finished_at")],
    "plugin_utils/_reports/remedy.py": [
        ('finding["member_id"]', "member_id"),
        ('["verdict"] == "violation"', "violation"),
        ('"missing_member": "add"', "missing_member"),
    ],
    "plugin_utils/_reports/report.py": [('verdict["not_in_scope"]', "not_in_scope")],
    "plugin_utils/_reports/sarif.py": [('one["verdict"] != "waived"', '"waived"')],
    "plugin_utils/_reports/summary.py": [('report["findings"][0]', "findings")],
    "plugin_utils/_reports/words.py": [('"private_image":', "private_image")],
    "plugin_utils/_reports/html/images.py": [('"private": "Nobody"', "private"), ('image["findings"]', "findings")],
    "plugin_utils/_snapshot/build.py": [
        ('known_visibility(details["visibility"])', '"visibility"'),
        ('"community": "everybody', "community"),
        ('["proven_by"] is None', "proven_by"),
    ],
    "plugin_utils/_snapshot/kept.py": [('selection["name"]', '"name"')],
    "plugin_utils/_verdict/both_ends.py": [('member.place["endpoint"]', "endpoint")],
    "plugin_utils/_verdict/discovery.py": [
        ('"image_list"', "image_list"),
        ('view.discovered["images"]', '"images"'),
        ('("public", "community")', "community"),
    ],
    "plugin_utils/_verdict/entry.py": [('reading["complete"] is not True', "complete")],
    "plugin_utils/_verdict/image.py": [('state == "not_found"', "not_found"), ('"open_visibility"', "open_visibility")],
    "plugin_utils/_verdict/incoming.py": [('"unexpected_owner"', "unexpected_owner")],
    "plugin_utils/_verdict/judge.py": [('inventory["waivers"]', "waivers")],
    "plugin_utils/_verdict/kinds.py": [('verdict="unknown"', "unknown")],
    "plugin_utils/_verdict/matching.py": [('select["newest"]', "newest")],
    "plugin_utils/_verdict/members.py": [
        ('("exact", "at_most", "private")', "at_most"),
        ('return "unknown"', "unknown"),
    ],
    "plugin_utils/_verdict/selection.py": [('["same_content"]', "same_content")],
    "plugin_utils/_verdict/texts.py": [('"throttled": "', "throttled")],
    "plugin_utils/_verdict/view.py": [('"kind": "missing"', '"missing"'), ('evidence["incoming"]', "incoming")],
    "plugin_utils/_verdict/waivers.py": [('waiver["reason"],', "reason"), ('"expired_waiver"', "expired_waiver")],
    "plugin_utils/_verdict/witness.py": [('details["owner_id"]', "owner_id")],
}


def main(pattern: str = "") -> int:
    """How many misspellings mypy does not find, a line for each."""
    seeds = [(path, *seed) for path, several in SEEDS.items() for seed in several if pattern in path]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / NAME
        shutil.copytree(COLLECTION / "plugins", copy / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
        if errors := _errors(folder):
            sys.exit(f"There are errors already: {errors[0]}")
        missed = [seed for seed in seeds if not _finds(folder, copy / "plugins", *seed)]
    print(f"{len(seeds)} misspellings in {len({path for path, *_seed in seeds})} files, {len(missed)} not found")
    return len(missed)


def _finds(folder: str, plugins: Path, path: str, context: str, word: str) -> bool:
    file = plugins / path
    source = file.read_text(encoding="utf-8")
    if context not in source or word not in context:
        sys.exit(f"{path} has no {context} any more")
    inside = word.strip('":')
    misspelt = context.replace(word, word.replace(inside, inside[0] + inside[2:]), 1)
    _write(file, source.replace(context, misspelt, 1))
    errors = _errors(folder)
    _write(file, source)
    print(f"{path}\n    {context}  ->  {misspelt}\n    {errors[0] if errors else 'NOT FOUND'}", flush=True)
    return bool(errors)


def _write(file: Path, source: str) -> None:
    """With a time of its own: mypy takes a file of the same size and second for the one that it knows."""
    file.write_text(source, encoding="utf-8")
    time = next(_TIMES)
    os.utime(file, (time, time))


def _errors(folder: str) -> list[str]:
    """mypy's errors, without the path of the copy. What it found before in files that did not change, it remembers."""
    settings = ["--config-file", str(COLLECTION / "pyproject.toml"), "--cache-dir", f"{folder}/cache"]
    command = [sys.executable, "-m", "mypy", *settings, "-p", f"{NAME.replace('/', '.')}.plugins"]
    told = subprocess.run(command, cwd=folder, env=_environ(folder), capture_output=True, text=True, check=False)
    if told.returncode not in (0, 1):
        sys.exit(told.stdout + told.stderr)
    return [line.rpartition(f"{NAME}/plugins/")[2] for line in told.stdout.splitlines() if ": error: " in line]


def _environ(folder: str) -> dict[str, str]:
    return {"MYPYPATH": folder, "PATH": "", "HOME": folder}


if __name__ == "__main__":
    sys.exit(min(main(*sys.argv[1:]), 1))
