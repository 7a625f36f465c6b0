# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Look at the HTML report in headless Chromium, installed from Debian where it is missing. Arguments go to pytest.

The checks leave pictures in the folder that the environment variable PICTURES names, by default .work/pages.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PACKAGES = ("chromium", "fonts-inter", "fonts-noto-cjk")


def install_chromium() -> None:
    """Install Debian's Chromium, and fonts for the scripts in which images are named."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        sys.exit(f"Install {', '.join(PACKAGES)} first: on Debian as root with apt-get.")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *PACKAGES]):
        subprocess.run(["apt-get", "--quiet", *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)


if __name__ == "__main__":
    if not shutil.which("chromium"):
        install_chromium()
    sys.exit(subprocess.call([sys.executable, "-m", "pytest", str(HERE), *sys.argv[1:]]))
