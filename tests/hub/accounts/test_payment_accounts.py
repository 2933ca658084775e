"""The accounts that a company is paid to: which numbers are taken, and how they stand on an invoice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from depesch.hub.accounts import payment_accounts as ours
from depesch.hub.accounts.payment_accounts import AccountFacts, BadAccount
from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.models import Company, PaymentAccount
from depesch.hub.tenancy.scope import acting_for
from depesch.rendering.references import AccountKind as PrintedKind
from depesch.rendering.references import account_kind

ACTOR = "user:test"


@pytest.fixture
def acting(nordbygg: Company) -> Iterator[Company]:
    with acting_for(nordbygg.pk):
        yield nordbygg


def add(company: Company, kind: str, value: str, **more: object) -> PaymentAccount:
    return ours.add_account(company, AccountFacts(kind=kind, value=value, **more), actor=ACTOR)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        ("bankgiro", "5402-9681", "54029681"),
        ("bankgiro", " 991 2346 ", "9912346"),
        ("plusgiro", "28 65 43-4", "2865434"),
        ("iban", "se45 5000 0000 0583 9825 7466", "SE4550000000058398257466"),
        ("norwegian", "8601.11.17947", "86011117947"),
        ("danish", "0040 440116243", "00400440116243"),
        ("danish", "3000/1234567", "30000001234567"),
        ("danish", "00400440116243", "00400440116243"),
    ],
)
def test_a_number_has_one_form(kind: str, written: str, kept: str) -> None:
    assert ours.checked(AccountFacts(kind=kind, value=written)).value == kept


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("bankgiro", "5402-9682"),  # the check digit
        ("bankgiro", "540"),
        ("plusgiro", "28 65 43-5"),
        ("iban", "SE4550000000058398257467"),
        ("iban", ""),
        ("norwegian", "86011117948"),
        ("norwegian", "8601111"),
        ("norwegian", "８6011117947"),
        ("danish", "40 12345678901"),
        ("danish", "0040"),
        ("danish", "0040 0000000000"),
        ("bankgiro", "' OR 1=1"),
    ],
)
def test_a_wrong_number_is_refused_at_its_field(kind: str, written: str) -> None:
    with pytest.raises(BadAccount) as refused:
        ours.checked(AccountFacts(kind=kind, value=written))
    assert (refused.value.field, refused.value.code) == ("value", "bad-number")


@pytest.mark.parametrize(
    ("facts", "field", "code"),
    [
        ({"bic": "NOTABIC"}, "bic", "bad-bic"),
        ({"bic": "DNBANOKK"}, "bic", "bic-of-other-country"),
        ({"currency": "kronor"}, "currency", "bad-currency"),
        ({"kind": "swish"}, "kind", "unknown-kind"),
    ],
)
def test_what_does_not_belong_to_the_account_is_refused(facts: dict[str, str], field: str, code: str) -> None:
    given = {"kind": "iban", "value": "SE4550000000058398257466", **facts}
    with pytest.raises(BadAccount) as refused:
        ours.checked(AccountFacts(**given))  # type: ignore[arg-type]
    assert (refused.value.field, refused.value.code) == (field, code)


@pytest.mark.row("S-201")
def test_an_account_stands_on_all_invoices_unless_it_has_a_currency_of_its_own(acting: Company) -> None:
    add(acting, "bankgiro", "5402-9681", currency="SEK")
    add(acting, "iban", "SE4550000000058398257466", bic="ESSESESS", holder="Nordbygg Fasad AB")
    add(acting, "plusgiro", "28 65 43-4", on_invoices=False)
    swedish = ours.accounts_for_invoice(acting, "SEK")
    assert [(each.code, each.credit_transfer and each.credit_transfer.provider) for each in swedish] == [
        ("30", "SE:BANKGIRO"),
        ("30", "ESSESESS"),
    ]
    (euro,) = ours.accounts_for_invoice(acting, "EUR")
    assert euro.code == "58"
    assert euro.credit_transfer is not None
    assert euro.credit_transfer.account_name == "Nordbygg Fasad AB"


@pytest.mark.parametrize(
    ("kind", "value", "printed"),
    [
        ("bankgiro", "5402-9681", PrintedKind.BANKGIRO),
        ("plusgiro", "28 65 43-4", PrintedKind.PLUSGIRO),
        ("iban", "SE4550000000058398257466", PrintedKind.IBAN),
        ("norwegian", "86011117947", PrintedKind.NORWEGIAN),
    ],
)
def test_the_invoice_knows_the_account_again(acting: Company, kind: str, value: str, printed: PrintedKind) -> None:
    add(acting, kind, value)
    (means,) = ours.accounts_for_invoice(acting, "SEK")
    assert means.credit_transfer is not None
    assert account_kind(means.credit_transfer) is printed


def test_a_danish_account_is_written_with_its_banks_number(acting: Company) -> None:
    add(acting, "danish", "0040 440116243")
    (means,) = ours.accounts_for_invoice(acting, "DKK")
    assert means.code == "42"
    assert means.credit_transfer is not None
    assert (means.credit_transfer.account, means.credit_transfer.provider) == ("0440116243", "0040")


def test_the_same_account_twice_is_refused_and_nothing_is_lost(acting: Company) -> None:
    add(acting, "bankgiro", "5402-9681")
    with pytest.raises(BadAccount, match="there-already"):
        add(acting, "bankgiro", "54029681")
    assert len(ours.accounts()) == 1


def test_the_order_is_the_companys(acting: Company) -> None:
    first = add(acting, "bankgiro", "5402-9681")
    second = add(acting, "plusgiro", "28 65 43-4")
    ours.move_account(second.pk, up=True, actor=ACTOR)
    assert [each.pk for each in ours.accounts()] == [second.pk, first.pk]
    ours.move_account(second.pk, up=True, actor=ACTOR)
    assert [each.pk for each in ours.accounts()] == [second.pk, first.pk]


def test_every_change_is_in_the_change_log(acting: Company) -> None:
    account = add(acting, "bankgiro", "5402-9681")
    facts = AccountFacts(kind="bankgiro", value="991-2346", on_invoices=False)
    ours.change_account(account.pk, facts, actor=ACTOR)
    ours.remove_account(account.pk, actor=ACTOR)
    kinds = list(EventRow.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds == [
        "payment_account.added",
        "payment_account.changed",
        "payment_account.changed",
        "payment_account.removed",
    ]


def test_another_companys_account_is_not_there(acting: Company, carls_company: Company) -> None:
    account = add(acting, "bankgiro", "5402-9681")
    with acting_for(carls_company.pk), pytest.raises(PaymentAccount.DoesNotExist):
        ours.remove_account(account.pk, actor=ACTOR)


def test_there_is_an_end_to_accounts(acting: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ours, "MOST", 1)
    add(acting, "bankgiro", "5402-9681")
    with pytest.raises(BadAccount, match="too-many"):
        add(acting, "plusgiro", "28 65 43-4")
    assert len(ours.accounts()) == 1
