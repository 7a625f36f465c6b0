# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""``python -m tests.simulator``: prints its URL, then serves until it is ended."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from .server import Service, start
from .tls import server_context
from .world import CLOUDS, World


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.simulator", description="The clouds on loopback.")
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    parser.add_argument("--world", type=Path, help="YAML file; sections left out are those of the default world")
    parser.add_argument("--generate", type=int, default=0, metavar="N", help="add N images to each cloud")
    parser.add_argument("--members", type=int, default=5, metavar="M", help="members of each generated image")
    parser.add_argument("--clouds", nargs="+", choices=CLOUDS, default=CLOUDS, help="where to generate")
    parser.add_argument("--accounts", type=int, default=0, metavar="A", help="add A accounts with keys of their own")
    parser.add_argument("--images", type=int, default=25, metavar="I", help="images of each of these accounts")
    parser.add_argument("--shared-among", action="store_true", help="these accounts share with each other")
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS", help="of every answer")
    parser.add_argument("--tls", metavar="CA_FILE", help="serve https; the authority's certificate goes into this file")
    parser.add_argument("--no-verify", action="store_true", help="let everybody in as the owner")
    parser.add_argument("--no-log", action="store_true", help="keep no request log")
    options = parser.parse_args()
    world = World.load(options.world)
    world.generate(options.generate, options.members, options.clouds)
    if options.accounts:
        world.populate(
            options.accounts,
            options.images,
            members=options.members,
            shared_among=options.shared_among,
            clouds=options.clouds,
        )
    service = Service(world, verify=not options.no_verify, logging=not options.no_log)
    service.faults.latency = options.latency
    try:
        asyncio.run(_serve(service, options.port, options.tls))
    except KeyboardInterrupt:
        pass


async def _serve(service: Service, port: int, ca_file: str | None) -> None:
    _runner, port = await start(service, "127.0.0.1", port, server_context(ca_file) if ca_file else None)
    print(f"{'https' if ca_file else 'http'}://127.0.0.1:{port}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    main()
