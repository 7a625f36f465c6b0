# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Private to this collection: it may change without notice.

"""The names of report files: one for each label and format, and no two alike."""

from __future__ import annotations

import hashlib
import re

EXTENSIONS = {
    "json": "json",
    "html": "html",
    "junit": "xml",
    "sarif": "sarif",
    "markdown": "md",
    "ocsf": "ocsf.jsonl",
    "oscal": "oscal.json",
}
"""Format to the end of its files' names."""

LAST = ".last"
"""Ends the name of the last finished JSON report, kept while its successor is unfinished."""

_PLAIN_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
# Its file would look like that of an odd label, or like another format's of a shorter one.
_AMBIGUOUS_LABEL = re.compile(r".*(-[0-9a-f]{16}|\.oscal)", re.DOTALL)


def file_name(label: str, format_name: str) -> str:
    """The name of a report file: ``image_sharing-<label>.<extension>``.

    A label that is not a plain file name has its odd characters replaced and a hash of the label added. So has a plain
    one that could be taken for another's, so that two labels never share a file.
    """
    stem = label
    if not _PLAIN_LABEL.fullmatch(label) or _AMBIGUOUS_LABEL.fullmatch(label):
        slug = re.sub(r"[^A-Za-z0-9._]+", "-", label)[:60].strip("-.")
        stem = f"{slug}-{hashlib.sha256(label.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    return f"image_sharing-{stem}.{EXTENSIONS[format_name]}"
