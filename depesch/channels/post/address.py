"""The lines of an address as they stand on a letter, or why there can be no letter to it.

Source: EN 16931-1 BG-8 (BT-50 to BT-55); UPU S42: name, street, post code and town, country last.
"""

from __future__ import annotations

from textwrap import wrap

import msgspec
from babel import Locale

from depesch.channels import PostalAddress, Recipient

MOST_SIGNS = 60  # of one line, about what a window of 90 mm shows at 8 points; longer ones go on in the next


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the letter, the name first and the country's English name last, and the country's code."""

    lines: tuple[str, ...]
    country: str


class NoAddress(ValueError):
    """No letter can be sent to it; `code` is post-address-missing or -unfit, the message says what to do."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


def lines_of(recipient: Recipient) -> Lines:
    """Return the recipient's address, each line without control characters; raises NoAddress naming what is missing."""
    address = recipient.address or PostalAddress()
    parts = {name: _line(getattr(address, name)) for name in PostalAddress.__struct_fields__}
    name, country = _line(recipient.name), parts["country"].upper()
    needed = {"name": name, "street or box": parts["street"] or parts["street_2"], "postal code": parts["postal_code"],
              "town": parts["city"], "country": country}  # fmt: skip
    missing = [what for what, value in needed.items() if not value]
    if missing:
        raise NoAddress(
            "post-address-missing",
            f"the receiver's postal address lacks {', '.join(missing)}; fill it in on the customer's card",
        )
    country_name = Locale("en").territories.get(country, "") if len(country) == 2 else ""
    if not country_name:
        raise NoAddress("post-address-unfit", f"{country[:20]!r} is no code of a country, such as SE")
    town = f"{parts['postal_code']} {parts['city']}"
    said = (name, parts["street"], parts["street_2"], town, country_name.upper())
    lines = tuple(line for text in said for line in wrap(text, MOST_SIGNS))
    return Lines(lines=lines, country=country)


def _line(text: str) -> str:
    """Return a text in one line, of signs that can be printed."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
