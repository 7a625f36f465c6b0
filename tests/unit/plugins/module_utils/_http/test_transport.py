# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One exchange over real sockets: what gets in between, and what is never read."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from ansible_collections.cloud_images.sharing.plugins.module_utils._errors import ApiError
from ansible_collections.cloud_images.sharing.plugins.module_utils._http import transport
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.client import Client
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.session import Session
from ansible_collections.cloud_images.sharing.plugins.module_utils._providers.scp.provider import PROVIDER
from ansible_collections.cloud_images.sharing.tests.simulator import Simulator
from ansible_collections.cloud_images.sharing.tests.simulator.proxy import proxy_to
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.reading import Run
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.rude_server import RudeServer, answer
from ansible_collections.cloud_images.sharing.tests.unit.plugins.module_utils.socks_server import socks_to

IMAGE = "70a599e0-31e7-49b7-b260-868f441e862b"
HOST = "virtualserver.kr-west1.e.samsungsdscloud.com"
ENDPOINT = f"https://{HOST}"
PASSWORD = "pa55word-of-the-proxy"


@pytest.fixture
def secure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Simulator]:
    """The clouds behind TLS, reachable under their own names through a proxy only."""
    monkeypatch.setenv("HOME", str(tmp_path))
    with Simulator(tls=True) as simulator:
        for name, value in simulator.environ("scp").items():
            monkeypatch.setenv(name, value)
        yield simulator


def failure(client: Client) -> ApiError:
    with pytest.raises(ApiError) as error:
        client.get("/v1/x")
    return error.value


def test_netrc_and_proxies_stay_out_of_a_request_to_loopback(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login someone password something\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("all_proxy", "http://127.0.0.1:9")
    with RudeServer(lambda head: answer(200, b"{}")) as server:
        assert Client(Session(), server.url).get("/v1/x") == {}
    assert server.heads[0].startswith("GET /v1/x HTTP/1.1\r\n")
    assert "authorization" not in server.heads[0].lower()


@pytest.mark.parametrize(
    "netrc", ["", f"machine {HOST} login someone password something\ndefault login a password b\n"]
)
def test_a_request_goes_through_a_proxy_that_sees_no_header_of_it(
    secure: Simulator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, netrc: str
) -> None:
    (tmp_path / ".netrc").write_text(netrc)
    with proxy_to(secure.url) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url.replace("//", f"//someone:{PASSWORD}@"))
        run = Run(PROVIDER, {"image_ids": [IMAGE], "endpoint": ENDPOINT, "ca_path": secure.ca_path})
    assert run.states == ["read"]
    assert set(proxy.log) == {f"CONNECT {HOST}:443"}


def test_an_error_behind_a_proxy_names_both_and_not_the_password(
    secure: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    secure.faults.add(image_id=IMAGE, status=503, body=f"proxy user someone:{PASSWORD} is over quota")
    with proxy_to(secure.url) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url.replace("//", f"//someone:{PASSWORD}@"))
        run = Run(PROVIDER, {"image_ids": [IMAGE], "endpoint": ENDPOINT, "ca_path": secure.ca_path, "retries": 0})
    host = proxy.url.removeprefix("http://")
    assert run.error["message"] == (
        f"The image service at {HOST}, through the proxy {host}, says: proxy user someone:******** is over quota"
    )


def test_a_certificate_that_a_proxy_puts_in_between_is_not_trusted(
    secure: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Simulator(tls=True) as other, proxy_to(other.url) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        run = Run(PROVIDER, {"image_ids": [IMAGE], "endpoint": ENDPOINT, "ca_path": secure.ca_path})
        assert other.log == []
    assert (run.error["kind"], run.error["attempts"]) == ("unreachable", 1)
    assert f"through the proxy {proxy.url.removeprefix('http://')}," in run.error["message"]


def test_a_socks_proxy_leads_to_the_endpoint(secure: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    with socks_to(secure.url) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        run = Run(PROVIDER, {"image_ids": [IMAGE], "endpoint": ENDPOINT, "ca_path": secure.ca_path})
    assert run.states == ["read"]
    assert set(proxy.asked_for) == {f"{HOST}:443"}


def test_the_deadline_holds_behind_a_socks_proxy(secure: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    secure.faults.add(image_id=IMAGE, slow=0.05)
    with socks_to(secure.url) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        options = {"endpoint": ENDPOINT, "ca_path": secure.ca_path, "timeout": 0.6, "retries": 0}
        run = Run(PROVIDER, {"image_ids": [IMAGE], **options})
    assert "gave no whole answer within 0.6 s" in run.error["message"]


@pytest.mark.parametrize("scheme", ["socks5", "socks5h", "socks4a"])
@pytest.mark.parametrize("name", ["https_proxy", "all_proxy"])
def test_a_socks_proxy_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, scheme: str, name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    monkeypatch.setenv(name, f"{scheme}://someone:pa55word@127.0.0.1:{port}")
    error = failure(Client(Session(retries=0), "https://192.0.2.1"))
    assert error.message == (
        f"The proxy 127.0.0.1:{port} does not lead to the image service at 192.0.2.1: Connection refused. Check "
        "https_proxy, all_proxy and no_proxy."
    )


def test_a_socks_proxy_whose_name_cannot_be_resolved_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "socks5h://px.invalid:1080")
    error = failure(Client(Session(retries=0), "https://192.0.2.1"))
    assert error.message.startswith("The proxy px.invalid:1080 does not lead to the image service at 192.0.2.1: ")


@pytest.mark.parametrize(
    "proxy",
    [
        "ftp://px.example.com:21",
        "socks://someone:pa55word@127.0.0.1:1080/",
        *("http://", "http:///path", "http://:3128", "://proxy"),
        "socks6://px",
        "http://:0:x",
        "http://someone:pa55word@[::1",
    ],
)
def test_what_is_no_proxy_is_not_tried_again(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("https_proxy", proxy)
    error = failure(Client(Session(), "https://cloud.invalid"))
    assert (error.kind, error.attempts) == ("unreachable", 1)
    assert "not a proxy's URL" in error.message
    assert "pa55word" not in error.message


def test_a_huge_answer_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "MAX_BODY", 1024 * 1024)
    with RudeServer(lambda head: answer(200, b" " * 3 * 1024 * 1024)) as server:
        error = failure(Client(Session(), server.url))
    assert error.kind == "bad_response"
    assert error.message == f"The answer of the image service at {server.host} is larger than 1 MiB and was not read."


@pytest.mark.parametrize("packing", ["gzip", "x-gzip", "GZIP"])
def test_a_packed_answer_is_read(packing: str) -> None:
    with RudeServer(lambda head: answer(200, gzip.compress(b'{"a": 1}'), Content_Encoding=packing)) as server:
        assert Client(Session(), server.url).get("/") == {"a": 1}


@pytest.mark.parametrize(
    ("content", "packing", "words"),
    [
        (gzip.compress(b" " * 20 * 1024 * 1024), "gzip", "is larger than 8 MiB and was not read"),
        (b"no gzip at all", "gzip", "cannot be decompressed"),
        (gzip.compress(b"{}"), "gzip, gzip", "has a content encoding that was not asked for (gzip, gzip)"),
        (b"{}", "br", "has a content encoding that was not asked for (br)"),
        (b"{}", "zstd", "has a content encoding that was not asked for (zstd)"),
    ],
    ids=["bomb", "broken", "twice", "brotli", "zstandard"],
)
def test_what_unpacks_without_end_or_reason_is_no_evidence(content: bytes, packing: str, words: str) -> None:
    with RudeServer(lambda head: answer(200, content, Content_Encoding=packing)) as server:
        error = failure(Client(Session(), server.url))
    assert (error.kind, error.message) == (
        "bad_response",
        f"The answer of the image service at {server.host} {words}.",
    )


@pytest.mark.parametrize(
    ("first", "ever"),
    [
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),  # the size of a chunk
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;", b"x"),  # an extension of a chunk
        (b"HTTP/1.1 200 OK\r\n", b"A: b\r\n"),
        (b"HTTP/1.1 200 OK\r\nA: ", b"b"),
    ],
    ids=["size", "extension", "headers", "header"],
)
def test_the_frame_of_an_answer_is_bounded_too(first: bytes, ever: bytes) -> None:
    """Newer libraries bound most of these themselves."""

    def reply(head: str) -> Iterator[bytes]:
        yield first
        while True:
            yield ever * 65536

    with RudeServer(reply) as server:
        error = failure(Client(Session(retries=0), server.url))
    assert error.kind in ("bad_response", "unreachable")
    assert f"the image service at {server.host}" in error.message.replace("The", "the")


@pytest.mark.slow
def test_interim_answers_without_end_are_not_read() -> None:
    def reply(head: str) -> Iterator[bytes]:
        while True:
            yield b"HTTP/1.1 100 Continue\r\n\r\n" * 1024

    with RudeServer(reply) as server:
        error = failure(Client(Session(retries=0), server.url))
    assert error.message == f"The answer of the image service at {server.host} is too large and was not read."


def test_many_threads_share_the_connections() -> None:
    together = threading.Barrier(4)

    def reply(head: str) -> bytes:
        together.wait(30)
        return answer(200, b"{}")

    with RudeServer(reply) as server:
        sender = Client(Session(concurrency=4), server.url)._transport
        for _round in range(2):
            threads = [threading.Thread(target=sender.send, args=[prepared(server.url)]) for _number in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert len(server._open) == 4


def prepared(url: str) -> requests.PreparedRequest:
    return requests.Request("GET", url).prepare()


def test_a_free_port_is_nobody() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        error = failure(Client(Session(retries=0), f"http://127.0.0.1:{taken.getsockname()[1]}"))
    assert error.message.endswith("cannot be reached: Connection refused. Check the endpoint.")
