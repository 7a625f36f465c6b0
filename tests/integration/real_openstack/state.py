# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The state folder of the servers: configuration, databases, keys, images, and what was put in (``seed.json``)."""

from __future__ import annotations

import json
import sqlite3
from configparser import RawConfigParser
from pathlib import Path

REGION = "RegionOne"


def configure(folder: Path, environment: Path, keystone: str, glance: str, glance_password: str) -> None:
    """Write the configuration of both servers into ``folder`` and bring their catalogue entries up to date.

    ``environment`` is the virtual environment that holds the servers, ``keystone`` and ``glance`` are their URLs.
    """
    for name in ("fernet", "credential", "images", "staging", "tasks"):
        (folder / name).mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(
        folder / "keystone.conf",
        {
            "database": {"connection": f"sqlite:///{folder}/keystone.sqlite"},
            "token": {"provider": "fernet"},
            "fernet_tokens": {"key_repository": folder / "fernet"},
            "fernet_receipts": {"key_repository": folder / "fernet"},
            "credential": {"key_repository": folder / "credential"},
            "cache": {"enabled": "true", "backend": "oslo_cache.dict"},
            "identity": {"password_hash_rounds": 4},
        },
    )
    _write(
        folder / "glance-api.conf",
        {
            "DEFAULT": {"enabled_backends": "fs:file", "transport_url": "fake://"},
            "database": {"connection": f"sqlite:///{folder}/glance.sqlite"},
            "glance_store": {"default_backend": "fs"},
            "fs": {"filesystem_store_datadir": folder / "images"},
            "os_glance_staging_store": {"filesystem_store_datadir": folder / "staging"},
            "os_glance_tasks_store": {"filesystem_store_datadir": folder / "tasks"},
            "keystone_authtoken": {
                "www_authenticate_uri": keystone,
                "auth_url": keystone,
                "auth_type": "password",
                "project_name": "service",
                "username": "glance",
                "password": glance_password,
                "user_domain_id": "default",
                "project_domain_id": "default",
            },
            "paste_deploy": {
                "flavor": "keystone",
                "config_file": environment / "etc" / "glance" / "glance-api-paste.ini",
            },
            "oslo_policy": {"enforce_scope": "true", "enforce_new_defaults": "true"},
        },
    )
    _move_catalogue(folder / "keystone.sqlite", keystone, glance)


def _write(path: Path, sections: dict[str, dict[str, object]]) -> None:
    parser = RawConfigParser()
    parser.read_dict({section: {key: str(value) for key, value in keys.items()} for section, keys in sections.items()})
    with open(path, "w", encoding="utf-8") as file:
        parser.write(file)
    path.chmod(0o600)


def _move_catalogue(database: Path, keystone: str, glance: str) -> None:
    """Point the endpoints of a seeded database to the ports of this start."""
    if not database.exists():
        return
    connection = sqlite3.connect(database)
    with connection:
        for service, url in (("identity", f"{keystone}/v3"), ("image", glance)):
            connection.execute(
                "UPDATE endpoint SET url = ? WHERE service_id IN (SELECT id FROM service WHERE type = ?)",
                (url, service),
            )
    connection.close()


def write_seed(folder: Path, seed: dict[str, object]) -> None:
    path = folder / "seed.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(seed, indent=1), encoding="utf-8")


def read_seed(folder: Path) -> dict[str, object]:
    seed: dict[str, object] = json.loads((folder / "seed.json").read_text(encoding="utf-8"))
    return seed
