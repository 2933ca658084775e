"""Which letters share an envelope, what it weighs, and its class of postage. Pure: no database, no clock.

Letters of one day to the same lines of address, in the same colours and send mode, share an envelope as long as a class
carries them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import msgspec

from depesch.hub.letters.partner import Partner, PostageClass

A4_PER_M2 = 16


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """What matters of a letter when it is packed."""

    id: str
    lines: tuple[str, ...]
    country: str
    colour: bool
    returns: str
    send_mode: str
    sheets: int


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """Letters in one envelope, the first on top, whose address is seen."""

    pieces: tuple[Piece, ...]
    sheets: int
    weight_g: float
    postage: PostageClass


class TooHeavy(ValueError):
    """No class carries so many sheets."""


def pack(pieces: Iterable[Piece], partner: Partner) -> tuple[Envelope, ...]:
    """Return the envelopes in the order of their first letters. Raises TooHeavy for a letter that none holds."""
    groups: dict[tuple[object, ...], list[list[Piece]]] = {}
    for piece in pieces:
        key = (address_key(piece.lines), piece.country, piece.colour, piece.returns, piece.send_mode)
        filled = groups.setdefault(key, [[]])
        if filled[-1] and not _is_carried([*filled[-1], piece], partner):
            filled.append([])
        filled[-1].append(piece)
    return tuple(_envelope(each, partner) for filled in groups.values() for each in filled)


def address_key(lines: Sequence[str]) -> tuple[str, ...]:
    """Return by what two addresses are the same: their words, whatever the case and the blanks."""
    return tuple(" ".join(line.casefold().split()) for line in lines)


def postage_for(sheets: int, partner: Partner) -> tuple[PostageClass, float]:
    """Return the lightest class that carries so many sheets, and the weight in grams. Raises TooHeavy."""
    paper = sheets * partner.paper_g_per_m2 / A4_PER_M2
    for each in sorted(partner.postage, key=lambda one: (one.up_to_g, one.envelope != "C5")):
        weight = round(paper + (partner.c5_g if each.envelope == "C5" else partner.c4_g), 1)
        fits = each.envelope != "C5" or sheets <= partner.c5_most_sheets
        if fits and weight <= each.up_to_g:
            return each, weight
    raise TooHeavy(f"{sheets} sheets are more than {partner.name} carries")


def price_of(postage: PostageClass, country: str, home: str) -> Decimal | None:
    """Return what an envelope to `country` costs from `home`; None when the operator has set none."""
    return postage.price if country == home else postage.price_abroad


def _is_carried(pieces: Sequence[Piece], partner: Partner) -> bool:
    try:
        postage_for(sum(piece.sheets for piece in pieces), partner)
    except TooHeavy:
        return False
    return True


def _envelope(pieces: Sequence[Piece], partner: Partner) -> Envelope:
    sheets = sum(piece.sheets for piece in pieces)
    postage, weight_g = postage_for(sheets, partner)
    return Envelope(pieces=tuple(pieces), sheets=sheets, weight_g=weight_g, postage=postage)
