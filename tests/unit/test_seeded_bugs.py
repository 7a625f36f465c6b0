# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The seeded bugs still fit the code; `make soak` puts them in."""

from __future__ import annotations

import ast

import pytest
from ansible_collections.cloud_images.sharing.tests.tools.seed_bugs import HERE, Bug, bugs

BUGS = bugs()


def test_there_are_bugs_of_many_kinds() -> None:
    assert len({bug.bug for bug in BUGS}) == len(BUGS) >= 25
    assert len({bug.path for bug in BUGS}) >= 15


@pytest.mark.parametrize("bug", BUGS, ids=[bug.bug for bug in BUGS])
def test_a_bug_still_fits(bug: Bug) -> None:
    ast.parse(bug.seeded((HERE / bug.path).read_text(encoding="utf-8")))
    assert bug.tests
    for test in bug.tests:
        assert (HERE / test.partition("::")[0]).is_file()
