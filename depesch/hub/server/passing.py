"""From where a request came, when proxies stand in front of the hub.

What a proxy says of its client is believed only of a request that passed as many proxies as the hub is told of
(`DEPESCH_PROXIES`): each adds the address that it was spoken to from; what stands before those, the client made up.

Source: de-facto header X-Forwarded-For.
"""

from __future__ import annotations

import msgspec
from django.http import HttpRequest


class Passed(msgspec.Struct, frozen=True, kw_only=True):
    """The client's address, and that of who spoke to the hub; they differ when a request was passed on."""

    address: str
    peer: str
    is_passed_on: bool  # through all the proxies that the hub is told of


def passed(request: HttpRequest, proxies: int) -> Passed:
    """Return from where the request came; without all those proxies, from who spoke to the hub."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    told = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
    is_passed_on = 0 < proxies <= len(told)
    return Passed(address=told[-proxies] if is_passed_on else peer, peer=peer, is_passed_on=is_passed_on)
