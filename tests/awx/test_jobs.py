# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Jobs of AWX on the real engine against simulated clouds: verdict, artifact, events, and what must not be in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.awx import shipped
from ansible_collections.cloud_images.sharing.tests.awx.job import MAX_EVENT_RESULT, REVISION, Template, run
from ansible_collections.cloud_images.sharing.tests.awx.world import (
    CREDENTIALS,
    IMS,
    IMS_FIELDS,
    IMS_IMAGE,
    MEMBER_OF_SCP,
    SCP,
    SCP_FIELDS,
    SCP_IMAGE,
    STRANGER,
    digest,
    expecting,
    gate,
    write_project,
)
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

FINDING = (
    "image", "image_id", "connection", "kind", "verdict", "member_id", "expected", "actual", "message", "waived",
)  # fmt: skip


def published(gate: str, counts: dict[str, int], findings: list[Any], report: Path) -> dict[str, Any]:
    """The artifact of the example project's gate, as the contract has it."""
    verdict = {
        "schema_version": 1,
        "gate": gate,
        "scope": [IMS, SCP],
        "counts": counts,
        "findings": findings,
        "findings_truncated": False,
        "inventory_sha256": json.loads(report.read_bytes())["inventory"]["sha256"],
        "proof": {IMS: "signature", SCP: "access_key"},
        "revision": REVISION,
        "changes": None,
        "report_sha256": digest(report),
    }
    return {"image_sharing": {"image-sharing": verdict}}


@pytest.mark.parametrize("remote", [False, True], ids=["direct", "worker"])
def test_a_proven_world_passes(clouds: Simulator, tmp_path: Path, remote: bool) -> None:
    done = gate(tmp_path, write_project(tmp_path, clouds), remote=remote)
    assert done.status == "successful", done.output
    counts = {"images": 2, "compliant": 2, "violation": 0, "unknown": 0, "waived": 0, "findings": 0}
    assert done.artifacts == published("pass", counts, [], tmp_path / "reports/image_sharing-image-sharing.json")


@pytest.mark.parametrize("remote", [False, True], ids=["direct", "worker"])
def test_a_failing_gate_leaves_its_artifact(clouds: Simulator, tmp_path: Path, remote: bool) -> None:
    clouds.world.images("scp")[SCP_IMAGE].members.append({"member_id": STRANGER, "status": "accepted"})
    clouds.faults.add(image_id=IMS_IMAGE, preset="IMG.0026")
    done = gate(tmp_path, write_project(tmp_path, clouds, **expecting(clouds, [MEMBER_OF_SCP])), remote=remote)
    assert done.status == "failed"
    report = tmp_path / "reports/image_sharing-image-sharing.json"
    findings = [{name: one[name] for name in FINDING} for one in json.loads(report.read_bytes())["findings"]]
    for finding in findings:
        if len(finding["message"]) > 240:  # the artifact's size is bounded
            finding["message"] = finding["message"][:239] + "…"
    assert [(one["image"], one["verdict"], one["kind"], one["member_id"]) for one in findings] == [
        ("golden-rhel9", "violation", "unexpected_member", STRANGER),
        ("golden-win22", "unknown", "unreadable", None),
    ]
    counts = {"images": 2, "compliant": 0, "violation": 1, "unknown": 1, "waived": 0, "findings": 2}
    assert done.artifacts == published("fail", counts, findings, report)
    assert done.task_events()[-1].startswith("runner_on_failed")
    assert "IMG.0026" in done.output


@pytest.mark.parametrize("expected", [[MEMBER_OF_SCP], []], ids=["passes", "fails"])
def test_check_mode_gives_the_same_verdict_and_writes_nothing(
    clouds: Simulator, tmp_path: Path, expected: list[str]
) -> None:
    project = write_project(tmp_path, clouds, **expecting(clouds, expected))
    done = gate(tmp_path / "run", project)
    checked = gate(tmp_path / "check", project, check=True)
    assert checked.status == done.status
    assert checked.artifacts == done.artifacts
    assert not (tmp_path / "check/reports").exists()


def test_a_failed_gate_can_be_relaunched_on_its_failed_hosts(clouds: Simulator, tmp_path: Path) -> None:
    clouds.faults.add(image_id=IMS_IMAGE, preset="IMG.0026")
    project = write_project(tmp_path, clouds)
    failed = gate(tmp_path / "first", project)
    assert failed.status == "failed"
    limit = ",".join(failed.relaunched_on(shipped.one_host()))
    assert limit

    clouds.faults.clear()
    again = gate(tmp_path / "again", project, limit=limit)
    assert again.status == "successful", again.output
    assert again.artifacts["image_sharing"]["image-sharing"]["gate"] == "pass"


def test_events_do_not_grow_with_the_number_of_images(clouds: Simulator, tmp_path: Path) -> None:
    jobs = []
    clouds.world.scp, clouds.world.ims = {}, {}
    paced = {"requests_per_second": 350}  # so that 5,000 images take longer than 10 s, when progress begins to show
    account = {"provider": "scp", "region": "kr-west1", "endpoint": clouds.url, "iam_endpoint": clouds.url}
    for count in (10, 5000):
        clouds.world.generate(count, members=1, clouds=["scp"])
        images = [
            {"name": image.name, "connection": SCP, "image_id": image.id, "members": [image.members[0]["member_id"]]}
            for image in clouds.world.scp.values()
        ]
        folder = tmp_path / str(count)
        jobs.append(
            gate(folder, write_project(folder, clouds, connections={SCP: account | paced}, images=images), check=True)
        )
    few, many = jobs
    assert [job.status for job in jobs] == ["successful", "successful"]
    assert many.artifacts["image_sharing"]["image-sharing"]["counts"]["compliant"] == 5000
    assert many.task_events() == few.task_events()
    lines = [event["stdout"] for event in many.events if " images tried, " in event["stdout"]]
    assert 0 < len(lines) <= 10
    for job in jobs:
        results = [event["event_data"].get("res") for event in job.events if event["event"].startswith("runner_on_ok")]
        assert results
        assert all(result and len(json.dumps(result)) < MAX_EVENT_RESULT for result in results)


def test_no_secret_leaves_the_job(clouds: Simulator, tmp_path: Path) -> None:
    password = {"username": "auditor", "password": "auditor-password-not-real", "domain_name": "owner"}
    connections = {
        SCP: {"provider": "scp", "region": "kr-west1", "endpoint": clouds.url, "iam_endpoint": clouds.url},
        IMS: {
            "provider": "huawei_ims",
            "region": "ap-southeast-3",
            "endpoint": clouds.url,
            "iam_endpoint": clouds.url,
        },
    }
    project = write_project(tmp_path, clouds, connections=connections, **expecting(clouds, [MEMBER_OF_SCP]))
    variables = {
        **shipped.job_templates()["Image sharing gate"]["extra_vars"],
        "assert_sharing_report_dir": str(tmp_path / "reports"),
        "assert_sharing_report_formats": ["json", "html", "junit", "sarif"],
    }
    credentials = (("Samsung", SCP_FIELDS), ("Huawei", password))
    done = run(Template("gate.yml", credentials, variables, verbosity=5), tmp_path / "job", project)
    assert done.status == "successful", done.output
    secrets = {SCP_FIELDS["secret_key"], password["password"], *clouds.tokens.issued}
    assert len(secrets) > 2
    kept = [*done.recorded(), *((path, path.read_text(encoding="utf-8")) for path in (tmp_path / "reports").iterdir())]
    assert len(kept) > 10
    assert [(path.name, secret) for path, text in kept for secret in secrets if secret in text] == []


def test_blank_fields_and_answers_count_as_not_set(clouds: Simulator, tmp_path: Path) -> None:
    blank = dict.fromkeys(("region", "environment"), "")
    credentials = (
        ("Samsung", SCP_FIELDS | blank),
        ("Huawei", IMS_FIELDS | {"security_token": "", "auth_token": "", "username": "", "password": ""}),
    )
    answers = ("images", "connections", "principals", "waivers", "select", "mode", "report_dir", "report_formats")
    variables = {f"assert_sharing_{name}": "" for name in (*answers, "label", "hosts", "discover")}
    project = write_project(tmp_path, clouds)
    template = Template("gate.yml", credentials, {**variables, "assert_sharing_inventory": "sharing.yml"})
    done = run(template, tmp_path / "job", project)
    assert done.status == "successful", done.output
    assert done.artifacts["image_sharing"]["localhost"]["gate"] == "pass"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"extra_vars": {"assert_sharing_hosts": "accounts"}}, "accounts"),
        ({"groups": {"others": {"web1": {}}}, "limit": "web1"}, "localhost"),
        ({"extra_vars": {"assert_sharing_inventory": ""}}, "no image"),
    ],
    ids=["no such group", "limit to another host", "no inventory"],
)
def test_a_gate_that_looks_at_nothing_fails(
    clouds: Simulator, tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    done = gate(tmp_path, write_project(tmp_path, clouds), **changes)
    assert done.status == "failed"
    assert done.artifacts == {}
    assert message in done.output
    assert clouds.requests == []


def test_a_wrong_key_is_unknown_not_green(clouds: Simulator, tmp_path: Path) -> None:
    credentials = (("Samsung", SCP_FIELDS | {"secret_key": "another"}), CREDENTIALS[1])
    template = Template("gate.yml", credentials, {"assert_sharing_inventory": "sharing.yml"})
    done = run(template, tmp_path / "job", write_project(tmp_path, clouds))
    assert done.status == "failed"
    assert done.artifacts["image_sharing"]["localhost"]["counts"]["unknown"] == 1
