# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The house keeps its form: where a test is found, and how long a file or a function may be."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for pattern in ("*.py", "demo/**/*.py", "plugins/**/*.py", "plugins/**/*.css", "plugins/**/*.js", "tests/**/*.py")
    for path in sorted(ROOT.glob(pattern))
}
PLUGINS = {path: source for path, source in SOURCES.items() if path.startswith("plugins/") and path.endswith(".py")}
LONGEST_FILE, LONGEST_FUNCTION = 250, 40


def functions(source: str) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]


def test_each_file_that_does_something_has_a_test_file_of_its_name() -> None:
    """In the same folder below tests/unit, without the underscore that says private."""
    working = [Path(path) for path, source in PLUGINS.items() if functions(source)]
    tests = [ROOT / "tests/unit" / path.parent / f"test_{path.name.removeprefix('_')}" for path in working]
    assert len(tests) > 150
    assert [str(path.relative_to(ROOT)) for path in tests if not path.exists()] == []


def test_no_test_file_is_empty() -> None:
    tests = {path: source for path, source in SOURCES.items() if re.match(r"tests/unit/.*\btest_\w+\.py", path)}
    assert len(tests) > 150
    assert [path for path, source in tests.items() if not re.search(r"^def test_", source, re.M)] == []


def test_no_file_is_long() -> None:
    """The documentation of modules counts too, and so do tests."""
    assert [path for path, source in SOURCES.items() if source.count("\n") > LONGEST_FILE] == []


def test_no_function_of_the_plugins_is_long() -> None:
    long_functions = [
        f"{path}: {one.name}"
        for path, source in PLUGINS.items()
        for one in functions(source)
        if one.end_lineno is None or one.end_lineno - one.lineno >= LONGEST_FUNCTION
    ]
    assert long_functions == []
