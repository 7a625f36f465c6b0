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
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from ....module_utils._text import joined, number
from ..model import Report
from ..text import visible
from ..words import judged
from .asides import outside, run, waivers
from .charts import overview
from .findings import findings
from .images import images
from .markup import code, escaped, isolated
from .since import since

_MAX_FILES = 20
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


def encode(report: Report) -> Iterator[bytes]:
    """The report as the pieces of an HTML page."""
    style, script = _asset("page.css"), _asset("page.js")
    title = f"{report['gate'].capitalize()}: image sharing, {escaped(report['label'])}"
    yield _HEAD.format(policy=_policy(style, script), title=title, style=style).encode()
    yield f"{_header(report)}\n<main>\n".encode()
    for section in (overview, since, findings, waivers, images, outside, run):
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


def _header(report: Report) -> str:
    gate = report["gate"]
    verdict = "Pass" if gate == "pass" else "Fail"
    facts = {
        "Read": _time(report["run"]["finished_at"]),
        "Mode": "audit, the play went on" if report["mode"] == "audit" else "enforce",
        "Looked at": number(len(report["scope"]), "connection"),
        "Not looked at": number(len(report["not_in_scope"]), "connection"),
    }
    return (
        f'<header><p class="origin">Image sharing of {isolated(report["label"])}</p>'
        f'<h1 class="{gate}">{verdict}</h1><p class="lead">{_lead(report)}</p>'
        f'<dl class="facts">{_facts(facts)}</dl></header>'
    )


def _lead(report: Report) -> str:
    """The verdict in plain words. All that is said here is counted."""
    counts = report["counts"]
    if not counts["images"]:
        return "Nothing was looked at, so nothing is proven."
    begin = f"{judged(report)} {'was' if counts['images'] == 1 else 'were'} judged"
    if counts["compliant"] == counts["images"]:
        return f"{begin}, and proven to be shared with exactly those who should have access."
    said = [
        _how_many(counts["violation"], "is not shared as it should be", "are not shared as they should be"),
        _how_many(counts["unknown"], "is unknown for lack of proof", "are unknown for lack of proof"),
        _how_many(counts["waived"], "differs under a waiver", "differ under a waiver"),
        _how_many(counts["compliant"], "is proven right", "are proven right"),
    ]
    return f"{begin}: {joined([words for words in said if words])}."


def _how_many(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}" if count else ""


def _footer(report: Report) -> str:
    facts, inventory = report["run"], report["inventory"]
    files = ", ".join(inventory["files"][:_MAX_FILES]) or "variables"
    more = len(inventory["files"]) - _MAX_FILES
    lines = [
        f"Started {_time(facts['started_at'])}, finished {_time(facts['finished_at'])}",
        f"cloud_images.sharing {escaped(facts['collection_version'])}",
        f"ansible-core {escaped(facts['ansible_version'])}",
        f"Inventory: {isolated(files)}{f' and {more:,} more' if more > 0 else ''}",
        f"SHA-256 of the inventory {code(inventory['sha256'])}" if inventory["sha256"] else "",
        f"Revision {code(report['revision'])}" if report["revision"] else "",
        f"SHA-256 of the evidence {code(facts['report_sha256'])}",
    ]
    return f"<footer>{''.join(f'<p>{line}</p>' for line in lines if line)}</footer>"


def _facts(facts: Mapping[str, str]) -> str:
    return "".join(f"<div><dt>{name}</dt><dd>{escaped(value)}</dd></div>" for name, value in facts.items())


def _time(text: str) -> str:
    return escaped(visible(text).replace("T", " ").replace("Z", " UTC"))
