# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports.html import page as report_html
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

# Chromium in a sandbox of its own needs rights that a container lacks; the others keep it from calling home.
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where pictures for people go."""
    folder = Path(os.environ.get("PICTURES", ".work/pages"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Shown:
    """A report in the browser, and what it did there."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.console: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.console.append(message.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("dialog", lambda dialog: self.console.append(dialog.message))
        page.on("request", lambda request: self.requests.append(request.url))


Show = Callable[..., Shown]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Show the report of a verdict document; the other arguments are those of a browser's context."""
    contexts: list[BrowserContext] = []

    def opened(verdict: dict[str, Any], *, label: str = "localhost", **context: Any) -> Shown:
        file = tmp_path / f"{len(contexts)}.html"
        file.write_bytes(b"".join(report_html.encode(sample.report(verdict, label=label))))
        contexts.append(browser.new_context(**{"viewport": {"width": 1360, "height": 900}, **context}))
        shown = Shown(contexts[-1].new_page())
        shown.page.goto(file.as_uri())
        return shown

    yield opened
    for context in contexts:
        context.close()
