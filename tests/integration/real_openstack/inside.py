# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs in the servers' own environment: set one of them up, or serve it.

    python inside.py setup keystone|glance FOLDER
    python inside.py serve keystone|glance FOLDER DESCRIPTOR

DESCRIPTOR is a listening socket handed over by the parent, so no port is ever guessed. A server ends when its
standard input does, so it never outlives its parent.
"""

from __future__ import annotations

import multiprocessing
import os
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path


def setup(name: str, folder: Path) -> None:
    """Create database and keys. The imports are the slow part: done once, then a fork for each command."""
    if name == "glance":
        from glance.cmd import manage

        _run_forked(manage.main, ["glance-manage", "--config-file", str(folder / "glance-api.conf"), "db_sync"])
        return
    from keystone.cmd import manage

    keystone = ["keystone-manage", "--config-file", str(folder / "keystone.conf")]
    owner = ["--keystone-user", str(os.getuid()), "--keystone-group", str(os.getgid())]
    _run_forked(manage.main, [*keystone, "db_sync"])
    _run_forked(manage.main, [*keystone, "fernet_setup", *owner])
    _run_forked(manage.main, [*keystone, "credential_setup", *owner])
    _run_forked(manage.main, [*keystone, "bootstrap"])  # its options come by OS_BOOTSTRAP_*


def _run_forked(main: Callable[[], object], argv: list[str]) -> None:
    child = multiprocessing.get_context("fork").Process(target=_run, args=(main, argv))
    child.start()
    child.join()
    if child.exitcode != 0:
        raise SystemExit(f"failed: {' '.join(argv)}")


def _run(main: Callable[[], object], argv: list[str]) -> None:
    sys.argv = argv
    main()


def serve(name: str, folder: Path, descriptor: int) -> None:
    """Serve Keystone or Glance with one thread: with more, SQLite answers "database is locked"."""
    from cheroot import wsgi

    sys.argv = [name]  # Keystone parses it
    if name == "keystone":
        os.environ["OS_KEYSTONE_CONFIG_FILES"] = str(folder / "keystone.conf")
        from keystone.wsgi.api import application
    else:
        os.environ["OS_GLANCE_CONFIG_DIR"] = str(folder)
        from glance.wsgi.api import application

    server = wsgi.Server(("127.0.0.1", 0), application, numthreads=1, request_queue_size=128)

    def use_the_given_socket(*_family_type_proto: int) -> None:
        server.socket = socket.socket(fileno=descriptor)

    server.bind = use_the_given_socket
    threading.Thread(target=_end_with_parent, daemon=True).start()
    server.start()


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1] == "setup":
        setup(sys.argv[2], Path(sys.argv[3]))
    else:
        serve(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
