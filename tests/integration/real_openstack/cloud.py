# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A real Keystone and Glance from PyPI on loopback: installed, set up, seeded, served."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from . import install, seed, state

START_TIMEOUT = 120.0
"""Seconds to wait for a server to answer."""


@dataclass(frozen=True)
class Login:
    """A user with role member (or admin) in a project of its own."""

    project: str
    project_id: str
    user_id: str
    username: str
    password: str


@dataclass(frozen=True)
class Image:
    """An image as Glance was told to keep it; ``members`` maps member id to status."""

    id: str
    visibility: str
    members: dict[str, str]


@dataclass(frozen=True)
class Cloud:
    """A running cloud. ``keystone`` and ``glance`` are the URLs of the servers, without a version."""

    folder: Path
    keystone: str
    glance: str
    region: str
    logins: dict[str, Login]
    application_credential: dict[str, str]
    images: dict[str, Image]

    @property
    def auth_url(self) -> str:
        return f"{self.keystone}/v3"

    def auth(self, who: str) -> dict[str, str]:
        """The ``auth`` of clouds.yaml for ``owner``, ``member``, ``stranger`` or ``admin``."""
        login = self.logins[who]
        return {
            "auth_url": self.auth_url,
            "username": login.username,
            "password": login.password,
            "project_name": login.project,
            "user_domain_id": "default",
            "project_domain_id": "default",
        }

    def environ(self, who: str) -> dict[str, str]:
        """The same as ``OS_*`` variables."""
        named = {f"OS_{key.upper()}": value for key, value in self.auth(who).items()}
        return {**named, "OS_REGION_NAME": self.region, "OS_IDENTITY_API_VERSION": "3"}

    def clouds(self) -> dict[str, Any]:
        """The content of a clouds.yaml that names every login and the owner's application credential."""
        entries: dict[str, Any] = {
            who: {"auth": self.auth(who), "region_name": self.region, "identity_api_version": 3} for who in self.logins
        }
        entries["application-credential"] = {
            "auth_type": "v3applicationcredential",
            "auth": {
                "auth_url": self.auth_url,
                "application_credential_id": self.application_credential["id"],
                "application_credential_secret": self.application_credential["secret"],
            },
            "region_name": self.region,
        }
        return {"clouds": entries}

    def token(self, who: str) -> str:
        login = self.logins[who]
        return seed.token(self.keystone, login.username, login.password, login.project)

    def revoke(self, token: str) -> None:
        api = seed.Api(self.keystone, self.token("admin"))
        api.session.headers["X-Subject-Token"] = token
        api("DELETE", "/v3/auth/tokens")

    def image_api(self, who: str) -> seed.Api:
        """Glance as this login sees it, for tests that set something up themselves."""
        return seed.Api(self.glance, self.token(who))

    def add_images(self, count: int) -> list[str]:
        """The ids of that many new images of the owner, each shared with the member's project."""
        owner = self.image_api("owner")
        member = self.logins["member"].project_id
        ids = []
        for number in range(count):
            image_id = str(owner.post("/v2/images", {"name": f"image-{number:04}", "visibility": "shared"})["id"])
            owner.post(f"/v2/images/{image_id}/members", {"member": member})
            ids.append(image_id)
        return ids

    def write_clouds_yaml(self, folder: Path) -> Path:
        path = folder / "clouds.yaml"
        path.touch(mode=0o600)
        path.write_text(json.dumps(self.clouds(), indent=2), encoding="utf-8")  # JSON is YAML
        return path

    def secrets(self) -> list[str]:
        """All that must never be seen in any output."""
        return [login.password for login in self.logins.values()] + [self.application_credential["secret"]]


@contextlib.contextmanager
def running(folder: Path | None = None) -> Iterator[Cloud]:
    """Serve a fresh copy of the seeded cloud from ``folder`` (default: a temporary one) until the block ends."""
    here = Path(__file__).parent
    environment = install.environment(here / "requirements.txt")
    names = ("requirements.txt", "inside.py", "state.py", "seed.py", "cloud.py")
    ingredients = b"".join((here / name).read_bytes() for name in names)
    seeded = install.made_once("state", ingredients, lambda path: _make(path, environment))
    with contextlib.ExitStack() as stack:
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="real-openstack-")))
        shutil.copytree(seeded, folder, dirs_exist_ok=True)
        seed_data: dict[str, Any] = state.read_seed(folder)
        keystone, glance = stack.enter_context(_served(folder, environment, seed_data["glance_password"]))
        yield Cloud(
            folder=folder,
            keystone=keystone,
            glance=glance,
            region=state.REGION,
            logins={name: Login(**login) for name, login in seed_data["logins"].items()},
            application_credential=seed_data["application_credential"],
            images={name: Image(**image) for name, image in seed_data["images"].items()},
        )


def _make(folder: Path, environment: Path) -> None:
    """Set up and seed the state that every start copies."""
    folder.mkdir(mode=0o700)
    admin_password, glance_password = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    anywhere = "http://127.0.0.1"  # every start writes its own ports
    state.configure(folder, environment, anywhere, anywhere, glance_password)
    bootstrap = {
        "OS_BOOTSTRAP_PASSWORD": admin_password,
        "OS_BOOTSTRAP_REGION_ID": state.REGION,
        "OS_BOOTSTRAP_ADMIN_URL": anywhere,
        "OS_BOOTSTRAP_INTERNAL_URL": anywhere,
        "OS_BOOTSTRAP_PUBLIC_URL": anywhere,
    }
    with open(folder / "setup.log", "wb") as log:
        for name in ("keystone", "glance"):
            command = _inside(environment, "setup", name, str(folder))
            subprocess.run(command, env=_clean_environ() | bootstrap, check=True, stdout=log, stderr=log)
    with _served(folder, environment, glance_password, wait_for_glance=False) as (keystone, glance):
        content = seed.identity(keystone, glance, admin_password, glance_password, state.REGION)
        _wait_until_ready(f"{glance}/healthcheck")
        tokens = {
            who: seed.token(keystone, login["username"], login["password"], login["project"])
            for who, login in content["logins"].items()
        }
        content["images"] = seed.images(glance, tokens, content["logins"])
    state.write_seed(folder, {**content, "glance_password": glance_password})


@contextlib.contextmanager
def _served(
    folder: Path, environment: Path, glance_password: str, wait_for_glance: bool = True
) -> Iterator[tuple[str, str]]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=128)) for _server in range(2)]
        keystone, glance = (f"http://127.0.0.1:{listening.getsockname()[1]}" for listening in sockets)
        state.configure(folder, environment, keystone, glance, glance_password)
        for name, listening in zip(("keystone", "glance"), sockets, strict=True):
            stack.enter_context(_server(name, folder, environment, listening))
        _wait_until_ready(f"{keystone}/v3")
        if wait_for_glance:
            _wait_until_ready(f"{glance}/healthcheck")
        yield keystone, glance


@contextlib.contextmanager
def _server(name: str, folder: Path, environment: Path, listening: socket.socket) -> Iterator[None]:
    descriptor = listening.fileno()
    with open(folder / f"{name}.log", "wb") as log:
        process = subprocess.Popen(
            _inside(environment, "serve", name, str(folder), str(descriptor)),
            env=_clean_environ(),
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            pass_fds=[descriptor],
        )
    try:
        yield
    finally:
        process.kill()
        process.communicate()


def _inside(environment: Path, *arguments: str) -> list[str]:
    script = Path(__file__).with_name("inside.py")
    return [str(environment / "bin" / "python"), "-W", "ignore", str(script), *arguments]


def _clean_environ() -> dict[str, str]:
    """Nobody's cloud, proxy or Python settings reach the servers."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR")
    return {name: os.environ[name] for name in kept if name in os.environ}


def _wait_until_ready(url: str) -> None:
    session = requests.Session()
    session.trust_env = False
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline:
        # The socket listens from the start: the first answer may take as long as the server needs to import itself.
        with contextlib.suppress(requests.RequestException):
            if session.get(url, timeout=START_TIMEOUT).ok:
                return
        time.sleep(0.1)
    raise TimeoutError(f"{url} did not answer within {START_TIMEOUT:.0f} s")
