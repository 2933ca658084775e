"""What the business terms and groups of EN 16931 are called in an office: Swedish, Norwegian, English.

Own words, not the standard's: a term is named as it stands on a paper invoice.
"""

from __future__ import annotations

_TABLE = """
BT-1|Fakturanummer|Fakturanummer|Invoice number
BT-2|Fakturadatum|Fakturadato|Invoice date
BT-3|Fakturatyp|Fakturatype|Invoice type
BT-5|Valuta|Valuta|Currency
BT-6|Valuta för momsredovisning|Valuta for mva-regnskap|Currency of VAT accounting
BT-7|Momsdatum|Mva-dato|Tax point date
BT-8|Kod för momsdatum|Kode for mva-dato|Tax point date code
BT-9|Förfallodatum|Forfallsdato|Due date
BT-10|Er referens|Deres referanse|Your reference
BT-11|Projektnummer|Prosjektnummer|Project number
BT-12|Avtalsnummer|Kontraktsnummer|Contract number
BT-13|Inköpsordernummer|Bestillingsnummer|Purchase order number
BT-14|Försäljningsordernummer|Salgsordrenummer|Sales order number
BT-15|Mottagningskvitto|Varemottak|Receiving advice
BT-16|Följesedelsnummer|Pakkseddelnummer|Despatch advice
BT-17|Upphandling eller anbud|Anbud eller delkontrakt|Tender or lot
BT-18|Fakturerat objekt|Fakturert objekt|Invoiced object
BT-18-1|Det fakturerade objektets nummertyp|Nummertype for fakturert objekt|Scheme of the invoiced object
BT-19|Köparens kontering|Kjøperens kontering|Buyer's accounting reference
BT-20|Betalningsvillkor|Betalingsbetingelser|Payment terms
BG-1|Meddelande|Melding|Note
BT-21|Meddelandets ämne|Meldingens emne|Subject of the note
BT-22|Meddelandets text|Meldingens tekst|Text of the note
BG-2|Process och profil|Prosess og profil|Process and profile
BT-23|Affärsprocess|Forretningsprosess|Business process
BT-24|Profil|Profil|Profile
BG-3|Tidigare faktura|Tidligere faktura|Preceding invoice
BT-25|Tidigare fakturas nummer|Tidligere fakturas nummer|Number of the preceding invoice
BT-26|Tidigare fakturas datum|Tidligere fakturas dato|Date of the preceding invoice
BG-4|Säljare|Selger|Seller
BT-27|Säljarens namn|Selgerens navn|Seller's name
BT-28|Säljarens firmanamn|Selgerens forretningsnavn|Seller's trading name
BT-29|Säljarens nummer|Selgerens nummer|Seller's identifier
BT-29-1|Säljarnumrets typ|Selgernummerets type|Scheme of the seller's identifier
BT-30|Säljarens organisationsnummer|Selgerens organisasjonsnummer|Seller's registration number
BT-30-1|Typ av säljarens organisationsnummer|Type av selgerens organisasjonsnummer|Scheme of the seller's registration number
BT-31|Säljarens momsnummer|Selgerens mva-nummer|Seller's VAT number
BT-32|Säljarens skattenummer|Selgerens skattenummer|Seller's tax number
BT-33|Säljarens juridiska uppgifter|Selgerens juridiske opplysninger|Seller's legal information
BT-34|Säljarens elektroniska adress|Selgerens elektroniske adresse|Seller's electronic address
BT-34-1|Typ av säljarens elektroniska adress|Type av selgerens elektroniske adresse|Scheme of the seller's electronic address
BG-5|Säljarens adress|Selgerens adresse|Seller's address
BT-35|Säljarens gatuadress|Selgerens gateadresse|Seller's street
BT-36|Säljarens adressrad 2|Selgerens adresselinje 2|Seller's address line 2
BT-162|Säljarens adressrad 3|Selgerens adresselinje 3|Seller's address line 3
BT-37|Säljarens ort|Selgerens poststed|Seller's city
BT-38|Säljarens postnummer|Selgerens postnummer|Seller's post code
BT-39|Säljarens region|Selgerens fylke|Seller's region
BT-40|Säljarens land|Selgerens land|Seller's country
BG-6|Säljarens kontakt|Selgerens kontakt|Seller's contact
BT-41|Vår referens|Vår referanse|Our reference
BT-42|Säljarens telefon|Selgerens telefon|Seller's telephone
BT-43|Säljarens e-post|Selgerens e-post|Seller's e-mail
BG-7|Köpare|Kjøper|Buyer
BT-44|Köparens namn|Kjøperens navn|Buyer's name
BT-45|Köparens firmanamn|Kjøperens forretningsnavn|Buyer's trading name
BT-46|Kundnummer|Kundenummer|Buyer's identifier
BT-46-1|Kundnumrets typ|Kundenummerets type|Scheme of the buyer's identifier
BT-47|Köparens organisationsnummer|Kjøperens organisasjonsnummer|Buyer's registration number
BT-47-1|Typ av köparens organisationsnummer|Type av kjøperens organisasjonsnummer|Scheme of the buyer's registration number
BT-48|Köparens momsnummer|Kjøperens mva-nummer|Buyer's VAT number
BT-49|Köparens elektroniska adress|Kjøperens elektroniske adresse|Buyer's electronic address
BT-49-1|Typ av köparens elektroniska adress|Type av kjøperens elektroniske adresse|Scheme of the buyer's electronic address
BG-8|Köparens adress|Kjøperens adresse|Buyer's address
BT-50|Köparens gatuadress|Kjøperens gateadresse|Buyer's street
BT-51|Köparens adressrad 2|Kjøperens adresselinje 2|Buyer's address line 2
BT-163|Köparens adressrad 3|Kjøperens adresselinje 3|Buyer's address line 3
BT-52|Köparens ort|Kjøperens poststed|Buyer's city
BT-53|Köparens postnummer|Kjøperens postnummer|Buyer's post code
BT-54|Köparens region|Kjøperens fylke|Buyer's region
BT-55|Köparens land|Kjøperens land|Buyer's country
BG-9|Köparens kontakt|Kjøperens kontakt|Buyer's contact
BT-56|Köparens kontaktperson|Kjøperens kontaktperson|Buyer's contact person
BT-57|Köparens telefon|Kjøperens telefon|Buyer's telephone
BT-58|Köparens e-post|Kjøperens e-post|Buyer's e-mail
BG-10|Betalningsmottagare|Betalingsmottaker|Payee
BT-59|Betalningsmottagarens namn|Betalingsmottakerens navn|Payee's name
BT-60|Betalningsmottagarens nummer|Betalingsmottakerens nummer|Payee's identifier
BT-60-1|Typ av betalningsmottagarens nummer|Type av betalingsmottakerens nummer|Scheme of the payee's identifier
BT-61|Betalningsmottagarens organisationsnummer|Betalingsmottakerens organisasjonsnummer|Payee's registration number
BT-61-1|Typ av betalningsmottagarens organisationsnummer|Type av betalingsmottakerens organisasjonsnummer|Scheme of the payee's registration number
BG-11|Skatteombud|Avgiftsrepresentant|Tax representative
BT-62|Skatteombudets namn|Avgiftsrepresentantens navn|Tax representative's name
BT-63|Skatteombudets momsnummer|Avgiftsrepresentantens mva-nummer|Tax representative's VAT number
BG-12|Skatteombudets adress|Avgiftsrepresentantens adresse|Tax representative's address
BT-64|Skatteombudets gatuadress|Avgiftsrepresentantens gateadresse|Tax representative's street
BT-65|Skatteombudets adressrad 2|Avgiftsrepresentantens adresselinje 2|Tax representative's address line 2
BT-164|Skatteombudets adressrad 3|Avgiftsrepresentantens adresselinje 3|Tax representative's address line 3
BT-66|Skatteombudets ort|Avgiftsrepresentantens poststed|Tax representative's city
BT-67|Skatteombudets postnummer|Avgiftsrepresentantens postnummer|Tax representative's post code
BT-68|Skatteombudets region|Avgiftsrepresentantens fylke|Tax representative's region
BT-69|Skatteombudets land|Avgiftsrepresentantens land|Tax representative's country
BG-13|Leverans|Levering|Delivery
BT-70|Mottagarens namn|Mottakerens navn|Delivered to
BT-71|Leveransplatsens nummer|Leveringsstedets nummer|Identifier of the delivery place
BT-71-1|Typ av leveransplatsens nummer|Type av leveringsstedets nummer|Scheme of the delivery place's identifier
BT-72|Leveransdatum|Leveringsdato|Delivery date
BG-14|Faktureringsperiod|Faktureringsperiode|Invoicing period
BT-73|Periodens början|Periodens start|Start of the period
BT-74|Periodens slut|Periodens slutt|End of the period
BG-15|Leveransadress|Leveringsadresse|Delivery address
BT-75|Leveransadressens gata|Leveringsadressens gate|Street of delivery
BT-76|Leveransadressens rad 2|Leveringsadressens linje 2|Delivery address line 2
BT-165|Leveransadressens rad 3|Leveringsadressens linje 3|Delivery address line 3
BT-77|Leveransort|Leveringens poststed|City of delivery
BT-78|Leveransadressens postnummer|Leveringsadressens postnummer|Post code of delivery
BT-79|Leveransadressens region|Leveringsadressens fylke|Region of delivery
BT-80|Leveransland|Leveringsland|Country of delivery
BG-16|Betalning|Betaling|Payment
BT-81|Betalningssätt|Betalingsmåte|Means of payment
BT-82|Betalningssätt i ord|Betalingsmåte i ord|Means of payment in words
BT-83|Betalningsreferens (OCR)|Betalingsreferanse (KID)|Payment reference
BG-17|Betalning till konto|Betaling til konto|Credit transfer
BT-84|Kontonummer|Kontonummer|Account number
BT-85|Kontoinnehavare|Kontohaver|Account name
BT-86|Bank|Bank|Bank
BG-18|Kortbetalning|Kortbetaling|Card payment
BT-87|Kortnummer|Kortnummer|Card number
BT-88|Kortinnehavare|Kortholder|Card holder
BG-19|Autogiro|Avtalegiro|Direct debit
BT-89|Medgivandets nummer|Mandatreferanse|Mandate reference
BT-90|Betalningsmottagarens borgenärsnummer|Kreditors identifikasjon|Creditor identifier
BT-91|Konto som debiteras|Konto som belastes|Debited account
BG-20|Avdrag på fakturan|Fradrag på fakturaen|Allowance on the invoice
BT-92|Avdragets belopp|Fradragets beløp|Amount of the allowance
BT-93|Avdragets underlag|Fradragets grunnlag|Base of the allowance
BT-94|Avdragets procent|Fradragets prosent|Percentage of the allowance
BT-95|Avdragets momskategori|Fradragets mva-kategori|VAT category of the allowance
BT-96|Avdragets momssats|Fradragets mva-sats|VAT rate of the allowance
BT-97|Avdragets orsak|Fradragets årsak|Reason of the allowance
BT-98|Avdragets orsakskod|Fradragets årsakskode|Reason code of the allowance
BG-21|Avgift på fakturan|Gebyr på fakturaen|Charge on the invoice
BT-99|Avgiftens belopp|Gebyrets beløp|Amount of the charge
BT-100|Avgiftens underlag|Gebyrets grunnlag|Base of the charge
BT-101|Avgiftens procent|Gebyrets prosent|Percentage of the charge
BT-102|Avgiftens momskategori|Gebyrets mva-kategori|VAT category of the charge
BT-103|Avgiftens momssats|Gebyrets mva-sats|VAT rate of the charge
BT-104|Avgiftens orsak|Gebyrets årsak|Reason of the charge
BT-105|Avgiftens orsakskod|Gebyrets årsakskode|Reason code of the charge
BG-22|Summor|Summer|Totals
BT-106|Radernas summa|Sum av linjene|Sum of the lines
BT-107|Summa avdrag|Sum fradrag|Sum of allowances
BT-108|Summa avgifter|Sum gebyrer|Sum of charges
BT-109|Belopp utan moms|Beløp uten mva|Total without VAT
BT-110|Moms|Merverdiavgift|VAT
BT-111|Moms i redovisningsvalutan|Merverdiavgift i regnskapsvalutaen|VAT in the accounting currency
BT-112|Belopp med moms|Beløp med mva|Total with VAT
BT-113|Redan betalt|Allerede betalt|Paid already
BT-114|Öresavrundning|Øreavrunding|Rounding
BT-115|Att betala|Å betale|Amount to pay
BG-23|Momsspecifikation|Mva-spesifikasjon|VAT breakdown
BT-116|Beskattningsbart belopp|Avgiftsgrunnlag|Taxable amount
BT-117|Momsbelopp|Mva-beløp|VAT amount
BT-118|Momskategori|Mva-kategori|VAT category
BT-119|Momssats|Mva-sats|VAT rate
BT-120|Orsak till momsfrihet|Årsak til avgiftsfritak|Reason for no VAT
BT-121|Kod för orsak till momsfrihet|Kode for årsak til avgiftsfritak|Code of the reason for no VAT
BG-24|Bilaga|Vedlegg|Attachment
BT-122|Bilagans referens|Vedleggets referanse|Reference of the attachment
BT-123|Bilagans beskrivning|Vedleggets beskrivelse|Description of the attachment
BT-124|Bilagans webbadress|Vedleggets nettadresse|Web address of the attachment
BT-125|Bifogad fil|Vedlagt fil|Attached file
BT-125-1|Filens typ|Filtype|Type of the file
BT-125-2|Filnamn|Filnavn|File name
BG-25|Fakturarad|Fakturalinje|Invoice line
BT-126|Radens nummer|Linjenummer|Line number
BT-127|Radens meddelande|Linjens melding|Note on the line
BT-128|Radens objekt|Linjens objekt|Object of the line
BT-128-1|Typ av radens objektnummer|Type av linjens objektnummer|Scheme of the line's object
BT-129|Antal|Antall|Quantity
BT-130|Enhet|Enhet|Unit
BT-131|Radens belopp|Linjens beløp|Line amount
BT-132|Orderrad|Ordrelinje|Order line
BT-133|Radens kontering|Linjens kontering|Accounting reference of the line
BG-26|Radens period|Linjens periode|Period of the line
BT-134|Radperiodens början|Linjeperiodens start|Start of the line's period
BT-135|Radperiodens slut|Linjeperiodens slutt|End of the line's period
BG-27|Avdrag på raden|Fradrag på linjen|Allowance on the line
BT-136|Radavdragets belopp|Linjefradragets beløp|Amount of the line's allowance
BT-137|Radavdragets underlag|Linjefradragets grunnlag|Base of the line's allowance
BT-138|Radavdragets procent|Linjefradragets prosent|Percentage of the line's allowance
BT-139|Radavdragets orsak|Linjefradragets årsak|Reason of the line's allowance
BT-140|Radavdragets orsakskod|Linjefradragets årsakskode|Reason code of the line's allowance
BG-28|Avgift på raden|Gebyr på linjen|Charge on the line
BT-141|Radavgiftens belopp|Linjegebyrets beløp|Amount of the line's charge
BT-142|Radavgiftens underlag|Linjegebyrets grunnlag|Base of the line's charge
BT-143|Radavgiftens procent|Linjegebyrets prosent|Percentage of the line's charge
BT-144|Radavgiftens orsak|Linjegebyrets årsak|Reason of the line's charge
BT-145|Radavgiftens orsakskod|Linjegebyrets årsakskode|Reason code of the line's charge
BG-29|Pris|Pris|Price
BT-146|Styckpris|Enhetspris|Unit price
BT-147|Rabatt på priset|Rabatt på prisen|Discount on the price
BT-148|Bruttopris|Bruttopris|Gross price
BT-149|Priset gäller antal|Prisen gjelder antall|Quantity that the price is for
BT-150|Priset gäller enhet|Prisen gjelder enhet|Unit that the price is for
BG-30|Radens moms|Linjens mva|VAT of the line
BT-151|Radens momskategori|Linjens mva-kategori|VAT category of the line
BT-152|Radens momssats|Linjens mva-sats|VAT rate of the line
BG-31|Vara eller tjänst|Vare eller tjeneste|Item
BT-153|Benämning|Betegnelse|Item name
BT-154|Beskrivning|Beskrivelse|Item description
BT-155|Säljarens artikelnummer|Selgerens artikkelnummer|Seller's item number
BT-156|Köparens artikelnummer|Kjøperens artikkelnummer|Buyer's item number
BT-157|Standardartikelnummer (GTIN)|Standard artikkelnummer (GTIN)|Standard item number (GTIN)
BT-157-1|Standardartikelnumrets typ|Type av standard artikkelnummer|Scheme of the standard item number
BT-158|Klassificering|Klassifisering|Classification
BT-158-1|Klassificeringens kodlista|Klassifiseringens kodeliste|List of the classification
BT-158-2|Kodlistans version|Kodelistens versjon|Version of the list
BT-159|Ursprungsland|Opprinnelsesland|Country of origin
BG-32|Varans egenskap|Varens egenskap|Attribute of the item
BT-160|Egenskapens namn|Egenskapens navn|Name of the attribute
BT-161|Egenskapens värde|Egenskapens verdi|Value of the attribute
"""  # noqa: E501  one term a row

NAMES: dict[str, tuple[str, str, str]] = {
    term: (sv, nb, en) for term, sv, nb, en in (row.split("|") for row in _TABLE.strip().splitlines())
}
