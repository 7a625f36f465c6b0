# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Results as rows of one table."""

from __future__ import annotations

from dataclasses import dataclass

COLUMNS = ("benchmark", "measured", "against", "result", "reach", "reached")


@dataclass(frozen=True)
class Row:
    """One measurement beside what it is measured against. ``met`` is None where nothing is to be reached."""

    benchmark: str
    measured: str
    against: str
    result: str
    reach: str = "-"
    met: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        reached = "-" if self.met is None else "yes" if self.met else "**no**"
        return self.benchmark, self.measured, self.against, self.result, self.reach, reached


def at_most(benchmark: str, measured: float, against: float, limit: float, what: str) -> Row:
    """``measured`` seconds must be at most ``limit`` times ``against``, which is ``what``."""
    ratio = measured / against
    return Row(
        benchmark, seconds(measured), f"{seconds(against)} {what}", f"{ratio:.2f} x", f"≤ {limit:.2f} x", ratio <= limit
    )


def faster(benchmark: str, measured: float, against: float, least: float, what: str) -> Row:
    """``measured`` seconds must be at least ``least`` times shorter than ``against``, which is ``what``."""
    ratio = against / measured
    return Row(
        benchmark,
        seconds(measured),
        f"{seconds(against)} {what}",
        f"{ratio:.0f} x faster",
        f"≥ {least:.0f} x",
        ratio >= least,
    )


def beyond(benchmark: str, measured: float, against: float, limit: float, what: str) -> Row:
    """``measured`` seconds must be at most ``limit`` seconds more than ``against``, which is ``what``."""
    more = measured - against
    return Row(
        benchmark,
        seconds(measured),
        f"{seconds(against)} {what}",
        f"{'-' if more < 0 else '+'} {seconds(abs(more))}",
        f"≤ {seconds(limit)}",
        more <= limit,
    )


def seconds(value: float) -> str:
    return f"{value:.2f} s" if value < 100 else f"{value:.0f} s"


def plain(rows: list[Row]) -> str:
    table = [COLUMNS, *(row.cells for row in rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(COLUMNS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in table)


def markdown(rows: list[Row]) -> str:
    lines = [COLUMNS, ("---",) * len(COLUMNS), *(row.cells for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
