"""Which letters share an envelope and which class it takes: no database."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from depesch.hub.letters.enveloping import Piece, TooHeavy, pack, postage_for, price_of
from depesch.hub.letters.hours import due_at
from depesch.hub.letters.partner import HandOver, Partner, PostageClass

PARTNER = Partner(name="Tryckeriet", hand_over=HandOver(channel="folder", settings={}), answers="/srv/answers")


def piece(number: int, *, sheets: int = 1, **changes: Any) -> Piece:
    own = Piece(
        id=str(number), lines=("Lilla Brödboden AB", "Storgatan 1", "903 20 Umeå", "SWEDEN"), country="SE",
        colour=False, returns="report", send_mode="production", sheets=sheets,
    )  # fmt: skip
    return msgspec.structs.replace(own, **changes)


@pytest.mark.row("S-122")
@pytest.mark.parametrize(
    ("sheets", "name", "envelope", "weight_g"),
    [(1, "50 g", "C5", 12.0), (6, "50 g", "C5", 37.0), (7, "100 g", "C4", 55.0), (16, "100 g", "C4", 100.0),
     (17, "250 g", "C4", 105.0), (396, "2000 g", "C4", 2000.0)],
)  # fmt: skip
def test_the_weight_picks_the_class_and_the_envelope(sheets: int, name: str, envelope: str, weight_g: float) -> None:
    postage, weight = postage_for(sheets, PARTNER)
    assert (postage.name, postage.envelope, weight) == (name, envelope, weight_g)


def test_what_no_class_carries_is_said() -> None:
    with pytest.raises(TooHeavy):
        postage_for(397, PARTNER)


@pytest.mark.row("S-122")
@pytest.mark.parametrize(
    "change",
    [{"lines": ("Annan AB", "Storgatan 1", "903 20 Umeå", "SWEDEN")}, {"country": "NO"}, {"colour": True},
     {"returns": "forward"}, {"send_mode": "test"}],
)  # fmt: skip
def test_only_what_is_the_same_in_all_shares_an_envelope(change: dict[str, Any]) -> None:
    assert [len(each.pieces) for each in pack([piece(1), piece(2)], PARTNER)] == [2]
    assert [len(each.pieces) for each in pack([piece(1), piece(2, **change)], PARTNER)] == [1, 1]


def test_an_envelope_holds_no_more_than_the_heaviest_class_carries() -> None:
    envelopes = pack([piece(number, sheets=150) for number in range(5)], PARTNER)
    assert [each.sheets for each in envelopes] == [300, 300, 150]


def test_a_price_is_the_operators_or_none() -> None:
    assert price_of(PARTNER.postage[0], "SE", "SE") is None
    own = PostageClass(name="A", up_to_g=50, envelope="C5", price=Decimal("24.50"))
    assert price_of(own, "SE", "SE") == Decimal("24.50")
    assert price_of(own, "NO", "SE") is None


@pytest.mark.row("D-07")
@pytest.mark.parametrize(
    ("taken", "due"),
    [("2026-11-23T12:59", "2026-11-23T14:00"), ("2026-11-23T13:00", "2026-11-23T14:00"),
     ("2026-11-23T13:01", "2026-11-24T14:00"), ("2026-03-28T14:30", "2026-03-29T13:00")],
)  # fmt: skip
def test_every_letter_can_be_stopped_for_an_hour_also_when_the_clocks_change(taken: str, due: str) -> None:
    at = datetime.fromisoformat(taken).replace(tzinfo=UTC)
    assert due_at(at, "15:00", "Europe/Stockholm").astimezone(UTC).isoformat()[:16] == due
