# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run the simulator inside a test."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

from .background import background_loop
from .doors import Door
from .faults import Faults
from .request_log import Entry
from .server import Service, start
from .tls import server_context
from .tokens import Caller, Tokens
from .world import World


class Simulator:
    """``with Simulator() as clouds:`` serves on a free port of 127.0.0.1 until the block ends.

    ``world`` is a World, its data, a YAML file, or nothing for the default world; ``clock`` gives Unix time;
    ``tls`` serves https with a certificate of an authority made for the occasion, see ``ca_path``.
    """

    def __init__(
        self,
        world: World | dict[str, Any] | Path | str | None = None,
        *,
        verify: bool = True,
        latency: float = 0.0,
        clock: Callable[[], float] = time.time,
        tls: bool = False,
        port: int = 0,
    ) -> None:
        if isinstance(world, dict):
            world = World.build(world)
        elif not isinstance(world, World):
            world = World.load(world)
        self.service = Service(world, verify, clock)
        self.service.faults.latency = latency
        self._tls = tls
        self._port = port
        self.url = ""
        self.ca_path = ""
        """With ``tls``: a file with the certificate of the authority that signed the server's."""

    @property
    def world(self) -> World:
        return self.service.world

    def behave(self, **habits: Any) -> None:
        """Set some of the world's ``Habits``: ``behave(scp_iam_status=403)``."""
        self.world.habits = self.world.habits.changed(habits)

    def door(self, kind: str) -> Door:
        """Open a further port: see ``doors.py`` for the kinds. It closes with the simulator."""
        opened: Door = self._run(self.service.doors.open(kind))
        return opened

    @property
    def faults(self) -> Faults:
        return self.service.faults

    @property
    def log(self) -> list[Entry]:
        return self.service.log

    @property
    def tokens(self) -> Tokens:
        return self.service.tokens

    @property
    def requests(self) -> list[str]:
        """What was asked so far, as ``GET /path?query 200``."""
        return [
            f"{entry.method} {entry.path}{'?' if entry.query else ''}{entry.query} {entry.status}" for entry in self.log
        ]

    def environ(self, cloud: str, number: int = 0, account: int | None = None) -> dict[str, str]:
        """Environment variables with the credentials of the world's owner, or of its ``number``-th key or user.

        With ``account``: those of that account of the estate (``world.populate``).
        """
        if account is not None and (estate := self.world.estate):
            own, users = estate.accounts[account], [user.name for user in self.world.users]
            names = {"scp": list(self.world.scp_keys), "huawei": list(self.world.huawei_keys)}.get(cloud, users)
            key = {"scp": own.scp_access_key, "huawei": own.huawei_access_key}.get(cloud, own.user)
            number = names.index(key)
        if cloud == "scp":
            scp = list(self.world.scp_keys.values())[number]
            return {
                "SCP_ACCESS_KEY": scp.access_key,
                "SCP_SECRET_KEY": scp.secret_key,
                "SCP_REGION": "kr-west1",
                "SCP_TF_ACCOUNT_ID": scp.account,
            }
        if cloud == "huawei":
            huawei = list(self.world.huawei_keys.values())[number]
            project = next(row for row in self.world.projects.values() if row.domain == huawei.account)
            found = {
                "HUAWEICLOUD_SDK_AK": huawei.access_key,
                "HUAWEICLOUD_SDK_SK": huawei.secret_key,
                "HUAWEICLOUD_SDK_PROJECT_ID": project.id,
            }
            return found | ({"HUAWEICLOUD_SDK_SECURITY_TOKEN": huawei.security_token} if huawei.security_token else {})
        user = self.world.users[number]
        return {
            "OS_AUTH_URL": f"{self.url}/v3",
            "OS_USERNAME": user.name,
            "OS_PASSWORD": user.password,
            "OS_USER_DOMAIN_NAME": user.domain,
            "OS_PROJECT_ID": next(row.id for row in self.world.projects.values() if row.domain == user.domain_id),
            "OS_IDENTITY_API_VERSION": "3",
        }

    def token(self, name: str = "auditor", project: str | None = None) -> str:
        """A token of that user, scoped to a project (the first of its domain) without asking IAM."""
        user = next(user for user in self.world.users if user.name == name)
        own = [row.id for row in self.world.projects.values() if row.domain == user.domain_id]
        return self.tokens.issue(Caller(name, project or own[0], user.domain_id), self.service.now())[0]

    def __enter__(self) -> Simulator:
        with ExitStack() as stack:
            context = None
            if self._tls:
                folder = stack.enter_context(tempfile.TemporaryDirectory())
                self.ca_path = str(Path(folder) / "ca.pem")
                context = server_context(self.ca_path)
            run = stack.enter_context(background_loop())
            runner, port = run(start(self.service, "127.0.0.1", self._port, context))
            stack.callback(lambda: run(runner.cleanup()))
            stack.callback(lambda: run(self.service.close_doors()))
            self._run = run
            self.url = f"{'https' if self._tls else 'http'}://127.0.0.1:{port}"
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
