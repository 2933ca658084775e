"""Words of the rules on invoice lines."""

from __future__ import annotations

from depesch.rules import Words

BASE_QUANTITY = Words(
    sv="Priset gäller för {value} enheter. Antalet som priset gäller för ska vara större än noll, oftast 1.",
    nb="Prisen gjelder for {value} enheter. Antallet som prisen gjelder for, skal være større enn null, oftest 1.",
    en="The price is for {value} units. The quantity that the price is for must be more than nothing, mostly 1.",
)
UNIT = Words(
    sv="Priset gäller per {value}, men raden räknas i {expected}. Använd samma enhet på båda ställena.",
    nb="Prisen gjelder per {value}, men linjen telles i {expected}. Bruk samme enhet begge steder.",
    en="The price is per {value}, but the line is counted in {expected}. Use the same unit for both.",
)
STARTS_EARLY = Words(
    sv="Radens period börjar {value}, före fakturans period som börjar {expected}. Rätta en av dem.",
    nb="Linjens periode begynner {value}, før fakturaens periode som begynner {expected}. Rett en av dem.",
    en="The period of the line starts on {value}, before that of the invoice, which starts on {expected}. Correct one "
    "of them.",
)
ENDS_LATE = Words(
    sv="Radens period slutar {value}, efter fakturans period som slutar {expected}. Rätta en av dem.",
    nb="Linjens periode slutter {value}, etter fakturaens periode som slutter {expected}. Rett en av dem.",
    en="The period of the line ends on {value}, after that of the invoice, which ends on {expected}. Correct one of "
    "them.",
)
MANY_OBJECTS = Words(
    sv="Raden hänvisar till flera objekt. Behåll ett, och skriv de andra i radens text.",
    nb="Linjen viser til flere objekter. Behold ett, og skriv de andre i linjens tekst.",
    en="The line refers to several objects. Keep one, and put the others into the line's text.",
)
OBJECT_TYPE = Words(
    sv="Raden hänvisar till ett dokument av en annan typ än 130 (fakturerat objekt). Ange typen 130, eller ta bort "
    "hänvisningen.",
    nb="Linjen viser til et dokument av en annen type enn 130 (fakturert objekt). Oppgi typen 130, eller fjern "
    "henvisningen.",
    en="The line refers to a document of another type than 130 (invoiced object). State the type 130, or leave the "
    "reference out.",
)
