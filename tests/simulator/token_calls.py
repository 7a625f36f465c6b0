# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Tokens and temporary keys, as the IAM documents and Keystone give them.

Pages: OTC identity-access-management, api-ref/source/apis/token_management/ (obtaining_a_user_token, obtaining_an_
agency_token, verifying_a_token_and_returning_a_valid_token) and access_key_management/obtaining_a_temporary_ak_sk;
https://docs.openstack.org/api-ref/identity/v3/. An agency is named ``agency_name`` in the tables of both pages and
``xrole_name`` in their examples: both do. Assumption: every user of the trusted domain may use the agency.
"""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import replace
from typing import Any

from . import errors
from .messages import Call, Refused, Reply, json_reply, request_id
from .signatures import Gatekeeper
from .tokens import Caller
from .world import Agency, Key, Project, User, World

GLANCE_PREFIX = "/image"
TEMPORARY_KEY_SECONDS = 15 * 60


def issue(call: Call, keeper: Gatekeeper) -> Reply:
    """``POST /v3/auth/tokens``."""
    try:
        asked = json.loads(call.body)["auth"]
        caller = _scoped(_identified(call, keeper, asked["identity"]), asked.get("scope") or {}, keeper.world)
    except (KeyError, TypeError, AttributeError, ValueError):
        raise Refused(errors.iam(400, "Bad Request", "The request body is invalid.")) from None
    call.who, call.account = caller.name, caller.project
    token, _expires = keeper.tokens.issue(caller, call.now)
    return _described(call, keeper, token, 201)


def verify(call: Call, keeper: Gatekeeper) -> Reply:
    """``GET`` or ``HEAD /v3/auth/tokens``: what the token in X-Subject-Token stands for."""
    _holder(call, keeper)
    subject = call.headers.get("x-subject-token", "")
    _caller, expires = keeper.tokens.issued.get(subject, (None, 0.0))
    if call.now >= expires:
        raise Refused(errors.iam(404, "Not Found", "This is not a recognized Fernet token."))
    return _described(call, keeper, subject, 200)


def temporary_key(call: Call, keeper: Gatekeeper) -> Reply:
    """``POST /v3.0/OS-CREDENTIAL/securitytokens``: a key pair of the token's domain, or of an agency's."""
    try:
        identity = json.loads(call.body)["auth"]["identity"]
        holder = _holder_of_keys(call, keeper) if "authorization" in call.headers else _holder(call, keeper)
        caller = _assumed(holder, identity, keeper.world) if identity["methods"] == ["assume_role"] else holder
        lifetime = int(identity[identity["methods"][0]].get("duration_seconds", TEMPORARY_KEY_SECONDS))
    except (KeyError, TypeError, AttributeError, ValueError):
        raise Refused(errors.iam(400, "Bad Request", "The request body is invalid.")) from None
    key = Key(f"TEMPORARY{secrets.token_hex(6).upper()}", secrets.token_hex(20), caller.domain, secrets.token_hex(32))
    keeper.world.huawei_keys[key.access_key] = key
    credential = {
        "access": key.access_key,
        "secret": key.secret_key,
        "expires_at": _stamp(call.now + lifetime),
        "securitytoken": key.security_token,
    }
    return json_reply(201, {"credential": credential}, {"X-IAM-Trace-Id": f"token_{request_id()}"})


def _holder_of_keys(call: Call, keeper: Gatekeeper) -> Caller:
    """Who signed (api-iam iam_04_0101 takes a signature or a token), for the account that X-Domain-Id names."""
    caller = keeper.huawei(call)
    if call.headers.get("x-domain-id") != caller.domain:
        raise Refused(errors.iam(403, "Forbidden", "You are not authorized to perform the requested action."))
    return caller


def _holder(call: Call, keeper: Gatekeeper) -> Caller:
    """Whose X-Auth-Token it is."""
    caller, valid = keeper.tokens.find(call)
    if caller is None or not valid:
        raise Refused(errors.iam(401, "Unauthorized", "The request you have made requires authentication."))
    return caller


def _identified(call: Call, keeper: Gatekeeper, identity: dict[str, Any]) -> Caller:
    """Who logs in, without a scope."""
    if identity["methods"] == ["assume_role"]:
        return _assumed(_holder(call, keeper), identity, keeper.world)
    if identity["methods"] == ["token"]:
        return _renewed(call, keeper, identity["token"]["id"])
    user = _user(identity, keeper.world)
    if user is None:
        call.refused = True
        raise Refused(errors.iam(401, "Unauthorized", "The username or password is wrong."))
    return Caller(user.name, None, user.domain_id, roles=tuple(user.roles))


def _renewed(call: Call, keeper: Gatekeeper, token: str) -> Caller:
    """Who holds a token, to get another one for a scope of their own."""
    caller, expires = keeper.tokens.issued.get(token, (None, 0.0))
    if caller is None or call.now >= expires:
        call.refused = True
        raise Refused(errors.iam(401, "Unauthorized", "The request you have made requires authentication."))
    return replace(caller, project=None, scope="", method="token")


def _user(identity: dict[str, Any], world: World) -> User | None:
    if identity["methods"] != ["password"]:
        return None
    given = identity["password"]["user"]
    domain = given["domain"]
    for user in world.users:
        at_home = domain.get("name", user.domain) == user.domain and domain.get("id", user.domain_id) == user.domain_id
        if user.name == given["name"] and user.password == given["password"] and at_home:
            return user
    return None


def _assumed(holder: Caller, identity: dict[str, Any], world: World) -> Caller:
    given = identity["assume_role"]
    name = given["agency_name"] if "agency_name" in given else given["xrole_name"]
    domain = given["domain_id"] if "domain_id" in given else world.domain_id(given["domain_name"])
    wanted = Agency(name, domain, holder.domain)
    if wanted not in world.agencies:
        raise Refused(errors.iam(403, "Forbidden", "You are not authorized to perform the requested action."))
    return Caller(f"{world.domain_name(domain)}/{name}", None, domain, method="assume_role", assumed_by=holder.name)


def _scoped(caller: Caller, scope: dict[str, Any], world: World) -> Caller:
    """With project and domain both given, project wins (OTC obtaining_a_user_token)."""
    if "project" in scope:
        return replace(caller, project=_project(scope["project"], caller, world).id)
    if "domain" in scope:
        asked = scope["domain"]
        domain = asked["id"] if "id" in asked else world.domain_id(asked["name"])
        if domain != caller.domain:
            raise Refused(errors.iam(401, "Unauthorized", "The domain is not found or not accessible."))
        return replace(caller, scope="domain")
    if "system" in scope:
        return replace(caller, scope="system")
    return caller


def _project(scope: dict[str, Any], caller: Caller, world: World) -> Project:
    for project in world.projects.values():
        if project.domain == caller.domain and (
            scope.get("id") == project.id if "id" in scope else scope["name"] == project.name
        ):
            return project
    raise Refused(errors.iam(401, "Unauthorized", "The project is not found or not accessible."))


def _described(call: Call, keeper: Gatekeeper, token: str, status: int) -> Reply:
    """The document of a token, less its catalogue where ``nocatalog`` is asked for."""
    caller, expires = keeper.tokens.issued[token]
    world = keeper.world
    domain = {"id": caller.domain, "name": world.domain_name(caller.domain)}
    document: dict[str, Any] = {
        "methods": [caller.method],
        "issued_at": _stamp(expires - keeper.tokens.lifetime),
        "expires_at": _stamp(expires),
        "user": {"id": f"{caller.name}-id", "name": caller.name, "domain": domain},
        "roles": [{"id": str(number), "name": role} for number, role in enumerate(caller.roles)],
        "catalog": [],
    }
    if caller.project:
        name = world.projects[caller.project].name if caller.project in world.projects else caller.project
        document["project"] = {"id": caller.project, "name": name, "domain": domain}
    if caller.scope:
        document[caller.scope] = domain if caller.scope == "domain" else {"all": True}
    if caller.assumed_by:
        home = next(user for user in world.users if user.name == caller.assumed_by)
        own = {"id": home.domain_id, "name": home.domain}
        document["assumed_by"] = {"user": {"id": f"{home.name}-id", "name": home.name, "domain": own}}
    if "nocatalog" not in call.query:
        document["catalog"] = [_catalog_entry(call, "image", GLANCE_PREFIX), _catalog_entry(call, "identity", "/v3")]
    headers = {"X-Subject-Token": token, "X-IAM-Trace-Id": f"token_{request_id()}"}
    return json_reply(status, {"token": document}, headers)


def _catalog_entry(call: Call, service: str, path: str) -> dict[str, Any]:
    endpoint = {"interface": "public", "region": "RegionOne", "region_id": "RegionOne", "id": f"{service}-public"}
    return {"type": service, "name": service, "id": service, "endpoints": [{**endpoint, "url": call.base_url + path}]}


def _stamp(moment: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S.000000Z", time.gmtime(moment))
