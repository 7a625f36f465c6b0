# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""What all clouds share whose requests are signed with an access key: options, sources, endpoint and error bodies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .._errors import ErrorDetail, OptionError
from .._model import ErrorKind
from .._options import ArgumentSpec, JsonObject
from .._text import joined
from .base import Context
from .credentials import ENVIRONMENT, OPTIONS, Chosen, Source, choose, from_environment

_HEADER_VALUE = re.compile(r"[!-~]+")
_QUOTES = "'\""
_REGION = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class KeyedCloud:
    """What distinguishes one such cloud from another.

    :param key: the option with the name of the key; ``secret`` the one with its secret.
    :param variables: option name to environment variable, a mapping for each tool whose variables count.
    :param endpoint: a region to the image service's base URL; None where no document says.
    :param region: a region's look, for messages.
    :param more: further options of the module, as an argument spec.
    """

    key: str
    secret: str
    variables: Sequence[Mapping[str, str]]
    endpoint: Callable[[str], str | None]
    region: str
    more: ArgumentSpec = field(default_factory=dict)

    @property
    def argument_spec(self) -> ArgumentSpec:
        """The options of the module, besides the common ones."""
        return {
            self.key: {"type": "str", "no_log": False},
            self.secret: {"type": "str", "no_log": True},
            "region": {"type": "str"},
            **self.more,
        }


@dataclass(frozen=True)
class Keys:
    """One whole set of what a signed request needs. ``chosen`` finds whatever else belongs to it."""

    key: str
    secret: str = field(repr=False)
    credentials_from: str
    endpoint: str
    region: str | None
    chosen: Chosen


def find_keys(context: Context, cloud: KeyedCloud) -> Keys:
    """The keys and their endpoint. OptionError for what is missing or makes no sense."""
    sources = [
        Source(OPTIONS, lambda: context.options, f"the options {cloud.key} and {cloud.secret}"),
        *(
            from_environment(context.environ, names, f"{names[cloud.key]} and {names[cloud.secret]}")
            for names in cloud.variables
        ),
    ]
    chosen = choose_keys(context, sources, [(cloud.key, cloud.secret)], [cloud.secret], [cloud.key])
    region = chosen.get("region")
    return Keys(
        key=chosen.source.get(cloud.key) or "",
        secret=chosen.source.get(cloud.secret) or "",
        credentials_from=chosen.source.name,
        endpoint=chosen.options.get("endpoint") or _endpoint(cloud, region, chosen),
        region=region,
        chosen=chosen,
    )


def choose_keys(
    context: Context,
    sources: Sequence[Source],
    sets: Sequence[tuple[str, ...]],
    secrets: Sequence[str],
    in_headers: Sequence[str],
) -> Chosen:
    """The source of the credentials. Secrets of the environment and of every source that was read are registered.

    :param secrets: the options that hold one.
    :param in_headers: the options whose values go into headers as they are.
    """
    _hide(context, (source for source in sources if source.name in (OPTIONS, ENVIRONMENT)), secrets)
    chosen = choose(sources, sets)
    _hide(context, [chosen.source], secrets)
    if parts := chosen.parts(sets):
        context.warn(
            f"{joined(parts)} {'is' if len(parts) == 1 else 'are'} set and not used: the credentials come from "
            f"{chosen.source.described}."
        )
    for name in chosen.kind:
        _check_copied(name, chosen.source, one_word=name in secrets and name != "password")
    for name in in_headers:
        if name in chosen.kind:
            check_header_value(name, chosen.source)
    return chosen


def check_header_value(name: str, source: Source) -> None:
    """OptionError for a value that no request header can carry. The value itself is not shown."""
    value = source.get(name)
    if value and not _HEADER_VALUE.fullmatch(value):
        raise OptionError(f"{name} (from {source.name}) has characters that no request header can carry.")


def _check_copied(name: str, source: Source, one_word: bool) -> None:
    """OptionError for what only the file or the variable around a value can have brought along."""
    value = source.get(name) or ""
    if len(value) > 1 and value[0] == value[-1] and value[0] in _QUOTES:
        raise OptionError(f"{source.label(name)} (from {source.name}) has quotes in its value: write it without them.")
    if one_word and len(value.split()) > 1:
        raise OptionError(f"{source.label(name)} (from {source.name}) has a blank or a line break in its value.")


def _hide(context: Context, sources: Iterable[Source], secrets: Sequence[str]) -> None:
    for source in sources:
        for name in secrets:
            if secret := source.get(name):
                context.no_log_add(secret)


def _endpoint(cloud: KeyedCloud, region: str | None, chosen: Chosen) -> str:
    if region is None:
        raise OptionError(f"No region: set region (such as {cloud.region}), or an endpoint.{chosen.hint('region')}")
    if not _REGION.fullmatch(region):
        raise OptionError(f"region: {region[:40]!r} is not a region. A region looks like {cloud.region}.")
    endpoint = cloud.endpoint(region)
    if endpoint is None:
        raise OptionError(f"No document gives the hosts of region {region}: set endpoint.")
    return endpoint


def error_parser(
    code: str, message: str, request_id: str = "request_id", *, owns_404: Callable[[JsonObject], bool]
) -> Callable[[int, Mapping[str, str], object], ErrorDetail]:
    """Reads error bodies that are one object, by the names of their fields.

    :param owns_404: whether a 404 with this body is the image service's own. Any other says nothing about an image.
    """

    def parse(status: int, _headers: Mapping[str, str], body: object) -> ErrorDetail:
        said = body if isinstance(body, dict) else {}
        kind: ErrorKind | None = None
        if status == 404:
            kind = "not_found" if owns_404(said) else "bad_request"
        words = said.get(message) if said else body
        return ErrorDetail(_text(said.get(code)), _text(words) or "", _text(said.get(request_id)), kind)

    return parse


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
