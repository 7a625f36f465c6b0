# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The error bodies of each cloud, in the vendors' own shapes."""

from __future__ import annotations

import time

from .messages import Call, Reply, json_reply, request_id


def scp_platform(status: int, code: str, detail: str) -> Reply:
    """SCP, shape a: the service itself answered."""
    number = request_id()
    error: dict[str, object] = {
        "code": code,
        "detail": detail,
        "global_request_id": f"req-{number}",
        "links": [],
        "related_resources": [],
        "request_id": f"req-{number}",
        "response": None,
        "status": status,
        "title": code,
    }
    return json_reply(status, {"errors": [error]})


def scp_gateway(call: Call, status: int, error: str) -> Reply:
    """SCP, shape b: the gateway in front found no signature, no such path or no such host."""
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S.000+00:00", time.gmtime(call.now))
    document = {"timestamp": stamp, "path": call.path, "status": status, "error": error, "requestId": request_id()[-8:]}
    return json_reply(status, document)


def huawei_gateway(status: int, code: str, message: str) -> Reply:
    """Huawei's API gateway."""
    number = request_id()
    return json_reply(
        status, {"error_msg": message, "error_code": code, "request_id": number}, {"X-Request-Id": number}
    )


def ims(status: int, code: str, message: str) -> Reply:
    return json_reply(status, {"error": {"message": message, "code": code}}, {"X-Request-Id": request_id()})


def cph(status: int, code: str, message: str) -> Reply:
    number = request_id()
    return json_reply(
        status, {"request_id": number, "error_code": code, "error_msg": message}, {"X-Request-Id": number}
    )


def iam(status: int, title: str, message: str) -> Reply:
    """IAM and Keystone: an integer code."""
    error = {"message": message, "code": status, "title": title}
    return json_reply(status, {"error": error}, {"X-IAM-Trace-Id": f"token_{request_id()}"})


def glance(call: Call, status: int, title: str, message: str) -> Reply:
    """Glance: JSON only for those who ask for it, with HTML breaks inside; else a page."""
    headers = {"X-Openstack-Request-Id": f"req-{request_id()}"}
    if "application/json" in call.headers.get("accept", ""):
        body = {"message": f"{message}<br /><br />\n\n\n", "code": f"{status} {title}", "title": title}
        return json_reply(status, body, headers)
    page = (
        f"<html>\n <head>\n  <title>{status} {title}</title>\n </head>\n <body>\n"
        f"  <h1>{status} {title}</h1>\n  {message}<br /><br />\n\n\n\n </body>\n</html>"
    )
    return Reply(status, page.encode(), {"Content-Type": "text/html; charset=UTF-8", **headers})
