# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Verdict documents for the tests of reports: a small one with every kind of finding, and large ones."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.cloud_images.sharing.plugins.plugin_utils import report as report_json

RUN = {
    "started_at": "2026-11-22T08:30:00Z",
    "finished_at": "2026-11-22T08:30:04Z",
    "collection_version": "1.0.0",
    "ansible_version": "2.21.0",
    "check_mode": False,
    "connections": {},
}
TEAMS = {
    "team-a": "a8f10467abfc4b87b64614ab36eb9ae4",
    "team-b": "6733a7ad58694af18c7ee4820052d63f",
    "build-farm": "b28e1f5c07d94d1f8f7f0d5f6c1e9a42",
    "finance-ou": "ou-5x1bvygwrplokk622i9gbn3f5ftfb2l9",
}
STRANGER = "0f3c9a21b7e04c1d9a55d7f2c6e88b10"
PROVIDERS = {"scp-prod": "scp", "ims-sg": "huawei_ims", "cph-sh": "huawei_cph", "glance-lab": "openstack"}
_WORST_FIRST = ("violation", "unknown", "waived")


def report(verdict: Mapping[str, Any], *, label: str = "localhost", mode: str = "enforce") -> dict[str, Any]:
    """The report of a verdict document, with plausible facts of the run."""
    used = {
        name: {"images": 0, "requests": 0, "retries": 0, "read": 0, "failed": 0, "members": 0}
        for name in verdict["scope"]
    }
    for image in verdict["images"]:
        facts = used.setdefault(
            image["connection"], dict.fromkeys(("images", "requests", "retries", "read", "failed", "members"), 0)
        )
        facts["images"] += 1
        facts["requests"] += 1
        facts["read" if image["state"] == "read" else "failed"] += 1
        facts["members"] += len(image["found"] or ())
    connections = {name: {**facts, "credentials_from": "environment"} for name, facts in used.items()}
    return report_json.build(verdict, {**RUN, "connections": connections}, label, mode)


def document(
    images: Iterable[dict[str, Any]], *, not_in_scope: Iterable[str] = (), warnings: Iterable[str] = ()
) -> dict[str, Any]:
    """A verdict document of the images, with counts, order of findings and gate as the judgement makes them."""
    images = list(images)
    findings = [finding for image in images for finding in image["findings"]]
    findings.sort(key=lambda finding: _WORST_FIRST.index(finding["verdict"]))
    verdicts = Counter(image["verdict"] for image in images)
    counts = {name: verdicts[name] for name in ("compliant", "violation", "unknown", "waived")}
    return {
        "gate": "fail" if not images or verdicts["violation"] or verdicts["unknown"] else "pass",
        "scope": sorted({image["connection"] for image in images}),
        "not_in_scope": sorted(not_in_scope),
        "counts": {"images": len(images), **counts, "findings": len(findings)},
        "images": images,
        "findings": findings,
        "warnings": list(warnings),
    }


def image(
    name: str,
    connection: str,
    expected: Iterable[str | Mapping[str, Any]] = (),
    found: Iterable[str | Mapping[str, Any]] | None = None,
    findings: Iterable[dict[str, Any]] = (),
    **more: Any,
) -> dict[str, Any]:
    """One image of a verdict document; by default it was read, by its owner, as expected."""
    expected = list(expected)
    found = expected if found is None else list(found)
    image_id = more.pop("image_id", identifier(f"{connection}/{name}"))
    findings = [{**finding, "image": name, "image_id": image_id, "connection": connection} for finding in findings]
    verdicts = {finding["verdict"] for finding in findings}
    members = [member(entry, image_id) for entry in found]
    source = more.pop("source", "sharing.yml:12")
    return {
        "name": name,
        "connection": connection,
        "provider": PROVIDERS.get(connection, "openstack"),
        "image_id": image_id,
        "verdict": next((verdict for verdict in _WORST_FIRST if verdict in verdicts), "compliant"),
        "match": "exact",
        "visibility": ["private", "shared"],
        "max_pending_days": None,
        "expected": [expectation(entry) for entry in expected],
        "found": members,
        "state": "read",
        "complete": True,
        "error": None,
        "record": {
            "name": name,
            "visibility": "shared",
            "owner_id": "c0ffee",
            "status": "active",
            "caller_is_owner": True,
        },
        "proof": f"complete list of {len(members)} members read by the owner",
        **more,
        "findings": [{**finding, "source": source} for finding in findings],
        "source": source,
    }


def unread(
    name: str, connection: str, error: Mapping[str, Any], findings: Iterable[dict[str, Any]], **more: Any
) -> dict[str, Any]:
    """An image whose members could not be read."""
    state = {"not_found": "not_found", "forbidden": "denied", "unauthorized": "denied"}.get(error["kind"], "failed")
    nothing = {"found_members": None, "state": state, "complete": None, "record": None, "proof": None}
    nothing.pop("found_members")
    result = image(name, connection, more.pop("expected", ["team-a"]), [], findings, **nothing, **more)
    return {
        **result,
        "found": None,
        "error": {"http_status": None, "code": None, "message": "", "request_id": None, "attempts": 1, **error},
    }


def finding(kind: str, verdict: str = "violation", **fields: Any) -> dict[str, Any]:
    """One finding."""
    nothing = {"member_id": None, "expected": None, "actual": None, "waived": None}
    return {"kind": kind, "verdict": verdict, **nothing, "message": kind.replace("_", " "), **fields}


def member(entry: str | Mapping[str, Any], image_id: str) -> dict[str, Any]:
    """One member as the cloud gave it; a principal's name stands for its id."""
    given = {"member_id": entry} if isinstance(entry, str) else dict(entry)
    name = given["member_id"]
    record = {
        "member_type": "project",
        "status": "accepted",
        "created_at": "2025-07-22T09:00:00Z",
        "updated_at": "2025-07-26T12:00:00Z",
    }
    rest = {"image_id": image_id, "urn": None, "schema": None, "principal": name if name in TEAMS else None}
    return {**record, **given, "member_id": TEAMS.get(name, name), **rest}


def expectation(entry: str | Mapping[str, Any]) -> dict[str, Any]:
    """One expected member; a principal's name stands for its id."""
    given = {"member_id": entry} if isinstance(entry, str) else dict(entry)
    name = given["member_id"]
    return {
        "member_type": None,
        "status": None,
        **given,
        "member_id": TEAMS.get(name, name),
        "principal": name if name in TEAMS else None,
    }


def identifier(text: str) -> str:
    """A UUID that follows from the text."""
    digits = hashlib.md5(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def small() -> dict[str, Any]:
    """Twelve images on four connections, with every kind of finding."""
    forbidden = {
        "kind": "forbidden",
        "http_status": 403,
        "code": "IMG.0026",
        "message": "Authentication failed.",
        "request_id": "8d31c5a9e2f04b7c",
        "attempts": 1,
    }
    gone = {
        "kind": "not_found",
        "http_status": 404,
        "code": "IMG.0027",
        "message": "No image found.",
        "request_id": "91aa7c",
        "attempts": 1,
    }
    return document(
        [
            image(
                "golden-rhel9",
                "scp-prod",
                ["team-a", "team-b"],
                ["team-a", "team-b", STRANGER],
                [
                    finding(
                        "unexpected_member",
                        member_id=STRANGER,
                        expected="exactly team-a, team-b",
                        actual="team-a, team-b, 0f3c9a21b7…",
                        message="It is shared with 0f3c9a21b7e04c1d9a55d7f2c6e88b10, which is not expected.",
                    )
                ],
            ),
            unread(
                "golden-win22",
                "ims-sg",
                forbidden,
                [
                    finding(
                        "unreadable",
                        "unknown",
                        expected="exactly team-a",
                        actual="not read",
                        message="The members could not be read: 403 IMG.0026 Authentication failed. "
                        "The credentials need the permission ims:images:get in ap-southeast-3.",
                    )
                ],
                source="sharing.yml:20",
            ),
            image(
                "legacy-7",
                "ims-sg",
                ["team-a"],
                ["team-a", "team-b"],
                [
                    finding(
                        "unexpected_member",
                        "waived",
                        member_id=TEAMS["team-b"],
                        expected="exactly team-a",
                        actual="team-a, team-b",
                        message="It is shared with team-b, which is not expected.",
                        waived={"reason": "migration of team B, ticket 4711", "expires": "2027-01-31"},
                    )
                ],
                source="sharing.yml:27",
            ),
            image(
                "게임-클라이언트-안드로이드",
                "cph-sh",
                ["build-farm", "team-b"],
                [{"member_id": "build-farm", "member_type": "domain", "status": None}],
                [
                    finding(
                        "missing_member",
                        member_id=TEAMS["team-b"],
                        expected="exactly build-farm, team-b",
                        actual="build-farm",
                        message="It is not shared with team-b.",
                    ),
                    finding(
                        "wrong_member_type",
                        member_id=TEAMS["build-farm"],
                        expected="project",
                        actual="domain",
                        message="build-farm is a domain, not a project.",
                    ),
                ],
                source="sharing.yml:34",
            ),
            image(
                "ci-runner-2026.11",
                "glance-lab",
                [{"member_id": "team-a", "status": "accepted"}],
                [{"member_id": "team-a", "status": "pending", "created_at": "2026-10-02T10:00:00Z"}],
                [
                    finding(
                        "wrong_status",
                        member_id=TEAMS["team-a"],
                        expected="accepted",
                        actual="pending",
                        message="team-a has it as pending, not accepted.",
                    ),
                    finding(
                        "stale_invitation",
                        member_id=TEAMS["team-a"],
                        expected="answered within 14 days",
                        actual="pending since 2026-10-02",
                        message="The invitation of team-a is pending since 2026-10-02, longer than 14 days.",
                    ),
                ],
                max_pending_days=14,
                source="sharing.yml:41",
            ),
            image(
                "debian-13-base",
                "glance-lab",
                ["team-a"],
                ["team-a"],
                [
                    finding(
                        "open_visibility",
                        expected="private or shared",
                        actual="public",
                        message="It is public: everyone in this cloud can boot it.",
                    )
                ],
                source="sharing.yml:50",
            ),
            unread(
                "golden-ubuntu24",
                "ims-sg",
                gone,
                [
                    finding(
                        "image_not_found",
                        expected="exactly team-a",
                        actual="no such image",
                        message="The cloud answered that there is no such image: 404 IMG.0027.",
                    )
                ],
                source="sharing.yml:58",
            ),
            image(
                "huge-share-list",
                "ims-sg",
                ["team-a"],
                ["team-a"],
                [
                    finding(
                        "incomplete_list",
                        "unknown",
                        expected="a complete list",
                        actual="1 member, end not proven",
                        message="Nothing proves that the list of members has ended.",
                    )
                ],
                complete=False,
                proof=None,
                source="sharing.yml:63",
            ),
            image(
                "partner-appliance",
                "glance-lab",
                ["team-b"],
                ["team-b"],
                [
                    finding(
                        "partial_view",
                        "unknown",
                        expected="read by the owner",
                        actual="owned by c0ffee",
                        message="The caller does not own the image and may see only its own entry.",
                    )
                ],
                proof=None,
                source="sharing.yml:70",
            ),
            image(
                "payroll-2019",
                "scp-prod",
                [],
                ["finance-ou"],
                [
                    finding(
                        "expired_waiver",
                        expected="solved by 2026-06-30",
                        actual="still there",
                        message="The waiver of sharing.yml:102 (audit 2026) ended on 2026-06-30.",
                    ),
                    finding(
                        "unexpected_member",
                        member_id=TEAMS["finance-ou"],
                        expected="nobody",
                        actual="finance-ou",
                        message="It is shared with finance-ou, which is not expected.",
                    ),
                ],
                match="private",
                source="sharing.yml:77",
            ),
            image(
                "scratch-please-delete",
                "scp-prod",
                [],
                [STRANGER],
                [
                    finding(
                        "unmanaged_image",
                        expected="in the inventory",
                        actual="shared with 1 member",
                        message="It is shared and in no inventory.",
                    )
                ],
                source="scp-prod",
            ),
            image("golden-alma9", "scp-prod", ["team-a", "team-b"], source="sharing.yml:84"),
        ],
        not_in_scope=["otc-de", "scp-dev"],
        warnings=["waiver sharing.yml:110 (image golden-suse15) matches nothing"],
    )


def large(count: int, members: int = 5) -> dict[str, Any]:
    """``count`` images of ``members`` members on six connections; one in fifty is not as it should be."""
    return document(
        (_one_of_many(index, members) for index in range(count)),
        not_in_scope=["otc-de"],
    )


def _one_of_many(index: int, members: int) -> dict[str, Any]:
    connection = f"{('scp', 'ims', 'cph')[index % 3]}-{('prod', 'test')[index // 3 % 2]}"
    name, source = f"golden-{index:05}", f"images/{connection}.yml:{index * 9 + 3}"
    expected = [identifier(f"{index}/{number}").replace("-", "") for number in range(members)]
    if index % 50 == 7:
        shown = f"{expected[0][:10]}…, {expected[1][:10]}… and {members - 2} more"
        return image(
            name,
            connection,
            expected,
            [*expected[1:], STRANGER],
            [
                finding(
                    "unexpected_member",
                    member_id=STRANGER,
                    expected=f"exactly {shown}",
                    actual=f"{shown}, 0f3c9a21b7…",
                    message=f"It is shared with {STRANGER}, which is not expected.",
                ),
                finding(
                    "missing_member",
                    member_id=expected[0],
                    expected=f"exactly {shown}",
                    actual=f"{shown}, 0f3c9a21b7…",
                    message=f"It is not shared with {expected[0]}.",
                ),
            ],
            source=source,
        )
    if index % 250 == 11:
        error = {
            "kind": "forbidden",
            "http_status": 403,
            "code": "IMG.0026",
            "message": "Denied.",
            "request_id": f"request-{index}",
        }
        return unread(
            name,
            connection,
            error,
            [
                finding(
                    "unreadable",
                    "unknown",
                    message="The members could not be read: 403 IMG.0026 Denied.",
                ),
            ],
            source=source,
            expected=expected,
        )
    if index % 400 == 23:
        return image(
            name,
            connection,
            expected[1:],
            expected,
            [
                finding(
                    "unexpected_member",
                    "waived",
                    member_id=expected[0],
                    message="Shared with one more.",
                    waived={"reason": "migration, ticket 4711", "expires": "2027-01-31"},
                ),
            ],
            source=source,
        )
    return image(name, connection, expected, source=source)
