"""What each element of a FatturaPA means in the model.

Source: Specifiche tecniche del formato FatturaPA 1.3.2, table view; the rules of the exchange system for European
invoices (Regole tecniche CIUS-IT), which tell the terms of EN 16931 for most elements.
"""

from __future__ import annotations

from depesch.kit.xml import children
from depesch.model import invoice as model
from depesch.syntaxes.aside import Aside
from depesch.syntaxes.binary import Binary
from depesch.syntaxes.binding import Element, Entry, Plan
from depesch.syntaxes.coded import BareNote, Coded, IdOf, IdsOf, Joined, Summed, UnitInWords
from depesch.syntaxes.fatturapa12 import codes, made
from depesch.syntaxes.fatturapa12.values import DayOfMoment
from depesch.syntaxes.groups import Choice, Group, Groups, Inside, Nest, Top
from depesch.syntaxes.leaves import Day, Ids, Known, Number, Text


def _text(element: Element, tag: str) -> str:
    """Return what a child says, without white space around it; empty when it is not there."""
    return next(((one.text or "").strip() for one in children(element) if one.tag == tag), "")


def _category(key: str) -> Coded:
    return Coded(key, codes.CATEGORIES, "a code of Natura, N1 to N7", more=codes.CATEGORIES_THAT_SAY_MORE)


_VAT_NUMBER = Nest({"IdPaese": Joined("vat_identifier", ""), "IdCodice": Joined("vat_identifier", "")})
_NAME = Nest({"Denominazione": Joined("name"), "Nome": Joined("name"), "Cognome": Joined("name")})
_ADDRESS_PLAN: Plan = {
    "Indirizzo": Joined("line_1"),
    "NumeroCivico": Joined("line_1"),
    "CAP": Text("post_code"),
    "Comune": Text("city"),
    "Provincia": Text("subdivision"),
    "Nazione": Text("country"),
}
_ADDRESS = Group("address", model.PostalAddress, _ADDRESS_PLAN)
_PARTY: Plan = {
    "DatiAnagrafici": Nest(
        {
            "IdFiscaleIVA": _VAT_NUMBER,
            "CodiceFiscale": IdsOf("identifiers", codes.TAX_CODE),
            "Anagrafica": _NAME,
            "RegimeFiscale": Text("tax_registration"),
        }
    ),
    "Sede": _ADDRESS,
}
_SELLER: Plan = {
    **_PARTY,
    "IscrizioneREA": Nest(
        {
            "Ufficio": Joined("rea", "-"),
            "NumeroREA": Joined("rea", "-"),
            "CapitaleSociale": Joined("additional_legal_information", "; ", "Capitale sociale {}"),
            "SocioUnico": Joined("additional_legal_information", "; ", "Socio unico {}"),
            "StatoLiquidazione": Joined("additional_legal_information", "; ", "Stato liquidazione {}"),
        }
    ),
    "Contatti": Group(
        "contact", model.Contact, {"Telefono": Text("telephone"), "Email": Text("email")}, drop_empty=True
    ),
    "RiferimentoAmministrazione": Ids("identifiers"),
}


def _seller(rea: str | None = None, **values: object) -> model.Party:
    """Return the seller, whose number in the companies' register stands in parts."""
    registration = model.Identifier(value=rea) if rea is not None else None
    return model.Party(legal_registration=registration, **values)  # type: ignore[arg-type]  # what the plan names


def _buyer(entry: Entry | Plan) -> Inside:
    return Inside("buyer", model.Party, entry)


_NOBODY = Known()
_OFFICE, _RECEIVER = (_buyer(IdOf("electronic_address", scheme)) for scheme in (codes.OFFICE, codes.RECEIVER))


def _receiver(element: Element) -> Entry:
    """Return what the receiver's code is: an office's of six signs, a channel's of seven, or nobody's."""
    code = (element.text or "").strip()
    return _NOBODY if code in codes.NO_RECEIVER else _OFFICE if len(code) == 6 else _RECEIVER


_HEADER: Plan = {
    "DatiTrasmissione": Nest(
        {
            "IdTrasmittente": Aside(),
            "ProgressivoInvio": Known(),
            "FormatoTrasmissione": Known("fpa12", "fpr12", "sdi11"),
            "CodiceDestinatario": Choice(_receiver, _NOBODY, _OFFICE, _RECEIVER),
            "ContattiTrasmittente": Aside(),
            "PECDestinatario": _buyer(IdOf("electronic_address", codes.CERTIFIED_MAIL)),
        }
    ),
    "CedentePrestatore": Group("seller", _seller, _SELLER),
    "RappresentanteFiscale": Group(
        "tax_representative",
        model.TaxRepresentative,
        {"DatiAnagrafici": Nest({"IdFiscaleIVA": _VAT_NUMBER, "Anagrafica": _NAME})},
    ),
    "CessionarioCommittente": _buyer(_PARTY),
}

_CHARGE: Plan = {"Tipo": Known(), "Percentuale": Number("percentage"), "Importo": Number("amount")}
_ALLOWANCES = Groups("allowances", model.AllowanceCharge, _CHARGE)
_CHARGES = Groups("charges", model.AllowanceCharge, _CHARGE)


def _reduction(element: Element) -> Entry | None:
    """Return whether the total is reduced or raised."""
    return {made.REDUCTION: _ALLOWANCES, made.SURCHARGE: _CHARGES}.get(_text(element, "Tipo"))


_DOCUMENT: Plan = {
    "TipoDocumento": Coded(
        "type_code",
        codes.DOCUMENT_TYPES,
        "a code of TipoDocumento, TD01 to TD29",
        more=codes.DOCUMENT_TYPES_THAT_SAY_MORE,
    ),
    "Divisa": Text("currency"),
    "Data": Day("issue_date"),
    "Numero": Text("number"),
    "DatiCassaPrevidenziale": Groups(
        "charges",
        made.fund,
        {
            "TipoCassa": Text("reason"),
            "AlCassa": Number("percentage"),
            "ImportoContributoCassa": Number("amount"),
            "ImponibileCassa": Number("base_amount"),
            "AliquotaIVA": Number("vat_rate"),
            "Natura": _category("vat_category"),
        },
    ),
    "ScontoMaggiorazione": Choice(_reduction, _ALLOWANCES, _CHARGES),
    "ImportoTotaleDocumento": Inside("totals", model.Totals, Number("amount_incl_vat")),
    "Arrotondamento": Inside("totals", model.Totals, Number("rounding_amount")),
    "Causale": BareNote("notes"),
}
_REFERENCE: Plan = {
    "CodiceCUP": Text("project_reference"),
    "CodiceCIG": Text("tender_or_lot_reference"),
}
_GENERAL: Plan = {
    "DatiGeneraliDocumento": Nest(_DOCUMENT),
    "DatiOrdineAcquisto": Nest({"IdDocumento": Text("order_reference"), **_REFERENCE}),
    "DatiContratto": Nest({"IdDocumento": Text("contract_reference"), **_REFERENCE}),
    "DatiConvenzione": Nest({"IdDocumento": Text("contract_reference"), **_REFERENCE}),
    "DatiRicezione": Nest({"IdDocumento": Text("receiving_advice_reference"), **_REFERENCE}),
    "DatiFattureCollegate": Groups(
        "preceding_invoices",
        model.PrecedingInvoice,
        {"IdDocumento": Text("number"), "Data": Day("issue_date")},
        outer=_REFERENCE,
    ),
    "DatiDDT": Nest({"NumeroDDT": Text("despatch_advice_reference")}),
    "DatiTrasporto": Nest(
        {
            "IndirizzoResa": Inside("delivery", model.Delivery, _ADDRESS),
            "DataOraConsegna": Inside("delivery", model.Delivery, DayOfMoment("delivery_date")),
        }
    ),
}

_CODE = "CodiceValore"


def _attribute(name: str | None = None, value: str | None = None) -> model.ItemAttribute:
    return model.ItemAttribute(name=name, value=value)


_KIND = {"CodiceTipo": Known()}
_STANDARD_CODE = Nest({**_KIND, _CODE: IdOf("standard_identifier", codes.GTIN)})
_SELLERS_CODE = Nest({**_KIND, _CODE: Text("seller_identifier")})
_BUYERS_CODE = Nest({**_KIND, _CODE: Text("buyer_identifier")})
_CLASS = Groups(
    "classifications",
    lambda code=None: model.Classification(code=code, scheme=codes.CPV),
    {**_KIND, _CODE: Text("code")},
)
_OTHER_CODE = Groups("attributes", _attribute, {"CodiceTipo": Text("name"), _CODE: Text("value")})
_BY_KIND = {
    **dict.fromkeys(codes.GTIN_CODES, _STANDARD_CODE),
    **dict.fromkeys(codes.SELLERS_CODES, _SELLERS_CODE),
    **dict.fromkeys(codes.BUYERS_CODES, _BUYERS_CODE),
    **dict.fromkeys(codes.CPV_CODES, _CLASS),
}


def _article_code(element: Element) -> Entry | None:
    """Return whose code of an article it is; None where there is no code."""
    if not _text(element, _CODE):
        return None
    return _BY_KIND.get(_text(element, "CodiceTipo").lower(), _OTHER_CODE)


def _item(entry: Entry) -> Inside:
    return Inside("item", model.Item, entry)


_LINE: Plan = {
    "NumeroLinea": Text("identifier"),
    "CodiceArticolo": _item(Choice(_article_code, _STANDARD_CODE, _SELLERS_CODE, _BUYERS_CODE, _CLASS, _OTHER_CODE)),
    "Descrizione": _item(Text("name")),
    "Quantita": Number("quantity"),
    "UnitaMisura": UnitInWords("unit", codes.UNITS),
    "DataInizioPeriodo": Inside("period", model.Period, Day("start")),
    "DataFinePeriodo": Inside("period", model.Period, Day("end")),
    "PrezzoUnitario": Inside("price", made.price, Number("net_price")),
    "ScontoMaggiorazione": Inside(
        "price",
        made.price,
        Groups(
            "steps",
            made.Step,
            {
                "Tipo": Coded("kind", {one: one for one in (made.REDUCTION, made.SURCHARGE)}, "SC or MG"),
                "Percentuale": Number("percentage"),
                "Importo": Number("amount"),
            },
        ),
    ),
    "PrezzoTotale": Number("net_amount"),
    "AliquotaIVA": Inside("vat", made.line_vat, Number("rate")),
    "Natura": Inside("vat", made.line_vat, _category("category")),
    "RiferimentoAmministrazione": Text("buyer_accounting_reference"),
    "AltriDatiGestionali": _item(
        Groups(
            "attributes",
            _attribute,
            {
                "TipoDato": Text("name"),
                "RiferimentoTesto": Joined("value"),
                "RiferimentoNumero": Joined("value"),
                "RiferimentoData": Joined("value"),
            },
        )
    ),
}

_SPLIT = Coded("split", {"S": "S"}, "I, D or S")
_DEFERRED = Top(Coded("tax_point_date_code", codes.DEFERRED, "I, D or S"))
_AT_ONCE = Known()


def _liability(element: Element) -> Entry:
    """Return what the row says about when and by whom the VAT is paid."""
    said = (element.text or "").strip()
    return _AT_ONCE if said == "I" else _DEFERRED if said == "D" else _SPLIT


_SERVICES: Plan = {
    "DettaglioLinee": Groups("lines", model.Line, _LINE),
    "DatiRiepilogo": Groups(
        "vat_breakdown",
        made.vat_row,
        {
            "AliquotaIVA": Number("rate"),
            "Natura": _category("category"),
            "ImponibileImporto": Number("taxable_amount"),
            "Imposta": Number("tax_amount"),
            "EsigibilitaIVA": Choice(_liability, _SPLIT, _DEFERRED, _AT_ONCE),
            "RiferimentoNormativo": Text("exemption_reason"),
        },
    ),
}

_MEANS = Groups(
    "means",
    made.means,
    {
        "Beneficiario": Inside("credit_transfer", model.CreditTransfer, Text("account_name")),
        "ModalitaPagamento": Coded(
            "code", {one: one for one in codes.PAYMENT_MEANS}, "a code of ModalitaPagamento, MP01 to MP23"
        ),
        "DataScadenzaPagamento": Top(Day("due_date")),
        "ImportoPagamento": Top(Inside("totals", model.Totals, Summed("amount_due"))),
        "IBAN": Inside("credit_transfer", model.CreditTransfer, Text("account")),
        "BIC": Inside("credit_transfer", model.CreditTransfer, Text("provider")),
    },
    outer={"CodicePagamento": Text("remittance_information")},
)
_BODY: Plan = {
    "DatiGenerali": Nest(_GENERAL),
    "DatiBeniServizi": Nest(_SERVICES),
    "DatiPagamento": Nest(
        {
            "CondizioniPagamento": Known("tp02"),  # all at once; instalments and prepayments are named as unread
            "DettaglioPagamento": Inside("payment", model.Payment, _MEANS),
        }
    ),
    "Allegati": Groups(
        "supporting_documents",
        made.document,
        {
            "NomeAttachment": Text("reference"),
            "FormatoAttachment": Known(),
            "DescrizioneAttachment": Text("description"),
            "Attachment": Binary("attachment", named=False),
        },
    ),
}
PLAN: Plan = {
    "FatturaElettronicaHeader": Nest(_HEADER),
    "FatturaElettronicaBody": Nest(_BODY),
    "{http://www.w3.org/2000/09/xmldsig#}Signature": Aside(),
}
