"""Addresses of our own network are told from public ones, however they are written."""

from __future__ import annotations

import ipaddress

import pytest

from corpus.errors import SourceError
from ingest.addresses import checked_address, is_public

ADDRESSES = [
    ("203.162.0.181", True),
    ("2405:4800::1", True),
    ("127.0.0.1", False),
    ("127.8.8.8", False),
    ("0.0.0.0", False),  # noqa: S104  # not bound to
    ("10.1.2.3", False),
    ("172.20.0.1", False),
    ("192.168.1.1", False),
    ("169.254.169.254", False),  # where clouds keep their keys
    ("100.64.0.1", False),  # shared by providers
    ("224.0.0.1", False),
    ("255.255.255.255", False),
    ("::1", False),
    ("::", False),
    ("fe80::1", False),
    ("fc00::1", False),
    ("ff02::1", False),
    ("::ffff:127.0.0.1", False),
    ("::ffff:203.162.0.181", True),
    ("64:ff9b::7f00:1", False),  # 127.0.0.1 behind a translator
    ("2002:7f00:1::", False),  # the same by 6to4
    ("::127.0.0.1", False),
]


@pytest.mark.parametrize(("address", "expected"), ADDRESSES)
def test_is_public(address: str, *, expected: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is expected


def test_one_hidden_address_is_enough_to_refuse_a_host() -> None:
    def lookup(_host: str, _port: int) -> list[str]:
        return ["203.162.0.181", "10.0.0.5"]

    with pytest.raises(SourceError, match=r"10\.0\.0\.5"):
        checked_address("http://a.vn", "a.vn", 80, allow_private=False, lookup=lookup)
    assert checked_address("http://a.vn", "a.vn", 80, allow_private=True, lookup=lookup) == "203.162.0.181"


@pytest.mark.parametrize("text", ["2130706433", "0x7f.1", "127.1", "0177.0.0.1", "localhost"])
def test_odd_spellings_of_loopback_are_looked_up_before_they_are_judged(text: str) -> None:
    with pytest.raises(SourceError):
        checked_address(f"http://{text}/", text, 80, allow_private=False)


def test_a_host_without_address_is_named() -> None:
    def lookup(_host: str, _port: int) -> list[str]:
        raise OSError("no such host")

    with pytest.raises(SourceError, match="khong-co"):
        checked_address("http://khong-co.vn", "khong-co.vn", 80, allow_private=False, lookup=lookup)
