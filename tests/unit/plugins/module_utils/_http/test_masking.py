# Copyright (c) 2026, the cloud_images.sharing developers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""However a cloud spells what it was sent, no secret and no long piece of one reaches people."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from ansible_collections.cloud_images.sharing.plugins.module_utils._http.masking import LONGEST_TEXT, Masker
from hypothesis import example, given
from hypothesis import strategies as st
from requests import PreparedRequest

SECRET = "ExampleSecretKey/0001+notreal"
UNTOUCHED = "The image is missing, or not visible to these credentials."

SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "percent-encoded": lambda secret: quote(secret, safe=""),
    "percent-encoded in lower case": lambda secret: "".join(f"%{byte:02x}" for byte in secret.encode()),
    "percent-encoded as a form": quote_plus,
    "percent-encoded twice": lambda secret: quote(quote(secret, safe=""), safe=""),
    "as HTML": html.escape,
    "as numbered entities": lambda secret: "".join(f"&#{ord(char)};" for char in secret),
    "as JSON": lambda secret: json.dumps(secret)[1:-1],
    "as JSON with slashes escaped": lambda secret: json.dumps(secret)[1:-1].replace("/", r"\/"),
    "as JSON in JSON": lambda secret: json.dumps(json.dumps(secret)[1:-1])[1:-1],
    "as escapes": lambda secret: "".join(f"\\u{ord(char):04X}" for char in secret),
    "in base64": lambda secret: base64.b64encode(secret.encode()).decode(),
    "in base64 behind one letter": lambda secret: base64.b64encode(b"k" + secret.encode()).decode(),
    "in base64 behind a user name": lambda secret: base64.b64encode(b"ak:" + secret.encode() + b":x").decode(),
    "in base64 for URLs": lambda secret: base64.urlsafe_b64encode(b"ab" + secret.encode()).decode(),
    "in hex": lambda secret: secret.encode().hex(),
    "with blanks inside": " ".join,
    "with line breaks inside": "\r\n".join,
    "with control characters inside": "\x1b\u200b\x00".join,
    "with markup inside": "<wbr>".join,
    "with a style inside": lambda secret: "<style>b{}</style> <br />".join((secret[:7], secret[7:])),
    "the first eight characters": lambda secret: secret[:8],
    "all but the end": lambda secret: secret[:-2],
    "without its beginning": lambda secret: secret[3:],
    "twelve from the middle": lambda secret: secret[4:16],
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=list(SPELLINGS))
@pytest.mark.parametrize("around", ["{}", "bad key {}, try again", '<td title="{}">no</td>', "a" * 380 + "{} end"])
def test_a_secret_is_masked_in_every_spelling(spelling: Callable[[str], str], around: str) -> None:
    echoed = spelling(SECRET)
    line = Masker([SECRET]).line(around.replace("{}", echoed))
    assert not pieces(line, SECRET)
    assert not pieces(line, echoed)
    assert "*" in line or "title=" in around


def pieces(text: str, secret: str) -> list[str]:
    """What of a secret stands in a text: its beginning, or twelve characters from anywhere, blanks aside."""
    text, secret = "".join(text.split()), "".join(secret.split())
    windows = [secret[place : place + 12] for place in range(max(1, len(secret) - 11))]
    return [piece for piece in {secret[:8], *windows} if len(piece) >= 8 and piece in text]


secrets = st.text(st.characters(codec="utf-8", exclude_characters="*"), min_size=8, max_size=80).filter(
    lambda secret: len("".join(char for char in secret if char.isprintable() and char != " ")) >= 8
)


@given(secrets, st.sampled_from(list(SPELLINGS)), st.text(max_size=40), st.text(max_size=40), st.integers(8, 80))
@example("0<0000>0", "as it is", "", "", 8)
@example("00000000%41", "percent-encoded", "", "", 80)
def test_no_piece_of_any_secret_comes_out(secret: str, spelling: str, before: str, after: str, cut: int) -> None:
    echoed = SPELLINGS[spelling](secret[:cut])
    line = Masker([secret]).line(f"{before} {echoed} {after}")
    clean = Masker([]).line(f"{before} {after}")
    for piece in pieces(line, "".join(char for char in secret if char.isprintable() and char != " ")):
        assert piece in "".join(clean.split())  # hypothesis wrote it into the text beside


@given(st.text())
def test_a_text_without_secrets_stays_as_it_is(text: str) -> None:
    assert Masker(["0123456789abcdefghijklmnopqrstuvwxyz" * 3]).mask(text) == text[:LONGEST_TEXT]


def test_what_says_nothing_secret_is_left_alone() -> None:
    assert Masker([SECRET, "key", "1"]).line(UNTOUCHED + " key 1") == UNTOUCHED + " key 1"


def test_a_short_secret_is_masked_where_it_is_whole() -> None:
    assert Masker(["hunter2"]).line("hunter, h unter 2 and hunt<b>er2") == "hunter, ******** and ********"


def test_secrets_that_are_learnt_later_are_masked_too() -> None:
    known: set[str] = set()
    masker = Masker(known)
    known.add(SECRET)
    assert masker.line(SECRET) == "********"


def test_a_token_of_many_pages_is_found_by_any_part() -> None:
    token = base64.b64encode(bytes(index * index % 251 for index in range(12_000))).decode()
    for place in (0, 5_003, len(token) - 12):
        assert Masker([token]).line(f"token {token[place : place + 12]}!") == "token ********!"


REQUEST_HEADERS = {
    "Accept": "application/json",
    "User-Agent": "cloud_images.sharing",
    "Host": "ims.ap-southeast-3.myhuaweicloud.com",
    "Content-Type": "application/json",
    "X-Sdk-Date": "20250908T010203Z",
    "X-Project-Id": "1bed856811654c1cb661a6ca845ebc77",
    "Scp-Api-Version": "virtualserver 1.3",
    "Scp-Timestamp": "1757293323000",
    "Scp-ClientType": "OpenApiClient",
    "Authorization": "SDK-HMAC-SHA256 Access=EXAMPLEACCESSKEY0001, SignedHeaders=content-type;host;x-sdk-date, "
    "Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "X-Brand-New-Signature": "bmV3IGNsb3VkcyBzaWduIGluIG5ldyB3YXlz==",
    "X-Auth-Token": "MIIFvgYJKoZIhvcNAQcCoIIFrzCCBasCAQExDTALBglghkgBZQMEAgEw",
}


@pytest.mark.parametrize(
    "secret",
    [
        "EXAMPLEACCESSKEY0001",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "bmV3IGNsb3VkcyBzaWduIGluIG5ldyB3YXlz==",
        "MIIFvgYJKoZIhvcNAQcCoIIFrzCCBasCAQExDTALBglghkgBZQMEAgEw",
    ],
)
@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=list(SPELLINGS))
def test_every_header_is_masked_that_is_not_known_to_be_public(secret: str, spelling: Callable[[str], str]) -> None:
    line = of_request().line(f"Denied: {spelling(secret)}")
    assert not pieces(line, secret)
    assert not pieces(line, spelling(secret))


@pytest.mark.parametrize(
    "name",
    ["Accept", "User-Agent", "Host", "Content-Type", "X-Sdk-Date", "X-Project-Id", "Scp-Api-Version", "Scp-Timestamp"],
)
def test_public_headers_stay_readable(name: str) -> None:
    said = f"unexpected {name}: {REQUEST_HEADERS[name]}"
    assert of_request().line(said) == said


def test_the_names_in_a_signature_are_no_secrets() -> None:
    said = "The signed headers content-type, host and x-sdk-date do not fit SDK-HMAC-SHA256."
    assert of_request().line(said) == said


def of_request() -> Masker:
    request = PreparedRequest()
    request.prepare(method="GET", url="https://ims.example.com/", headers=dict(REQUEST_HEADERS))
    return Masker([]).of(request)
