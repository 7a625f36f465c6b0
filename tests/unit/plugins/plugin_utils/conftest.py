# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Ways to load inventories from files."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.load import InventoryError, load
from ansible_collections.cloud_images.sharing.plugins.plugin_utils._inventory.model import Inventory

Load = Callable[..., Inventory]
VAULT = "$ANSIBLE_VAULT;1.1;AES256\n"


@pytest.fixture
def load_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Loads files given as name to text (or data); `encrypted` names those that come out of a vault."""
    monkeypatch.chdir(tmp_path)

    def load_files(
        files: Mapping[str, Any],
        inline: Any = None,
        select: Any = None,
        encrypted: tuple[str, ...] = (),
        **options: Any,
    ) -> Inventory:
        for name, content in files.items():
            text = content if isinstance(content, str) else json.dumps(content)
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(VAULT + text if name in encrypted else text, encoding="utf-8")
        return load(sorted(files), lambda content: content.removeprefix(VAULT.encode()), inline, select, **options)

    return load_files


@pytest.fixture
def problems(load_files: Load) -> Callable[..., list[str]]:
    def problems(*arguments: Any, **options: Any) -> list[str]:
        with pytest.raises(InventoryError) as caught:
            load_files(*arguments, **options)
        return caught.value.problems

    return problems
