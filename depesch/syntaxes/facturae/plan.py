"""What each element of Facturae means in the model.

Only the root is in the namespace of the version; 3.0 to 3.2.2 have the same names for the same things.

Source: Facturae 3.2.2, schema and description.
"""

from __future__ import annotations

from collections.abc import Mapping

from depesch.kit.xml import children
from depesch.model import invoice as model
from depesch.syntaxes.aside import Aside
from depesch.syntaxes.binding import Element, Entry, Plan, Problem, Run, Take, Tracer, Values
from depesch.syntaxes.coded import BareNote, Coded, Joined
from depesch.syntaxes.facturae import codes, made
from depesch.syntaxes.facturae.splitting import SIGNATURE
from depesch.syntaxes.groups import Choice, Group, Groups, Inside, Nest, Top
from depesch.syntaxes.joining import Changed, OrderOfLine, OwnNote
from depesch.syntaxes.leaves import Day, Known, Leaf, Number

_ASIDE = Aside()


def _said(element: Element | None, tag: str) -> str:
    """Return what a child says, without white space around it; empty when it is not there."""
    if element is None:
        return ""
    return next(((one.text or "").strip() for one in children(element) if one.tag == tag), "")


def _filled(entry: Entry) -> Choice:
    return Choice(lambda element: entry if (element.text or "").strip() else None, entry)


class _SeriesAndNumber(Leaf):
    """The number of an invoice behind the series that stands beside it."""

    __slots__ = ()

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            number = (element.text or "").strip()
            series = _said(element.getparent(), "InvoiceSeriesCode")
            if number or series:
                values.setdefault(key, made.series_and_number(series, number))

        return take


class _Type(Coded):
    """BT-3 by the class of the invoice, and by who issues it."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("type_code", codes.CLASSES, "a class of invoice: OO, OR, OC, CO, CR or CC", more=codes.COPIES)

    def _taker(self) -> Take:
        take_code = super()._taker()

        def take(element: Element, values: Values, run: Run) -> None:
            take_code(element, values, run)
            issuer = element.getroottree().getroot().findtext("FileHeader/InvoiceIssuerType") or ""
            if values.get("type_code") == "380" and issuer.strip() == "RE":
                values["type_code"] = codes.SELF_BILLED

        return take


_COUNTRY = Coded("country", codes.COUNTRIES, "a country of ISO 3166 in three letters")
_ADDRESS_PLAN: Plan = {
    "Address": Changed("line_1"),
    "PostCode": Changed("post_code"),
    "Town": Changed("city"),
    "PostCodeAndTown": Changed("city"),  # in one, and nobody knows where the one ends
    "Province": Changed("subdivision"),
    "CountryCode": _COUNTRY,
}
_ADDRESS = Group("address", model.PostalAddress, _ADDRESS_PLAN, drop_empty=True)
_CONTACT = Group(
    "contact",
    model.Contact,
    {"Telephone": Changed("telephone"), "ElectronicMail": Changed("email"), "ContactPersons": Changed("name")},
    drop_empty=True,
)
_REGISTRATION = {
    "Book": "Libro",
    "RegisterOfCompaniesLocation": "Registro Mercantil",
    "Sheet": "Hoja",
    "Folio": "Folio",
    "Section": "Sección",
    "Volume": "Tomo",
}


def _office(role: str) -> Nest:
    return Nest(
        {
            "CentreCode": OwnNote("notes", f"{codes.OFFICES[role]}: "),
            "RoleTypeCode": Known(role),
        }
    )


_OFFICES: Mapping[str, Nest] = {role: _office(role) for role in codes.OFFICES}


def _party(key: str) -> Group:
    legal: dict[str, Entry] = {
        tag: Joined("additional_legal_information", ", ", f"{word} {{}}") for tag, word in _REGISTRATION.items()
    }
    legal["AdditionalRegistrationData"] = Joined("additional_legal_information", ", ")
    places: dict[str, Entry] = {"AddressInSpain": _ADDRESS, "OverseasAddress": _ADDRESS, "ContactDetails": _CONTACT}
    entity: dict[str, Entry] = {"CorporateName": Changed("name"), "TradeName": Changed("trading_name"), **places}
    if key == "seller":
        entity["RegistrationData"] = Nest(legal)
    names = {tag: Joined("name") for tag in ("Name", "FirstSurname", "SecondSurname")}
    plan: Plan = {
        "TaxIdentification": Nest(
            {
                "PersonTypeCode": Known("f", "j"),
                "ResidenceTypeCode": Changed("residence"),
                "TaxIdentificationNumber": Changed("tax_number"),
            }
        ),
        "LegalEntity": Nest(entity),
        "Individual": Nest({**names, **places}),
    }
    outer: Plan = {
        "AdministrativeCentres": Nest(
            {
                "AdministrativeCentre": Choice(
                    lambda element: _OFFICES.get(_said(element, "RoleTypeCode")), *_OFFICES.values()
                )
            }
        )
    }
    return Group(key, made.party, plan, outer=outer, drop_empty=True)


_ASSIGNEE = Group(
    "payee",
    model.Payee,
    {
        "TaxIdentification": Nest(
            {
                "PersonTypeCode": Known("f", "j"),
                "ResidenceTypeCode": Known("r", "u", "e"),
                "TaxIdentificationNumber": Inside("legal_registration", model.Identifier, Changed("value")),
            }
        ),
        "LegalEntity": Nest({"CorporateName": Changed("name")}),
        "Individual": Nest({tag: Joined("name") for tag in ("Name", "FirstSurname", "SecondSurname")}),
    },
    drop_empty=True,
)

_FILE: Plan = {
    "SchemaVersion": Known("3.0", "3.1", "3.2", "3.2.1", "3.2.2"),
    "Modality": Known("i", "l"),
    "InvoiceIssuerType": Known("em", "re"),
    "Batch": _ASIDE,  # the sums of the invoices in the file
    "FactoringAssignmentData": Nest({"Assignee": _ASSIGNEE, "FactoringAssignmentClauses": BareNote("notes")}),
}

_HEADER: Plan = {
    "InvoiceNumber": _SeriesAndNumber("number"),
    "InvoiceSeriesCode": Known(),  # in front of the number
    "InvoiceDocumentType": Known("fc", "fa", "af"),
    "InvoiceClass": _Type(),
    "Corrective": Groups(
        "preceding_invoices",
        model.PrecedingInvoice,
        {
            "InvoiceNumber": _SeriesAndNumber("number"),
            "InvoiceSeriesCode": Known(),
            "InvoiceIssueDate": Day("issue_date"),
        },
        outer={"ReasonDescription": BareNote("notes"), "AdditionalReasonDescription": BareNote("notes")},
        drop_empty=True,
    ),
}


class _OtherCurrency(Changed):
    """The currency of the taxes, which is only told where it is another one."""

    __slots__ = ()

    def _taker(self) -> Take:
        take_text = super()._taker()

        def take(element: Element, values: Values, run: Run) -> None:
            if (element.text or "") != _said(element.getparent(), "InvoiceCurrencyCode"):
                take_text(element, values, run)

        return take


_PERIOD = Group("period", model.Period, {"StartDate": Day("start"), "EndDate": Day("end")})
_ISSUE: Plan = {
    "IssueDate": Day("issue_date"),
    "OperationDate": Inside("delivery", model.Delivery, Day("delivery_date")),
    "InvoicingPeriod": _PERIOD,
    "InvoiceCurrencyCode": Changed("currency"),
    "TaxCurrencyCode": _OtherCurrency("vat_currency"),
    "LanguageName": Known(),
    "InvoiceDescription": BareNote("notes"),
    "ReceiverTransactionReference": Changed("order_reference"),
    "FileReference": Changed("tender_or_lot_reference"),
    "ReceiverContractReference": Changed("contract_reference"),
}


def _amount(key: str) -> Nest:
    return Nest({"TotalAmount": Number(key)})


_KIND = Changed("kind")
_EVENT = Nest(
    {
        "SpecialTaxableEventCode": Coded("category", codes.EVENTS, "01 (exempt) or 02 (not subject)"),
        "SpecialTaxableEventReason": Changed("exemption_reason"),
    }
)


def _is_vat(element: Element) -> bool:
    return _said(element, "TaxTypeCode") in (codes.VAT, codes.IPSI, codes.IGIC)


def _vat_only(entry: Entry) -> Choice:
    """Return the entry for VAT and what stands for it; other taxes have no place."""
    return Choice(lambda element: entry if _is_vat(element) else None, entry)


_VAT_ROW = Groups(
    "vat_breakdown",
    made.vat_row,
    {
        "TaxTypeCode": _KIND,
        "TaxRate": Number("rate"),
        "TaxableBase": _amount("taxable_amount"),
        "TaxAmount": _amount("tax_amount"),
        "SpecialTaxableEvent": _EVENT,
    },
)
_LINE_VAT = Group(
    "vat",
    made.line_vat,
    {"TaxTypeCode": _KIND, "TaxRate": Number("rate"), "TaxableBase": _ASIDE, "TaxAmount": _ASIDE},
)


def _charges(key: str, word: str, group: str) -> Nest:
    return Nest(
        {
            group: Groups(
                key,
                model.AllowanceCharge,
                {
                    f"{word}Reason": Changed("reason"),
                    f"{word}Rate": Number("percentage"),
                    f"{word}Amount": Number("amount"),
                },
            )
        }
    )


_DISCOUNTS, _SURCHARGES = _charges("allowances", "Discount", "Discount"), _charges("charges", "Charge", "Charge")


def _total(entry: Entry) -> Inside:
    return Inside("totals", made.totals, entry)


class _Retained(Leaf):
    """An amount that the buyer keeps as a security; named all the same, for it is only a part of a term."""

    __slots__ = ()
    many = True

    def _taker(self) -> Take:
        number = Number("amount").take

        def take(element: Element, values: Values, run: Run) -> None:
            own: Values = {}
            number(element, own, run)
            if own:
                values.setdefault("retained", []).append(own["amount"])

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)


_TOTALS: Plan = {
    "TotalGrossAmount": _total(Number("line_net_amount")),
    "GeneralDiscounts": _DISCOUNTS,
    "GeneralSurcharges": _SURCHARGES,
    "TotalGeneralDiscounts": _total(Number("allowance_amount")),
    "TotalGeneralSurcharges": _total(Number("charge_amount")),
    "TotalGrossAmountBeforeTaxes": _total(Number("amount_excl_vat")),
    "TotalTaxOutputs": _total(Number("vat_amount")),
    "TotalTaxesWithheld": _total(Number("withheld")),
    "InvoiceTotal": _total(Number("invoice_total")),
    "AmountsWithheld": Nest({"WithholdingAmount": _total(_Retained("retained"))}),
    "TotalPaymentsOnAccount": _total(Number("on_account")),
    "TotalOutstandingAmount": _ASIDE,  # what is left of the total before that
    "TotalExecutableAmount": _total(Number("amount_due")),
}


def _unit(element: Element) -> Entry | None:
    return _UNIT if (element.text or "").strip() in codes.UNITS else None


_UNIT = Coded("unit", codes.UNITS, "a unit of measure")


def _item(key: str) -> Choice:
    return _filled(Inside("item", model.Item, Changed(key)))


_LINE: Plan = {
    "ReceiverTransactionReference": _filled(OrderOfLine("Pedido: ")),
    "SequenceNumber": Changed("order_line_reference"),
    "DeliveryNotesReferences": Nest(
        {"DeliveryNote": Nest({"DeliveryNoteNumber": Top(_filled(Changed("despatch_advice_reference")))})}
    ),
    "ItemDescription": _item("name"),
    "Quantity": Number("quantity"),
    "UnitOfMeasure": Choice(_unit, _UNIT),
    "UnitPriceWithoutTax": Inside("price", model.Price, Number("net_price")),
    "TotalCost": _ASIDE,  # quantity times price
    "DiscountsAndRebates": _DISCOUNTS,
    "Charges": _SURCHARGES,
    "GrossAmount": Number("net_amount"),
    "TaxesOutputs": Nest({"Tax": _vat_only(_LINE_VAT)}),
    "LineItemPeriod": _PERIOD,
    "AdditionalLineItemInformation": _item("description"),
    "SpecialTaxableEvent": Nest(
        {
            "SpecialTaxableEventCode": Coded("event", codes.EVENTS, "01 (exempt) or 02 (not subject)"),
            "SpecialTaxableEventReason": Joined("note", "\n"),
        }
    ),
    "ArticleCode": _item("seller_identifier"),
}


def _payment(entry: Entry) -> Inside:
    return Inside("payment", model.Payment, entry)


def _only_installment(element: Element) -> Entry | None:
    """Return nothing for the amount of the only installment; of several, the amounts have no place."""
    installment = element.getparent()
    details = installment.getparent() if installment is not None else None
    return _ASIDE if details is not None and len(children(details)) == 1 else None


_INSTALLMENT = Groups(
    "means",
    model.PaymentMeans,
    {
        "PaymentMeans": Coded("code", codes.MEANS, "a means of payment, 01 to 19", more=codes.MEANS_THAT_SAY_MORE),
        "AccountToBeCredited": Group(
            "credit_transfer",
            made.account,
            {"IBAN": Changed("iban"), "AccountNumber": Changed("number"), "BIC": Changed("provider")},
            drop_empty=True,
        ),
    },
    outer={
        "InstallmentDueDate": Top(Day("due_date")),
        "InstallmentAmount": Choice(_only_installment, _ASIDE),
        "PaymentReconciliationReference": _filled(Changed("remittance_information")),
        "AccountToBeDebited": Nest(
            {"IBAN": _filled(Inside("direct_debit", model.DirectDebit, Changed("debited_account")))}
        ),
        "CollectionAdditionalInformation": Top(_filled(Changed("payment_terms"))),
    },
    drop_empty=True,
)


class _File(Leaf):
    """The content of an attached file, in base64."""

    __slots__ = ()

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text or ""
            content = made.unpacked(text)
            if content is None:
                run.problems.append(Problem("READ-BASE64", element, text[:80], "an attached file in base64"))
            else:
                values.setdefault(key, content)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)
        for place in ("attachment", "attachment.content"):
            run.note(prefix + place, element)


_ATTACHMENT = Groups(
    "supporting_documents",
    made.document,
    {
        "AttachmentCompressionAlgorithm": Changed("packing"),
        "AttachmentFormat": Changed("kind"),
        "AttachmentEncoding": Known("base64"),
        "AttachmentDescription": Changed("description"),
        "AttachmentData": _File("content"),
    },
)

_INVOICE: Plan = {
    "InvoiceHeader": Nest(_HEADER),
    "InvoiceIssueData": Nest(_ISSUE),
    "TaxesOutputs": Nest({"Tax": _vat_only(_VAT_ROW)}),
    "InvoiceTotals": Nest(_TOTALS),
    "Items": Nest({"InvoiceLine": Groups("lines", made.line, _LINE)}),
    "PaymentDetails": _payment(Nest({"Installment": _INSTALLMENT})),
    "LegalLiterals": Nest({"LegalReference": BareNote("notes")}),
    "AdditionalData": Nest(
        {
            "InvoiceAdditionalInformation": BareNote("notes"),
            "RelatedDocuments": Nest({"Attachment": _ATTACHMENT}),
        }
    ),
}

PLAN: Plan = {
    "FileHeader": Nest(_FILE),
    "Parties": Nest({"SellerParty": _party("seller"), "BuyerParty": _party("buyer")}),
    "Invoices": Nest({"Invoice": Nest(_INVOICE)}),
    SIGNATURE: _ASIDE,
}
