# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import copy
import itertools
import json
import random
from typing import Any

from ansible_collections.cloud_images.sharing.plugins.plugin_utils._reports import report
from ansible_collections.cloud_images.sharing.tests.unit.plugins.plugin_utils import sample_verdicts as sample


def built(verdict: dict[str, Any], **run: Any) -> Any:
    return sample.report(verdict, **run)


def test_the_whole_evidence_is_in_the_file() -> None:
    verdict = sample.small()

    written = json.loads(b"".join(report.encode(built(verdict))))

    assert list(written) == [
        "schema_version",
        "label",
        "finished",
        "mode",
        "gate",
        "scope",
        "not_in_scope",
        "places",
        "inventory",
        "revision",
        "counts",
        "changes",
        "findings",
        "warnings",
        "notes",
        "images",
        "run",
    ]
    assert [image["image_id"] for image in written["images"]] == [image["image_id"] for image in verdict["images"]]
    assert written["images"][0]["found"][0].keys() == verdict["images"][0]["found"][0].keys()
    assert [
        [finding[key] for key in known] for finding in written["findings"] for known in verdict["findings"][:1]
    ] == [list(finding.values()) for finding in verdict["findings"]]


def test_what_changes_from_run_to_run_is_only_in_run() -> None:
    world = sample.small_world()
    for reading in itertools.chain.from_iterable(world.readings.values()):
        if reading["error"]:
            reading["error"] |= {"request_id": "another", "attempts": 6}
        else:
            reading["members"].reverse()

    one, other = built(sample.small()), built(world.verdict(), finished_at="2030-01-01T00:00:00Z")

    assert one["run"] != other["run"]
    assert b"".join(report.encode({**one, "run": {}})) == b"".join(report.encode({**other, "run": {}}))
    assert report.digest(one) == report.digest(other)


def test_request_ids_are_kept_for_the_support_of_the_cloud() -> None:
    errors = built(sample.small())["run"]["errors"]

    assert [(error["connection"], error["request_id"], error["attempts"]) for error in errors] == [
        ("ims-sg", "8d31c5a9e2f04b7c", 1),
        ("ims-sg", "91aa7c", 1),
    ]


def test_the_digest_is_of_canonical_json_whatever_the_order_of_keys() -> None:
    document = built(sample.small())
    shuffled = copy.deepcopy(document)
    for image in shuffled["images"]:
        keys = list(image)
        random.Random(1).shuffle(keys)
        for key in keys:
            image[key] = image.pop(key)

    assert report.digest(shuffled) == report.digest(document)


def test_the_digest_of_a_known_document() -> None:
    # printf '{"gate":"pass","images":[],"label":"서울"}' | sha256sum
    expected = "4e0894bfb485eed5f2f632f55f74e05e429680fcee88bdc0c78f953c1bb72e49"

    assert report.digest({"label": "서울", "images": [], "gate": "pass", "run": {"finished_at": "now"}}) == expected


def test_the_digest_tells_another_world() -> None:
    other = sample.small()
    other["images"][11]["found"][0]["status"] = "rejected"

    assert report.digest(built(other)) != report.digest(built(sample.small()))


def test_the_verdict_document_is_left_as_it_was() -> None:
    verdict = sample.small()
    before = copy.deepcopy(verdict)

    built(verdict)

    assert verdict == before


def test_an_image_about_which_there_is_nothing_to_say_is_not_held_twice() -> None:
    verdict = sample.small()
    pairs = list(zip(built(verdict)["images"], verdict["images"], strict=True))
    assert {one is other for one, other in pairs if not other["findings"] and not other["error"]} == {True}


def test_a_name_that_is_no_valid_unicode_comes_back_as_it_was() -> None:
    verdict = sample.one("bad \ud800 \x00 name")

    written = b"".join(report.encode(built(verdict)))

    assert json.loads(written.decode("utf-8"))["images"][0]["name"] == "bad \ud800 \x00 name"


def test_one_image_a_line() -> None:
    lines = b"".join(report.encode(built(sample.large(100)))).decode().splitlines()

    assert sum(line.startswith('{"name":"golden-') for line in lines) == 100
