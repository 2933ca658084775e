"""The code lists of FatturaPA, and what their codes are in the model.

Source: Specifiche tecniche del formato FatturaPA 1.3.2, tables of TipoDocumento, Natura, ModalitaPagamento and
EsigibilitaIVA; for the other side UNTDID 1001, 5305, 4461 and 2005 as EN 16931-1 uses them.
"""

from __future__ import annotations

INVOICE, CREDIT_NOTE, DEBIT_NOTE, PREPAYMENT, SELF_BILLED = "380", "381", "383", "386", "389"

# What the buyer makes out for the seller (reverse charge, purchases from abroad, own consumption) is self-billed.
DOCUMENT_TYPES = {
    "TD01": INVOICE,
    "TD02": PREPAYMENT,
    "TD03": PREPAYMENT,  # on a professional's fee
    "TD04": CREDIT_NOTE,
    "TD05": DEBIT_NOTE,
    "TD06": INVOICE,  # a professional's fee
    **{f"TD{number}": SELF_BILLED for number in (16, 17, 18, 19, 20, 21, 22, 23, 27, 28, 29)},
    "TD24": INVOICE,  # deferred, article 21 (4) a
    "TD25": INVOICE,  # deferred, article 21 (4) b
    "TD26": INVOICE,  # sale of depreciable assets
}
DOCUMENT_TYPES_THAT_SAY_MORE = frozenset(DOCUMENT_TYPES) - {"TD01", "TD02", "TD04", "TD05"}

# Why there is no VAT. EN 16931 has fewer categories: what is not taxable without being an export or a delivery within
# the Union, and the margin schemes, are exempt (E) there, with the reason in words.
CATEGORIES = {
    "N1": "O",  # excluded from the taxable amount, article 15
    "N2": "O",  # not subject
    "N2.1": "O",
    "N2.2": "O",
    "N3": "E",  # not taxable
    "N3.1": "G",  # exports
    "N3.2": "K",  # within the Union
    "N3.3": "G",  # to San Marino, which is not of the Union's VAT area
    "N3.4": "E",  # treated as exports
    "N3.5": "E",  # upon a declaration of intent
    "N3.6": "E",
    "N4": "E",  # exempt
    "N5": "E",  # margin scheme
    "N6": "AE",  # reverse charge
    **{f"N6.{number}": "AE" for number in range(1, 10)},
    "N7": "O",  # VAT paid in another member state
}
CATEGORIES_THAT_SAY_MORE = frozenset(CATEGORIES) - {"N3.1", "N3.2", "N4", "N6"}
SPLIT_PAYMENT = "B"  # the administration pays the VAT itself, to the state

# UNTDID 4461, and the method in words; ZZZ (mutually defined) for methods that the list has no code for.
PAYMENT_MEANS = {
    "MP01": ("10", "Contanti"),
    "MP02": ("20", "Assegno"),
    "MP03": ("23", "Assegno circolare"),
    "MP04": ("ZZZ", "Contanti presso Tesoreria"),
    "MP05": ("30", "Bonifico"),
    "MP06": ("ZZZ", "Vaglia cambiario"),
    "MP07": ("ZZZ", "Bollettino bancario"),
    "MP08": ("48", "Carta di pagamento"),
    "MP09": ("49", "RID"),
    "MP10": ("49", "RID utenze"),
    "MP11": ("49", "RID veloce"),
    "MP12": ("70", "RIBA"),
    "MP13": ("ZZZ", "MAV"),
    "MP14": ("ZZZ", "Quietanza erario"),
    "MP15": ("ZZZ", "Giroconto su conti di contabilità speciale"),
    "MP16": ("49", "Domiciliazione bancaria"),
    "MP17": ("49", "Domiciliazione postale"),
    "MP18": ("50", "Bollettino di c/c postale"),
    "MP19": ("59", "SEPA Direct Debit"),
    "MP20": ("59", "SEPA Direct Debit CORE"),
    "MP21": ("59", "SEPA Direct Debit B2B"),
    "MP22": ("ZZZ", "Trattenuta su somme già riscosse"),
    "MP23": ("68", "PagoPA"),
}

# When VAT falls due (BT-8): immediately is the rule, and says nothing; deferred is on payment.
DEFERRED = {"D": "432"}

# Units as they are written in Italian, where one word means one unit; any other stays as it is.
UNITS = {
    "h": "HUR",
    "ore": "HUR",
    "ora": "HUR",
    "gg": "DAY",
    "giorni": "DAY",
    "giorno": "DAY",
    "mesi": "MON",
    "mese": "MON",
    "kg": "KGM",
    "l": "LTR",
    "lt": "LTR",
    "m": "MTR",
    "mt": "MTR",
    "mq": "MTK",
    "m2": "MTK",
    "mc": "MTQ",
    "m3": "MTQ",
    "km": "KMT",
    "pz": "H87",
    "pezzi": "H87",
    "pezzo": "H87",
    "nr": "C62",
    "n.": "C62",
    "kwh": "KWH",
}

# Who gave an article its code, by the word that goes with it; what is none of these is an attribute of the item.
SELLERS_CODES = frozenset({"seller", "codice fornitore", "codice art. fornitore", "proprietario", "interno"})
BUYERS_CODES = frozenset({"buyer", "codice cliente", "codice art. cliente"})
GTIN_CODES = frozenset({"ean", "gtin", "ean13", "ean-13"})
GTIN = "0160"
CPV_CODES = frozenset({"cpv"})
CPV = "STI"  # UNTDID 7143

# Schemes of ISO 6523: what the addresses of the exchange system and the tax code are.
OFFICE, RECEIVER, CERTIFIED_MAIL, TAX_CODE = "0201", "0205", "0202", "0210"
NO_RECEIVER = frozenset({"0000000", "XXXXXXX", "999999"})  # nobody's code: by certified mail, or abroad
