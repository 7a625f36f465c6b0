# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What all info modules do: check the options, open the account, read, answer. The only place that ends a task."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from ._errors import ApiError, OptionError
from ._http.client import Client, Tally
from ._http.rate_limiter import RateLimiter
from ._http.transport import REQUESTS_ERROR, Transport, certificate_authorities
from ._images.discovery import Discovery, discover
from ._images.read import IMAGE_ID, Reading, read_images
from ._providers.base import Context, Provider
from ._text import listed

_NAMED_IN_FAILURE = 3

COMMON_SPEC: dict[str, Any] = {
    "image_ids": {"type": "list", "elements": "str", "required": True, "aliases": ["image_id"]},
    "concurrency": {"type": "int", "default": 8},
    "requests_per_second": {"type": "float"},
    "timeout": {"type": "float", "default": 30.0},
    "retries": {"type": "int", "default": 5},
    "on_error": {"type": "str", "choices": ["fail", "report"], "default": "fail"},
    "image_details": {"type": "bool", "default": False},
    "discover": {"type": "bool", "default": False},
    "endpoint": {"type": "str"},
    "validate_certs": {"type": "bool", "default": True},
    "ca_path": {"type": "path"},
}


def argument_spec(provider: Provider) -> dict[str, Any]:
    """All options of one provider's module. A provider's None takes a common option away."""
    both = {**COMMON_SPEC, **provider.argument_spec}
    return {name: spec for name, spec in both.items() if spec is not None}


def run_module(provider: Provider) -> None:
    module = AnsibleModule(argument_spec=argument_spec(provider), supports_check_mode=True)
    if REQUESTS_ERROR is not None:
        module.fail_json(msg=missing_required_lib("requests"), exception=repr(REQUESTS_ERROR))
    try:
        result = read(provider, module)
    except OptionError as error:
        module.fail_json(msg=str(error))
    unread = [image for image in result["images"] if image["error"]]
    unlisted = result.get("discovered", {}).get("error")
    if unlisted and module.params["on_error"] == "fail":
        module.fail_json(msg=f"The account's images could not be listed: {_said(unlisted)}.", changed=False, **result)
    if unread and module.params["on_error"] == "fail":
        module.fail_json(msg=_failure(unread, len(result["images"])), changed=False, **result)
    module.exit_json(changed=False, **result)


def read(provider: Provider, module: AnsibleModule) -> dict[str, Any]:
    """The module's `images` and `summary`. OptionError before any request."""
    options = module.params
    image_ids = checked_image_ids(options["image_ids"], none_is_fine=options["discover"])
    _check_numbers(options)
    tally = Tally()
    context = Context(
        options=options,
        environ=os.environ,
        home=Path.home(),
        new_client=_client_factory(options, tally),
        no_log_add=module.no_log_values.add,
        warn=module.warn,
        no_log_discard=module.no_log_values.discard,
    )
    credentials_from = None
    discovery = None
    try:
        account = provider.open(context)
        credentials_from = account.credentials_from
        readings = read_images(
            account, image_ids, concurrency=options["concurrency"], image_details=options["image_details"]
        )
        if options["discover"]:
            discovery = discover(account, image_ids, options["concurrency"])
    except ApiError as error:
        readings = [Reading.refused(image_id, error) for image_id in image_ids]
        discovery = Discovery(error=error) if options["discover"] else None
    result = {
        "images": [reading.as_dict() for reading in readings],
        "summary": _summary(readings, tally, credentials_from),
    }
    return {**result, "discovered": discovery.as_dict()} if discovery else result


def checked_image_ids(image_ids: Sequence[str], *, none_is_fine: bool = False) -> list[str]:
    """The distinct ids in their order. OptionError for none, and for one that could change the path of a request."""
    if not image_ids and not none_is_fine:
        raise OptionError("image_ids is empty: name at least one image.")
    for image_id in image_ids:
        if not IMAGE_ID.fullmatch(image_id):
            raise OptionError(
                f"image_ids: {image_id[:140]!r} is no image id. An id has 1 to 128 letters, digits, '-' and '_', "
                "and begins with a letter or digit."
            )
    return list(dict.fromkeys(image_ids))


def _check_numbers(options: Mapping[str, Any]) -> None:
    for name, least in (("concurrency", 1), ("retries", 0)):
        if options[name] < least:
            raise OptionError(f"{name} must be at least {least}.")
    for name in ("timeout", "requests_per_second"):
        value = options[name]
        if value is not None and not 0 < value < float("inf"):
            raise OptionError(f"{name} must be a number above 0.")


def _client_factory(options: Mapping[str, Any], tally: Tally) -> Any:
    limiter = RateLimiter(options["requests_per_second"])
    default = options.get("validate_certs")
    trusted = certificate_authorities(default is not False, options.get("ca_path"))

    def new_client(endpoint: str, *, verify: bool | str | None = None, cert: Any = None, **how: Any) -> Client:
        transport = Transport(
            endpoint,
            timeout=options["timeout"],
            verify=trusted if verify is None else verify,
            cert=cert,
            connections=options["concurrency"],
        )
        return Client(endpoint, transport=transport, limiter=limiter, tally=tally, retries=options["retries"], **how)

    return new_client


def _summary(readings: Sequence[Reading], tally: Tally, credentials_from: str | None) -> dict[str, Any]:
    read_ones = [reading for reading in readings if reading.state == "read"]
    return {
        "requested": len(readings),
        "read": len(read_ones),
        "failed": len(readings) - len(read_ones),
        "members": sum(len(reading.members or []) for reading in read_ones),
        "requests": tally.requests,
        "retries": tally.retries,
        "credentials_from": credentials_from,
    }


def _failure(unread: Sequence[Mapping[str, Any]], images: int) -> str:
    """One sentence for each way in which images could not be read, naming the first few images of each."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for image in unread:
        groups.setdefault(_said(image["error"]), []).append(image)
    sentences = [f"{len(unread)} of {images} images could not be read"]
    for said, alike in list(groups.items())[:_NAMED_IN_FAILURE]:
        ids = listed([image["image_id"] for image in alike], _NAMED_IN_FAILURE)
        request_id = alike[0]["error"]["request_id"]
        sentences.append(f"{ids}: {said}{f' (request {request_id})' if request_id else ''}")
    if len(groups) > _NAMED_IN_FAILURE:
        sentences.append("The other errors stand with the images in this result")
    return ". ".join(sentences) + "."


def _said(error: Mapping[str, Any]) -> str:
    answer = " ".join(str(one) for one in (error["http_status"], error["code"]) if one)
    message = str(error["message"]).rstrip(".")
    return f"{answer}: {message}" if answer else message
