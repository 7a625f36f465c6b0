# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small AWX: as much of /api/v2 as the modules of awx.awx ask for, kept in memory.

It checks definitions and objects as AWX does, so that what AWX would refuse fails here too. A project has the playbooks
of its repository once an update of it succeeded.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from ansible_collections.cloud_images.sharing.tests.awx.awx_rules import credential_type_problems, survey_problems
from ansible_collections.cloud_images.sharing.tests.awx.object_rules import object_problems

TOKEN = "fake-awx-token"
COLLECTIONS = {
    "organizations": "organization",
    "credential_types": "credential_type",
    "credentials": "credential",
    "execution_environments": "execution_environment",
    "projects": "project",
    "project_updates": "project_update",
    "inventories": "inventory",
    "hosts": "host",
    "inventory_sources": "inventory_source",
    "job_templates": "job_template",
    "workflow_job_templates": "workflow_job_template",
    "workflow_job_template_nodes": "workflow_job_template_node",
}
DEFAULTS: dict[str, dict[str, Any]] = {
    "credential_types": {"description": "", "inputs": {}, "injectors": {}},
    "projects": {"scm_revision": "", "description": "", "playbook_files": []},
    "inventories": {"kind": "", "host_filter": None},
    "hosts": {"enabled": True, "variables": ""},
    "job_templates": {"survey_enabled": False, "extra_vars": ""},
    "workflow_job_templates": {"survey_enabled": False, "extra_vars": ""},
}
TEMPLATES = ("job_templates", "workflow_job_templates", "projects")
FOR_ADMINISTRATORS = ("credential_types", "organizations")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class FakeAwx:
    """Objects by collection and id, their associations, and the changes asked for, in order."""

    def __init__(self) -> None:
        self.objects: dict[str, dict[int, dict[str, Any]]] = {name: {} for name in COLLECTIONS}
        self.associations: dict[str, list[int]] = {}
        self.surveys: dict[str, dict[str, Any]] = {}
        self.changes: list[str] = []
        self.superuser = True
        self.repositories: dict[str, tuple[str, list[str]]] = {}
        """The revision and the playbooks of each git repository that can be fetched, by its URL."""
        self.slow_updates = False
        self._next_id = 1

    def add(self, collection: str, **fields: Any) -> dict[str, Any]:
        """Put one object in, as a POST does."""
        number, self._next_id = self._next_id, self._next_id + 1
        url = f"/api/v2/{collection}/{number}/"
        fields = DEFAULTS.get(collection, {}) | {name: value for name, value in fields.items() if value is not None}
        record = fields | {
            "id": number,
            "type": COLLECTIONS[collection],
            "url": url,
            "related": {"survey_spec": f"{url}survey_spec/", "update": f"{url}update/"},
            "summary_fields": {},
        }
        self.objects[collection][number] = record
        return record

    def named(self, collection: str, name: str) -> dict[str, Any]:
        """The one object of that name."""
        (found,) = (record for record in self.objects[collection].values() if record.get("name") == name)
        return found

    def application(self) -> web.Application:
        app = web.Application(middlewares=[_only_with_token])
        app.router.add_get("/api/v2/unified_job_templates/", self._list_templates)
        app.router.add_get("/api/v2/me/", self._show_me)
        app.router.add_post("/api/v2/projects/{id}/update/", self._update_project)
        app.router.add_get("/api/v2/project_updates/{id}/events/", self._list_events)
        app.router.add_get("/api/v2/{collection}/", self._list)
        app.router.add_post("/api/v2/{collection}/", self._create)
        app.router.add_get("/api/v2/{collection}/{id}/", self._show)
        app.router.add_patch("/api/v2/{collection}/{id}/", self._update)
        app.router.add_get("/api/v2/{collection}/{id}/survey_spec/", self._show_survey)
        app.router.add_post("/api/v2/{collection}/{id}/survey_spec/", self._set_survey)
        app.router.add_get("/api/v2/{collection}/{id}/{association}/", self._list_associations)
        app.router.add_post("/api/v2/{collection}/{id}/{association}/", self._associate)
        return app

    async def _list(self, request: web.Request) -> web.Response:
        records = self.objects[request.match_info["collection"]].values()
        return _page([record for record in records if _matches(record, request)])

    async def _list_templates(self, request: web.Request) -> web.Response:
        records = [record for name in TEMPLATES for record in self.objects[name].values()]
        return _page([record for record in records if _matches(record, request)])

    async def _show(self, request: web.Request) -> web.Response:
        return web.json_response(self.objects[request.match_info["collection"]][int(request.match_info["id"])])

    async def _show_me(self, _request: web.Request) -> web.Response:
        return _page([{"id": 1, "username": "admin", "is_superuser": self.superuser}])

    async def _create(self, request: web.Request) -> web.Response:
        collection, fields = request.match_info["collection"], await request.json()
        if collection in FOR_ADMINISTRATORS and not self.superuser:
            return web.json_response({"detail": "You do not have permission to perform this action."}, status=403)
        problems: Any = credential_type_problems(fields) if collection == "credential_types" else []
        problems = problems or object_problems(collection, DEFAULTS.get(collection, {}) | fields, self._find)
        if problems:
            return web.json_response({"detail": problems}, status=400)
        self.changes.append(f"POST {collection} {fields.get('name') or fields.get('identifier')}")
        record = self.add(collection, **fields)
        if collection == "projects" and record.get("scm_type"):
            self._fetch(record)
        return web.json_response(record, status=201)

    async def _update(self, request: web.Request) -> web.Response:
        collection, number = request.match_info["collection"], int(request.match_info["id"])
        record, fields = self.objects[collection][number], await request.json()
        changed = {name: value for name, value in fields.items() if value is not None and record.get(name) != value}
        problems = object_problems(collection, record | changed, self._find)
        if problems:
            return web.json_response({"detail": problems}, status=400)
        if changed:
            self.changes.append(f"PATCH {collection} {number}: {sorted(changed)}")
        record |= changed
        return web.json_response(record)

    def _find(self, collection: str, number: Any) -> dict[str, Any]:
        return self.objects[collection].get(number, {})

    async def _update_project(self, request: web.Request) -> web.Response:
        project = self.objects["projects"][int(request.match_info["id"])]
        return web.json_response(self._fetch(project), status=202)

    def _fetch(self, project: dict[str, Any]) -> dict[str, Any]:
        """One update of a project, done at once. Slow updates never end."""
        revision, playbooks = self.repositories.get(project["scm_url"], ("", []))
        status = "running" if self.slow_updates else "successful" if revision else "failed"
        if status == "successful":
            project |= {"scm_revision": revision, "playbook_files": playbooks}
        done = status != "running"
        return self.add(
            "project_updates",
            status=status,
            failed=status == "failed",
            scm_revision=revision,
            event_processing_finished=done,
        )

    async def _list_events(self, request: web.Request) -> web.Response:
        update = self.objects["project_updates"][int(request.match_info["id"])]
        said = {"res": {"msg": "fatal: repository not found"}}
        return _page([{"event": "runner_on_failed", "event_data": said}] if update["failed"] else [])

    async def _show_survey(self, request: web.Request) -> web.Response:
        return web.json_response(self.surveys.get(request.path, {}))

    async def _set_survey(self, request: web.Request) -> web.Response:
        survey = await request.json()
        problems = survey_problems(survey)
        if problems:
            return web.json_response({"error": "; ".join(problems)}, status=400)
        self.changes.append(f"POST {request.path}")
        self.surveys[request.path] = survey
        return web.json_response({})

    async def _list_associations(self, request: web.Request) -> web.Response:
        return _page([{"id": number} for number in self.associations.get(request.path, [])])

    async def _associate(self, request: web.Request) -> web.Response:
        asked, members = await request.json(), self.associations.setdefault(request.path, [])
        self.changes.append(f"POST {request.path} {json.dumps(asked)}")
        if asked.get("disassociate"):
            members.remove(asked["id"])
        else:
            members.append(asked["id"])
        return web.Response(status=204)


@web.middleware
async def _only_with_token(request: web.Request, handler: Handler) -> web.StreamResponse:
    if request.headers.get("Authorization") != f"Bearer {TOKEN}":
        return web.json_response({"detail": "Authentication credentials were not provided."}, status=401)
    response = await handler(request)
    response.headers["X-API-Product-Name"] = "AWX"
    response.headers["X-API-Product-Version"] = "24.6.1"
    return response


def _matches(record: dict[str, Any], request: web.Request) -> bool:
    return all(str(record.get(name)) == value for name, value in request.query.items())


def _page(records: list[dict[str, Any]]) -> web.Response:
    return web.json_response({"count": len(records), "next": None, "previous": None, "results": records})


class Running:
    """The server on a free loopback port, in a thread of its own, for the length of a with block."""

    def __init__(self, awx: FakeAwx) -> None:
        self._awx = awx
        self._loop = asyncio.new_event_loop()
        self._runner: web.AppRunner
        self.url = ""

    def __enter__(self) -> Running:
        self._loop.run_until_complete(self._start())
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(timeout=10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)
        self._loop.close()

    async def _start(self) -> None:
        self._runner = web.AppRunner(self._awx.application())
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
