"""What the Danish rules say."""

from __future__ import annotations

from depesch.rules import Words

CVR_MISSING = Words(
    sv="”{name}” saknas. En dansk säljare måste ange sitt CVR-nummer. Fyll i de åtta siffrorna.",
    nb="«{name}» mangler. En dansk selger må oppgi CVR-nummeret sitt. Fyll ut de åtte sifrene.",
    en="“{name}” is missing. A Danish seller must give its CVR number. Fill in the eight digits.",
)
NOT_CVR = Words(
    sv="”{name}” ska för ett danskt företag vara CVR-numret, märkt med nummertypen {expected}. Nu är typen {value}.",
    nb="«{name}» skal for en dansk virksomhet være CVR-nummeret, merket med nummertypen {expected}. Nå er typen "
    "{value}.",
    en="“{name}” of a Danish company must be its CVR number, with the scheme {expected}. The scheme is {value} now.",
)
SCHEME = Words(
    sv="”{name}” {value} saknar uppgift om vilken sorts nummer det är. Mellan danska företag måste typen anges, till "
    "exempel 0088 för EAN/GLN eller 0184 för CVR.",
    nb="«{name}» {value} mangler opplysning om hva slags nummer det er. Mellom danske virksomheter må typen oppgis, "
    "for eksempel 0088 for EAN/GLN eller 0184 for CVR.",
    en="“{name}” {value} does not say what kind of number it is. Between Danish companies the scheme must be given, "
    "such as 0088 for EAN/GLN or 0184 for CVR.",
)
NEGATIVE = Words(
    sv="”{name}” är {value}. På en dansk kreditnota får beloppet inte vara negativt. Ta bort minustecknen, eller "
    "skicka en faktura i stället.",
    nb="«{name}» er {value}. På en dansk kreditnota kan beløpet ikke være negativt. Fjern minustegnene, eller send en "
    "faktura i stedet.",
    en="“{name}” is {value}. On a Danish credit note it must not be negative. Remove the minus signs, or send an "
    "invoice instead.",
)
WAY = Words(
    sv="”{name}” är {value}, som inte används i Danmark. Välj 42 eller 31 för banköverföring, 58 för SEPA, 93 för "
    "FIK, 50 för girokort, 49 för Betalingsservice, 48 för kort, 10 för kontant, 97 för clearing.",
    nb="«{name}» er {value}, som ikke brukes i Danmark. Velg 42 eller 31 for bankoverføring, 58 for SEPA, 93 for FIK, "
    "50 for girokort, 49 for Betalingsservice, 48 for kort, 10 for kontant, 97 for clearing.",
    en="“{name}” is {value}, which is not used in Denmark. Choose 42 or 31 for a bank transfer, 58 for SEPA, 93 for "
    "FIK, 50 for a giro form, 49 for Betalingsservice, 48 for a card, 10 for cash, 97 for clearing.",
)
BANK = Words(
    sv="Banköverföring (31 eller 42) behöver både kontonummer och bankens registreringsnummer eller BIC. Fyll i båda.",
    nb="Bankoverføring (31 eller 42) trenger både kontonummer og bankens registreringsnummer eller BIC. Fyll ut begge.",
    en="A bank transfer (31 or 42) needs both the account number and the bank's registration number or BIC. Fill in "
    "both.",
)
MANDATE = Words(
    sv="Betalingsservice och annan autogiro (49) behöver både medgivandets nummer och kontot som debiteras. Fyll i "
    "båda.",
    nb="Betalingsservice og annen direkte belastning (49) trenger både mandatreferanse og kontoen som belastes. Fyll "
    "ut begge.",
    en="Betalingsservice and other direct debit (49) needs both the mandate reference and the debited account. Fill "
    "in both.",
)
GIRO = Words(
    sv="Girokort (50) behöver en betalningsreferens som börjar med 01#, 04# eller 15#, och ett girokonto på sju eller "
    "åtta siffror. Kontot är nu {value}.",
    nb="Girokort (50) trenger en betalingsreferanse som begynner med 01#, 04# eller 15#, og en girokonto med sju "
    "eller åtte sifre. Kontoen er nå {value}.",
    en="A giro form (50) needs a payment reference that begins with 01#, 04# or 15#, and a giro account of seven or "
    "eight digits. The account is {value} now.",
)
GIRO_LENGTH = Words(
    sv="Betalningsreferensen {value} för ett girokort av sort 04 eller 15 ska ha 16 siffror efter #.",
    nb="Betalingsreferansen {value} for et girokort av type 04 eller 15 skal ha 16 sifre etter #.",
    en="The payment reference {value} of a giro form of kind 04 or 15 must have 16 digits after the #.",
)
FIK = Words(
    sv="FIK-betalning (93) behöver en betalningsreferens som börjar med 71#, 73# eller 75#, och ett kreditornummer på "
    "åtta siffror som konto. Kontot är nu {value}.",
    nb="FIK-betaling (93) trenger en betalingsreferanse som begynner med 71#, 73# eller 75#, og et kreditornummer på "
    "åtte sifre som konto. Kontoen er nå {value}.",
    en="A FIK payment (93) needs a payment reference that begins with 71#, 73# or 75#, and a creditor number of eight "
    "digits as the account. The account is {value} now.",
)
FIK_LENGTH = Words(
    sv="Betalningsreferensen {value} för FIK-kort 71 eller 75 ska ha 15 eller 16 siffror efter #.",
    nb="Betalingsreferansen {value} for FIK-kort 71 eller 75 skal ha 15 eller 16 sifre etter #.",
    en="The payment reference {value} of a FIK form 71 or 75 must have 15 or 16 digits after the #.",
)
UNSPSC = Words(
    sv="Varans klassificering är UNSPSC (TST) men säger inte vilken utgåva. Ange 19.05.01 eller 26.08.01.",
    nb="Varens klassifisering er UNSPSC (TST), men sier ikke hvilken utgave. Oppgi 19.05.01 eller 26.08.01.",
    en="The item is classified by UNSPSC (TST) without a known version. Give 19.05.01 or 26.08.01.",
)
AGREED = Words(
    sv="Ett avdrag eller en avgift med orsakskod ZZZ ska ha en orsak på fyra siffror, eller två ord med # mellan sig. "
    "Nu står där {value}.",
    nb="Et fradrag eller gebyr med årsakskode ZZZ skal ha en årsak på fire sifre, eller to ord med # mellom seg. Nå "
    "står det {value}.",
    en="An allowance or charge with the reason code ZZZ needs a reason of four digits, or two words with # between "
    "them. It is {value} now.",
)
