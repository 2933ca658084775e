"""The proposal of each row by its order, its oddities, and what is remembered."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import msgspec
import pytest

from depesch.hub.books.matching import MatchedBy
from depesch.hub.books.proposing import Known, KnownAccount, KnownArticle, Origin, Why, proposal
from depesch.hub.books.reason_words import matched, reason
from depesch.hub.books.rows import Row, RowKind, memory_keys

pytestmark = pytest.mark.row("D-02")
COST = KnownAccount(id=uuid4(), number="5210", name="Hyra")
USUAL = KnownAccount(id=uuid4(), number="4600", name="Lego")
CLOSED = KnownAccount(id=uuid4(), number="5410", name="Förbrukning", is_active=False)
ARTICLE = KnownArticle(number="S-014", name="Ställning", account=COST)
LINE = Row(number=0, kind=RowKind.LINE, amount=Decimal(100), text="Ställning", articles=("F-1", "s-014"))
STEGET = Known(supplier="Steget", purchase_account=USUAL, articles=(ARTICLE,))


def known(**changes: object) -> Known:
    return msgspec.structs.replace(STEGET, **changes)


def row(**changes: object) -> Row:
    return msgspec.structs.replace(LINE, **changes)


@pytest.mark.parametrize(
    ("line", "registers", "account", "why", "passed_over"),
    [
        (LINE, STEGET, COST, Why.ARTICLE, ()),
        (row(articles=("F-1",)), STEGET, USUAL, Why.SUPPLIER, ()),
        # an own article whose supplier is another one is not among the supplier's articles
        (LINE, known(articles=()), USUAL, Why.SUPPLIER, ()),
        (LINE, known(purchase_account=None, articles=()), None, Why.NO_ACCOUNT, ()),
        (LINE, Known(), None, Why.UNKNOWN_SUPPLIER, ()),
        # an article without an account, or with a closed one, is no answer: the next step is asked
        (LINE, known(articles=(KnownArticle(number="S-014", name="X"),)), USUAL, Why.SUPPLIER, ()),
        (
            LINE,
            known(articles=(KnownArticle(number="S-014", name="X", account=CLOSED),)),
            USUAL,
            Why.SUPPLIER,
            ("5410",),
        ),
        (LINE, known(articles=(), purchase_account=CLOSED), None, Why.NO_ACCOUNT, ("5410",)),
        # the usual account holds for allowances and charges, nothing for what is no purchase
        (row(kind=RowKind.CHARGE, articles=()), STEGET, USUAL, Why.SUPPLIER, ()),
        (row(kind=RowKind.ALLOWANCE, articles=()), STEGET, USUAL, Why.SUPPLIER, ()),
        (row(kind=RowKind.ROUNDING, articles=()), STEGET, None, Why.NO_PURCHASE, ()),
        (row(kind=RowKind.DIFFERENCE, articles=()), STEGET, None, Why.NO_PURCHASE, ()),
    ],
)
def test_the_order_of_the_proposal(
    line: Row, registers: Known, account: KnownAccount | None, why: Why, passed_over: tuple[str, ...]
) -> None:
    found = proposal(line, registers)
    assert (found.account, found.why, found.passed_over) == (account, why, passed_over)


def test_the_buyers_number_is_asked_before_the_sellers() -> None:
    other = KnownArticle(number="F-1", name="Frakt", account=USUAL)
    assert proposal(LINE, known(articles=(ARTICLE, other))).values["article"] == "F-1"


def test_memory_is_a_suggestion_and_never_the_proposal() -> None:
    kept = KnownAccount(id=uuid4(), number="6990", name="Övrigt")
    memory = dict.fromkeys(memory_keys(LINE), kept)
    found = proposal(LINE, known(memory=memory))
    assert (found.account, found.origin, found.remembered) == (COST, Origin.ARTICLE, kept)
    empty = proposal(LINE, known(memory=memory, articles=(), purchase_account=None))
    assert (empty.account, empty.remembered) == (None, kept)
    assert proposal(LINE, known(memory=dict.fromkeys(memory_keys(LINE), COST))).remembered is None
    assert proposal(LINE, known(memory=dict.fromkeys(memory_keys(LINE), CLOSED))).remembered is None


def test_a_line_is_known_again_by_its_article_and_by_its_text_without_digits() -> None:
    assert memory_keys(row(text="Hyra 11/2026")) == ("article:f-1", "article:s-014", "text:hyra #/#")
    assert memory_keys(row(kind=RowKind.ROUNDING)) == ("kind:rounding",)
    assert all(len(key) <= 210 for key in memory_keys(row(text="x" * 5000, articles=("y" * 900,))))


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
@pytest.mark.parametrize("why", Why)
def test_every_reason_has_words_in_every_language(why: Why, language: str) -> None:
    values = {"supplier": "Steget", "article": "S-014", "name": "Ställning"}
    found = msgspec.structs.replace(proposal(LINE, STEGET), why=why, values=values, passed_over=("5410",))
    told = reason(found, language)
    assert "{" not in told
    assert "5410" in told
    assert reason(found, "da") == reason(found, "en")


@pytest.mark.parametrize("by", MatchedBy)
def test_every_match_has_words(by: MatchedBy) -> None:
    assert len({matched(by, "123", language) for language in ("sv", "nb", "en")}) >= 2
