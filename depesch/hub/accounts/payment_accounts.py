"""The accounts that a company is paid to (BG-17): checked, in their order, and as they stand on its invoices."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import assert_never
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction
from stdnum import bic as bics
from stdnum import iban as ibans
from stdnum.exceptions import ValidationError
from stdnum.no import kontonr

from depesch.hub.history.event import Event
from depesch.hub.history.kinds.company import PaymentAccountAdded, PaymentAccountChanged, PaymentAccountRemoved
from depesch.hub.history.record import record_all
from depesch.hub.tenancy.models import Company, PaymentAccount
from depesch.model.identifiers import InvalidIdentifier, bankgiro, plusgiro
from depesch.model.invoice import CreditTransfer, PaymentMeans

MOST = 30  # accounts of one company


class AccountKind(StrEnum):
    """What an account is. The names stand in the database."""

    BANKGIRO = "bankgiro"  # Swedish, 7 or 8 digits, mod 10
    PLUSGIRO = "plusgiro"  # Swedish, 2 to 8 digits, mod 10
    IBAN = "iban"  # ISO 13616, mod 97
    NORWEGIAN = "norwegian"  # 11 digits, mod 11
    DANISH = "danish"  # registration number of the bank, 4 digits, and an account of up to 10


class BadAccount(ValueError):
    """The account cannot be taken; `field` names what is wrong, `code` why.

    Codes: `unknown-kind`, `bad-number` (form or check digit), `bad-bic`, `bic-of-other-country`, `bad-currency`,
    `there-already`, `too-many`, `changed-meanwhile`.
    """

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code


class AccountFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants of an account; `checked` makes the one form of it."""

    kind: str
    value: str
    bic: str = ""
    holder: str = ""
    currency: str = ""  # only on invoices in it; empty: on all
    on_invoices: bool = True


def checked(facts: AccountFacts) -> AccountFacts:
    """Return the facts in their one form: digits, or an IBAN in capitals, without blanks; raises BadAccount."""
    if facts.kind not in set(AccountKind):
        raise BadAccount("kind", "unknown-kind")
    kind = AccountKind(facts.kind)
    value = _number(kind, facts.value)
    currency = facts.currency.strip().upper()
    if currency and not re.fullmatch(r"[A-Z]{3}", currency):
        raise BadAccount("currency", "bad-currency")
    bic = _bic(facts.bic, value) if kind is AccountKind.IBAN else ""
    return AccountFacts(
        kind=kind.value, value=value, bic=bic, holder=" ".join(facts.holder.split())[:100], currency=currency,
        on_invoices=facts.on_invoices,
    )  # fmt: skip


def accounts() -> list[PaymentAccount]:
    """Return the acting company's accounts in their order."""
    return list(PaymentAccount.objects.order_by("rank", "kind", "value"))


def add_account(company: Company, facts: AccountFacts, *, actor: str) -> PaymentAccount:
    """Return a new account of the acting company, behind those that it has; raises BadAccount."""
    wanted = checked(facts)
    Company.objects.select_for_update(no_key=True).get(pk=company.pk)  # one at a time: for the rank and the limit
    there = accounts()
    if len(there) >= MOST:
        raise BadAccount("value", "too-many")
    account = PaymentAccount(tenant=company, rank=there[-1].rank + 1 if there else 0, **msgspec.structs.asdict(wanted))
    _save(account)
    event = PaymentAccountAdded(account_kind=account.kind, account=shown(account))
    record_all((event,), document_id=None, actor=actor)
    return account


def change_account(account_id: UUID, facts: AccountFacts, *, actor: str) -> PaymentAccount:
    """Write the facts to an account of the acting company and return it.

    Raises BadAccount, and PaymentAccount.DoesNotExist for another company's.
    """
    wanted = msgspec.structs.asdict(checked(facts))
    account = PaymentAccount.objects.select_for_update().get(pk=account_id)
    before = {name: getattr(account, name) for name in wanted}
    name_before = shown(account)
    for name, value in wanted.items():
        setattr(account, name, value)
    _save(account)
    record_all(_changes(account, name_before, before, wanted), document_id=None, actor=actor)
    return account


def remove_account(account_id: UUID, *, actor: str) -> None:
    """Take an account from the acting company; invoices that were sent keep it. PaymentAccount.DoesNotExist if gone."""
    account = PaymentAccount.objects.select_for_update().get(pk=account_id)
    event = PaymentAccountRemoved(account_kind=account.kind, account=shown(account))
    account.delete()
    record_all((event,), document_id=None, actor=actor)


def move_account(account_id: UUID, *, up: bool, actor: str) -> None:
    """Change places with the account before or after it; at the end nothing happens."""
    rows = list(PaymentAccount.objects.select_for_update().order_by("rank", "kind", "value"))
    place = next((number for number, row in enumerate(rows) if row.pk == account_id), None)
    if place is None:
        raise PaymentAccount.DoesNotExist
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    account = rows[place]
    rows[place], rows[other] = rows[other], rows[place]
    for rank, row in enumerate(rows):
        if row.rank != rank:
            row.rank = rank
            row.save(update_fields=["rank"])
    event = PaymentAccountChanged(
        account_kind=account.kind, account=shown(account), setting="rank", value_before=str(place + 1),
        value_after=str(other + 1),
    )  # fmt: skip
    record_all((event,), document_id=None, actor=actor)


def accounts_for_invoice(company: Company, currency: str) -> list[PaymentMeans]:
    """Return the ways to pay (BG-16, BG-17) of a new invoice in `currency`, in the company's order.

    Those that stand on all invoices, and of them only those without a currency of their own or with this one. Call it
    inside `acting_for`.
    """
    on_it = [each for each in accounts() if each.on_invoices and each.currency in ("", currency)]
    return [payment_means(account, company=company, currency=currency) for account in on_it]


def payment_means(account: PaymentAccount, *, company: Company, currency: str) -> PaymentMeans:
    """Return one account as an invoice says it: BT-81, BT-84 to BT-86."""
    kind = AccountKind(account.kind)
    code, number, provider = _as_written(kind, account, company.country, currency)
    transfer = CreditTransfer(account=number, account_name=account.holder or None, provider=provider)
    return PaymentMeans(code=code, credit_transfer=transfer)


def shown(account: PaymentAccount) -> str:
    """Return the number as people write it: 5402-9681, 1234 56 78903, an IBAN in fours."""
    value = account.value
    match AccountKind(account.kind):
        case AccountKind.BANKGIRO:
            return f"{value[:-4]}-{value[-4:]}"
        case AccountKind.PLUSGIRO:
            return f"{value[:-1]}-{value[-1]}"
        case AccountKind.IBAN:
            return " ".join(value[at : at + 4] for at in range(0, len(value), 4))
        case AccountKind.NORWEGIAN:
            return f"{value[:4]} {value[4:6]} {value[6:]}"
        case AccountKind.DANISH:
            return f"{value[:4]} {value[4:]}"
        case never:
            assert_never(never)


def _as_written(kind: AccountKind, account: PaymentAccount, country: str, currency: str) -> tuple[str, str, str | None]:
    """Return BT-81, BT-84 and BT-86.

    Sources: Peppol BIS Billing 3.0, rules SE-R-007 to SE-R-011 (giros: 30 and SE:BANKGIRO or SE:PLUSGIRO) and
    DK-R-005, DK-R-006 (42 with account and registration number; 30 is not used in Denmark); UNTDID 4461.
    """
    match kind:
        case AccountKind.BANKGIRO:
            return "30", account.value, "SE:BANKGIRO"
        case AccountKind.PLUSGIRO:
            return "30", account.value, "SE:PLUSGIRO"
        case AccountKind.NORWEGIAN:
            return "30", account.value, None
        case AccountKind.DANISH:
            return "42", account.value[4:], account.value[:4]
        case AccountKind.IBAN:
            return _code_of_iban(country, currency, account.bic), account.value, account.bic or None
        case never:
            assert_never(never)


def _code_of_iban(country: str, currency: str, bic: str) -> str:
    if currency == "EUR":
        return "58"  # SEPA credit transfer
    if country == "DK":  # 31 wants the bank named too
        return "31" if bic else "58"
    return "30"


def _number(kind: AccountKind, text: str) -> str:
    try:
        return _READ[kind](text.strip())
    except (InvalidIdentifier, ValidationError) as error:
        raise BadAccount("value", "bad-number") from error


def _danish(text: str) -> str:
    """Return the bank's 4 digits and the account's 10 with zeros before it; a first group of 4 is the bank's."""
    parts = [part for part in re.split(r"[\s/.+-]+", text) if part]
    if len(parts) > 1:
        bank, account = parts[0], "".join(parts[1:])
    else:
        bank, account = text[:4], text[4:]
    if not re.fullmatch(r"[0-9]{4}", bank) or not re.fullmatch(r"[0-9]{1,10}", account) or not int(account):
        raise InvalidIdentifier(f"{text!r} is no registration number of 4 digits and account of up to 10")
    return bank + account.zfill(10)


def _digits(parse: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: parse(text).replace("-", "")


def _norwegian(text: str) -> str:
    number = re.sub(r"[\s.-]", "", text)
    if not number.isascii():
        raise InvalidIdentifier(f"{text!r} is no Norwegian account")
    return str(kontonr.validate(number)) if len(number) == 11 else _no(text)


def _no(text: str) -> str:
    raise InvalidIdentifier(f"{text!r} has not the eleven digits of a Norwegian account")


def _iban(text: str) -> str:
    return str(ibans.validate(text))


_READ: Mapping[AccountKind, Callable[[str], str]] = {
    AccountKind.BANKGIRO: _digits(bankgiro),
    AccountKind.PLUSGIRO: _digits(plusgiro),
    AccountKind.IBAN: _iban,
    AccountKind.NORWEGIAN: _norwegian,
    AccountKind.DANISH: _danish,
}


def _bic(text: str, iban: str) -> str:
    given = re.sub(r"\s", "", text).upper()
    if not given:
        return ""
    if not bics.is_valid(given):
        raise BadAccount("bic", "bad-bic")
    if given[4:6] != iban[:2] and iban[:2] not in _BANKS_ELSEWHERE:
        raise BadAccount("bic", "bic-of-other-country")
    return given


# Countries whose IBANs banks of another country keep too (Crown dependencies, overseas parts of France).
_BANKS_ELSEWHERE = frozenset({"GB", "FR"})


def _save(account: PaymentAccount) -> None:
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as error:
        if "payment_account_once" not in str(error):
            raise
        raise BadAccount("value", "there-already") from error


def _changes(
    account: PaymentAccount, name_before: str, before: Mapping[str, object], after: Mapping[str, object]
) -> list[Event]:
    """Return an event for each value that changed; a kind changes with its number and is told with it."""
    return [
        PaymentAccountChanged(
            account_kind=account.kind, account=name_before, setting=name, value_before=_told(before[name]),
            value_after=_told(value),
        )
        for name, value in after.items()
        if name != "kind" and before[name] != value
    ]  # fmt: skip


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
