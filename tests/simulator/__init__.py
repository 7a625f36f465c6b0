# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The clouds on loopback: SCP, Huawei IMS, CPH and IAM, and OpenStack. See README.md."""

from .process import SimulatorProcess, simulator_process
from .proxy import Proxy, proxy_to
from .simulator import Simulator
from .world import World

__all__ = ["Proxy", "Simulator", "SimulatorProcess", "World", "proxy_to", "simulator_process"]
