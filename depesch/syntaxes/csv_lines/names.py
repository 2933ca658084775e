"""What columns are called: our own name, and the Swedish and Norwegian words of the programs that export them.

A name is compared without case, spaces and punctuation, and `%` is the word procent, so that `Faktura-nr.` is
`fakturanr` and `Moms %` is `momsprocent`. A word that could mean two terms is not here: `Summa` is the row's or the
invoice's, `Rabatt` an amount or a percentage, `Ordernummer` the buyer's or the seller's, `Säljare` a company or the
person who sold.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_CURRENCY = re.compile(r"\((?:sek|nok|dkk|eur|usd|gbp|kr|st)\)")
_JOINED = re.compile(r"[\W_]+")


class Named(NamedTuple):
    """A column: its place in the model, our name for it, and what else it is called."""

    path: str
    name: str
    english: tuple[str, ...] = ()
    swedish: tuple[str, ...] = ()
    norwegian: tuple[str, ...] = ()


# Our name, and the place in the model.
_HEAD = """
number number
issue_date issue_date
type_code type_code
due_date due_date
currency currency
tax_point_date tax_point_date
buyer_reference buyer_reference
order_reference order_reference
sales_order_reference sales_order_reference
contract_reference contract_reference
project_reference project_reference
buyer_accounting_reference buyer_accounting_reference
payment_terms payment_terms
note notes[0].text
credited_invoice preceding_invoices[0].number
seller_name seller.name
seller_registration seller.legal_registration
seller_vat_number seller.vat_identifier
seller_address seller.address.line_1
seller_post_code seller.address.post_code
seller_city seller.address.city
seller_country seller.address.country
our_reference seller.contact.name
seller_telephone seller.contact.telephone
seller_email seller.contact.email
buyer_name buyer.name
customer_number buyer.identifiers[0]
buyer_registration buyer.legal_registration
buyer_vat_number buyer.vat_identifier
buyer_address buyer.address.line_1
buyer_post_code buyer.address.post_code
buyer_city buyer.address.city
buyer_country buyer.address.country
buyer_email buyer.contact.email
delivery_date delivery.delivery_date
delivery_address delivery.address.line_1
period_start period.start
period_end period.end
payment_reference payment.remittance_information
payment_means_code payment.means[0].code
account payment.means[0].credit_transfer.account
bic payment.means[0].credit_transfer.provider
sum_of_lines totals.line_net_amount
sum_of_allowances totals.allowance_amount
sum_of_charges totals.charge_amount
total_excl_vat totals.amount_excl_vat
total_vat totals.vat_amount
total_incl_vat totals.amount_incl_vat
paid_amount totals.paid_amount
rounding totals.rounding_amount
amount_due totals.amount_due
"""
_LINE = """
line_number lines[].identifier
item_name lines[].item.name
item_description lines[].item.description
article_number lines[].item.seller_identifier
gtin lines[].item.standard_identifier
quantity lines[].quantity
unit lines[].unit
unit_price lines[].price.net_price
vat_rate lines[].vat.rate
vat_category lines[].vat.category
line_amount lines[].net_amount
line_discount lines[].allowances[0].amount
line_discount_percent lines[].allowances[0].percentage
line_note lines[].note
cost_centre lines[].buyer_accounting_reference
order_line lines[].order_line_reference
"""

# What else they are called, by our name.
_ENGLISH = """
number: invoice number, invoice no
issue_date: invoice date
due_date: pay by
currency: currency code
buyer_reference: your reference
order_reference: purchase order, purchase order number
sales_order_reference: our order number
contract_reference: contract number
project_reference: project number
note: invoice text
credited_invoice: credited invoice number
seller_name: supplier, supplier name
seller_registration: seller registration number
buyer_name: customer, customer name
customer_number: customer no
buyer_registration: buyer registration number
account: iban, account number
bic: swift
amount_due: to pay
line_number: line no
item_name: item, product, article
article_number: item number, sku
gtin: ean
quantity: qty
unit: unit code
unit_price: price, price excl vat
vat_rate: vat percent, vat %
line_amount: line total, amount excl vat
line_discount: discount amount
line_discount_percent: discount %, discount percent
"""
_SWEDISH = """
number: fakturanummer, fakturanr
issue_date: fakturadatum
due_date: förfallodatum, förfallodag, sista betalningsdag
currency: valuta, valutakod
tax_point_date: momsdatum
buyer_reference: er referens, ert ref
order_reference: beställningsnummer, inköpsordernummer, ert ordernummer, ert ordernr
sales_order_reference: vårt ordernummer
contract_reference: avtalsnummer
project_reference: projektnummer, projekt
buyer_accounting_reference: bokföringsreferens
payment_terms: betalningsvillkor
note: fakturatext, meddelande
credited_invoice: krediterad faktura, krediterar faktura, krediterar fakturanummer
seller_name: säljarens namn, leverantör, leverantörsnamn
seller_registration: säljarens organisationsnummer, säljarens orgnr
seller_vat_number: säljarens momsnummer, säljarens momsregistreringsnummer
seller_address: säljarens adress
seller_post_code: säljarens postnummer
seller_city: säljarens ort, säljarens postort
seller_country: säljarens land, säljarens landskod
our_reference: vår referens, vår ref
seller_telephone: säljarens telefon
seller_email: säljarens e-post
buyer_name: köpare, kund, kundnamn
customer_number: kundnummer, kundnr
buyer_registration: kundens organisationsnummer, kundens orgnr
buyer_vat_number: kundens momsnummer, kundens momsregistreringsnummer
buyer_address: kundens adress, fakturaadress
buyer_post_code: kundens postnummer
buyer_city: kundens ort, kundens postort
buyer_country: kundens land, kundens landskod
buyer_email: kundens e-post
delivery_date: leveransdatum
delivery_address: leveransadress
period_start: period från
period_end: period till
payment_reference: ocr, ocr-nummer, betalningsreferens
account: kontonummer
sum_of_lines: summa rader
total_excl_vat: totalt exkl moms, summa exkl moms
total_vat: moms totalt, summa moms
total_incl_vat: totalt inkl moms, summa inkl moms
paid_amount: betalt belopp, redan betalt
rounding: öresavrundning, öresutjämning, avrundning
amount_due: att betala, belopp att betala
line_number: radnummer, radnr
item_name: benämning, artikel, artikelnamn, produkt, produktnamn
item_description: artikelbeskrivning
article_number: artikelnummer, artikelnr, artnr
gtin: streckkod
quantity: antal, kvantitet
unit: enhet
unit_price: pris, à-pris, á-pris, a-pris, styckpris, enhetspris, pris exkl moms
vat_rate: momssats, moms %, momsprocent
vat_category: momskategori
line_amount: radsumma, radbelopp, belopp
line_discount: rabattbelopp, radrabatt
line_discount_percent: rabatt %, rabattprocent
line_note: radtext, radkommentar
cost_centre: kostnadsställe
order_line: beställningsrad
"""
_NORWEGIAN = """
number: fakturanummer, fakturanr
issue_date: fakturadato
due_date: forfallsdato, forfall
currency: valuta, valutakode
tax_point_date: mva-dato
buyer_reference: deres referanse, deres ref
order_reference: bestillingsnummer, bestillingsnr, innkjøpsordre, deres ordrenummer
sales_order_reference: vårt ordrenummer
contract_reference: avtalenummer, kontraktsnummer
project_reference: prosjektnummer, prosjekt
buyer_accounting_reference: bokføringsreferanse
payment_terms: betalingsbetingelser, betalingsvilkår
note: fakturatekst, melding
credited_invoice: kreditert faktura, krediterer faktura, krediterer fakturanummer
seller_name: selgers navn, leverandør, leverandørnavn
seller_registration: selgers organisasjonsnummer, selgers orgnr
seller_vat_number: selgers mva-nummer
seller_address: selgers adresse
seller_post_code: selgers postnummer
seller_city: selgers sted, selgers poststed
seller_country: selgers land, selgers landkode
our_reference: vår referanse, vår ref
seller_telephone: selgers telefon
seller_email: selgers e-post
buyer_name: kjøper, kunde, kundenavn
customer_number: kundenummer, kundenr
buyer_registration: kundens organisasjonsnummer, kundens orgnr
buyer_vat_number: kundens mva-nummer
buyer_address: kundens adresse, fakturaadresse
buyer_post_code: kundens postnummer
buyer_city: kundens sted, kundens poststed
buyer_country: kundens land, kundens landkode
buyer_email: kundens e-post
delivery_date: leveringsdato
delivery_address: leveringsadresse
period_start: periode fra
period_end: periode til
payment_reference: kid, kid-nummer, betalingsreferanse
account: kontonummer, bankkonto
sum_of_lines: sum linjer
total_excl_vat: totalt eks mva, sum eks mva
total_vat: mva totalt, sum mva
total_incl_vat: totalt inkl mva, sum inkl mva
paid_amount: betalt beløp, forhåndsbetalt
rounding: øreavrunding, avrunding
amount_due: å betale, beløp å betale
line_number: linjenummer, linjenr
item_name: varenavn, vare, produkt, produktnavn, benevnelse
item_description: varebeskrivelse
article_number: varenummer, varenr, artikkelnummer, artikkelnr
gtin: strekkode
quantity: antall, mengde
unit: enhet
unit_price: pris, à-pris, enhetspris, stykkpris, pris eks mva
vat_rate: mva-sats, mva %, mva-prosent
vat_category: mva-kategori
line_amount: linjesum, linjebeløp, beløp
line_discount: rabattbeløp, linjerabatt
line_discount_percent: rabatt %, rabattprosent
line_note: linjetekst, linjekommentar
cost_centre: kostnadssted
order_line: bestillingslinje
"""


def _synonyms(block: str) -> dict[str, tuple[str, ...]]:
    pairs = (line.split(": ") for line in block.strip().splitlines())
    return {name: tuple(words.split(", ")) for name, words in pairs}


def _named(block: str) -> tuple[Named, ...]:
    languages = [_synonyms(one) for one in (_ENGLISH, _SWEDISH, _NORWEGIAN)]
    pairs = (line.split(" ") for line in block.strip().splitlines())
    return tuple(Named(path, name, *(words.get(name, ()) for words in languages)) for name, path in pairs)


HEAD = _named(_HEAD)
LINE = _named(_LINE)

# Columns that are more than one term, or another way to say one.
TYPE_IN_WORDS = Named("type_code", "type", ("invoice type",), ("fakturatyp",), ("fakturatype",))
BANKGIRO = Named("payment.means[8].credit_transfer.account", "bankgiro")
PLUSGIRO = Named("payment.means[9].credit_transfer.account", "plusgiro")
TEXT_OF_LINE = Named("lines[].item.description", "description", (), ("beskrivning",), ("beskrivelse",))

# What a type is in words, and its code in UNTDID 1001.
TYPES = {
    **dict.fromkeys(("invoice", "faktura", "debet", "debetfaktura", "debit"), "380"),
    **dict.fromkeys(("creditnote", "credit", "kredit", "kreditfaktura", "kreditnota", "kreditnotat"), "381"),
}


def plain(name: str) -> str:
    """Return a name as names are compared.

    >>> plain("Faktura-nr."), plain("Moms %"), plain("Belopp (SEK)"), plain("À-pris")
    ('fakturanr', 'momsprocent', 'belopp', 'àpris')
    """
    text = _CURRENCY.sub("", unicodedata.normalize("NFC", name).casefold())
    return _JOINED.sub("", text.replace("%", " procent "))
