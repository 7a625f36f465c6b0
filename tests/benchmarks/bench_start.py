# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One image ad hoc, against a module that does nothing."""

from __future__ import annotations

import sys

from .measure import rounds, wall
from .scene import CLOUDS, scene
from .table import Row, beyond

KEYSTONEAUTH = "import keystoneauth1.loading, keystoneauth1.session"
ROUNDS_EACH = 3  # these are short and noisy: so many more of them


def measure(repetitions: int) -> list[Row]:
    return [_row(name, repetitions * ROUNDS_EACH) for name in CLOUDS]


def _row(name: str, repetitions: int) -> Row:
    with scene(name, 1, latency=0.0) as cloud:
        module = f"cloud_images.sharing.{cloud.cloud.module}"
        ours, ping, bare, keystoneauth = rounds(
            repetitions,
            lambda: cloud.ad_hoc(module, **cloud.options, image_ids=cloud.ids),
            lambda: cloud.ad_hoc("ansible.builtin.ping"),
            lambda: cloud.run(sys.executable, "-c", "pass"),
            lambda: cloud.run(sys.executable, "-c", KEYSTONEAUTH),
        )
    against, what = wall(ping), "ping"
    if name == "OpenStack":
        against += wall(keystoneauth) - wall(bare)
        what = "ping and importing keystoneauth"
    return beyond(f"one image ad hoc, {name}", wall(ours), against, 0.12, what)
