# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The gate over many accounts: against one, against ideal reading, and with an account that never answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from ansible_collections.cloud_images.sharing.tests.simulator.estate import Estate
from ansible_collections.cloud_images.sharing.tests.simulator.records import Image

from .bench_gate import gate
from .measure import Cost, rounds, wall
from .scene import LATENCY, Scene, scene
from .table import Row, at_most

IN_FLIGHT = 64  # the default of assert_sharing_concurrency
MEMBERS = 2
TIMEOUT = 5  # seconds


def measure(repetitions: int) -> list[Row]:
    return [_side_by_side(repetitions), _against_ideal(repetitions), _beside_silence(repetitions)]


def _side_by_side(repetitions: int) -> Row:
    accounts, images = 40, 25
    with scene("SCP", images, members=MEMBERS, accounts=accounts) as cloud:
        many, one = rounds(repetitions, _gate(cloud, accounts), _gate(cloud, 1))
    return at_most(f"gate, {accounts} accounts x {images} images", wall(many), wall(one), 2.0, "one account")


def _against_ideal(repetitions: int) -> Row:
    accounts, images = 200, 50
    with scene("SCP", images, members=MEMBERS, accounts=accounts) as cloud:
        (many,) = rounds(repetitions, _gate(cloud, accounts))
    what = f"gate, {accounts} accounts x {images} images, {IN_FLIGHT} in flight"
    return at_most(what, wall(many), accounts * images * LATENCY / IN_FLIGHT, 2.0, "ideal reading")


def _beside_silence(repetitions: int) -> Row:
    """The others' time is that from the first to the last request about an account that answers."""
    accounts, images = 40, 25
    silent = Estate(accounts, images).accounts[0].scp_access_key
    with scene("SCP", images, members=MEMBERS, accounts=accounts, log=True) as cloud:
        inventory, keys = _inventory(cloud, accounts)

        def others(status: int = 0) -> float:
            cloud.server.admin("DELETE", "log")
            gate(cloud, inventory, "-e", f"@{keys}", status=status)
            times: list[float] = [entry["time"] for entry in cloud.server.admin("GET", "log") if entry["key"] != silent]
            return max(times) - min(times)

        def beside() -> float:
            cloud.server.admin("POST", "faults", {"hang": True, "key": silent})
            try:
                return others(status=2)
            finally:
                cloud.server.admin("DELETE", "faults")

        quiet, hung = (sorted(found)[repetitions // 2] for found in rounds(repetitions, others, beside))
    return at_most(f"{accounts - 1} accounts beside one that never answers", hung, quiet, 1.1, "with all answering")


def _gate(cloud: Scene, accounts: int) -> Callable[[], Cost]:
    """Runs the gate over the first so many accounts of the scene."""
    inventory, keys = _inventory(cloud, accounts)
    return lambda: gate(cloud, inventory, "-e", f"@{keys}")


def _image(estate: Estate, image_id: str) -> Image:
    image = estate.image("scp", image_id)
    assert image
    return image


def _inventory(cloud: Scene, accounts: int) -> tuple[Path, Path]:
    """An inventory that expects what the accounts share, and the variables with their keys."""
    estate = Estate(accounts, cloud.images, MEMBERS, clouds=[cloud.cloud.world])
    options = {"provider": "scp", "region": "kr-west1", "iam_endpoint": cloud.server.url, "timeout": TIMEOUT}
    document = {
        "connections": {f"account-{row.number}": {**options, **cloud.options} for row in estate.accounts},
        "images": [
            {
                "name": image_id,
                "connection": f"account-{row.number}",
                "image_id": image_id,
                "members": [member["member_id"] for member in _image(estate, image_id).members],
            }
            for row in estate.accounts
            for image_id in estate.image_ids("scp", row.number)
        ],
    }
    keys = {
        f"account-{row.number}": {"access_key": row.scp_access_key, "secret_key": row.scp_secret_key}
        for row in estate.accounts
    }
    inventory, variables = (cloud.folder / f"{accounts}{end}" for end in (".json", "-keys.json"))
    inventory.write_text(json.dumps(document), encoding="utf-8")
    variables.write_text(json.dumps({"assert_sharing_connections": keys}), encoding="utf-8")
    return inventory, variables
