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

from ....module_utils._text import number
from ..._verdict.model import Counts
from ..model import Report
from ..text import visible
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
        f'<h1 class="{gate}">{verdict}</h1><p class="lead">{_lead(report["counts"])}</p>'
        f'<dl class="facts">{_facts(facts)}</dl></header>'
    )


def _lead(counts: Counts) -> str:
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
        verb = "differs" if counts["waived"] == 1 else "differ"
        said.append(f"{number(counts['waived'], 'image')} {verb}, but under a waiver that still holds.")
    said.append(f"{number(proven, 'image')} {'is' if proven == 1 else 'are'} proven right.")
    return " ".join(said)


def _all(total: int) -> str:
    return "The one image is" if total == 1 else f"All {total:,} images are"


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
