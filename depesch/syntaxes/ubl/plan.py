"""What each element of UBL 2 means in the model: the plan from which a format of the family makes its own.

`Elements` says it part by part, as EN 16931 binds them; a dialect is a subclass that says otherwise where it differs.

Source: CEN/TS 16931-3-2; Peppol BIS Billing 3.0.
"""

from __future__ import annotations

from collections.abc import Callable

from depesch.kit.xml import children
from depesch.model import invoice as model
from depesch.syntaxes.binary import Binary
from depesch.syntaxes.binding import Element, Entry, Plan, Run
from depesch.syntaxes.choices import by_code, by_indicator, by_scheme
from depesch.syntaxes.groups import Choice, Doubted, Group, Groups, Inside, Later, Nest, Top
from depesch.syntaxes.leaves import Amount, BareText, Day, Id, Ids, Known, Number, SameText, Text
from depesch.syntaxes.ubl.entries import NoteText, indicator
from depesch.syntaxes.ubl.names import CAC_NS, INVOICED_OBJECT, PROJECT, SEPA, cbc

_ID = cbc("ID")
_AMOUNT = cbc("TaxAmount")
_TYPE = cbc("DocumentTypeCode")
_INDICATOR = cbc("ChargeIndicator")


class Elements:
    """The plan of UBL 2 as EN 16931 binds it, its aggregates in the namespace given.

    Each method makes the entries of one part anew; `invoice` and `credit_note` are the plans of the two documents.
    """

    def __init__(self, aggregates: str = CAC_NS) -> None:
        self._aggregates = aggregates
        self.vat_scheme = self.scheme_of_vat()
        self.says_vat: Callable[[Element], bool] = self._vat_teller()
        self.vat_number, self.tax_number = self.tax_registrations()

    def cac(self, name: str) -> str:
        """Return the tag of an aggregate."""
        return f"{{{self._aggregates}}}{name}"

    def scheme_of_vat(self) -> Entry:
        """Return the entry of the tax scheme of a category that is of VAT."""
        return Nest({_ID: Known("vat")})

    def is_vat_scheme(self, said: str | None) -> bool:
        """Whether the identifier of a tax scheme is that of VAT."""
        return said is not None and said.strip().upper() == "VAT"

    def _vat_teller(self) -> Callable[[Element], bool]:
        """Return what tells whether the tax scheme of a tax category or registration is VAT."""
        scheme, is_vat = self.cac("TaxScheme"), self.is_vat_scheme

        def says_vat(element: Element) -> bool:
            if not len(element):
                return False
            last = element[-1]  # where it stands
            for child in (last,) if last.tag == scheme else reversed(children(element)):
                if child.tag == scheme:
                    for one in children(child):
                        if one.tag == _ID:
                            text = one.text
                            return text == "VAT" or is_vat(text)
                    return False
            return False

        return says_vat

    def vat_only(self, entry: Entry) -> Choice:
        """Return the entry for a tax category that counts only when it is of VAT."""
        says_vat = self.says_vat
        return Choice(lambda element: entry if says_vat(element) else None, entry)

    def tax_registrations(self) -> tuple[Entry, Entry]:
        """Return the entries of a VAT number and of another registration.

        Number and scheme, and the scheme written plainly: whoever is registered otherwise is doubtful.
        """
        scheme = self.cac("TaxScheme")
        vat = {
            cbc("CompanyID"): BareText("vat_identifier", "schemeID"),
            scheme: Nest({_ID: Known("vat", sure="VAT")}),
        }
        other = {cbc("CompanyID"): BareText("tax_registration", "schemeID"), scheme: Nest({_ID: Known(filled=True)})}
        return Nest(vat, has=2), Nest(other, has=2)

    def address(self) -> Plan:
        """Return the plan of a postal address."""
        cac = self.cac
        return {
            cbc("StreetName"): Text("line_1"),
            cbc("AdditionalStreetName"): Text("line_2"),
            cac("AddressLine"): Nest({cbc("Line"): Text("line_3")}),
            cbc("CityName"): Text("city"),
            cbc("PostalZone"): Text("post_code"),
            cbc("CountrySubentity"): Text("subdivision"),
            cac("Country"): Nest({cbc("IdentificationCode"): Text("country")}),
        }

    def identifier(self, key: str) -> Entry:
        """Return the entry of an identifier with its scheme."""
        return Id(key)

    def identifiers(self, key: str) -> Entry:
        """Return the entry of one of several identifiers with their schemes."""
        return Ids(key)

    def _party_identification(self, entry: Entry) -> Choice:
        creditor_identifier = Nest({_ID: Text("creditor_identifier", constants=("schemeID",))})
        debit = Inside("direct_debit", model.DirectDebit, creditor_identifier)
        return by_scheme(_ID, {SEPA: Top(Inside("payment", model.Payment, debit))}, Nest({_ID: entry}))

    def party(self, *, seller: bool) -> Plan:
        """Return the plan of the seller or the buyer."""
        cac, says_vat, vat, tax = self.cac, self.says_vat, self.vat_number, self.tax_number
        identifiers = self.identifiers("identifiers")
        legal_form = Text("additional_legal_information")
        return {
            cbc("EndpointID"): self.identifier("electronic_address"),
            cac("PartyIdentification"): self._party_identification(identifiers) if seller else Nest({_ID: identifiers}),
            cac("PartyName"): Nest({cbc("Name"): Text("trading_name")}),
            cac("PostalAddress"): Group("address", model.PostalAddress, self.address()),
            cac("PartyTaxScheme"): Choice(lambda element: vat if says_vat(element) else tax, vat, tax),
            cac("PartyLegalEntity"): Nest(
                {
                    cbc("RegistrationName"): Text("name"),
                    cbc("CompanyID"): self.identifier("legal_registration"),
                    cbc("CompanyLegalForm"): legal_form if seller else Doubted(legal_form),
                }
            ),
            cac("Contact"): Group("contact", model.Contact, self.contact()),
        }

    def contact(self) -> Plan:
        """Return the plan of a contact."""
        return {
            cbc("Name"): Text("name"),
            cbc("Telephone"): Text("telephone"),
            cbc("ElectronicMail"): Text("email"),
        }

    def payee(self) -> Plan:
        """Return the plan of the payee."""
        cac = self.cac
        return {
            cac("PartyIdentification"): self._party_identification(self.identifier("identifier")),
            cac("PartyName"): Nest({cbc("Name"): Text("name")}),
            cac("PartyLegalEntity"): Nest({cbc("CompanyID"): self.identifier("legal_registration")}),
        }

    def tax_representative(self) -> Plan:
        """Return the plan of the seller's tax representative."""
        cac = self.cac
        return {
            cac("PartyName"): Nest({cbc("Name"): Text("name")}),
            cac("PostalAddress"): Group("address", model.PostalAddress, self.address()),
            cac("PartyTaxScheme"): self.vat_only(self.vat_number),
        }

    def delivery(self) -> Plan:
        """Return the plan of the delivery."""
        cac = self.cac
        address = Group("address", model.PostalAddress, self.address())
        return {
            cbc("ActualDeliveryDate"): Day("delivery_date"),
            cac("DeliveryLocation"): Nest({_ID: self.identifier("location"), cac("Address"): address}),
            cac("DeliveryParty"): Nest({cac("PartyName"): Nest({cbc("Name"): Text("party_name")})}),
        }

    def period(self) -> Plan:
        """Return the plan of a period."""
        return {cbc("StartDate"): Day("start"), cbc("EndDate"): Day("end")}

    def document(self) -> Plan:
        """Return the plan of a supporting document."""
        cac = self.cac
        return {
            _ID: Text("reference"),
            _TYPE: Doubted(Known("916")),
            cbc("DocumentDescription"): Text("description"),
            cac("Attachment"): Nest(
                {
                    cbc("EmbeddedDocumentBinaryObject"): Binary("attachment"),
                    cac("ExternalReference"): Nest({cbc("URI"): Text("location")}),
                }
            ),
        }

    def additional_reference(self, *, credit_note: bool) -> Entry:
        """Return the entry of an additional document reference, whose type code says what it is."""
        objects: dict[str, Entry] = {
            INVOICED_OBJECT: Nest(
                {_ID: self.identifier("invoiced_object"), _TYPE: Known(INVOICED_OBJECT, sure=INVOICED_OBJECT)}
            )
        }
        if credit_note:
            objects[PROJECT] = Nest({_ID: Text("project_reference"), _TYPE: Known(PROJECT, sure=PROJECT)})
        return by_code(_TYPE, objects, Groups("supporting_documents", model.SupportingDocument, self.document()))

    def account(self) -> Plan:
        """Return the plan of an account to pay to."""
        return {
            _ID: Text("account"),
            cbc("Name"): Text("account_name"),
            self.cac("FinancialInstitutionBranch"): Nest({_ID: Text("provider")}),
        }

    def card(self) -> Plan:
        """Return the plan of a payment card."""
        return {
            cbc("PrimaryAccountNumberID"): Text("primary_account_number"),
            cbc("NetworkID"): Known("na", filled=True),
            cbc("HolderName"): Text("holder_name"),
        }

    def mandate(self) -> Plan:
        """Return the plan of the mandate of a direct debit."""
        return {
            _ID: Text("mandate_reference"),
            self.cac("PayerFinancialAccount"): Nest({_ID: Text("debited_account")}),
        }

    def channel(self) -> Plan:
        """Return the plan of what says by which channel is paid: nothing here."""
        return {}

    def due_date(self) -> Entry:
        """Return the entry of the due date that stands with a way to pay."""
        return Doubted(Top(Day("due_date")))

    def means(self) -> Entry:
        """Return the entry of a way to pay."""
        cac = self.cac
        return Groups(
            "means",
            model.PaymentMeans,
            {
                cbc("PaymentMeansCode"): Text("code", {"name": "text"}),
                **self.channel(),
                cac("CardAccount"): Group("card", model.PaymentCard, self.card()),
                cac("PayeeFinancialAccount"): Group("credit_transfer", model.CreditTransfer, self.account()),
            },
            outer={
                cbc("PaymentID"): SameText("remittance_information"),
                cbc("PaymentDueDate"): self.due_date(),
                cac("PaymentMandate"): Inside("direct_debit", model.DirectDebit, self.mandate()),
            },
            drop_empty=True,
        )

    def category(self, key: str) -> Entry:
        """Return the entry of a VAT category's code."""
        return Text(key)

    def breakdown_category(self) -> Plan:
        """Return the plan of the VAT category of a row of the breakdown."""
        return {
            _ID: self.category("category"),
            cbc("Percent"): Number("rate"),
            cbc("TaxExemptionReasonCode"): Text("exemption_reason_code"),
            cbc("TaxExemptionReason"): Text("exemption_reason"),
            self.cac("TaxScheme"): self.vat_scheme,
        }

    def allowance(self, *, of_line: bool) -> dict[str, Entry]:
        """Return the plan of an allowance or a charge."""
        plan: dict[str, Entry] = {
            _INDICATOR: Known(),
            cbc("AllowanceChargeReasonCode"): Text("reason_code"),
            cbc("AllowanceChargeReason"): Text("reason"),
            cbc("MultiplierFactorNumeric"): self.percentage(),
            cbc("Amount"): Amount("amount"),
            cbc("BaseAmount"): Amount("base_amount"),
        }
        if not of_line:
            category: Plan = {
                _ID: self.category("vat_category"),
                cbc("Percent"): Number("vat_rate"),
                self.cac("TaxScheme"): self.vat_scheme,
            }
            plan[self.cac("TaxCategory")] = self.vat_only(Nest(category))
        return plan

    def percentage(self) -> Entry:
        """Return the entry of the percentage of an allowance or a charge."""
        return Number("percentage")

    def allowance_charge(self, *, of_line: bool) -> Choice:
        """Return the entry of an allowance or a charge, whose indicator tells which it is."""
        plan = self.allowance(of_line=of_line)
        return by_indicator(
            indicator,
            no=Groups("allowances", model.AllowanceCharge, plan),
            yes=Groups("charges", model.AllowanceCharge, plan),
        )

    def breakdown(self) -> Entry:
        """Return the entry of a row of the VAT breakdown."""
        row: Plan = {
            cbc("TaxableAmount"): Amount("taxable_amount"),
            _AMOUNT: Amount("tax_amount"),
            self.cac("TaxCategory"): self.vat_only(Nest(self.breakdown_category())),
        }
        return Groups("vat_breakdown", model.VatBreakdown, row)

    def tax_total(self) -> Entry:
        """Return the entry of a tax total: VAT with its breakdown, or the same in the accounting currency (BT-6).

        The second one without a breakdown is BT-111 also where both currencies are, wrongly, the same.
        """
        subtotal = self.cac("TaxSubtotal")
        vat = Nest({_AMOUNT: Inside("totals", model.Totals, Amount("vat_amount")), subtotal: self.breakdown()})
        accounting_amount = Amount("vat_amount_accounting", checked=False)
        in_accounting = Nest({_AMOUNT: Inside("totals", model.Totals, accounting_amount)})

        def choose(element: Element, run: Run) -> Entry:
            ours, accounting = run.root.get("currency"), run.root.get("vat_currency")
            if accounting is None:
                return vat
            currency = next((child.get("currencyID") for child in children(element) if child.tag == _AMOUNT), None)
            if currency != accounting:
                return vat
            first = "vat_amount" not in run.root.get("totals", ()) and "vat_breakdown" not in run.root
            if ours == accounting and (first or any(child.tag == subtotal for child in children(element))):
                return vat
            return in_accounting

        return Later(choose, vat, in_accounting)

    def totals(self) -> Entry:
        """Return the entry of the document's totals."""
        return Inside(
            "totals",
            model.Totals,
            {
                cbc("LineExtensionAmount"): Amount("line_net_amount"),
                cbc("AllowanceTotalAmount"): Amount("allowance_amount"),
                cbc("ChargeTotalAmount"): Amount("charge_amount"),
                cbc("TaxExclusiveAmount"): Amount("amount_excl_vat"),
                cbc("TaxInclusiveAmount"): Amount("amount_incl_vat"),
                cbc("PrepaidAmount"): Amount("paid_amount"),
                cbc("PayableRoundingAmount"): Amount("rounding_amount"),
                cbc("PayableAmount"): Amount("amount_due"),
            },
        )

    def price(self) -> Plan:
        """Return the plan of a price."""
        discount = Nest(
            {
                _INDICATOR: Known(),
                cbc("Amount"): Amount("discount", exact=True),
                cbc("BaseAmount"): Amount("gross_price", exact=True),
            }
        )
        return {
            cbc("PriceAmount"): Amount("net_price", exact=True),
            cbc("BaseQuantity"): Number("base_quantity", {"unitCode": "base_quantity_unit"}),
            self.cac("AllowanceCharge"): by_indicator(indicator, no=discount, yes=None),
        }

    def item(self) -> dict[str, Entry]:
        """Return the plan of an item."""
        cac = self.cac
        classification: Plan = {
            cbc("ItemClassificationCode"): Text("code", {"listID": "scheme", "listVersionID": "scheme_version"})
        }
        attributes: Plan = {cbc("Name"): Text("name"), cbc("Value"): Text("value")}
        return {
            cbc("Description"): Text("description"),
            cbc("Name"): Text("name"),
            cac("BuyersItemIdentification"): Nest({_ID: Text("buyer_identifier")}),
            cac("SellersItemIdentification"): Nest({_ID: Text("seller_identifier")}),
            cac("StandardItemIdentification"): Nest({_ID: self.identifier("standard_identifier")}),
            cac("OriginCountry"): Nest({cbc("IdentificationCode"): Text("origin_country")}),
            cac("CommodityClassification"): Groups("classifications", model.Classification, classification),
            cac("AdditionalItemProperty"): Groups("attributes", model.ItemAttribute, attributes),
        }

    def line_vat(self) -> Entry:
        """Return the entry of a line's VAT category."""
        plan: Plan = {
            _ID: self.category("category"),
            cbc("Percent"): Number("rate"),
            self.cac("TaxScheme"): self.vat_scheme,
        }
        return self.vat_only(Group("vat", model.LineVat, plan))

    def line(self, quantity: str) -> dict[str, Entry]:
        """Return the plan of a line, whose quantity stands in the element of that name."""
        cac = self.cac
        reference = Nest(
            {_ID: self.identifier("object_identifier"), _TYPE: Known(INVOICED_OBJECT, sure=INVOICED_OBJECT)}
        )
        return {
            _ID: Text("identifier"),
            cbc("Note"): Text("note"),
            cbc(quantity): Number("quantity", {"unitCode": "unit"}),
            cbc("LineExtensionAmount"): Amount("net_amount"),
            cbc("AccountingCost"): Text("buyer_accounting_reference"),
            cac("InvoicePeriod"): Group("period", model.Period, self.period()),
            cac("OrderLineReference"): Nest({cbc("LineID"): Text("order_line_reference")}),
            cac("DocumentReference"): by_code(_TYPE, {INVOICED_OBJECT: reference}, Doubted(reference)),
            cac("AllowanceCharge"): self.allowance_charge(of_line=True),
            cac("Item"): Group(
                "item",
                model.Item,
                self.item(),
                outer={cac("ClassifiedTaxCategory"): self.line_vat()},
                drop_empty=True,
            ),
            cac("Price"): Group("price", model.Price, self.price()),
        }

    def reference(self, key: str) -> Entry:
        """Return the entry of a reference that is an identifier and nothing else."""
        return Nest({_ID: Text(key)})

    def head(self) -> dict[str, Entry]:
        """Return the plan of what stands before the references, in both documents."""
        return {
            cbc("UBLVersionID"): Known("2.0", "2.1", "2.2", "2.3", sure="2.1"),
            cbc("CustomizationID"): Text("specification"),
            cbc("ProfileID"): Text("business_process"),
            _ID: Text("number"),
            cbc("IssueDate"): Day("issue_date"),
            cbc("Note"): NoteText("notes"),
            cbc("TaxPointDate"): Day("tax_point_date"),
            cbc("DocumentCurrencyCode"): Text("currency"),
            cbc("TaxCurrencyCode"): Text("vat_currency"),
            cbc("AccountingCost"): Text("buyer_accounting_reference"),
            cbc("BuyerReference"): Text("buyer_reference"),
        }

    def references(self) -> dict[str, Entry]:
        """Return the plan of the period and of the references that both documents have."""
        cac = self.cac
        preceding: Plan = {_ID: Text("number"), cbc("IssueDate"): Day("issue_date")}
        return {
            cac("InvoicePeriod"): Group(
                "period",
                model.Period,
                self.period(),
                outer={cbc("DescriptionCode"): Text("tax_point_date_code")},
                drop_empty=True,
            ),
            cac("OrderReference"): Nest(
                {_ID: Text("order_reference"), cbc("SalesOrderID"): Text("sales_order_reference")}
            ),
            cac("BillingReference"): Nest(
                {cac("InvoiceDocumentReference"): Groups("preceding_invoices", model.PrecedingInvoice, preceding)}
            ),
            cac("DespatchDocumentReference"): self.reference("despatch_advice_reference"),
            cac("ReceiptDocumentReference"): self.reference("receiving_advice_reference"),
            cac("OriginatorDocumentReference"): self.reference("tender_or_lot_reference"),
            cac("ContractDocumentReference"): self.reference("contract_reference"),
        }

    def terms(self) -> Entry:
        """Return the entry of the payment terms."""
        return Nest({cbc("Note"): Text("payment_terms"), cbc("PaymentDueDate"): Doubted(Day("due_date"))})

    def common(self) -> dict[str, Entry]:
        """Return the plan of what both documents have."""
        cac = self.cac
        seller = Group("seller", model.Party, self.party(seller=True), drop_empty=True)
        buyer = Group("buyer", model.Party, self.party(seller=False))
        return {
            **self.head(),
            **self.references(),
            cac("AccountingSupplierParty"): Nest({cac("Party"): seller}),
            cac("AccountingCustomerParty"): Nest({cac("Party"): buyer}),
            cac("PayeeParty"): Group("payee", model.Payee, self.payee(), drop_empty=True),
            cac("TaxRepresentativeParty"): Group(
                "tax_representative", model.TaxRepresentative, self.tax_representative()
            ),
            cac("Delivery"): Group("delivery", model.Delivery, self.delivery()),
            cac("PaymentMeans"): Inside("payment", model.Payment, self.means()),
            cac("PaymentTerms"): self.terms(),
            cac("AllowanceCharge"): self.allowance_charge(of_line=False),
            cac("TaxTotal"): self.tax_total(),
            cac("LegalMonetaryTotal"): self.totals(),
        }

    def invoice(self) -> Plan:
        """Return the plan of an Invoice."""
        return {
            **self.common(),
            cbc("DueDate"): Day("due_date"),
            cbc("InvoiceTypeCode"): Text("type_code"),
            self.cac("ProjectReference"): self.reference("project_reference"),
            self.cac("AdditionalDocumentReference"): self.additional_reference(credit_note=False),
            self.cac("InvoiceLine"): Groups("lines", model.Line, self.line("InvoicedQuantity")),
        }

    def credit_note(self) -> Plan:
        """Return the plan of a CreditNote."""
        return {
            **self.common(),
            cbc("CreditNoteTypeCode"): Text("type_code"),
            self.cac("AdditionalDocumentReference"): self.additional_reference(credit_note=True),
            self.cac("CreditNoteLine"): Groups("lines", model.Line, self.line("CreditedQuantity")),
        }
