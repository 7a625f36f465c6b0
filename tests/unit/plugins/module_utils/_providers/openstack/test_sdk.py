# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""openstacksdk as a library: alone, and with this task's variables only."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    pass


@pytest.mark.slow
def test_the_clients_of_other_services_are_not_imported() -> None:
    code = (
        "import sys; "
        "from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.openstack import sdk as it; "
        "it.openstack_config().OpenStackConfig; print('openstack.connection' in sys.modules)"
    )
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    printed = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "False"
