# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Credentials are one set from one source: parts of two sources are never mixed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .._errors import OptionError
from .._text import joined

OPTIONS = "options"
ENVIRONMENT = "environment"


@dataclass(frozen=True)
class Source:
    """A place where credentials may be, and what it holds by option name. Empty values count as not there."""

    name: str
    values: Mapping[str, object]
    where: str = ""

    def get(self, option: str) -> str | None:
        value = self.values.get(option)
        text = "" if value is None else str(value).strip()
        return text or None

    @property
    def described(self) -> str:
        return self.where or self.name


def from_environment(environ: Mapping[str, str], names: Mapping[str, str], where: str) -> Source:
    """The environment seen through one tool's variable names: option name to variable name."""
    return Source(ENVIRONMENT, {option: environ.get(variable) for option, variable in names.items()}, where)


def choose(sources: Sequence[Source], sets: Sequence[Sequence[str]]) -> tuple[Source, Sequence[str]]:
    """The first source that holds a whole set, and that set of option names.

    OptionError when no source has one, or when the options hold only a part of one: what the rest would be taken from
    is not ours to guess.
    """
    for source in sources:
        whole = next((names for names in sets if all(source.get(name) for name in names)), None)
        if whole:
            return source, whole
        begun = [names for names in sets if any(source.get(name) for name in names)]
        if begun and source.name == OPTIONS:
            missing = [name for name in begun[0] if not source.get(name)]
            raise OptionError(
                f"The options hold only a part of the credentials: {joined(missing)} "
                f"{'is' if len(missing) == 1 else 'are'} missing. Parts of two sources are never mixed."
            )
    raise OptionError(
        f"No credentials found. Needed are {' or '.join(joined(names) for names in sets)}, together from one of: "
        f"{'; '.join(source.described for source in sources)}."
    )


def lookup(option: str, sources: Iterable[Source]) -> str | None:
    """A region, project or account id: found on its own, in the order of the sources."""
    return next((value for value in (source.get(option) for source in sources) if value), None)
