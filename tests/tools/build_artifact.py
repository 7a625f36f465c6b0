# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Build the collection's tarball from the files that git knows: the same bytes from the same commit.

ansible-galaxy writes the time of the build, and files in the order of the disk, so its tarball is packed again.

Usage: build_artifact.py FOLDER    (where it goes; prints its path)
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[2]


def copy_files(to: Path) -> None:
    """The files that git knows, and those that it does not ignore."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    for file in subprocess.run(listing, cwd=HERE, check=True, capture_output=True, text=True).stdout.split("\0"):
        if (HERE / file).is_file():
            (to / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(HERE / file, to / file)


def moment() -> int:
    """SOURCE_DATE_EPOCH, or else when the last commit was made."""
    log = ["git", "log", "-1", "--format=%ct"]
    told = (
        os.environ.get("SOURCE_DATE_EPOCH")
        or subprocess.run(log, cwd=HERE, check=True, capture_output=True, text=True).stdout
    )
    return int(told)


def build(folder: Path) -> Path:
    """Returns the tarball."""
    with tempfile.TemporaryDirectory() as work:
        source, built = Path(work, "source"), Path(work, "built")
        copy_files(source)
        command = ["ansible-galaxy", "collection", "build", str(source), "--output-path", str(built)]
        subprocess.run(command, check=True, capture_output=True, text=True)
        (tarball,) = built.iterdir()
        folder.mkdir(parents=True, exist_ok=True)
        repack(tarball, folder / tarball.name, moment())
    return folder / tarball.name


def repack(tarball: Path, to: Path, when: int) -> None:
    """Sort the tarball and its list of files, and take away who built it and when."""
    with tarfile.open(tarball) as packed:
        content = {member.name: _read(packed, member) for member in packed}
        modes = {member.name: member.mode for member in packed}
        folders = {member.name for member in packed if member.isdir()}
    _sort_list(content)
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.USTAR_FORMAT) as packed:
        for name in sorted(content):
            entry = tarfile.TarInfo(name)
            entry.mode, entry.mtime, entry.size = modes[name], when, len(content[name])
            entry.type = tarfile.DIRTYPE if name in folders else tarfile.REGTYPE
            packed.addfile(entry, io.BytesIO(content[name]))
    with to.open("wb") as file, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as zipped:
        zipped.write(plain.getvalue())


def _read(packed: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    if not (member.isfile() or member.isdir()):
        raise ValueError(f"{member.name} is neither a file nor a folder")
    file = packed.extractfile(member)
    return file.read() if file else b""


def _sort_list(content: dict[str, bytes]) -> None:
    """FILES.json in order, and its new digest in MANIFEST.json; both written as ansible-galaxy writes them."""
    files: dict[str, Any] = json.loads(content["FILES.json"])
    files["files"].sort(key=lambda file: file["name"])
    content["FILES.json"] = json.dumps(files, indent=True).encode()
    manifest: dict[str, Any] = json.loads(content["MANIFEST.json"])
    manifest["file_manifest_file"]["chksum_sha256"] = hashlib.sha256(content["FILES.json"]).hexdigest()
    content["MANIFEST.json"] = json.dumps(manifest, indent=True).encode()


if __name__ == "__main__":
    print(build(Path(sys.argv[1])))
