"""Where a request comes from, and how often it may come; also of somebody who is not signed in."""

from __future__ import annotations

import ipaddress

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

_IPV6_NETWORK = 64  # bits: what one household or office has


def address_of(request: HttpRequest) -> str:
    """Return the network address that tries are counted for; of IPv6 the network, in which anybody has many."""
    text = str(get_adapter(request).get_client_ip(request))
    address = ipaddress.ip_address(text)
    if address.version == 6:
        return str(ipaddress.ip_network((address, _IPV6_NETWORK), strict=False))
    return text
