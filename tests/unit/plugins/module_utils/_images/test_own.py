# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A list of an account's images ends where the cloud says so, or it is not complete. It always ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.own import list_images
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.pages import Page, Row, Turn
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.read import Answer, Wanted, ask
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.result import Cost, module_result
from ansible_collections.cloud_images.sharing.plugins.module_utils._images.workers import Threads
from ansible_collections.cloud_images.sharing.plugins.module_utils._model import Attributes, make_details, make_member
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.base import Account, ListedImage, Proof
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.huawei.cph import PROVIDER as CPH
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.scp.provider import PROVIDER as SCP
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.reading import Run

ACCOUNT = "8989447062e04a818baf9e073fd04fa7"
PROJECT = "1bed856811654c1cb661a6ca845ebc77"


def test_a_page_shorter_than_asked_for_is_not_the_end(clouds: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """SCP's list says nothing of its end, and 20 images are what it gives by default."""
    clouds.world.generate(30, members=1, clouds=["scp"])
    newest = sorted(clouds.world.scp.values(), key=lambda image: image.created_at, reverse=True)
    rows = [{"id": one.id, "name": one.name, "visibility": one.visibility, "owner": one.owner} for one in newest[:20]]
    clouds.faults.add(path=r"/v1/images\?limit", nth=[1], status=200, json={"images": rows})
    for name, value in clouds.environ("scp").items():
        monkeypatch.setenv(name, value)
    run = Run(SCP, {"image_ids": [], "endpoint": clouds.url, "discover": True, "account_id": ACCOUNT})
    assert run.discovered is not None
    assert run.discovered["complete"] is True
    assert len(run.discovered["images"]) == sum(one.owner == ACCOUNT for one in newest)


def test_a_list_that_ignores_where_to_go_on_ends(clouds: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    image = {"image_id": "a", "image_type": "private", "project_id": PROJECT}
    clouds.faults.add(path="/cloud-phone/images\\?limit", status=200, json={"image_infos": [image]})
    for name, value in clouds.environ("huawei").items():
        monkeypatch.setenv(name, value)
    run = Run(CPH, {"image_ids": [], "endpoint": clouds.url, "discover": True, "project_id": PROJECT})
    assert run.discovered is not None
    assert (run.discovered["complete"], run.discovered["error"]["kind"]) == (False, "bad_response")


def account(pages: Iterable[Page], owner: str | None = PROJECT, gone: Sequence[str] = ()) -> Account:
    """An account whose image list has these pages, and whose images have no members. ``gone`` ones are not found."""
    numbered = iter(pages)

    def members(image_id: str) -> Turn:
        def turn(_marker: str | None) -> Page:
            if image_id in gone:
                raise ApiError("not_found", "No such image.", http_status=404)
            return Page([], {"members": []}, proven=True)

        return turn

    def listed(row: Row) -> ListedImage:
        attributes: Attributes = {"created_at": None, "tags": None, "content_hash": None, "hidden": None}
        details = make_details(name=row.get("name"), visibility="private", owner_id=row.get("owner", owner))
        details["status"] = row.get("status")
        return ListedImage(row["id"], details, attributes)

    return Account(
        credentials_from="options",
        endpoint="https://images.example",
        region=None,
        members=members,
        member=lambda row, image_id: make_member(member_id=row["member_id"], image_id=image_id),
        lists=[lambda marker: next(numbered)],
        listed=listed,
        details=lambda image_id: make_details(),
        proof=lambda: Proof(PROJECT, "token"),
    )


def discovered(pages: Sequence[Page]) -> Answer:
    return ask(account(pages), Wanted(discover=True), Threads(1))


def test_an_id_that_could_change_the_path_of_a_request_is_not_asked_for() -> None:
    answer = discovered([Page([{"id": "../../v1/keys?x="}], {}, proven=True)])
    assert answer.discovered is not None
    (image,) = answer.discovered
    assert (image["state"], image["members"]) == ("failed", None)


def test_images_that_are_shared_with_nobody_are_there_too() -> None:
    answer = discovered(
        [Page([{"id": "a"}, {"id": "b", "owner": "other"}, {"id": "c", "owner": None}], {}, proven=True)]
    )
    assert answer.discovered is not None
    assert [(one["image_id"], one["members"]) for one in answer.discovered] == [("a", []), ("c", [])]
    assert [one["image"] and one["image"]["caller_is_owner"] for one in answer.discovered] == [True, None]


@pytest.mark.parametrize(
    ("owner", "caller_is_owner"), [(PROJECT.upper(), True), ("1bed8568-1165-4c1c-b661-a6ca845ebc77", None)]
)
def test_an_owner_in_another_spelling_is_not_taken_for_a_stranger(owner: str, caller_is_owner: bool | None) -> None:
    answer = discovered([Page([{"id": "a", "owner": owner}], {}, proven=True)])
    assert answer.discovered is not None
    assert [one["image"] and one["image"]["caller_is_owner"] for one in answer.discovered] == [caller_is_owner]


@pytest.mark.parametrize("discover", [True, False])
def test_an_image_that_was_asked_for_keeps_what_the_list_says_of_it(discover: bool) -> None:
    """A selection by tags or time counts it, too."""
    mine = account([Page([{"id": "a"}, {"id": "b"}], {}, proven=True)])
    wanted = Wanted(image_ids=["a", "gone"], details=True, discover=discover)
    result = module_result(wanted, mine, ask(mine, wanted, Threads(1)), Cost(0, 0))
    assert ["attributes" in image for image in result["images"]] == [discover, False]


@pytest.mark.parametrize(
    ("rows", "complete"),
    [
        ([{"id": "a"}, {"id": "b"}], True),
        ([{"id": "a"}, {"id": "a"}], False),
        ([{"id": "a"}, {"id": "a", "owner": "other"}], False),
        ([{"id": "a", "name": "x"}, {"id": "a", "name": "y"}], False),
        ([{"id": "a" * 32}, {"id": "A" * 32}], False),
    ],
)
def test_a_list_that_holds_an_image_twice_proves_nothing(rows: list[dict[str, Any]], complete: bool) -> None:
    answer = discovered([Page(rows, {}, proven=True)])
    assert answer.own is not None
    assert answer.own.complete is complete
    ids = [one["image_id"].lower() for one in answer.discovered or ()]
    assert len(ids) == len(set(ids))


def test_of_two_rows_that_differ_neither_is_the_record_of_the_image() -> None:
    mine = account([Page([{"id": "a", "name": "x"}, {"id": "a", "name": "y"}], {}, proven=True)])
    answer = ask(mine, Wanted(image_ids=["a"], details=True, discover=True), Threads(1))
    assert [one.image and one.image["name"] for one in answer.readings] == [None]


def test_a_listed_id_in_capitals_is_the_image_that_was_asked_for() -> None:
    mine = account([Page([{"id": "A" * 32}], {}, proven=True)])
    answer = ask(mine, Wanted(image_ids=["a" * 32], details=True, discover=True), Threads(1))
    assert answer.discovered == []
    assert [one.image and one.image["caller_is_owner"] for one in answer.readings] == [True]


def test_two_lists_that_say_different_things_of_one_image_prove_nothing_and_hide_nothing() -> None:
    mine = account(
        [Page([{"id": "a", "name": "x"}], {}, proven=True), Page([{"id": "a"}, {"id": "b"}], {}, proven=True)]
    )
    found = list_images(replace(mine, lists=[mine.lists[0], mine.lists[0]]))
    assert (list(found.images), found.complete, found.error) == (["a", "b"], False, None)


@pytest.mark.parametrize(
    "body",
    [
        {"next": "/v2/images?marker=x"},
        {"links": [{"rel": "next", "href": "https://elsewhere"}]},
        {"page_info": {"next_marker": "x"}},
        {"has_more": True},
        {"total": 3},
        {"count": "2"},
        {"meta": {"total_count": 5}},
    ],
)
def test_whatever_says_that_more_follows_is_believed(body: dict[str, Any]) -> None:
    answer = discovered([Page([{"id": "a"}, {"id": "b"}], body, proven=True)])
    assert answer.own is not None
    assert answer.own.complete is False


@pytest.mark.parametrize("body", [{}, {"next": None}, {"next": ""}, {"total": 2}, {"count": 2}, {"links": []}])
def test_a_list_that_says_nothing_more_is_whole(body: dict[str, Any]) -> None:
    answer = discovered([Page([{"id": "a"}, {"id": "b"}], body, proven=True)])
    assert answer.own is not None
    assert answer.own.complete is True


def whole(*ids: str, **more: Any) -> Page:
    """A list of these images, that ends."""
    return Page([{"id": image_id, "name": f"golden-{image_id}", **more} for image_id in ids], {}, proven=True)


def states(answer: Answer) -> dict[str, str]:
    return {one["image_id"]: one["state"] for one in answer.discovered or []}


def test_an_image_that_is_gone_when_its_members_are_read_is_looked_for_once_more() -> None:
    """Rebuilt meanwhile: the second list lacks the old one, and has a new one."""
    answer = ask(account([whole("a", "old"), whole("a", "new")], gone=["old"]), Wanted(discover=True), Threads(1))
    assert states(answer) == {"a": "read", "new": "read"}
    named = ask(account([whole("old"), whole("new")], gone=["old"]), Wanted(image_names=["golden-*"]), Threads(1))
    assert [(one.image_id, one.state) for one in named.readings] == [("new", "read")]


@pytest.mark.parametrize(
    "second",
    [
        whole("a", "old"),
        Page([{"id": "a"}], {"next": "/v2/images?marker=a"}, proven=True),
        Page([{"id": "a"}], {}, proven=False),
        Page([{"id": "a"}, {"id": "a"}], {}, proven=True),
    ],
)
def test_one_that_no_whole_list_lacks_stays(second: Page) -> None:
    answer = ask(account([whole("a", "old"), second], gone=["old"]), Wanted(discover=True), Threads(1))
    assert states(answer) == {"a": "read", "old": "not_found"}


def test_a_second_list_that_fails_takes_nothing_away() -> None:
    def second() -> Iterator[Page]:
        yield whole("a", "old")
        raise ApiError("unavailable", "Not now.", http_status=503)

    answer = ask(account(second(), gone=["old"]), Wanted(discover=True), Threads(1))
    assert states(answer) == {"a": "read", "old": "not_found"}
    assert answer.own is not None
    assert (answer.own.complete, answer.own.error) == (True, None)


def test_the_list_is_read_once_where_nothing_is_missing_and_twice_at_most() -> None:
    """A list more would end the pages, and with them the task."""
    assert states(discovered([whole("a", "b")])) == {"a": "read", "b": "read"}
    deleted = ask(account([whole("a", status="deleted")], gone=["a"]), Wanted(discover=True), Threads(1))
    assert states(deleted) == {"a": "not_found"}
    changing = ask(account([whole("a"), whole("b")], gone=["a", "b"]), Wanted(discover=True), Threads(1))
    assert states(changing) == {"b": "not_found"}
    assert changing.own is not None
    assert changing.own.error is None
