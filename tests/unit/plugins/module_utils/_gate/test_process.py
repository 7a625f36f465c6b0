# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Many connections in one process: each gets its own answers, and the bad ones cost nobody else anything."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .runs import run, scp_accounts, task

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

MEMBERS = re.compile(r"/v1/images/([^/]+)/members")


def test_each_image_is_asked_for_once_with_the_key_of_its_own_connection(clouds: Simulator, tmp_path: Path) -> None:
    tasks = scp_accounts(clouds, 12, 5)
    journal = run(tmp_path, tasks)
    asked = sorted((found[1], entry.key) for entry in clouds.log if (found := MEMBERS.fullmatch(entry.path)))
    assert asked == sorted((one, each["options"]["access_key"]) for each in tasks.values() for one in each["image_ids"])
    for name, each in tasks.items():
        assert [image["image_id"] for image in journal.images(name)] == each["image_ids"]
        assert set(journal.states(name)) == {"read"}
        details = [image["image"] for image in journal.images(name)]
        assert {one and one["owner_id"] for one in details} == {each["options"]["account_id"]}
        assert all(one and one["caller_is_owner"] for one in details)


def test_no_more_requests_are_in_flight_than_allowed(clouds: Simulator, tmp_path: Path) -> None:
    """An answer takes 50 ms, so that four at a time are at most four in any 50 ms: told by when they were asked."""
    clouds.faults.latency = 0.05
    run(tmp_path, scp_accounts(clouds, 10, 4), concurrency=4)
    times = sorted(entry.time for entry in clouds.log)
    assert all(later - first >= 0.045 for first, later in zip(times, times[4:], strict=False))


def test_a_refused_key_is_sent_once_over_however_many_connections(clouds: Simulator, tmp_path: Path) -> None:
    tasks = scp_accounts(clouds, 2, 3)
    bad = {**tasks["account-0"]["options"], "secret_key": "not-the-right-one"}
    refused = {f"refused-{number}": task("scp", bad, tasks["account-0"]["image_ids"]) for number in range(40)}
    journal = run(tmp_path, {**refused, "good": tasks["account-1"]})
    assert [entry.refused for entry in clouds.log if entry.key == bad["access_key"]] == [True]
    assert all(journal.kinds(name) == ["unauthorized"] * 3 for name in refused)
    assert journal.states("good") == ["read"] * 3


@pytest.mark.parametrize("provider", ["huawei_ims", "openstack"])
def test_a_refused_password_is_sent_once_over_however_many_connections(
    clouds: Simulator, tmp_path: Path, provider: str
) -> None:
    estate = clouds.world.populate(1, 2)
    account = estate.accounts[0]
    login = {"username": account.user, "password": "not the right one", "domain_name": account.domain_name}
    choices: dict[str, dict[str, Any]] = {
        "huawei_ims": {**login, "region": "ap-southeast-3", "endpoint": clouds.url, "iam_endpoint": clouds.url},
        "openstack": {
            "auth": {
                "auth_url": f"{clouds.url}/v3",
                "username": login["username"],
                "password": login["password"],
                "user_domain_name": login["domain_name"],
                "project_id": account.project,
            }
        },
    }
    options = choices[provider]
    world = {"huawei_ims": "ims", "openstack": "glance"}[provider]
    tasks = {f"c{number}": task(provider, options, estate.image_ids(world, 0)) for number in range(10)}
    journal = run(tmp_path, tasks)
    logins = [entry for entry in clouds.log if entry.method == "POST"]
    assert [entry.status for entry in logins] == [401]
    assert all(journal.kinds(name) == ["unauthorized"] * 2 for name in tasks)


def test_the_account_of_one_key_is_asked_for_once(clouds: Simulator, tmp_path: Path) -> None:
    (only,) = scp_accounts(clouds, 1, 9).values()
    tasks = {f"part-{n}": task("scp", only["options"], only["image_ids"][n : n + 3]) for n in (0, 3, 6)}
    journal = run(tmp_path, tasks)
    assert [entry.path for entry in clouds.log].count("/v1/access-keys") == 1
    for name in tasks:
        assert all(image["image"] and image["image"]["caller_is_owner"] for image in journal.images(name))


def test_a_proof_is_no_other_accounts(clouds: Simulator, tmp_path: Path) -> None:
    """The same key, but one connection says that it is another account's: its proof is not that of the others."""
    (only,) = scp_accounts(clouds, 1, 4).values()
    wrong = {**only["options"], "account_id": "6733a7ad58694af18c7ee4820052d63f"}
    journal = run(tmp_path, {"right": only, "wrong": task("scp", wrong, only["image_ids"])})
    assert all(image["image"] and image["image"]["caller_is_owner"] is True for image in journal.images("right"))
    assert not any(image["image"] and image["image"]["caller_is_owner"] for image in journal.images("wrong"))


@pytest.mark.slow
def test_a_silent_connection_is_given_up_after_two_timeouts(clouds: Simulator, tmp_path: Path) -> None:
    tasks = scp_accounts(clouds, 3, 20, timeout=1, retries=5)
    silent = tasks["account-0"]["options"]["access_key"]
    clouds.faults.add(key=silent, hang=True)
    journal = run(tmp_path, tasks)
    assert journal.kinds("account-0") == ["unreachable"] * 20
    assert len([entry for entry in clouds.log if entry.key == silent]) == 2
    assert set(journal.states("account-1") + journal.states("account-2")) == {"read"}


@pytest.mark.slow
def test_as_many_silent_connections_as_slots_do_not_starve_the_rest(clouds: Simulator, tmp_path: Path) -> None:
    tasks = scp_accounts(clouds, 8, 4, timeout=2, retries=5)
    for number in range(4):
        clouds.faults.add(key=tasks[f"account-{number}"]["options"]["access_key"], hang=True)
    journal = run(tmp_path, tasks, concurrency=4)
    for number in range(8):
        assert set(journal.states(f"account-{number}")) == {"failed" if number < 4 else "read"}
    asked = [entry.key for entry in clouds.log]
    assert [asked.count(tasks[f"account-{number}"]["options"]["access_key"]) for number in range(4)] == [2] * 4


def test_connections_of_one_key_share_the_lowest_rate(clouds: Simulator, tmp_path: Path) -> None:
    (only,) = scp_accounts(clouds, 1, 12).values()
    rates = {"slow": 20, "fast": 1000, "none": None}
    tasks = {
        name: task("scp", {**only["options"], "requests_per_second": rate}, only["image_ids"][4 * n : 4 * n + 4])
        for n, (name, rate) in enumerate(rates.items())
    }
    run(tmp_path, tasks)
    times = [entry.time for entry in clouds.log]
    assert max(times) - min(times) >= (len(times) - 6) / 20  # each with a rate of its own would take half as long


def test_progress_is_told_while_the_run_goes_on(clouds: Simulator, tmp_path: Path) -> None:
    clouds.faults.add(nth=[3], delay=1.5)
    journal = run(tmp_path, scp_accounts(clouds, 2, 2))
    told = [line["progress"] for line in journal.lines if "progress" in line]
    assert told
    assert all(one["total"] == 4 and 0 <= one["done"] <= 4 for one in told)
