# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""One connection of a run: its options checked as its info module would, its account read, its secrets masked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from .._errors import OptionError, surprise
from .._http.final_mask import masked
from .._images.read import Wanted, Watch
from .._images.workers import Threads
from .._model import ModuleResult
from .._module import argument_spec, check_numbers, checked_image_ids, new_session, read_account
from .._options import CommonOptions
from .._providers.base import Context, Provider
from .._providers.clouds import CLOUDS
from .identities import Identities
from .model import Line, Outcome, Task
from .parts import lines_of
from .slots import Lane, Slots


@dataclass(frozen=True)
class Run:
    """What all connections of a run have in common.

    :param environ: as it was at the start. ``folder`` is where relative paths begin.
    """

    identities: Identities
    slots: Slots
    environ: Mapping[str, str]
    folder: str


def read_connection(name: str, task: Task, run: Run, watch: Watch) -> Iterator[Line]:
    """Everything that is wanted over one connection, as lines. Nothing that it meets gets any further."""
    secrets: set[str] = set()
    warnings: list[str] = []
    problem: str | None = None
    result: ModuleResult | None = None
    try:
        result = _read(task, run, watch, secrets, warnings.append)
    except OptionError as error:
        problem = str(error)
    except Exception as error:  # of one connection, which must not hide the others
        problem = surprise(error).message
    outcome: Outcome = {"connection": name, "result": result, "problem": problem, "warnings": warnings}
    return (masked(line, secrets) for line in lines_of(outcome))


def _read(task: Task, run: Run, watch: Watch, secrets: set[str], warn: Callable[[str], None]) -> ModuleResult:
    provider = CLOUDS[task["provider"]].provider()
    options = _checked_options(provider, task, run.folder, secrets)
    wanted = _wanted(task)
    session = new_session(options, secrets, Lane(run.slots).slot)
    context = Context(
        options=options,
        environ=run.environ,
        home=Path.home(),
        new_client=run.identities.client_factory(task, session),
        no_log_add=secrets.add,
        warn=warn,
        no_log_discard=secrets.discard,
        folder=Path(run.folder),
        trust_current_folder=False,
    )
    threads = Threads(options["concurrency"], run.slots.idle)
    return read_account(run.identities.provider(task, provider), context, wanted, session.tally, threads, watch)


def _checked_options(provider: Provider, task: Task, folder: str, secrets: set[str]) -> CommonOptions:
    spec = argument_spec(provider)
    checked = ArgumentSpecValidator(spec).validate(task["options"])
    secrets.update(checked._no_log_values)
    if checked.error_messages:
        raise OptionError(" ".join(checked.error_messages))
    options = checked.validated_parameters
    check_numbers(options)
    paths = [option for option, how in spec.items() if how["type"] == "path" and options[option]]
    return cast(CommonOptions, {**options, **{option: os.path.join(folder, options[option]) for option in paths}})


def _wanted(task: Task) -> Wanted:
    nothing_by_id = task["own_images"] or task["incoming"]
    return Wanted(
        image_ids=checked_image_ids(task["image_ids"], none_is_fine=nothing_by_id),
        details=True,
        discover=task["own_images"],
        own_names=task["own_names"],
        incoming=task["incoming"],
        incoming_dates=task["incoming_dates"],
    )
