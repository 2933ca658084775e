"""The print partner, as the operator describes it in a TOML file (`DEPESCH_PRINT_PARTNER_FILE`).

Weights: ISO 216 (A4 is 1/16 m2, so a sheet of 80 g/m2 weighs 5 g). The classes without a file of one's own are the
steps by which Nordic letters are weighed; prices are nobody's but the operator's.
"""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import msgspec

from depesch.channels import channels, load_settings
from depesch.hub.server.config import load
from depesch.kit.settings import BadSettings
from depesch.rendering.letters import Window

Positive = Annotated[float, msgspec.Meta(gt=0)]


class BadPartner(Exception):
    """The operator's file cannot be used; the message says what of it."""


class PostageClass(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step of postage: up to which weight, in which envelope. Prices are of one envelope, with their currency."""

    name: str
    up_to_g: Annotated[int, msgspec.Meta(gt=0)]
    envelope: Annotated[str, msgspec.Meta(pattern="^(C5|C4)$")]
    price: Decimal | None = None  # within the sender's country
    price_abroad: Decimal | None = None


class HandOver(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Over which channel jobs go to the partner, and that channel's settings; `folder` for the channel of that name."""

    channel: Annotated[str, msgspec.Meta(pattern="^(sftp|ftps|folder)$")]
    settings: dict[str, Any]
    folder: str = ""


class Partner(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the operator has agreed with the partner."""

    name: str
    hand_over: HandOver
    answers: str  # folder of the hub's machine that the partner's answers come to, an absolute path
    window: Window = Window()
    paper_g_per_m2: Positive = 80.0
    c5_g: Positive = 7.0  # an empty envelope
    c4_g: Positive = 20.0
    c5_most_sheets: Annotated[int, msgspec.Meta(gt=0)] = 6  # folded once
    most_pages: Annotated[int, msgspec.Meta(gt=0, le=1000)] = 200  # of one letter
    currency: str = ""
    postage: tuple[PostageClass, ...] = (
        PostageClass(name="50 g", up_to_g=50, envelope="C5"),
        PostageClass(name="100 g", up_to_g=100, envelope="C4"),
        PostageClass(name="250 g", up_to_g=250, envelope="C4"),
        PostageClass(name="500 g", up_to_g=500, envelope="C4"),
        PostageClass(name="1000 g", up_to_g=1000, envelope="C4"),
        PostageClass(name="2000 g", up_to_g=2000, envelope="C4"),
    )

    def __post_init__(self) -> None:
        """Refuse what could never work."""
        if not Path(self.answers).is_absolute():
            raise ValueError(f"answers = {self.answers!r} is no absolute path")
        if not self.postage:
            raise ValueError("postage: at least one class is needed")
        if any(each.price is not None or each.price_abroad is not None for each in self.postage) and not self.currency:
            raise ValueError("currency: prices need one, such as SEK")


def print_partner() -> Partner | None:
    """Return the print partner, None when the operator has none. Raises BadPartner."""
    path = load().print_partner_file
    if not path:
        return None
    try:
        partner = msgspec.toml.decode(Path(path).read_bytes(), type=Partner)
        load_settings(channels()[partner.hand_over.channel], partner.hand_over.settings)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, BadSettings) as error:
        raise BadPartner(f"{os.fspath(path)}: {error}") from error
    return partner
