# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Credentials are one set from one source: parts of two sources are never mixed."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .._errors import OptionError
from .._text import joined

OPTIONS = "options"
ENVIRONMENT = "environment"


@dataclass(frozen=True)
class Source:
    """A place where credentials may be. It is read when it is first looked at.

    :param name: what `summary.credentials_from` says.
    :param read: gives what the place holds by option name. Empty values count as not there.
    :param where: the place in words, for lists of places; the name where it is empty.
    :param labels: what the user calls each value, such as the name of its variable, by option name.
    :param refused: what chooses an identity that is not honoured here, by option name, and what to do about it.
    """

    name: str
    read: Callable[[], Mapping[str, object]] = field(repr=False)
    where: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)

    @functools.cached_property
    def values(self) -> Mapping[str, object]:
        """What the place holds by option name. OptionError for a file that is there and cannot be read."""
        return self.read()

    def get(self, option: str) -> str | None:
        """The text of an option's value, None where there is none."""
        value = self.values.get(option)
        text = "" if value is None else str(value).strip()
        return text or None

    def label(self, option: str) -> str:
        """What the user calls a value."""
        return self.labels.get(option, option)

    @property
    def described(self) -> str:
        """The place in words."""
        return self.where or self.name

    def missing(self, sets: Sequence[tuple[str, ...]]) -> list[str]:
        """The names of what is missing from the first set that is begun here; [] where none is."""
        begun = next((names for names in sets if any(self.get(name) for name in names)), ())
        return [name for name in begun if not self.get(name)]

    def parts(self, sets: Sequence[tuple[str, ...]]) -> list[str]:
        """ "X without Y" for each set that is begun. A third name, an account's, is not a credential by itself."""
        return [
            f"{joined([self.label(name) for name in names if self.get(name)])} without "
            f"{joined([self.label(name) for name in names if not self.get(name)])}"
            for names in sets
            if any(self.get(name) for name in names[:2]) and not all(self.get(name) for name in names)
        ]

    def check(self) -> None:
        """OptionError for a setting that chooses another identity, which would be passed over in silence."""
        for option, advice in self.refused.items():
            if self.get(option):
                raise OptionError(f"{self.label(option)} is set, which this collection does not follow. {advice}")


@dataclass(frozen=True)
class Chosen:
    """The source that the credentials come from, and which of its sets.

    Whatever is an identity or a place comes from the options or from the credentials' own source, never from a third:
    a password must not meet the host of somebody else's variable.
    """

    source: Source
    kind: tuple[str, ...]
    sources: Sequence[Source]

    @property
    def options(self) -> Source:
        """The task's own options, the first of the sources."""
        return self.sources[0]

    def get(self, option: str) -> str | None:
        """The value in the options, else in the credentials' own source, else None."""
        return self.options.get(option) or self.source.get(option)

    def label(self, option: str) -> str:
        """What the user calls the value that `get` finds."""
        return (self.options if self.options.get(option) else self.source).label(option)

    def passed_over(self, options: Iterable[str]) -> list[str]:
        """The labels of values that a third source holds while the options and the own source hold none."""
        return [
            source.label(option)
            for option in options
            if not self.get(option)
            for source in self.sources
            if _if_readable(source, option)
        ]

    def parts(self, sets: Sequence[tuple[str, ...]]) -> list[str]:
        """What sources before the own one hold only a part of, in words."""
        before = self.sources[1 : list(self.sources).index(self.source)]
        return [part for source in before for part in source.parts(sets)]

    def hint(self, option: str) -> str:
        """Why a value that the user did set somewhere does not count; '' when it is set nowhere."""
        labels = self.passed_over([option])
        if not labels:
            return ""
        return (
            f" {joined(labels)} {'does' if len(labels) == 1 else 'do'} not count, because the credentials come from "
            f"{self.source.described}, and parts of two sources are never mixed."
        )


def from_environment(
    environ: Mapping[str, str], names: Mapping[str, str], where: str, refused: Mapping[str, str] | None = None
) -> Source:
    """The environment seen through one tool's variable names: option name to variable name."""
    values = {option: environ.get(variable) for option, variable in names.items()}
    return Source(ENVIRONMENT, lambda: values, where, names, refused or {})


def choose(sources: Sequence[Source], sets: Sequence[tuple[str, ...]]) -> Chosen:
    """The first source that holds a whole set, with that set of option names. Sources behind it are not read.

    OptionError when no source has one, or when the options or a file hold only a part of one: what the rest would be
    taken from is not ours to guess. A part in the environment is passed over, and `Chosen.parts` says so.
    """
    for source in sources:
        source.check()
        whole = next((names for names in sets if all(source.get(name) for name in names)), None)
        if whole:
            return Chosen(source, whole, sources)
        missing = source.missing(sets)
        if missing and source.name != ENVIRONMENT:
            holder = "The options hold" if source.name == OPTIONS else f"{source.described} holds"
            raise OptionError(
                f"{holder} only a part of the credentials: {joined([source.label(name) for name in missing])} "
                f"{'is' if len(missing) == 1 else 'are'} missing. Parts of two sources are never mixed."
            )
    parts = [part for source in sources for part in source.parts(sets)]
    only = f" Only a part is set: {joined(parts)}." if parts else ""
    raise OptionError(
        f"No credentials found. Needed are {' or '.join(joined(names) for names in sets)}, together from one of: "
        f"{'; '.join(source.described for source in sources)}.{only}"
    )


def _if_readable(source: Source, option: str) -> str | None:
    """A source that the credentials do not come from may be out of order: it only helps to explain."""
    try:
        return source.get(option)
    except OptionError:
        return None
