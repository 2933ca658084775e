"""The supplier of an invoice by organisation number, bankgiro, VAT number; and what the order leaves open."""

from __future__ import annotations

from uuid import uuid4

import msgspec
import pytest

from depesch.hub.books.matching import KnownSupplier, MatchedBy, SellerMarks, marks_of, match
from depesch.model.invoice import CreditTransfer, Identifier, Invoice, Party, Payment, PaymentMeans, PostalAddress

pytestmark = pytest.mark.row("D-03")
A = KnownSupplier(
    id=uuid4(), name="A", country="SE", organisation_number="5561234567", bankgiro="5050-1055",
    vat_number="SE556123456701",
)  # fmt: skip
B = KnownSupplier(id=uuid4(), name="B", country="SE", organisation_number="5560360793", bankgiro="5402-9681")
GIRO = KnownSupplier(id=uuid4(), name="Giro", country="SE", bankgiro="5050-1055")
VAT = KnownSupplier(id=uuid4(), name="Vat", country="SE", vat_number="SE556123456701")
MARKS = SellerMarks(
    country="SE",
    organisation_numbers=(("SE", "5561234567"),),
    bankgiros=("5402-9681",),
    vat_numbers=("SE556036079301",),
)


def marks(**changes: object) -> SellerMarks:
    return msgspec.structs.replace(MARKS, **changes)


@pytest.mark.parametrize(
    ("told", "suppliers", "name", "by"),
    [
        (MARKS, (A, B), "A", MatchedBy.ORGANISATION),  # the bankgiro would say B
        (marks(organisation_numbers=()), (A, B), "B", MatchedBy.BANKGIRO),
        (marks(organisation_numbers=(), bankgiros=("5050-1055",), vat_numbers=("SE556123456701",)), (GIRO, VAT), "Giro",
         MatchedBy.BANKGIRO),
        (marks(organisation_numbers=(), bankgiros=(), vat_numbers=("SE556123456701",)), (GIRO, VAT), "Vat",
         MatchedBy.VAT),
        # several have the bankgiro: it decides nothing, the VAT number does
        (marks(organisation_numbers=(), bankgiros=("5050-1055",), vat_numbers=("SE556123456701",)),
         (GIRO, A, msgspec.structs.replace(GIRO, id=uuid4())), "A", MatchedBy.VAT),
        # an unknown organisation number does not end it
        (marks(organisation_numbers=(("SE", "2120000142"),)), (B,), "B", MatchedBy.BANKGIRO),
        # the same number in another country is another company
        (marks(organisation_numbers=(("DK", "5561234567"),), bankgiros=()), (A,), None, None),
        (marks(organisation_numbers=(("", "5561234567"),)), (A,), "A", MatchedBy.ORGANISATION),
        (SellerMarks(), (A, B, GIRO, VAT), None, None),
    ],
)  # fmt: skip
def test_the_order_of_matching(
    told: SellerMarks, suppliers: tuple[KnownSupplier, ...], name: str | None, by: MatchedBy | None
) -> None:
    found = match(told, suppliers)
    assert (found.supplier.name if found else None, found.by if found else None) == (name, by)


def test_a_match_by_account_that_another_organisation_number_speaks_against_is_told() -> None:
    found = match(marks(organisation_numbers=(("SE", "2120000142"),)), (B,))
    assert found is not None
    assert found.is_contradicted
    sound = match(MARKS, (A,))
    assert sound is not None
    assert not sound.is_contradicted


def seller(**terms: object) -> Party:
    return Party(name="X", address=PostalAddress(country="SE"), **terms)  # type: ignore[arg-type]  # one test, many terms


@pytest.mark.parametrize(
    ("party", "numbers"),
    [
        (seller(legal_registration=Identifier(value="556123-4567")), (("SE", "5561234567"),)),
        (seller(legal_registration=Identifier(value="NO 974760673 MVA", scheme="0192")), (("NO", "974760673"),)),
        (seller(electronic_address=Identifier(value="003723456748", scheme="0216")), (("FI", "23456748"),)),
        (seller(electronic_address=Identifier(value="7300010000001", scheme="0088")), ()),
        (seller(identifiers=(Identifier(value="5561234567", scheme="0007"), Identifier(value="K-77"))),
         (("SE", "5561234567"),)),
        (seller(legal_registration=Identifier(value="not one")), (("SE", "NOTONE"),)),
    ],
)  # fmt: skip
def test_organisation_numbers_of_an_invoice(party: Party, numbers: tuple[tuple[str, str], ...]) -> None:
    assert marks_of(Invoice(seller=party)).organisation_numbers == numbers


@pytest.mark.parametrize(
    ("means", "giros"),
    [
        (
            PaymentMeans(code="30", credit_transfer=CreditTransfer(account="50501055", provider="SE:BANKGIRO")),
            ("5050-1055",),
        ),
        (PaymentMeans(code="56", credit_transfer=CreditTransfer(account="5050-1055")), ("5050-1055",)),
        (PaymentMeans(code="30", credit_transfer=CreditTransfer(account="5050-1055")), ("5050-1055",)),
        (PaymentMeans(code="30", credit_transfer=CreditTransfer(account="50501055")), ()),  # a plusgiro for all we know
        (PaymentMeans(code="30", credit_transfer=CreditTransfer(account="50501055", provider="SE:PLUSGIRO")), ()),
        (PaymentMeans(code="30", credit_transfer=CreditTransfer(account="50501056", provider="SE:BANKGIRO")), ()),
        (PaymentMeans(code="48"), ()),
    ],
)
def test_bankgiros_of_an_invoice(means: PaymentMeans, giros: tuple[str, ...]) -> None:
    assert marks_of(Invoice(payment=Payment(means=(means,)))).bankgiros == giros
