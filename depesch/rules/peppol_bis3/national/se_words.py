"""What the Swedish rules say, in the words of those who fill in the fields."""

from __future__ import annotations

from depesch.rules import Words

VAT_LENGTH = Words(
    sv="”{name}” är {value}. Ett svenskt momsnummer har 14 tecken: SE, organisationsnumrets tio siffror och två "
    "siffror till, oftast 01. Skriv det utan mellanslag och bindestreck, till exempel SE556036079301.",
    nb="«{name}» er {value}. Et svensk mva-nummer har 14 tegn: SE, de ti sifrene i organisasjonsnummeret og to sifre "
    "til, som oftest 01. Skriv det uten mellomrom og bindestrek, for eksempel SE556036079301.",
    en="“{name}” is {value}. A Swedish VAT number has 14 characters: SE, the ten digits of the organisation number "
    "and two more digits, mostly 01. Write it without spaces and hyphens, such as SE556036079301.",
)
VAT_DIGITS = Words(
    sv="”{name}” är {value}. Efter SE ska det bara stå siffror, tolv stycken. Ta bort mellanslag, bindestreck och "
    "bokstäver.",
    nb="«{name}» er {value}. Etter SE skal det bare stå sifre, tolv i alt. Fjern mellomrom, bindestrek og bokstaver.",
    en="“{name}” is {value}. After SE there must be digits only, twelve of them. Remove spaces, hyphens and letters.",
)
COMPANY_DIGITS = Words(
    sv="”{name}” är {value}. Skriv det med siffror, utan bindestreck och mellanslag: 5560360793, inte 556036-0793.",
    nb="«{name}» er {value}. Skriv det med sifre, uten bindestrek og mellomrom: 5560360793, ikke 556036-0793.",
    en="“{name}” is {value}. Write it in digits, without hyphen and spaces: 5560360793, not 556036-0793.",
)
COMPANY_LENGTH = Words(
    sv="”{name}” är {value}. Ett svenskt organisationsnummer eller personnummer skrivs här med tio siffror, utan "
    "sekel.",
    nb="«{name}» er {value}. Et svensk organisasjonsnummer eller personnummer skrives her med ti sifre, uten århundre.",
    en="“{name}” is {value}. A Swedish organisation or personal number is written with ten digits here, without the "
    "century.",
)
COMPANY_CHECK = Words(
    sv="”{name}” är {value}, men kontrollsiffran stämmer inte. Jämför siffrorna med registreringsbeviset: någon av "
    "dem är fel, eller två har bytt plats.",
    nb="«{name}» er {value}, men kontrollsifferet stemmer ikke. Sammenlign sifrene med registreringsbeviset: ett av "
    "dem er feil, eller to har byttet plass.",
    en="“{name}” is {value}, but its check digit is wrong. Compare it with the certificate of registration: a digit "
    "is wrong, or two have changed places.",
)
F_TAX = Words(
    sv="”{name}” är {value}. En svensk säljare skriver ”{expected}” där, om företaget är det. Ett momsnummer hör "
    "hemma i fältet för momsnummer.",
    nb="«{name}» er {value}. En svensk selger skriver «{expected}» der, hvis virksomheten er det. Et mva-nummer hører "
    "hjemme i feltet for mva-nummer.",
    en="“{name}” is {value}. A Swedish seller writes “{expected}” there (approved for F-tax), if the firm is. A VAT "
    "number belongs in the field for VAT numbers.",
)
RATE = Words(
    sv="”{name}” är {value} %. I Sverige är momsen 25, 12 eller 6 %. Välj en av dem. Är försäljningen momsfri, välj "
    "den momskategori som säger det.",
    nb="«{name}» er {value} %. I Sverige er mva 25, 12 eller 6 %. Velg en av dem. Er salget uten mva, velg den "
    "mva-kategorien som sier det.",
    en="“{name}” is {value} %. VAT in Sweden is 25, 12 or 6 %. Choose one of them. If the sale bears no VAT, choose "
    "the VAT category that says so.",
)
PLUSGIRO_DIGITS = Words(
    sv="Plusgironumret {value} får bara ha siffror. Skriv det utan bindestreck och mellanslag, till exempel 41954.",
    nb="Plusgironummeret {value} kan bare ha sifre. Skriv det uten bindestrek og mellomrom, for eksempel 41954.",
    en="The Plusgiro number {value} may have digits only. Write it without hyphen and spaces, such as 41954.",
)
PLUSGIRO_LENGTH = Words(
    sv="Plusgironumret {value} ska ha två till åtta siffror. Kontrollera numret.",
    nb="Plusgironummeret {value} skal ha to til åtte sifre. Kontroller nummeret.",
    en="The Plusgiro number {value} must have two to eight digits. Check the number.",
)
BANKGIRO_DIGITS = Words(
    sv="Bankgironumret {value} får bara ha siffror. Skriv det utan bindestreck och mellanslag, till exempel 54029681.",
    nb="Bankgironummeret {value} kan bare ha sifre. Skriv det uten bindestrek og mellomrom, for eksempel 54029681.",
    en="The Bankgiro number {value} may have digits only. Write it without hyphen and spaces, such as 54029681.",
)
BANKGIRO_LENGTH = Words(
    sv="Bankgironumret {value} ska ha sju eller åtta siffror. Kontrollera numret, och skriv det utan bindestreck.",
    nb="Bankgironummeret {value} skal ha sju eller åtte sifre. Kontroller nummeret, og skriv det uten bindestrek.",
    en="The Bankgiro number {value} must have seven or eight digits. Check the number, and write it without hyphen.",
)
GIRO_CODE = Words(
    sv="”{name}” är {value}. Betalning till Bankgiro och Plusgiro anges med 30, med SE:BANKGIRO eller SE:PLUSGIRO som "
    "bank.",
    nb="«{name}» er {value}. Betaling til svensk Bankgiro og Plusgiro angis med 30, med SE:BANKGIRO eller SE:PLUSGIRO "
    "som bank.",
    en="“{name}” is {value}. Payment to Bankgiro or Plusgiro is given as 30, with SE:BANKGIRO or SE:PLUSGIRO as the "
    "bank.",
)
ABROAD = Words(
    sv="”{name}” är {value}, som är för betalningar till utlandet. Säljare och köpare är i Sverige: använd 30.",
    nb="«{name}» er {value}, som er for betaling til utlandet. Selger og kjøper er i Sverige: bruk 30.",
    en="“{name}” is {value}, which is for payments abroad. Seller and buyer are in Sweden: use 30.",
)
