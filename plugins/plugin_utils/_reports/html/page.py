# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The HTML report: one page without any other file or request, for people who decide.

Data reaches the page only as escaped text of HTML elements. Style and script are constant and named by their hash in
the page's Content-Security-Policy, so that nothing else can run, load or send anything.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ....module_utils._text import number
from ..._verdict.kinds import KINDS
from ..text import visible
from .charts import overview
from .markup import capitalized, escaped, isolated, verdict_label
from .tables import findings, images

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
"""
_TAIL = """
<script>{script}</script>
</body>
</html>
"""


def encode(report: Mapping[str, Any]) -> Iterator[bytes]:
    """The report as the pieces of an HTML page."""
    style, script = _asset("page.css"), _asset("page.js")
    title = f"{report['gate'].capitalize()}: image sharing, {escaped(report['label'])}"
    yield _HEAD.format(policy=_policy(style, script), title=title, style=style).encode()
    yield f"{_header(report)}\n<main>\n".encode()
    for section in (overview, findings, _waivers, images, _outside, _run):
        for piece in section(report):
            yield piece.encode()
    yield f"</main>\n{_footer(report)}".encode()
    yield _TAIL.format(script=script).encode()


@lru_cache
def _asset(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _header(report: Mapping[str, Any]) -> str:
    run, gate = report["run"], report["gate"]
    verdict = "Pass" if gate == "pass" else "Fail"
    facts = {
        "Read": _time(run["finished_at"]),
        "Mode": "audit, the play went on" if report["mode"] == "audit" else "enforce",
        "Looked at": number(len(report["scope"]), "connection"),
        "Not looked at": number(len(report["not_in_scope"]), "connection"),
    }
    return (
        f'<header><p class="origin">Image sharing of {isolated(report["label"])}</p>'
        f'<h1 class="{gate}">{verdict}</h1><p class="lead">{_lead(report["counts"])}</p>'
        f'<dl class="facts">{_facts(facts)}</dl></header>'
    )


def _lead(counts: Mapping[str, int]) -> str:
    """The verdict in plain words. All that is said here is counted."""
    total, proven = counts["images"], counts["compliant"]
    if not total:
        return "No image was looked at, so nothing is proven."
    if proven == total:
        return f"{_all(total)} proven to be shared with exactly those who should have {'it' if total == 1 else 'them'}."
    said = []
    if counts["violation"]:
        verb = "is" if counts["violation"] == 1 else "are"
        said.append(f"{counts['violation']:,} of {number(total, 'image')} {verb} not shared as they should be.")
    if counts["unknown"]:
        said.append(f"For {number(counts['unknown'], 'image')} nobody can tell: no complete proof was read.")
    if counts["waived"]:
        verb = "deviates" if counts["waived"] == 1 else "deviate"
        said.append(f"{number(counts['waived'], 'image')} {verb}, but under a waiver that still holds.")
    said.append(f"{number(proven, 'image')} {'is' if proven == 1 else 'are'} proven right.")
    return " ".join(said)


def _all(total: int) -> str:
    return "The one image is" if total == 1 else f"All {total:,} images are"


def _waivers(report: Mapping[str, Any]) -> Iterator[str]:
    waived = [finding for finding in report["findings"] if finding["waived"]]
    ended = [finding for finding in report["findings"] if finding["kind"] == "expired_waiver"]
    if not waived and not ended:
        return
    waived.sort(key=lambda finding: str(finding["waived"]["expires"]))
    rows = [*map(_ended_waiver, ended), *map(_waiver, waived)]
    headings = ("Until", "Image", "Connection", "What", "Reason")
    yield _section(
        "waivers",
        "Waivers",
        "What deviates with leave, and until when; those that end first come first.",
        _table("Waivers", headings, rows),
    )


def _waiver(finding: Mapping[str, Any]) -> Iterable[str]:
    what = " ".join((capitalized(KINDS[finding["kind"]].title), finding["member_id"] or ""))
    waived = finding["waived"]
    return (
        escaped(waived["expires"]),
        isolated(finding["image"]),
        isolated(finding["connection"]),
        isolated(what),
        isolated(waived["reason"]),
    )


def _ended_waiver(finding: Mapping[str, Any]) -> Iterable[str]:
    what = isolated(capitalized(finding["message"]))
    return verdict_label("violation", "Ended"), isolated(finding["image"]), isolated(finding["connection"]), what, ""


def _outside(report: Mapping[str, Any]) -> Iterator[str]:
    names = report["not_in_scope"]
    listed = "".join(f"<li>{isolated(name)}</li>" for name in names)
    other = (
        f"<p>Connections of the inventory that this run left out:</p><ul>{listed}</ul>"
        if names
        else ("<p>The run looked at every connection of its inventory.</p>")
    )
    warnings = "".join(f"<li>{isolated(warning)}</li>" for warning in report["warnings"])
    warned = f'<div class="plain"><p>Warnings:</p><ul>{warnings}</ul></div>' if warnings else ""
    yield _section(
        "outside",
        "What this run did not look at",
        "The verdict covers the images listed above and nothing else.",
        f'<div class="card"><div class="plain">{other}</div>{warned}</div>',
    )


def _run(report: Mapping[str, Any]) -> Iterator[str]:
    keys = ("requested", "read", "failed", "members", "requests", "retries")
    headings = ("Connection", "Images", "Read", "Not read", "Members", "Requests", "Retries", "Credentials from")
    known = report["run"]["connections"]
    rows = (_connection(name, known.get(name, {}), keys) for name in sorted({*report["scope"], *known}))
    yield _section("run", "How it was read", "", _table("Requests by connection", headings, rows, numbers=range(1, 7)))


def _connection(name: str, facts: Mapping[str, Any], keys: Iterable[str]) -> Iterator[str]:
    """What is not known is a dash, never a nought."""
    yield isolated(name)
    for key in keys:
        yield f"{facts[key]:,}" if isinstance(facts.get(key), int) else "-"
    yield isolated(facts.get("credentials_from") or "-")


def _footer(report: Mapping[str, Any]) -> str:
    run = report["run"]
    facts = (
        f"Started {_time(run['started_at'])}, finished {_time(run['finished_at'])}",
        f"cloud_images.sharing {escaped(run['collection_version'])}, ansible-core {escaped(run['ansible_version'])}",
        f"SHA-256 of the evidence <code>{escaped(run['report_sha256'])}</code>",
    )
    return f"<footer>{''.join(f'<p>{fact}</p>' for fact in facts)}</footer>"


def _section(name: str, title: str, intro: str, content: str) -> str:
    said = f"<p>{intro}</p>" if intro else ""
    heading = f'<h2 id="{name}-title">{title}</h2>'
    return f'<section id="{name}" aria-labelledby="{name}-title">{heading}{said}{content}</section>'


def _table(caption: str, headings: Iterable[str], rows: Iterable[Iterable[str]], numbers: Iterable[int] = ()) -> str:
    right = set(numbers)
    head = "".join(_cell("th", index, right, heading, ' scope="col"') for index, heading in enumerate(headings))
    body = "".join(f"<tr>{_cells(row, right)}</tr>" for row in rows)
    table = (
        f'<table><caption class="unseen">{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )
    return f'<div class="card"><div class="scroll" tabindex="0" role="group" aria-label="{caption}">{table}</div></div>'


def _cells(row: Iterable[str], right: set[int]) -> str:
    first, *rest = row
    cells = (_cell("td", index, right, cell) for index, cell in enumerate(rest, 1))
    return f'<th scope="row">{first}</th>{"".join(cells)}'


def _cell(tag: str, index: int, right: set[int], content: str, more: str = "") -> str:
    style = ' class="number"' if index in right else ""
    return f"<{tag}{style}{more}>{content}</{tag}>"


def _facts(facts: Mapping[str, str]) -> str:
    return "".join(f"<div><dt>{name}</dt><dd>{escaped(value)}</dd></div>" for name, value in facts.items())


def _time(text: str) -> str:
    return escaped(visible(text).replace("T", " ").replace("Z", " UTC"))
