# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Gate a sample inventory against simulated clouds on this machine. The sample has findings, so the gate must fail.

Usage: run.py FOLDER    (where the reports go; run from the root of the repository)
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from ansible_collections.cloud_images.sharing.tests.simulator import Simulator

HERE = Path(__file__).parent
EXPECTED = {"images": 12, "compliant": 7, "violation": 3, "unknown": 1, "waived": 1, "findings": 6}


def gate(clouds: Simulator, reports: Path) -> int:
    """Run the playbook as a user would: credentials in the environment, expectations in a file."""
    here = {"endpoint": clouds.url}
    huawei = dict.fromkeys(("ims-sg", "ims-native", "phones"), here)
    variables = {
        "assert_sharing_inventory": os.path.relpath(HERE / "sharing.yml"),
        "assert_sharing_report_dir": str(reports),
        "assert_sharing_report_formats": ["json", "html", "junit", "sarif", "markdown", "ocsf", "oscal"],
        "assert_sharing_label": "demo",
        "assert_sharing_max_waiver_days": 36_500,  # so that the demo's own waiver never ends
        # The clouds are on this machine. Real ones are found by their region.
        "assert_sharing_connections": {"scp-prod": {**here, "iam_endpoint": clouds.url}, **huawei},
    }
    environment = os.environ | clouds.environ("scp") | clouds.environ("huawei") | clouds.environ("openstack")
    command = ["ansible-playbook", "cloud_images.sharing.assert_sharing", "-e", json.dumps(variables)]
    print("$ ansible-playbook cloud_images.sharing.assert_sharing -e assert_sharing_inventory=demo/sharing.yml …\n")
    sys.stdout.flush()
    return subprocess.run(command, env=environment, check=False).returncode


def main(reports: Path) -> None:
    with Simulator(HERE / "world.yml") as clouds:
        clouds.faults.add(image_id="4c1d9e60-7b5f-4d1a-8e2c-5a6b7c8d9e01", preset="IMG.0026")
        status = gate(clouds, reports)
    counts = json.loads((reports / "image_sharing-demo.json").read_text(encoding="utf-8"))["counts"]
    if status != 2 or counts != EXPECTED:
        sys.exit(f"The demo went wrong: ansible-playbook ended with {status}, and the report counts {counts}.")
    print("The gate failed, as it should: the sample inventory has findings on purpose.")
    print(f"Open {reports / 'image_sharing-demo.html'} in a browser to see them as a page.")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
