# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""From the tarball to the first green on an account of 30 images, by the commands of the README and the start guide.

They run as printed, against the real names of the endpoints: a proxy leads those to the simulator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from shlex import quote
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator, proxy_to

from .conftest import Stranger

ROOT = Path(__file__).resolve().parents[2]
TEAM = "a8f10467abfc4b87b64614ab36eb9ae4"
OMITTED = "…"  # a secret in a command, lines in an output


def images() -> list[dict[str, Any]]:
    """Thirty: builds of two golden images, one a day, and drafts that nobody else may boot."""
    return [
        {
            "id": f"70a599e0-31e7-49b7-b260-{number:012}",
            "name": f"{name}-{number:02}",
            "created_at": f"2026-10-{number:02}T00:00:00Z",
            "members": [] if name == "draft" else [TEAM],
            "visibility": "private" if name == "draft" else "shared",
        }
        for number in range(1, 31)
        for name in [("golden-rhel9", "golden-win22", "draft")[number % 3]]
    ]


@pytest.fixture
def clouds() -> Iterator[Simulator]:
    with Simulator({"scp_images": images()}, tls=True) as simulator:
        yield simulator


class Reader:
    """Somebody who types what is printed."""

    def __init__(self, stranger: Stranger, clouds: Simulator, proxy: str) -> None:
        self._stranger = stranger
        self._secrets = clouds.environ("scp")
        self._network = {"HTTPS_PROXY": proxy, "REQUESTS_CA_BUNDLE": clouds.ca_path}
        self._exports: list[str] = []

    def type(self, command: str) -> str:
        """Returns the output of a command that went well."""
        if command.startswith("export "):
            self._exports.append(
                re.sub(rf"(\w+)={OMITTED}", lambda it: f"{it[1]}={quote(self._secrets[it[1]])}", command)
            )
            return ""
        network = self._network if command.startswith("ansible-playbook ") else {}
        done = self._stranger.run("\n".join([*self._exports, command]), **network)
        assert done.returncode == 0, done.stdout
        return done.stdout

    def write(self, block: str) -> None:
        """A block of YAML whose first line names its file."""
        (name,) = re.findall(r"\A# (\S+\.yml)$", block, re.M)
        (self._stranger.home / name).write_text(block, encoding="utf-8")

    def follow(self, page: str) -> int:
        """Write the files, run the commands, and find what is printed below each. Returns the number of commands."""
        count = 0
        for kind, block in re.findall(r"^```(yaml|console)\n(.*?)^```$", page, re.M | re.S):
            if kind == "yaml":
                self.write(block)
                continue
            for command, shown in commands(block):
                output = self.type(command).splitlines()
                missing = lines_missing(shown, output)
                assert not missing, f"{command} does not say {missing} in:\n" + "\n".join(output)
                count += 1
        return count


def commands(block: str) -> list[tuple[str, list[str]]]:
    """Each command of a console block with the lines printed below it."""
    found = re.findall(r"^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", block, re.M)
    return [(command, shown.splitlines()) for command, shown in found]


def lines_missing(shown: list[str], output: list[str]) -> list[str]:
    """The lines that an output lacks; what is printed between two of them has to follow in that order."""
    rest = iter([line.rstrip() for line in output])
    return [line for line in shown if line.strip() not in ("", OMITTED) and line.rstrip() not in rest]


def section(page: str, title: str) -> str:
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.split(r"^## ", text[text.index(f"\n## {title}\n") + 4 :], maxsplit=1, flags=re.M)[0]


@pytest.fixture
def reader(stranger: Stranger, clouds: Simulator) -> Iterator[Reader]:
    with proxy_to(clouds.url) as proxy:
        yield Reader(stranger, clouds, proxy.url)


def test_the_readme_leads_to_green_in_five_commands(reader: Reader, clouds: Simulator) -> None:
    assert reader.follow(section("README.md", "From nothing to a gate")) <= 5
    assert len(clouds.world.scp) == 30


def test_the_start_guide_works_as_printed(reader: Reader) -> None:
    assert reader.follow((ROOT / "docs/start.md").read_text(encoding="utf-8")) == 6


def test_an_output_that_differs_is_found() -> None:
    assert lines_missing(["one", "…", "three"], ["one", "two", "three"]) == []
    assert lines_missing(["three", "one"], ["one", "two", "three"]) == ["one"]
    assert lines_missing(["four"], ["one"]) == ["four"]
