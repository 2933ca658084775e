"""What the Greek rules say."""

from __future__ import annotations

from depesch.rules import Words

SIX_PARTS = Words(
    sv="Fakturanumret {value} ska för en grekisk säljare ha sex delar med | emellan: ΑΦΜ (momsnumret), datum, filial, "
    "dokumenttyp, serie och löpnummer. Så här: 094259216|31/05/2026|0|1.1|A|42.",
    nb="Fakturanummeret {value} skal for en gresk selger ha seks deler med | mellom: ΑΦΜ (mva-nummeret), dato, "
    "filial, dokumenttype, serie og løpenummer. Slik: 094259216|31/05/2026|0|1.1|A|42.",
    en="The invoice number {value} of a Greek seller must have six parts with | between them: ΑΦΜ (the VAT number), "
    "date, branch, document type, series and number. Like this: 094259216|31/05/2026|0|1.1|A|42.",
)
PART_AFM = Words(
    sv="Fakturanumret {value} ska börja med säljarens eller skatteombudets ΑΦΜ: momsnumrets nio siffror utan EL.",
    nb="Fakturanummeret {value} skal begynne med selgerens eller avgiftsrepresentantens ΑΦΜ: de ni sifrene i "
    "mva-nummeret uten EL.",
    en="The invoice number {value} must begin with the ΑΦΜ of the seller or its tax representative: the nine digits "
    "of the VAT number without EL.",
)
PART_DATE = Words(
    sv="Den andra delen av fakturanumret {value} ska vara fakturadatum, skrivet dag/månad/år som 31/05/2026.",
    nb="Den andre delen av fakturanummeret {value} skal være fakturadatoen, skrevet dag/måned/år som 31/05/2026.",
    en="The second part of the invoice number {value} must be the invoice date, written day/month/year as 31/05/2026.",
)
PART_BRANCH = Words(
    sv="Den tredje delen av fakturanumret {value} ska vara filialens nummer: ett heltal, 0 för huvudkontoret.",
    nb="Den tredje delen av fakturanummeret {value} skal være filialens nummer: et heltall, 0 for hovedkontoret.",
    en="The third part of the invoice number {value} must be the number of the branch: a whole number, 0 for the head "
    "office.",
)
PART_TYPE = Words(
    sv="Den fjärde delen av fakturanumret {value} ska vara dokumenttypen i myDATA: 1.1, 1.6, 2.1, 2.4, 5.1 eller 5.2.",
    nb="Den fjerde delen av fakturanummeret {value} skal være dokumenttypen i myDATA: 1.1, 1.6, 2.1, 2.4, 5.1 eller "
    "5.2.",
    en="The fourth part of the invoice number {value} must be the document type of myDATA: 1.1, 1.6, 2.1, 2.4, 5.1 or "
    "5.2.",
)
PART_SERIES = Words(
    sv="Den femte delen av fakturanumret {value}, serien, är tom. Skriv 0 om det inte finns någon serie.",
    nb="Den femte delen av fakturanummeret {value}, serien, er tom. Skriv 0 hvis det ikke finnes noen serie.",
    en="The fifth part of the invoice number {value}, the series, is empty. Write 0 if there is no series.",
)
PART_NUMBER = Words(
    sv="Den sjätte delen av fakturanumret {value}, löpnumret, är tom. Fyll i fakturans nummer i serien.",
    nb="Den sjette delen av fakturanummeret {value}, løpenummeret, er tom. Fyll ut fakturaens nummer i serien.",
    en="The sixth part of the invoice number {value}, the running number, is empty. Fill in the number in the series.",
)
NAME = Words(
    sv="”{name}” saknas. Med en grekisk säljare ska båda parters firmanamn stå på fakturan. Fyll i det.",
    nb="«{name}» mangler. Med en gresk selger skal begge parters forretningsnavn stå på fakturaen. Fyll det ut.",
    en="“{name}” is missing. With a Greek seller both parties' trading names must stand on the invoice. Fill it in.",
)
ONE_AFM = Words(
    sv="”{name}” {value} ska vara ett enda grekiskt momsnummer: EL och ΑΦΜ på nio siffror, till exempel EL094259216.",
    nb="«{name}» {value} skal være ett eneste gresk mva-nummer: EL og ΑΦΜ på ni sifre, for eksempel EL094259216.",
    en="“{name}” {value} must be one Greek VAT number: EL and the nine digits of the ΑΦΜ, such as EL094259216.",
)
AFM = Words(
    sv="”{name}” {value} är inget grekiskt momsnummer. Skriv EL och ΑΦΜ på nio siffror, till exempel EL094259216.",
    nb="«{name}» {value} er ikke et gresk mva-nummer. Skriv EL og ΑΦΜ på ni sifre, for eksempel EL094259216.",
    en="“{name}” {value} is no Greek VAT number. Write EL and the nine digits of the ΑΦΜ, such as EL094259216.",
)
MARK_ONCE = Words(
    sv="Fakturan ska ha sitt ΜΑΡΚ från myDATA en gång: en bilaga med beskrivningen ##M.AR.K## och numret som referens.",
    nb="Fakturaen skal ha sitt ΜΑΡΚ fra myDATA én gang: et vedlegg med beskrivelsen ##M.AR.K## og nummeret som "
    "referanse.",
    en="The invoice must have its ΜΑΡΚ from myDATA once: an attachment described as ##M.AR.K## with the number as its "
    "reference.",
)
MARK_DIGITS = Words(
    sv="Fakturans ΜΑΡΚ {value} ska vara ett heltal som inte börjar med noll. Hämta det från myDATA.",
    nb="Fakturaens ΜΑΡΚ {value} skal være et heltall som ikke begynner med null. Hent det fra myDATA.",
    en="The invoice's ΜΑΡΚ {value} must be a whole number that does not begin with zero. Fetch it from myDATA.",
)
LINK = Words(
    sv="Fakturan bör ha en länk till sig själv hos leverantören av e-faktura: en bilaga med beskrivningen "
    "##INVOICE|URL## och webbadressen.",
    nb="Fakturaen bør ha en lenke til seg selv hos e-fakturaleverandøren: et vedlegg med beskrivelsen ##INVOICE|URL## "
    "og nettadressen.",
    en="The invoice should have a link to itself at the e-invoicing provider: an attachment described as "
    "##INVOICE|URL## with its web address.",
)
LINK_ONCE = Words(
    sv="Fler än en bilaga har beskrivningen ##INVOICE|URL##. Behåll en av dem.",
    nb="Mer enn ett vedlegg har beskrivelsen ##INVOICE|URL##. Behold ett av dem.",
    en="More than one attachment is described as ##INVOICE|URL##. Keep one of them.",
)
LINK_ADDRESS = Words(
    sv="Bilagan med beskrivningen ##INVOICE|URL## saknar webbadress. Fyll i den.",
    nb="Vedlegget med beskrivelsen ##INVOICE|URL## mangler nettadresse. Fyll den ut.",
    en="The attachment described as ##INVOICE|URL## has no web address. Fill it in.",
)
ENDPOINT = Words(
    sv="”{name}” {value} ska för en grekisk part vara dess ΑΦΜ, nio siffror, med nummertypen 9933.",
    nb="«{name}» {value} skal for en gresk part være dens ΑΦΜ, ni sifre, med nummertypen 9933.",
    en="“{name}” {value} of a Greek party must be its ΑΦΜ, nine digits, with the scheme 9933.",
)
