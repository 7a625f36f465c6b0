# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Serve the cloud from the command line.

    python -m tests.integration.real_openstack [--images N] FOLDER

writes FOLDER/clouds.yaml (clouds owner, member, stranger, admin, application-credential) and FOLDER/images.json,
prints how to use them, and serves until its standard input ends or it is interrupted.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from pathlib import Path

from .cloud import running


def main() -> None:
    parser = argparse.ArgumentParser(prog="real_openstack", description="A real Keystone and Glance on loopback.")
    parser.add_argument("folder", type=Path, help="folder for clouds.yaml, images.json and the state of the servers")
    parser.add_argument("--images", type=int, default=0, help="so many more shared images, each with one member")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with running(options.folder) as cloud, contextlib.suppress(KeyboardInterrupt):
        more = cloud.add_images(options.images)
        clouds = cloud.write_clouds_yaml(options.folder)
        images = {name: image.id for name, image in cloud.images.items()}
        (options.folder / "images.json").write_text(json.dumps({"named": images, "more": more}), encoding="utf-8")
        print(f"export OS_CLIENT_CONFIG_FILE={clouds} OS_CLOUD=owner", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
