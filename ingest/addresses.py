"""Which network addresses may be asked: a page on the web must not make us speak to our own network."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

from corpus.errors import SourceError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]

_TUNNELS = (  # IPv6 networks whose addresses hold an IPv4 one in their last 32 bits
    ipaddress.IPv6Network("64:ff9b::/96"),
    ipaddress.IPv6Network("::/96"),
)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host in the system's order; raises OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def checked_address(url: str, host: str, port: int, *, allow_private: bool, lookup: Resolve = resolve) -> str:
    """The address to connect to; a host is refused when any of its addresses is not public."""
    try:
        addresses = [ipaddress.ip_address(text.partition("%")[0]) for text in lookup(host, port)]
    except (OSError, ValueError) as error:
        raise SourceError(url, f"không tìm thấy máy chủ {host}.", "Hãy kiểm tra địa chỉ và mạng.") from error
    hidden = [address for address in addresses if not is_public(address)]
    if hidden and not allow_private:
        reason = f"địa chỉ {hidden[0]} thuộc mạng riêng, không được phép."
        raise SourceError(url, reason, "Đặt TRACUU_ALLOW_PRIVATE_URLS=true nếu đây là máy chủ của bạn.")
    if not addresses:
        raise SourceError(url, f"không tìm thấy máy chủ {host}.", "Hãy kiểm tra địa chỉ và mạng.")
    return str(addresses[0])


def is_public(address: Address) -> bool:
    """Whether an address belongs to the open network, not to a private or local one, nor leads there."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or _tunnelled(address)
        teredo = address.teredo
        if inner or teredo:
            return all(is_public(one) for one in (inner, *(teredo or ())) if one)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _tunnelled(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if any(address in network for network in _TUNNELS):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
