# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What all info modules do: check the options, open the account, read, answer. The only place that ends a task."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Literal

from ansible.module_utils.basic import AnsibleModule

from ._errors import ApiError, OptionError, missing_library
from ._failure import failure
from ._http.budget import Budget
from ._http.client import Client
from ._http.final_mask import masked
from ._http.rate_limiter import RateLimiter
from ._http.session import Session, Tally
from ._http.tls import certificate_authorities
from ._http.transport import REQUESTS_ERROR
from ._ids import same_id
from ._images.read import IMAGE_ID, Wanted, Watch, ask
from ._images.result import Cost, module_result, unopened_result
from ._images.workers import Threads, Workers
from ._model import ModuleResult
from ._options import ArgumentSpec, CommonOptions
from ._providers.base import Context, Provider

COMMON_SPEC: ArgumentSpec = {
    "image_ids": {"type": "list", "elements": "str", "aliases": ["image_id"]},
    "concurrency": {"type": "int", "default": 8},
    "requests_per_second": {"type": "float"},
    "timeout": {"type": "float", "default": 30.0},
    "retries": {"type": "int", "default": 5},
    "give_up_after": {"type": "float", "default": 300.0},
    "deadline": {"type": "float"},
    "on_error": {"type": "str", "choices": ["fail", "report"], "default": "fail"},
    "image_details": {"type": "bool", "default": False},
    "discover": {"type": "bool", "default": False},
    "image_names": {"type": "list", "elements": "str"},
    "incoming": {"type": "bool", "default": False},
    "incoming_dates": {"type": "bool", "default": False},
    "endpoint": {"type": "str"},
    "validate_certs": {"type": "bool", "default": True},
    "ca_path": {"type": "path"},
}
_LEAST: dict[Literal["concurrency", "retries"], int] = {"concurrency": 1, "retries": 0}
_POSITIVE: tuple[Literal["timeout", "requests_per_second", "give_up_after", "deadline"], ...] = (
    "timeout",
    "requests_per_second",
    "give_up_after",
    "deadline",
)


def argument_spec(provider: Provider) -> ArgumentSpec:
    """All options of one provider's module. A provider's None takes a common option away."""
    both = {**COMMON_SPEC, **provider.argument_spec}
    return {name: spec for name, spec in both.items() if spec is not None}


def run_module(provider: Provider) -> None:
    """Run one provider's info module: ends with its result, or fails with a sentence and the same result."""
    module = AnsibleModule(argument_spec=argument_spec(provider), supports_check_mode=True)
    if REQUESTS_ERROR is not None:
        module.fail_json(msg=missing_library("requests"), exception=repr(REQUESTS_ERROR))
    try:
        result = read(provider, module)
    except OptionError as error:
        module.fail_json(msg=masked(str(error), module.no_log_values))
    problem = failure(result) if module.params["on_error"] == "fail" else None
    if problem:
        module.fail_json(msg=problem, changed=False, **result)
    module.exit_json(changed=False, **result)


def read(provider: Provider, module: AnsibleModule) -> ModuleResult:
    """The module's result. OptionError before any request."""
    options: CommonOptions = module.params
    wanted = _wanted(options)
    check_numbers(options)
    session = new_session(options, module.no_log_values)
    context = Context(
        options=options,
        environ=os.environ,
        home=Path.home(),
        new_client=functools.partial(Client, session),
        no_log_add=module.no_log_values.add,
        warn=lambda text: module.warn(masked(text, module.no_log_values)),
        no_log_discard=module.no_log_values.discard,
    )
    result = read_account(provider, context, wanted, session.tally, Threads(options["concurrency"]))
    return masked(result, module.no_log_values)


def read_account(
    provider: Provider,
    context: Context,
    wanted: Wanted,
    tally: Tally,
    workers: Workers,
    watch: Watch | None = None,
) -> ModuleResult:
    """All that is wanted of one account. OptionError before any request; other errors stand in the result."""
    try:
        account = provider.open(context)
    except ApiError as error:
        return unopened_result(wanted, error, Cost(tally.requests, tally.retries))
    answer = ask(account, wanted, workers, watch)
    return module_result(wanted, account, answer, Cost(tally.requests, tally.retries))


def _wanted(options: CommonOptions) -> Wanted:
    names = list(dict.fromkeys(options["image_names"] or ()))
    return Wanted(
        image_ids=checked_image_ids(
            options["image_ids"] or (), none_is_fine=bool(options["discover"] or options["incoming"] or names)
        ),
        image_names=names,
        details=options["image_details"],
        discover=options["discover"],
        incoming=options["incoming"],
        incoming_dates=options["incoming_dates"],
    )


def checked_image_ids(image_ids: Sequence[str], *, none_is_fine: bool = False) -> list[str]:
    """The distinct ids in their order, UUIDs in small letters. OptionError for none, and for what is not an id."""
    if not image_ids and not none_is_fine:
        raise OptionError("image_ids is empty: name at least one image, or set discover, image_names or incoming.")
    for image_id in image_ids:
        if not IMAGE_ID.fullmatch(image_id):
            raise OptionError(
                f"image_ids: {image_id[:140]!r} is not an image id. An id has 1 to 128 letters, digits, '-' and '_', "
                "and begins with a letter or digit."
            )
    return list(dict.fromkeys(map(same_id, image_ids)))


def check_numbers(options: CommonOptions) -> None:
    """OptionError for a number that makes no sense."""
    for count, least in _LEAST.items():
        if options[count] < least:
            raise OptionError(f"{count} must be at least {least}.")
    for name in _POSITIVE:
        value = options[name]
        if value is not None and not 0 < value < float("inf"):
            raise OptionError(f"{name} must be a number above 0.")


def new_session(
    options: CommonOptions,
    secrets: Collection[str],
    slot: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> Session:
    """What all clients of one connection share, by its options.

    :param secrets: may grow while it is used.
    :param slot: held by each request while it is in flight.
    """
    return Session(
        secrets=secrets,
        verify=certificate_authorities(options.get("validate_certs") is not False, options.get("ca_path")),
        concurrency=options["concurrency"],
        retries=options["retries"],
        timeout=options["timeout"],
        limiter=RateLimiter(options["requests_per_second"]),
        budget=Budget(options["give_up_after"], options["deadline"]),
        slot=slot,
    )
