"""Which network addresses are everybody's: all others lead into somebody's own network, and perhaps into ours."""

from __future__ import annotations

import ipaddress
from ipaddress import IPv4Address, IPv6Address

NAT64 = ipaddress.ip_network("64:ff9b::/96")
CLOUD_HOSTS = frozenset({IPv4Address("168.63.129.16")})
"""Addresses that look public and are the cloud's own machine."""


def is_public(text: str) -> bool:
    """False for anything that is no address."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    inner = _inner(address)
    if inner is not None:
        return _is_public(inner)
    return _is_public(address)


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The older address that a newer one stands for."""
    if isinstance(address, IPv4Address):
        return None
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not (address.is_multicast or address.is_reserved) and address not in CLOUD_HOSTS
