# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Many jobs, one verdict: hosts for accounts, slices of them, and the merge; then the jobs around the gate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.awx import shipped
from ansible_collections.cloud_images.sharing.tests.awx.job import Outcome, Template, run
from ansible_collections.cloud_images.sharing.tests.awx.world import (
    ACCOUNTS,
    CREDENTIALS,
    IMS_IMAGE,
    MEMBER_OF_SCP,
    SCP_IMAGE,
    STRANGER,
    digest,
    expecting,
    gate,
    write_project,
)
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

HOSTS = tuple(ACCOUNTS["accounts"])


def by_account(folder: Path, project: Path, **changes: Any) -> Outcome:
    """The shipped gate over accounts, its reports in the shared folder."""
    variables = shipped.job_templates()["Image sharing gate, one host an account"]["extra_vars"]
    shared = {"assert_sharing_report_dir": str(folder.parent / "accounts")}
    template = Template("gate.yml", CREDENTIALS, variables | shared, **({"groups": ACCOUNTS} | changes))
    return run(template, folder, project)


def merge(folder: Path, project: Path, **changes: Any) -> Outcome:
    """The shipped merge of what lies in the shared folder."""
    variables = shipped.job_templates()["Image sharing merge"]["extra_vars"] | {
        "assert_sharing_merge_from": str(folder.parent / "accounts"),
        "assert_sharing_report_dir": str(folder.parent / "merged"),
        **changes,
    }
    return run(Template("merge.yml", (), variables), folder, project)


@pytest.fixture
def project(clouds: Simulator, tmp_path: Path) -> Path:
    """One image with a stranger among its members, one that cannot be read, one that no inventory names."""
    clouds.world.add_image("scp", "forgotten-image", [STRANGER])
    clouds.world.images("scp")[SCP_IMAGE].members.append({"member_id": STRANGER, "status": "accepted"})
    clouds.faults.add(image_id=IMS_IMAGE, preset="IMG.0026")
    return write_project(tmp_path, clouds, **expecting(clouds, [MEMBER_OF_SCP]))


@pytest.mark.parametrize("by", ["limit", "inventory"])
def test_two_slices_and_the_merge_equal_one_run(project: Path, tmp_path: Path, by: str) -> None:
    whole = gate(tmp_path / "whole", project)
    slices = []
    for host in HOSTS:
        slice_of = {"limit": host} if by == "limit" else {"groups": {"accounts": {host: ACCOUNTS["accounts"][host]}}}
        slices.append(by_account(tmp_path / host, project, **slice_of))
    assert [job.status for job in slices] == ["failed", "failed"]
    assert [list(job.artifacts["image_sharing"]) for job in slices] == [[host] for host in HOSTS]

    merged = merge(tmp_path / "merge", project)
    assert merged.status == "failed"
    (found,) = (tmp_path / "merged").glob("*.json")
    verdict = merged.artifacts["image_sharing"]["image-sharing"]
    assert digest(found) == verdict["report_sha256"]
    # Its report is not the same: it also says which places the inventory leaves open, so that nothing compared them.
    assert verdict | {"report_sha256": None} == whole.artifacts["image_sharing"]["image-sharing"] | {
        "report_sha256": None
    }
    assert sorted(path.suffix for path in (tmp_path / "merged").iterdir()) == [".html", ".json", ".xml"]


def test_hosts_of_one_job_keep_their_artifacts_and_reports_apart(project: Path, tmp_path: Path) -> None:
    done = by_account(tmp_path / "job", project)
    assert done.status == "failed"
    verdicts = done.artifacts["image_sharing"]
    assert {host: verdict["scope"] for host, verdict in verdicts.items()} == {
        host: known["assert_sharing_select"] for host, known in ACCOUNTS["accounts"].items()
    }
    assert sorted(path.name for path in (tmp_path / "accounts").iterdir()) == [
        f"image_sharing-{host}.json" for host in sorted(HOSTS)
    ]


def test_a_host_left_out_fails_the_merge(clouds: Simulator, tmp_path: Path) -> None:
    project = write_project(tmp_path, clouds)
    assert by_account(tmp_path / "one", project, limit=HOSTS[0]).status == "successful"
    without = merge(tmp_path / "merge", project)
    assert without.status == "failed"
    assert without.artifacts == {}
    assert "connection ims-sg is in no report" in without.output

    assert by_account(tmp_path / "two", project, limit=HOSTS[1]).status == "successful"
    assert merge(tmp_path / "both", project).status == "successful"
    assert merge(tmp_path / "old", project, assert_sharing_merge_max_age_minutes=0).status == "failed"


def deploy(folder: Path, project: Path, artifacts: dict[str, Any], **changes: Any) -> Outcome:
    """The shipped deployment as the next node of a workflow, which hands it the artifacts of those before."""
    variables = shipped.job_templates()["Deploy behind the image sharing gate"]["extra_vars"]
    return run(Template("deploy.yml", (), variables | artifacts, shipped.one_host(), **changes), folder, project)


def test_the_deployment_goes_on_after_a_pass_only(clouds: Simulator, tmp_path: Path) -> None:
    project = write_project(tmp_path, clouds)
    passed = gate(tmp_path / "passed", project).artifacts
    done = deploy(tmp_path / "deployed", project, passed)
    assert done.status == "successful", done.output
    assert "runner_on_ok Deploy localhost" in done.task_events()

    verdict = passed["image_sharing"]["image-sharing"]
    stopped: list[dict[str, Any]] = [
        {},
        {"image_sharing": ""},
        {"image_sharing": {"another": verdict}},
        {"image_sharing": {"image-sharing": {}}},
        {"image_sharing": {"image-sharing": verdict | {"gate": "fail"}}},
        {"image_sharing": {"image-sharing": verdict | {"schema_version": 2}}},
        {"image_sharing": {"image-sharing": verdict | {"scope": ["scp-prod"]}}},
        {"image_sharing": {"image-sharing": verdict | {"revision": "0" * 40}}},
        {"image_sharing": {"image-sharing": verdict | {"revision": None}}},
        {"image_sharing": {"image-sharing": verdict | {"inventory_sha256": "0" * 64}}},
    ]
    for number, artifacts in enumerate(stopped):
        done = deploy(tmp_path / str(number), project, artifacts)
        assert done.status == "failed", artifacts
        assert "Nothing was deployed." in done.output


def test_a_deployment_whose_check_is_skipped_fails(clouds: Simulator, tmp_path: Path) -> None:
    done = deploy(tmp_path / "skipped", write_project(tmp_path, clouds), {}, skip_tags="always")
    assert done.status == "failed"
    assert "runner_on_ok Deploy localhost" not in done.task_events()


def test_a_stricter_inventory_since_the_gate_stops_the_deployment(clouds: Simulator, tmp_path: Path) -> None:
    passed = gate(tmp_path / "passed", write_project(tmp_path, clouds)).artifacts
    stricter = write_project(tmp_path / "later", clouds, **expecting(clouds, []))
    done = deploy(tmp_path / "deployed", stricter, passed)
    assert done.status == "failed"
    assert "Nothing was deployed." in done.output


def test_an_audit_is_successful_and_still_stops_the_deployment(project: Path, tmp_path: Path) -> None:
    audit = gate(tmp_path / "audit", project, extra_vars={"assert_sharing_mode": "audit"})
    assert audit.status == "successful"
    assert deploy(tmp_path / "deployed", project, audit.artifacts).status == "failed"


def test_the_query_shows_members_and_fails_for_what_it_could_not_read(clouds: Simulator, tmp_path: Path) -> None:
    survey = shipped.job_templates()["Image sharing query"]["survey_spec"]["spec"]
    answers = {question["variable"]: question["default"] for question in survey}
    asked = answers | {
        "query_members_image_ids": f"{SCP_IMAGE}\n unknown-image,\n",
        "query_members_endpoint": clouds.url,
    }
    done = run(Template("query.yml", CREDENTIALS, asked), tmp_path / "job")
    assert done.status == "failed"
    assert f"{SCP_IMAGE}: 1 member: {MEMBER_OF_SCP} (pending)" in done.output
    assert "unknown-image: not read, " in done.output

    huawei = {"query_members_provider": "huawei_ims", "query_members_image_ids": IMS_IMAGE}
    fields = {"query_members_region": "ap-southeast-3"}
    done = run(Template("query.yml", CREDENTIALS, asked | huawei | fields), tmp_path / "huawei")
    assert done.status == "successful", done.output
    rows = clouds.world.images("ims")[IMS_IMAGE].members
    listed = ", ".join(f"{row['member_id']} ({row['status']})" for row in rows)
    assert json.dumps(f"{IMS_IMAGE}: {len(rows)} member{'s' * (len(rows) != 1)}: {listed}") in done.output
