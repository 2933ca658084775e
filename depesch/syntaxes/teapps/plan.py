"""What each element of TEAPPSXML 2.7.2 and 3.0 means in the model.

Source: TEAPPSXML 3.0 empty invoice with explanations, which names the business terms; Finvoice 2.01 - TEAPPSXML 2.7.2
correlation (Tieto, Federation of Finnish Financial Services).
"""

from __future__ import annotations

from depesch.model import invoice as model
from depesch.syntaxes.aside import Aside
from depesch.syntaxes.binding import Element, Entry, Plan, Run, Take, Tracer, Values
from depesch.syntaxes.groups import Choice, Group, Groups, Inside, Nest
from depesch.syntaxes.leaves import Known, Leaf
from depesch.syntaxes.teapps import amounts
from depesch.syntaxes.teapps.codes import CHARGES, scheme_stated, type_of
from depesch.syntaxes.teapps.groups import MarkedGroup, MarkedGroups
from depesch.syntaxes.teapps.party_plan import BUYER, DELIVERY, FACTORING, PARTNER, SELLER, payment
from depesch.syntaxes.teapps.row_plan import (
    CHARGE_PLAN,
    DISCOUNT_PLAN,
    GROSS,
    NET,
    ROWS,
    Marks,
    OrderType,
    SameCurrency,
    charge_type,
    customers,
    date_of,
    discount_type,
    filled_date,
    period,
    vat_type,
)
from depesch.syntaxes.teapps.values import Coded, Filled, FilledId, Money, Parts, Signed, said_in, says

_ANY_VAT = ("", NET, GROSS)
# What the heading of a plain invoice or credit note is, in the languages that it is written in.
_HEADINGS = frozenset({"lasku", "hyvityslasku", "faktura", "kreditfaktura", "kreditnota", "invoice", "credit note"})


def subject_code(said: str | None) -> str | None:
    """Return the code of UNTDID 4451 that an attribute says; any other code stays unread."""
    return said if said and len(said) == 3 and said.isascii() and said.isalpha() and said.isupper() else None


class _Notes(Leaf):
    """A free text (BT-22); `marked` is the attribute that may have its subject code (BT-21)."""

    __slots__ = ("marked", "passing")
    many = True

    def __init__(self, marked: str | None = None, passing: frozenset[str] = frozenset()) -> None:
        self.marked = marked
        self.passing = passing
        super().__init__("notes")

    def _taker(self) -> Take:
        marked, passing = self.marked, self.passing

        def take(element: Element, values: Values, run: Run) -> None:
            text = says(element)
            if text and text.strip().lower() not in passing:
                code = subject_code(element.get(marked)) if marked is not None else None
                values.setdefault("notes", []).append(model.Note(text=text, subject_code=code))

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        before = len(values.get(self.key, ()))
        self.take(element, values, run)
        run.used.add(element)
        if len(values.get(self.key, ())) > before:
            path = f"{prefix}{self.key}[{before}]"
            for place in (path, f"{path}.text"):
                run.note(place, element)
            if self.marked is not None and subject_code(element.get(self.marked)) is not None:
                run.note(f"{path}.subject_code", element, self.marked)


class _InfoTitle(Filled):
    """The title of additional information, and its code."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("title")

    def _taker(self) -> Take:
        take_text = super()._taker()

        def take(element: Element, values: Values, run: Run) -> None:
            take_text(element, values, run)
            if (code := subject_code(element.get("INFO_TYPE"))) is not None:
                values["subject_code"] = code

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        if "subject_code" in values:
            run.note(f"{prefix}subject_code", element, "INFO_TYPE")


def _information(*, title: str | None = None, text: str | None = None, subject_code: str | None = None) -> model.Note:
    """Return additional information as a note: its title, a colon and its content."""
    return model.Note(text=": ".join(part for part in (title, text) if part) or None, subject_code=subject_code)


class _Credited(Leaf):
    """The invoice that is credited (BG-3): its number, and the date that stands beside it."""

    __slots__ = ()
    many = True

    def __init__(self) -> None:
        super().__init__("preceding_invoices")

    def _taker(self) -> Take:
        date_entry = date_of(Parts("issue_date"))

        def take(element: Element, values: Values, run: Run) -> None:
            own: Values = {}
            if number := says(element):
                own["number"] = number
            beside = _credit_date(element)
            if beside is not None:
                date_entry.take(beside, own, run)
            if own:
                values.setdefault("preceding_invoices", []).append(model.PrecedingInvoice(**own))

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        before = len(values.get(self.key, ()))
        path = f"{prefix}{self.key}[{before}]"
        problems = len(run.problems)
        self.take(element, values, run)
        del run.problems[problems:]
        if len(values.get(self.key, ())) > before:
            run.places.setdefault(path, (element, None))
            if says(element):
                run.note(f"{path}.number", element)
        beside = _credit_date(element)
        if beside is not None:
            date_of(Parts("issue_date")).trace(beside, {}, run, f"{path}.")


def _credit_date(element: Element) -> Element | None:
    """Return the date that belongs to the number: the element after it."""
    beside = element.getnext()
    return beside if beside is not None and beside.tag == "CREDIT_INVOICE_DATE" else None


def _lone_credit_date(element: Element) -> Entry | None:
    before = element.getprevious()
    return None if before is not None and before.tag == "CREDIT_INVOICE_NUMBER" else _LONE_DATE


_LONE_DATE = Groups(
    "preceding_invoices",
    model.PrecedingInvoice,
    {"DATE": filled_date(Parts("issue_date"))},
    drop_empty=True,
)


def _delivery(entry: Entry) -> Inside:
    return Inside("delivery", model.Delivery, entry)


def _is_filled(entry: Entry) -> Choice:
    return Choice(lambda element: entry if says(element) else None, entry)


def _order_reference(element: Element) -> Entry:
    """Return what HEADER/ORDER_REFERENCE is: the order, unless ORDER_INFORMATION says which order it is."""
    header = element.getparent()
    stated = header is not None and any(
        one.tag == "ORDER_INFORMATION" and (one.get("ORDER_TYPE") or "CO") == "CO" and said_in(one, "ORDER_NUMBER")
        for one in header
    )
    return _BUYER_REFERENCE if stated else _ORDER_NUMBER


_LOCATION = _delivery(FilledId("location", scheme_stated))
_BUYER_REFERENCE, _ORDER_NUMBER = Filled("buyer_reference"), Filled("order_reference")

_IMAGE_TYPES = frozenset({"INVOICE_IMAGE", "VOUCHER_MEMO", "SCANNED"})


def _image_marks(element: Element) -> Marks:
    """Return the marks of a file that is an image of the invoice or another paper, made by whomever."""
    known = [("", None, "SOURCE")]
    if element.get("TYPE") in _IMAGE_TYPES:
        known.append(("", None, "TYPE"))
    if element.get("SIGNED") == "NO":
        known.append(("", None, "SIGNED"))
    return tuple(known)


class _FileName(Filled):
    """The name of a file that travels beside; IMAGE_TYPE is its ending once more."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("reference", constants=("IMAGE_TYPE",))


_CONTROL: Plan = {
    "ARCHIVE_CONTROL": Aside(),
    "IMAGE_CONTROL": MarkedGroups(
        "supporting_documents",
        model.SupportingDocument,
        {"IMAGE_FILE": _FileName(), "IMAGE_PROGRAM": Known(), "IMAGE_DESCRIPTION": Filled("description")},
        _image_marks,
    ),
}


class _Link(Leaf):
    """An address on the web (BT-124), by which the document goes (BT-122)."""

    __slots__ = ()
    many = True

    def __init__(self) -> None:
        super().__init__("supporting_documents")

    def _taker(self) -> Take:
        def take(element: Element, values: Values, run: Run) -> None:
            if text := says(element):
                values.setdefault("supporting_documents", []).append(
                    model.SupportingDocument(reference=text, location=text)
                )

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        before = len(values.get(self.key, ()))
        self.take(element, values, run)
        if len(values.get(self.key, ())) > before:
            path = f"{prefix}{self.key}[{before}]"
            for place in (path, f"{path}.reference", f"{path}.location"):
                run.note(place, element)


_HEADER: Plan = {
    "INVOICE_ID": Filled("number"),
    "PROCESS_CODE": Known("00"),
    "INVOICE_TYPE": Coded("type_code", type_of, "00 (invoice) or 01 (credit note)", marks=("UNTDID_CODE",)),
    "BUSINESS_PROCESS_TYPE": Filled("business_process"),
    "SPECIFICATION_ID": Filled("specification"),
    "METHOD_OF_CHARGE": Known("00"),
    "METHOD_OF_INTERCHANGE": Aside(),
    "SUBJECT": _Notes(passing=_HEADINGS),
    "CREDIT_INVOICE_NUMBER": _Credited(),
    "CREDIT_INVOICE_DATE": Choice(_lone_credit_date, _LONE_DATE),
    "INVOICE_DATE": date_of(Parts("issue_date")),
    "DUE_DATE": Nest({"DATE": filled_date(Parts("due_date")), "VERBOSE_DATE": _Notes()}),
    "TAX_POINT_DATE": Nest({"DATE": filled_date(Parts("tax_point_date")), "DATE_CODE": Filled("tax_point_date_code")}),
    "START_PERIOD": period("start"),
    "DELIVERY_DATE": date_of(_delivery(Parts("delivery_date"))),
    "END_PERIOD": period("end"),
    "NOTE_NUMBER": Filled("despatch_advice_reference"),
    "TERMS_OF_PAYMENT": Filled("payment_terms"),
    "PAYMENT_OVERDUE_FINE": Nest({"FREE_TEXT": _Notes("TEXT_TYPE")}),
    "CURRENCY": Nest({"CODE": Filled("currency")}),
    "ORDER_REFERENCE": Choice(_order_reference, _BUYER_REFERENCE, _ORDER_NUMBER),
    "ORDER_INFORMATION": customers(
        OrderType({"ORDER_NUMBER": _ORDER_NUMBER, "ORDER_REFERENCE": _BUYER_REFERENCE}),
        OrderType({"ORDER_NUMBER": Filled("sales_order_reference")}),
    ),
    "CONTRACT_INFORMATION": Nest({"CONTRACT_NUMBER": Filled("contract_reference")}),
    "PROJECT_INFORMATION": Nest({"PROJECT_NUMBER": Filled("project_reference")}),
    "TRANSPORT_INFORMATION": Nest(
        {
            # A place by name is none that has an identifier.
            "FINAL_DESTINATION": Choice(
                lambda element: _LOCATION if scheme_stated(element)[0] else None,
                _LOCATION,
            ),
            "TRANSPORT_NOTE": Filled("receiving_advice_reference"),
        }
    ),
    "FACTORING_INFORMATION": FACTORING,
    "PAYER_POSTING_GROUP_DEFAULTS": Nest(
        {"POSTING_DEFAULT": Nest({"ACCOUNT_REFERENCE": Filled("buyer_accounting_reference")})}
    ),
    "INVOICE_ORDER_NUMBER": _ORDER_NUMBER,
    "BUYER_REFERENCE": _BUYER_REFERENCE,
    "VAT_TEXT": _Notes(),
    "OFFER_REFERENCE": Filled("tender_or_lot_reference"),
    "INVOICED_OBJECT": FilledId("invoiced_object", scheme_stated),
    "HEADER_INFO": Groups(
        "notes",
        _information,
        {"SERIAL_ID": Known(), "TITLE": _InfoTitle(), "CONTENT": Filled("text")},
        drop_empty=True,
    ),
    "PAYMENT_CARD_INFORMATION": payment(
        Group(
            "card",
            model.PaymentCard,
            {"PRIMARY_ACCOUNT_NUMBER": Filled("primary_account_number"), "PAYMENT_CARD_HOLDER": Filled("holder_name")},
            drop_empty=True,
        )
    ),
    "DIRECT_DEBIT_INFO": payment(
        Group(
            "direct_debit",
            model.DirectDebit,
            {
                "MANDATE_REFERENCE": Filled("mandate_reference"),
                "CREDITOR_ID": Filled("creditor_identifier"),
                "DEBITED_ACCOUNT": Nest(
                    {
                        "IBAN_ACCOUNT_NUMBER": Filled("debited_account"),
                        "BANK_ACCOUNT_NUMBER": Filled("debited_account"),
                    }
                ),
            },
            drop_empty=True,
        )
    ),
    "LINKS": Nest({"LINK": _Link()}),
    "FREE_TEXT": _Notes("TEXT_TYPE"),
}


def _money(key: str) -> Money:
    return Money(dict.fromkeys(_ANY_VAT, key))


def _total(entry: Entry) -> Inside:
    return Inside("totals", amounts.totals, entry)


def _exempts(element: Element) -> bool:
    """Whether the VAT row that a description stands in has no VAT, so that it says why."""
    return not said_in(element.getparent(), "RATE").strip("0. ")


_REASON = Filled("exemption_reason")
_VAT_ROW = MarkedGroups(
    "vat_breakdown",
    amounts.vat_row,
    {
        "RATE": Signed("rate"),
        "ACCORDING": Money(dict.fromkeys(("", NET), "taxable_amount")),
        "VAT_RATE_TOTAL": _money("tax_amount"),
        "VAT_GROUP_TOTAL": Aside(),  # the sum of the two
        "VAT_DESCRIPTION": Choice(lambda element: _REASON if _exempts(element) else None, _REASON),
        "EXEMPTION_REASON_CODE": Filled("exemption_reason_code"),
        "CURRENCY_CODE": SameCurrency(),
    },
    vat_type,
)


def _vat_row(element: Element) -> Entry | None:
    """Return the entry for a VAT row; one with nothing in it is none, as templates have it."""
    said = any(says(one) for one in element.iter("RATE", "AMOUNT", "VAT_DESCRIPTION"))
    return _VAT_ROW if said or (element.get("VAT_TYPE") or "").strip() else None


class _SumCharge(Leaf):
    """A sum of the invoice that is a charge (BG-21) of a kind of its own, such as the freight."""

    __slots__ = ("code", "reason")
    many = True

    def __init__(self, reason: str, code: str | None) -> None:
        self.reason = reason
        self.code = code
        super().__init__("charges")

    def _taker(self) -> Take:
        money, reason, code = _SUM, self.reason, self.code

        def take(element: Element, values: Values, run: Run) -> None:
            own: Values = {}
            money.take(element, own, run)
            if own:
                charge = model.AllowanceCharge(amount=own["amount"], reason=reason, reason_code=code)
                values.setdefault("charges", []).append(charge)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        own: Values = {}
        path = f"{prefix}charges[{len(values.get(self.key, ()))}]"
        _SUM.trace(element, own, run, f"{path}.")
        if own:
            values.setdefault(self.key, []).append(own)
            run.places.setdefault(path, (element, None))


_SUM = Money({NET: "amount"}, beside=GROSS)
_LINE_VAT = MarkedGroup("vat", amounts.line_vat, {"RATE": Signed("rate")}, vat_type)

_SUMMARY: Plan = {
    "ROWS_TOTAL": _total(Money({NET: "line_net_amount"}, beside=GROSS)),
    "INVOICE_TOTAL": _total(
        Money(
            {NET: "excluding", GROSS: "including"},
            shown={"excluding": ("amount_excl_vat",), "including": ("amount_due", "amount_incl_vat")},
        )
    ),
    "VAT_SUMMARY": Choice(_vat_row, _VAT_ROW),
    "VAT_TOTAL": _total(_money("vat_amount")),
    "ROUNDINGS": _total(Signed("rounding_amount")),
    "DISCOUNT": MarkedGroups("allowances", amounts.allowance, {**DISCOUNT_PLAN, "VAT": _LINE_VAT}, discount_type),
    "DISCOUNTS_TOTAL": _total(Money({NET: "allowance_amount"}, beside=GROSS)),
    "CHARGES": MarkedGroups("charges", amounts.allowance, {**CHARGE_PLAN, "VAT": _LINE_VAT}, charge_type),
    "CHARGES_TOTAL": _total(Money({NET: "charge_amount"}, beside=GROSS)),
    "SURCHARGE_TOTAL": _total(Money({NET: "charge_amount"}, beside=GROSS)),
    "PRECEDING_INVOICE_INFORMATION": Groups(
        "preceding_invoices",
        model.PrecedingInvoice,
        {
            "PRECEDING_INVOICE_ID": Filled("number"),
            "PRECEDING_INVOICE_DATE": date_of(Parts("issue_date")),
        },
        drop_empty=True,
    ),
    "INVOICE_TOTAL_WITHOUT_ADVANCE_PAYMENT": _total(
        Money(
            {NET: "before_excluding", GROSS: "before_including"},
            shown={"before_excluding": ("amount_excl_vat",), "before_including": ("amount_incl_vat",)},
        )
    ),
    "ADVANCE_PAYMENT": _total(Money({GROSS: "paid_amount"}, beside=NET)),
    "VAT_TOTAL_IN_OTHER_CURRENCY": Nest(
        {
            "AMOUNT": _total(Signed("vat_amount_accounting")),
            "CURRENCY": Nest({"CODE": Filled("vat_currency")}),
        }
    ),
    "FREE_TEXT": _Notes("TEXT_TYPE"),
    **{tag: _SumCharge(*kind) for tag, kind in CHARGES.items()},
}

_INVOICE: Plan = {
    "CONTROL": Nest(_CONTROL),
    "HEADER": Nest(_HEADER),
    "PAYEE": SELLER,
    "RECEIVER": BUYER,
    "DELIVERY_PARTY": DELIVERY,
    "OTHER_PARTNER": PARTNER,
    "ROWS": ROWS,
    "SUMMARY": Nest(_SUMMARY),
    "DIGITAL_SIGNATURE": Aside(),
    "CONTROL_TIMESTAMP": Aside(),
    "FB_REQUEST": Aside(),
}

_FRAME = Aside()
PLAN: Plan = {
    "TRANSPORT_FRAME": _FRAME,
    "CONTENT_FRAME": Nest(
        {
            **dict.fromkeys(
                (
                    "CF_CODE",
                    "NET_SERVICE_ID",
                    "INTERMEDIATOR",
                    "SENDER_DOMAIN",
                    "BLOCK_ID",
                    "TIMESTAMP",
                    "BLOCK_RULES",
                    "BLOCK_DEFAULTS",
                    "BLOCK_SUMMARY",
                ),
                _FRAME,
            ),
            "INVOICES": Nest({"INVOICE": Nest(_INVOICE)}),
        }
    ),
}
