# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""``python -m tests.simulator``: prints its URL and what to try, then serves until it is ended."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
from pathlib import Path
from shlex import quote

import yaml

from .server import Service, start
from .tls import server_context
from .world import CLOUDS, World

_EPILOG = """\
The first line of the output is the URL, for whoever started it. It is the endpoint of
SCP, Huawei and their IAM; Keystone is below it at /v3. Faults, the log and other
settings: the path /_simulator/, see tests/simulator/README.md. Nothing outside this
machine is asked, and no key of its world is real. Ctrl-C ends it.
"""


def main() -> None:
    parser = _parser()
    options = parser.parse_args()
    try:
        service = _service(options)
    except (OSError, TypeError, ValueError, KeyError, yaml.YAMLError) as error:
        parser.error(f"this world cannot be made: {error}")
    try:
        asyncio.run(_serve(service, options.port, options.tls))
    except KeyboardInterrupt:
        pass
    except OSError as error:
        sys.exit(f"cannot listen on port {options.port} of 127.0.0.1: {error.strerror}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.simulator",
        description="The clouds on loopback: SCP, Huawei IMS, CPH and IAM, Keystone and Glance.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    serving = parser.add_argument_group("how it serves")
    serving.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    serving.add_argument("--latency", type=float, default=0.0, metavar="SECONDS", help="of every answer")
    serving.add_argument(
        "--tls", metavar="CA_FILE", help="serve https; the authority's certificate goes into this file"
    )
    serving.add_argument("--no-verify", action="store_true", help="let everybody in as the owner")
    serving.add_argument("--no-log", action="store_true", help="keep no request log")
    world = parser.add_argument_group("what there is")
    world.add_argument("--world", type=Path, help="YAML file; sections left out are those of the default world")
    world.add_argument(
        "--habits", type=json.loads, default={}, metavar="JSON", help="""such as {"scp_iam_status": 403}"""
    )
    world.add_argument("--generate", type=int, default=0, metavar="N", help="add N images of the owner to each cloud")
    world.add_argument("--accounts", type=int, default=0, metavar="A", help="add A accounts with keys of their own")
    world.add_argument("--images", type=int, default=25, metavar="I", help="images of each of these accounts")
    world.add_argument("--shared-among", action="store_true", help="these accounts share with each other")
    world.add_argument("--members", type=int, default=5, metavar="M", help="members of each image that is added")
    world.add_argument("--clouds", nargs="+", choices=CLOUDS, default=CLOUDS, help="where images are added")
    return parser


def _service(options: argparse.Namespace) -> Service:
    world = World.load(options.world)
    world.habits = world.habits.changed(options.habits)
    world.generate(options.generate, options.members, options.clouds)
    if options.accounts:
        fields = {"members": options.members, "shared_among": options.shared_among, "clouds": options.clouds}
        world.populate(options.accounts, options.images, **fields)
    service = Service(world, verify=not options.no_verify, logging=not options.no_log)
    service.faults.latency = options.latency
    return service


async def _serve(service: Service, port: int, ca_file: str | None) -> None:
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    runner, port = await start(service, "127.0.0.1", port, server_context(ca_file) if ca_file else None)
    url = f"{'https' if ca_file else 'http'}://127.0.0.1:{port}"
    print(
        f"{url}\n{_hint(service.world, url, ca_file)}", flush=True
    )  # at once: the reader may leave after the first line
    await ended.wait()
    await service.close_doors()
    await runner.cleanup()


def _hint(world: World, url: str, ca_file: str | None) -> str:
    """One command that reads something; the world may have no image of SCP."""
    key, image = next(iter(world.scp_keys.values())), next(iter(world.scp), "IMAGE")
    options = f"region=kr-west1 endpoint={url} image_ids={image}" + (f" ca_path={ca_file}" if ca_file else "")
    return (
        f"Try: SCP_ACCESS_KEY={quote(key.access_key)} SCP_SECRET_KEY={quote(key.secret_key)} "
        f"ansible localhost -m cloud_images.sharing.scp_image_member_info -a {quote(options)}"
    )


if __name__ == "__main__":
    main()
