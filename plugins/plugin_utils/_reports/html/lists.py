# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""Long tables of the HTML report, which a script filters, sorts and pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from ..._verdict.model import VERDICTS, Verdict
from .markup import escaped, options, verdict_label


def long_list(
    name: str,
    title: str,
    noun: str,
    filters: str,
    headings: Iterable[str],
    rows: Iterator[str],
    first: int,
    total: int,
) -> Iterator[str]:
    """The pieces of a section with one long table.

    :param name: of the section.
    :param noun: what its rows are called, in the plural.
    :param first: so many rows are in the table without any script; further ones wait in a template.
    """
    head = "".join(f'<th scope="col">{heading}</th>' for heading in headings)
    state = (
        f"{total:,} {noun}" if total <= first else f"The first {first:,} of {total:,} {noun}. The JSON report has all."
    )
    yield (
        f'<section id="{name}" class="list" data-noun="{noun}" aria-labelledby="{name}-title">'
        f'<h2 id="{name}-title">{title}</h2><div class="card"><form class="filters" hidden>'
        '<label class="search">Search<input type="search" name="words" autocomplete="off" spellcheck="false"></label>'
        f'{filters}<button type="reset" class="button">Clear<span class="unseen"> filters of {name}</span></button>'
        f'</form><div class="scroll" tabindex="0" role="group" aria-label="Table of {name}">'
        f'<table><caption class="unseen">{title}</caption><thead><tr>{head}</tr></thead><tbody>'
    )
    yield from islice(rows, first)
    yield f'</tbody></table></div><div class="pages"><p role="status">{state}</p></div></div>'
    if total > first:
        yield "<template><table><tbody>"
        yield from rows
        yield "</tbody></table></template>"
    yield "</section>\n"


def choice(label: str, name: str, choices: Mapping[str, str]) -> str:
    """A filter of a long table."""
    return f'<label>{label}<select name="{name}">{options({"": "All", **choices})}</select></label>'


def verdict_choices(present: set[Verdict]) -> dict[str, str]:
    """The verdicts to choose from, the worst first."""
    return {verdict: verdict.capitalize() for verdict in VERDICTS if verdict in present}


def row(verdict: Verdict, connection: str, cells: str, **data: str) -> str:
    """A row of a long table; ``data`` is what filters compare."""
    more = "".join(f' data-{name}="{value}"' for name, value in data.items() if value)
    return (
        f'<tr data-verdict="{verdict}" data-connection="{escaped(connection)}"{more}>'
        f'<td data-key="{VERDICTS.index(verdict)}">{verdict_label(verdict)}</td>{cells}</tr>\n'
    )
