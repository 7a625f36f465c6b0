# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One connection of a run: what is wrong with it is its own, and its secrets are masked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from ansible_collections.cloud_images.sharing.tests.simulator.records import Key

from .runs import run, scp_accounts, task

if TYPE_CHECKING:
    from ansible_collections.cloud_images.sharing.tests.simulator import Simulator


def test_one_connection_that_cannot_be_used_is_that_ones_alone(clouds: Simulator, tmp_path: Path) -> None:
    tasks = scp_accounts(clouds, 2, 2)
    tasks["account-0"]["options"]["regoin"] = "kr-west1"
    journal = run(tmp_path, tasks)
    assert "regoin" in str(journal.outcomes["account-0"]["problem"])
    assert journal.outcomes["account-0"]["result"] is None
    assert journal.states("account-1") == ["read", "read"]


def test_secrets_of_any_letters_are_masked_in_what_a_cloud_says(clouds: Simulator, tmp_path: Path) -> None:
    """Encoded as JSON, a secret with such letters no longer looks like itself."""
    secret = 'not-"real"\\but-öd-secret'
    only, other = scp_accounts(clouds, 2, 2).values()
    refused = {**other["options"], "secret_key": secret}
    clouds.world.scp_keys[refused["access_key"]] = Key(refused["access_key"], secret, refused["account_id"])
    clouds.faults.add(key=refused["access_key"], status=403, json={"error": f"said {secret}", "requestId": secret})
    for image_id in only["image_ids"]:
        image = clouds.world.image("scp", image_id)
        assert image
        image.name = f"golden {only['options']['secret_key']}"
    journal = run(tmp_path, {"signed": only, "refused": task("scp", refused, ["a"])})
    written = (tmp_path / "journal").read_text(encoding="utf-8")
    assert journal.states("signed") == ["read"] * 2
    assert journal.kinds("refused") == ["forbidden"]
    assert only["options"]["secret_key"] not in written
    outcome = journal.outcomes["refused"]
    assert not any(part in json.dumps(outcome) for part in ("real", "but-", "d-secret"))


def test_what_an_account_owns_of_some_names(clouds: Simulator, tmp_path: Path) -> None:
    (only,) = scp_accounts(clouds, 1, 6).values()
    names = [f"{'golden' if n % 2 else 'other'}-{n}" for n in range(6)]
    for image_id, name in zip(only["image_ids"], names, strict=True):
        image = clouds.world.image("scp", image_id)
        assert image
        image.name = name
    chosen = task("scp", only["options"], [], own_images=True, own_names=["golden-*"])
    result = run(tmp_path, {"chosen": chosen}).outcomes["chosen"]["result"]
    assert result
    found = result["discovered"]["images"]
    assert found is not None
    assert sorted(str(one["image"] and one["image"]["name"]) for one in found) == ["golden-1", "golden-3", "golden-5"]
    assert len([entry for entry in clouds.log if entry.path.endswith("/members")]) == 3
