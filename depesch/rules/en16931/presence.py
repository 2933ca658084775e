"""BR-01 to BR-65: what an invoice must contain, and the simplest demands on it."""

from __future__ import annotations

from collections.abc import Sequence

from depesch.model.invoice import AllowanceCharge, Identifier, Invoice, Line, Party, Payee, PaymentMeans, Period
from depesch.model.issue import Severity
from depesch.rules import Context, Rule, Scope, Words
from depesch.rules.en16931.making import rule
from depesch.rules.en16931.number_mends import with_address_schemes, with_item_schemes
from depesch.rules.en16931.sum_mends import total_mender, with_amount_due
from depesch.rules.making import ZERO, cii, filled, has_no_category, is_vague, never, on, other_taxes, ubl
from depesch.rules.scopes import (
    ALLOWANCES,
    BUYER,
    CHARGES,
    DELIVERY,
    DOCUMENT,
    ITEM_ATTRIBUTES,
    ITEM_CLASSIFICATIONS,
    LINE_ALLOWANCES,
    LINE_CHARGES,
    LINE_PERIODS,
    LINES,
    PAYEE,
    PAYMENT_MEANS,
    PERIOD,
    PRECEDING_INVOICES,
    SELLER,
    SUPPORTING_DOCUMENTS,
    TAX_REPRESENTATIVE,
    TOTALS,
)
from depesch.rules.wordings import MISSING, NO_REASON, NO_SCHEME, PERIOD_BACKWARDS

CREDIT_TRANSFER_CODES = frozenset({"30", "58"})


def country_of(party: Party | None) -> str | None:
    """Return the country of the party's address."""
    return party.address.country if party and party.address else None


def has_scheme(identifier: Identifier | None, context: Context) -> bool:
    """Return whether an identifier that is there says its scheme; UBL takes an empty one, CII does not."""
    if identifier is None:
        return True
    if context.syntax == "cii_d16b":
        return filled(identifier.scheme)
    return identifier.scheme is not None


def address_has_scheme(party: Party, name: str, context: Context) -> bool:
    """Return whether the party's electronic address, even an empty one, says its scheme."""
    empty = f"{name}.electronic_address" in context.facts.empty_groups
    return not empty and has_scheme(party.electronic_address, context)


def period_is_forwards(period: Period, context: Context) -> bool:
    """Return whether the period ends on its start or later; where the syntax compared the texts, it says so itself."""
    if context.facts.backward_periods is not None or period.start is None or period.end is None:
        return True
    return period.end >= period.start


def _start_of_period(period: Period, context: Context) -> object:
    """Return the first day that the period may end on."""
    return period.start


def _backward_periods(group: str) -> Scope:
    """Return the periods of the header or of lines that the syntax found to be out of order."""

    def paths(context: Context) -> Sequence[str]:
        return [path for path in context.facts.backward_periods or () if path.startswith(group)]

    return Scope(name=f"backward periods of {group}", nodes=paths, paths=paths, only_if=_has_backward_periods)


def _has_backward_periods(context: Context) -> bool:
    return bool(context.facts.backward_periods)


def _has_empty_groups(context: Context) -> bool:
    return bool(context.facts.empty_groups)


def _has_code(means: PaymentMeans, context: Context) -> bool:
    """Return whether the code of the payment stands there; UBL asks no more, and has one empty where the model none."""
    return means.code is not None or "payment.means.code" in context.facts.empty_groups


def _empty(group: str) -> Scope:
    """Return the groups that stand in the source without what counts in them."""
    path = group if group == "supporting_documents" else "" if group.startswith("other ") else "payment"

    def nodes(context: Context) -> Sequence[str]:
        return [name for name in context.facts.empty_groups if name == group]

    return Scope(
        name=f"empty {group}",
        nodes=nodes,
        paths=lambda context: [path] * len(nodes(context)),
        only_if=_has_empty_groups,
    )


EMPTY_ACCOUNTS = _empty("payment.means.credit_transfer")


def has_reason(node: object, context: Context) -> bool:
    """Return whether an allowance or charge says why it is there."""
    has = node.reason is not None or node.reason_code is not None  # type: ignore[attr-defined]  # an AllowanceCharge
    return has or is_vague(node, context)


def _has_amount(node: AllowanceCharge, context: Context) -> bool:
    return node.amount is not None or is_vague(node, context)


def _has_category(node: AllowanceCharge, context: Context) -> bool:
    return node.vat_category is not None or is_vague(node, context)


def payee_is_another(payee: Payee, context: Context) -> bool:
    """Return whether the payee has a name and is not the seller again.

    UBL compares the name with the seller's trading name (BT-28) and any identifier; CII compares the name (BT-27),
    identifiers without a scheme, and legal registrations.
    """
    seller = context.invoice.seller
    if payee.name is None:
        return False
    if seller is None:
        return True
    own = payee.identifier
    if context.syntax == "cii_d16b":
        registration, theirs = payee.legal_registration, seller.legal_registration
        return (
            payee.name != seller.name
            and not (own and own.scheme is None and any(i.scheme is None and i == own for i in seller.identifiers))
            and not (registration and theirs and registration.value == theirs.value)
        )
    return payee.name != seller.trading_name and not (own and own.value in {i.value for i in seller.identifiers})


def _buys_by_transfer(means: PaymentMeans) -> bool:
    return means.code is not None and means.code.strip() in CREDIT_TRANSFER_CODES


def _account_is_filled_ubl(means: PaymentMeans, context: Context) -> bool:
    transfer = means.credit_transfer
    return means.code not in CREDIT_TRANSFER_CODES or transfer is None or filled(transfer.account)


def _account_exists_ubl(means: PaymentMeans, context: Context) -> bool:
    transfer = means.credit_transfer
    return not _buys_by_transfer(means) or (transfer is not None and transfer.account is not None)


def _project_is_named(invoice: Invoice, context: Context) -> bool:
    """Hold when the project's reference, which a credit note has among its supporting documents, is not empty."""
    project = invoice.project_reference
    return project is None or context.facts.root != "CreditNote" or filled(project)


def _account_is_filled_cii(means: PaymentMeans, context: Context) -> bool:
    transfer = means.credit_transfer
    return not _has_account_cii(means) or (transfer is not None and filled(transfer.account))


def _account_exists_cii(means: PaymentMeans, context: Context) -> bool:
    transfer = means.credit_transfer
    return not _has_account_cii(means) or (transfer is not None and transfer.account is not None)


def _has_account_cii(means: PaymentMeans) -> bool:
    """Return whether a credit account stands there, even without its number; a bank alone (BT-86) makes none."""
    transfer = means.credit_transfer
    if means.code not in CREDIT_TRANSFER_CODES or transfer is None:
        return False
    return transfer.account is not None or transfer.account_name is not None or transfer.provider is None


def _short_card_number(means: PaymentMeans, context: Context) -> bool:
    number = means.card.primary_account_number if means.card else None
    return number is None or len(" ".join(number.split())) <= 10


def _accounting_vat_ubl(invoice: Invoice, context: Context) -> bool:
    if invoice.vat_currency is None:
        return True
    totals = context.facts.vat_totals
    if totals is not None:
        return any(total.currency == invoice.vat_currency for total in totals)
    return _has_accounting_vat(invoice)


def _accounting_vat_cii(invoice: Invoice, context: Context) -> bool:
    if invoice.vat_currency is None or invoice.totals is None:
        return True
    return invoice.vat_currency != invoice.currency and _accounting_vat_ubl(invoice, context)


def _has_accounting_vat(invoice: Invoice) -> bool:
    totals = invoice.totals
    if totals is None:
        return False
    if invoice.vat_currency == invoice.currency:
        return totals.vat_amount is not None or totals.vat_amount_accounting is not None
    return totals.vat_amount_accounting is not None


def _is_dated(invoice: Invoice, context: Context) -> bool:
    """Hold when there is an issue date, even one that is no date: that is the schema's to say."""
    facts = context.facts
    return "issue_date" not in facts.empty_groups and (
        invoice.issue_date is not None or "issue_date" in facts.unreadable
    )


def _price_at_least_zero(line: Line, context: Context) -> bool:
    price = line.price.net_price if line.price else None
    return price is not None and price >= ZERO


def _gross_price_at_least_zero(line: Line, context: Context) -> bool:
    price = line.price.gross_price if line.price else None
    return price is None or price >= ZERO or context.facts.negative_gross_prices is not None


def _negative_gross_prices(context: Context) -> Sequence[int]:
    return context.facts.negative_gross_prices or ()


# A line may have several discounts on its price, with a gross price each: one that is not negative is enough.
_LINES_WITH_NEGATIVE_GROSS_PRICES = Scope(
    name="lines with negative gross prices",
    nodes=_negative_gross_prices,
    paths=lambda context: [f"lines[{position}]" for position in _negative_gross_prices(context)],
    only_if=lambda context: bool(context.facts.negative_gross_prices),
)


_document = (
    rule("BR-01", "BT-24", MISSING, on(DOCUMENT, lambda i, c: filled(i.specification), "specification")),
    rule("BR-02", "BT-1", MISSING, on(DOCUMENT, lambda i, c: filled(i.number), "number")),
    rule("BR-03", "BT-2", MISSING, on(DOCUMENT, _is_dated, "issue_date")),
    rule("BR-04", "BT-3", MISSING, on(DOCUMENT, lambda i, c: filled(i.type_code), "type_code")),
    rule("BR-05", "BT-5", MISSING, on(DOCUMENT, lambda i, c: filled(i.currency), "currency")),
    rule("BR-06", "BT-27", MISSING, on(DOCUMENT, lambda i, c: filled(i.seller and i.seller.name), "seller.name")),
    rule("BR-07", "BT-44", MISSING, on(DOCUMENT, lambda i, c: filled(i.buyer and i.buyer.name), "buyer.name")),
    rule(
        "BR-08",
        "BG-5",
        MISSING,
        on(DOCUMENT, lambda i, c: i.seller is not None and i.seller.address is not None, "seller.address"),
    ),
    rule(
        "BR-09",
        "BT-40",
        MISSING,
        ubl(SELLER, lambda p, c: p.address is None or filled(p.address.country), "address.country"),
        cii(DOCUMENT, lambda i, c: filled(country_of(i.seller)), "seller.address.country"),
    ),
    rule(
        "BR-10",
        "BG-8",
        MISSING,
        on(DOCUMENT, lambda i, c: i.buyer is not None and i.buyer.address is not None, "buyer.address"),
    ),
    rule(
        "BR-11",
        "BT-55",
        MISSING,
        ubl(BUYER, lambda p, c: p.address is None or filled(p.address.country), "address.country"),
        cii(DOCUMENT, lambda i, c: filled(country_of(i.buyer)), "buyer.address.country"),
    ),
    rule(
        "BR-12",
        "BT-106",
        MISSING,
        on(TOTALS, lambda t, c: t.line_net_amount is not None, "line_net_amount"),
        mend=total_mender("line_net_amount"),
    ),
    rule(
        "BR-13",
        "BT-109",
        MISSING,
        on(TOTALS, lambda t, c: t.amount_excl_vat is not None, "amount_excl_vat"),
        mend=total_mender("amount_excl_vat"),
    ),
    rule(
        "BR-14",
        "BT-112",
        MISSING,
        on(TOTALS, lambda t, c: t.amount_incl_vat is not None, "amount_incl_vat"),
        mend=total_mender("amount_incl_vat"),
    ),
    rule(
        "BR-15",
        "BT-115",
        MISSING,
        on(TOTALS, lambda t, c: t.amount_due is not None, "amount_due"),
        mend=with_amount_due,
    ),
    rule(
        "BR-16",
        "BG-25",
        Words(
            sv="Fakturan har inga rader. Lägg till minst en rad.",
            nb="Fakturaen har ingen linjer. Legg til minst én linje.",
            en="The invoice has no lines. Add at least one.",
        ),
        on(DOCUMENT, lambda i, c: bool(i.lines), "lines"),
    ),
)

_parties = (
    rule(
        "BR-17",
        "BT-59 BT-27 BT-60 BT-29",
        Words(
            sv="Betalningsmottagaren ska ha ett namn och vara någon annan än säljaren. Fyll i namnet, eller ta bort "
            "betalningsmottagaren om det är säljaren som ska ha betalt.",
            nb="Betalingsmottakeren skal ha et navn og være en annen enn selgeren. Fyll ut navnet, eller fjern "
            "betalingsmottakeren hvis det er selgeren som skal ha betalt.",
            en="The payee must have a name and be somebody else than the seller. Fill in the name, or leave the payee "
            "out if the seller is the one to be paid.",
        ),
        on(PAYEE, payee_is_another, "name"),
        cii(_empty("other payee"), never),
    ),
    rule("BR-18", "BT-62", MISSING, on(TAX_REPRESENTATIVE, lambda p, c: filled(p.name), "name")),
    rule("BR-19", "BG-12", MISSING, on(TAX_REPRESENTATIVE, lambda p, c: p.address is not None, "address")),
    rule(
        "BR-20",
        "BT-69",
        MISSING,
        ubl(TAX_REPRESENTATIVE, lambda p, c: p.address is None or filled(p.address.country), "address.country"),
        cii(TAX_REPRESENTATIVE, lambda p, c: p.address is not None and filled(p.address.country), "address.country"),
    ),
    rule(
        "BR-56",
        "BT-63",
        MISSING,
        ubl(TAX_REPRESENTATIVE, lambda p, c: p.vat_identifier is not None, "vat_identifier"),
        cii(TAX_REPRESENTATIVE, lambda p, c: filled(p.vat_identifier), "vat_identifier"),
    ),
    rule(
        "BR-57",
        "BT-80",
        MISSING,
        ubl(DELIVERY, lambda d, c: d.address is None or d.address.country is not None, "address.country"),
        cii(DELIVERY, lambda d, c: d.address is None or filled(d.address.country), "address.country"),
        ubl(_empty("other delivery"), never),
    ),
    rule(
        "BR-62",
        "BT-34",
        NO_SCHEME,
        on(SELLER, lambda p, c: address_has_scheme(p, "seller", c), "electronic_address.scheme"),
        mend=with_address_schemes,
    ),
    rule(
        "BR-63",
        "BT-49",
        NO_SCHEME,
        on(BUYER, lambda p, c: address_has_scheme(p, "buyer", c), "electronic_address.scheme"),
        mend=with_address_schemes,
    ),
)

_lines = (
    rule("BR-21", "BT-126", MISSING, on(LINES, lambda n, c: filled(n.identifier), "identifier")),
    rule("BR-22", "BT-129", MISSING, on(LINES, lambda n, c: n.quantity is not None, "quantity")),
    rule("BR-23", "BT-130", MISSING, on(LINES, lambda n, c: n.unit is not None, "unit")),
    rule("BR-24", "BT-131", MISSING, on(LINES, lambda n, c: n.net_amount is not None, "net_amount")),
    rule("BR-25", "BT-153", MISSING, on(LINES, lambda n, c: n.item is not None and filled(n.item.name), "item.name")),
    rule(
        "BR-26",
        "BT-146",
        MISSING,
        on(LINES, lambda n, c: n.price is not None and n.price.net_price is not None, "price.net_price"),
    ),
    rule(
        "BR-27",
        "BT-146",
        Words(
            sv="Priset är {value}, men ett pris får inte vara negativt. Skriv det utan minus. På en kreditfaktura står "
            "alla belopp utan minus; på en faktura görs antalet negativt om raden ska dras av.",
            nb="Prisen er {value}, men en pris kan ikke være negativ. Skriv den uten minus. På en kreditnota står alle "
            "beløp uten minus; på en faktura gjøres antallet negativt hvis linjen skal trekkes fra.",
            en="The price is {value}, but a price cannot be negative. Write it without the minus. On a credit note all "
            "amounts stand without a minus; on an invoice make the quantity negative if the line is to be deducted.",
        ),
        on(LINES, _price_at_least_zero, "price.net_price"),
    ),
    rule(
        "BR-28",
        "BT-148",
        Words(
            sv="Bruttopriset är {value}, men får inte vara negativt. Skriv priset utan minus.",
            nb="Bruttoprisen er {value}, men kan ikke være negativ. Skriv prisen uten minus.",
            en="The gross price is {value}, but cannot be negative. Write it without the minus.",
        ),
        on(LINES, _gross_price_at_least_zero, "price.gross_price"),
        ubl(_LINES_WITH_NEGATIVE_GROSS_PRICES, never, "price.gross_price"),
    ),
    rule(
        "BR-29",
        "BT-74 BT-73",
        PERIOD_BACKWARDS,
        on(PERIOD, period_is_forwards, "end", _start_of_period),
        on(_backward_periods("period"), never),
    ),
    rule(
        "BR-30",
        "BT-135 BT-134",
        PERIOD_BACKWARDS,
        on(LINE_PERIODS, period_is_forwards, "end", _start_of_period),
        on(_backward_periods("lines"), never),
    ),
    rule(
        "BR-54",
        "BG-32 BT-160 BT-161",
        Words(
            sv="En egenskap hos varan saknar namn eller värde. Fyll i båda, eller ta bort egenskapen.",
            nb="En egenskap ved varen mangler navn eller verdi. Fyll ut begge, eller fjern egenskapen.",
            en="An attribute of the item lacks its name or its value. Fill in both, or leave the attribute out.",
        ),
        on(ITEM_ATTRIBUTES, lambda a, c: a.name is not None and a.value is not None),
        ubl(_empty("other attribute"), never),
    ),
    rule(
        "BR-64",
        "BT-157",
        NO_SCHEME,
        on(
            LINES,
            lambda n, c: n.item is None or has_scheme(n.item.standard_identifier, c),
            "item.standard_identifier.scheme",
        ),
        mend=with_item_schemes,
    ),
    rule(
        "BR-65",
        "BT-158",
        Words(
            sv="Varans klassificeringskod {value} säger inte vilken kodlista den kommer från. Ange listan.",
            nb="Varens klassifiseringskode {value} sier ikke hvilken kodeliste den kommer fra. Angi listen.",
            en="The item's classification code {value} does not say from which list it comes. State the list.",
        ),
        ubl(ITEM_CLASSIFICATIONS, lambda k, c: k.code is None or k.scheme is not None, "code"),
        cii(ITEM_CLASSIFICATIONS, lambda k, c: k.code is None or filled(k.scheme), "code"),
    ),
)

_allowances = (
    rule("BR-31", "BT-92", MISSING, on(ALLOWANCES, _has_amount, "amount")),
    rule(
        "BR-32",
        "BT-95",
        MISSING,
        on(ALLOWANCES, _has_category, "vat_category"),
        cii(other_taxes("allowance"), has_no_category),
    ),
    rule("BR-33", "BG-20 BT-97 BT-98", NO_REASON, on(ALLOWANCES, has_reason)),
    rule("BR-36", "BT-99", MISSING, on(CHARGES, _has_amount, "amount")),
    rule(
        "BR-37",
        "BT-102",
        MISSING,
        on(CHARGES, _has_category, "vat_category"),
        cii(other_taxes("charge"), has_no_category),
    ),
    rule("BR-38", "BG-21 BT-104 BT-105", NO_REASON, on(CHARGES, has_reason)),
    rule("BR-41", "BT-136", MISSING, on(LINE_ALLOWANCES, _has_amount, "amount")),
    rule("BR-42", "BG-27 BT-139 BT-140", NO_REASON, on(LINE_ALLOWANCES, has_reason)),
    rule("BR-43", "BT-141", MISSING, on(LINE_CHARGES, _has_amount, "amount")),
    rule("BR-44", "BG-28 BT-144 BT-145", NO_REASON, on(LINE_CHARGES, has_reason)),
)

_payment = (
    rule(
        "BR-51",
        "BT-87",
        Words(
            sv="Kortnumret {value} har fler än tio tecken. Ange högst de fyra sista siffrorna; hela kortnumret får "
            "inte stå på en faktura.",
            nb="Kortnummeret {value} har mer enn ti tegn. Angi høyst de fire siste sifrene; hele kortnummeret skal "
            "ikke stå på en faktura.",
            en="The card number {value} has more than ten characters. Give the last four digits at most; the whole "
            "number must not stand on an invoice.",
        ),
        ubl(PAYMENT_MEANS, _short_card_number, "card.primary_account_number", severity=Severity.WARNING),
        cii(PAYMENT_MEANS, _short_card_number, "card.primary_account_number"),
    ),
    rule(
        "BR-49",
        "BT-81",
        MISSING,
        on(PAYMENT_MEANS, _has_code, "code"),
        cii(_empty("payment.means"), never),
    ),
    rule(
        "BR-50",
        "BT-84 BT-81",
        MISSING,
        ubl(PAYMENT_MEANS, _account_is_filled_ubl, "credit_transfer.account"),
        cii(PAYMENT_MEANS, _account_is_filled_cii, "credit_transfer.account"),
        cii(EMPTY_ACCOUNTS, never),
    ),
    rule(
        "BR-61",
        "BT-84 BT-81",
        Words(
            sv="Fakturan ska betalas till ett konto, men kontonumret saknas. Fyll i IBAN, bankgiro eller kontonummer.",
            nb="Fakturaen skal betales til en konto, men kontonummeret mangler. Fyll ut IBAN eller kontonummer.",
            en="The invoice is to be paid to an account, but the account's number is missing. Fill in the IBAN or the "
            "national account number.",
        ),
        ubl(PAYMENT_MEANS, _account_exists_ubl, "credit_transfer.account"),
        cii(PAYMENT_MEANS, _account_exists_cii, "credit_transfer.account"),
        cii(EMPTY_ACCOUNTS, never),
    ),
    rule(
        "BR-53",
        "BT-111 BT-6",
        Words(
            sv="Fakturan anger en egen valuta för momsredovisningen, men momsen i den valutan saknas. Fyll i "
            "momsbeloppet, eller ta bort redovisningsvalutan.",
            nb="Fakturaen angir en egen valuta for mva-regnskapet, men merverdiavgiften i den valutaen mangler. Fyll "
            "ut beløpet, eller fjern regnskapsvalutaen.",
            en="The invoice names a currency of its own for VAT accounting, but the VAT in that currency is missing. "
            "Fill in the amount, or leave the accounting currency out.",
        ),
        ubl(DOCUMENT, _accounting_vat_ubl, "totals.vat_amount_accounting"),
        cii(DOCUMENT, _accounting_vat_cii, "totals.vat_amount_accounting"),
    ),
)

_references = (
    rule(
        "BR-52",
        "BT-122 BT-18",
        Words(
            sv="En bilaga saknar sin referens. Ge bilagan ett nummer eller ett namn.",
            nb="Et vedlegg mangler sin referanse. Gi vedlegget et nummer eller et navn.",
            en="A supporting document lacks its reference. Give it a number or a name.",
        ),
        on(SUPPORTING_DOCUMENTS, lambda d, c: filled(d.reference), "reference"),
        ubl(DOCUMENT, lambda i, c: i.invoiced_object is None or filled(i.invoiced_object.value), "invoiced_object"),
        ubl(DOCUMENT, _project_is_named, "project_reference"),
        cii(_empty("supporting_documents"), never),
    ),
    rule(
        "BR-55",
        "BT-25",
        MISSING,
        ubl(PRECEDING_INVOICES, lambda p, c: p.number is not None, "number"),
        cii(PRECEDING_INVOICES, lambda p, c: filled(p.number), "number"),
    ),
)

PRESENCE: tuple[Rule, ...] = (*_document, *_parties, *_lines, *_allowances, *_payment, *_references)
