# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs a provider as its module does, in this process."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from ansible_collections.cloud_images.sharing.plugins.module_utils._module import argument_spec, read
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import Provider


class Run:
    """The answer of `read`, and what it told the module on the way."""

    def __init__(self, provider: Provider, options: dict[str, Any]) -> None:
        params = {name: spec.get("default") for name, spec in argument_spec(provider).items()} | options
        self.hidden: set[str] = set()
        self.warnings: list[str] = []
        module: Any = SimpleNamespace(params=params, no_log_values=self.hidden, warn=self.warnings.append)
        answer = read(provider, module)
        self.images: list[Any] = list(answer["images"])
        self.summary: Any = answer["summary"]
        self.place: Any = answer["place"]
        self.discovered: Any = answer.get("discovered")
        self.incoming: Any = answer.get("incoming")
        self.names: Any = answer.get("names")

    @property
    def states(self) -> list[str]:
        return [image["state"] for image in self.images]

    @property
    def error(self) -> dict[str, Any]:
        """The error of the only image."""
        (image,) = self.images
        assert isinstance(image["error"], dict)
        return image["error"]
