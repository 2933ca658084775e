"""Words of the rules on allowances and charges."""

from __future__ import annotations

from depesch.rules import Words

SHARE = Words(
    sv="Beloppet är {value} men ska vara procentsatsen av grundbeloppet: {expected}. Rätta beloppet, procentsatsen "
    "eller grundbeloppet.",
    nb="Beløpet er {value}, men skal være prosentsatsen av grunnlaget: {expected}. Rett beløpet, prosentsatsen eller "
    "grunnlaget.",
    en="The amount is {value} but should be the percentage of the base amount: {expected}. Correct the amount, the "
    "percentage or the base amount.",
)
NO_BASE = Words(
    sv="Rabatten eller avgiften har en procentsats men inget grundbelopp. Fyll i beloppet som procenten räknas på.",
    nb="Rabatten eller gebyret har en prosentsats, men ikke noe grunnlag. Fyll ut beløpet som prosenten regnes av.",
    en="The allowance or charge has a percentage but no base amount. Fill in the amount that it is a percentage of.",
)
NO_PERCENTAGE = Words(
    sv="Rabatten eller avgiften har ett grundbelopp men ingen procentsats. Fyll i procentsatsen, eller ta bort "
    "grundbeloppet.",
    nb="Rabatten eller gebyret har et grunnlag, men ingen prosentsats. Fyll ut prosentsatsen, eller fjern grunnlaget.",
    en="The allowance or charge has a base amount but no percentage. Fill in the percentage, or leave the base amount "
    "out.",
)
INDICATOR = Words(
    sv="Uppgiften om det är en rabatt eller en avgift är skriven som {value}. Skriv true för avgift och false för "
    "rabatt.",
    nb="Opplysningen om det er en rabatt eller et gebyr er skrevet som {value}. Skriv true for gebyr og false for "
    "rabatt.",
    en="Whether this is an allowance or a charge is written as {value}. Write true for a charge and false for an "
    "allowance.",
)
PRICE_CHARGE = Words(
    sv="Priset har ett påslag. Ett pris får bara ha rabatt; räkna in påslaget i priset eller lägg det som avgift på "
    "raden.",
    nb="Prisen har et påslag. En pris kan bare ha rabatt; regn påslaget inn i prisen eller legg det som gebyr på "
    "linjen.",
    en="The price has a charge on it. A price may only have a discount; include the charge in the price or state it "
    "as a charge of the line.",
)
NET_PRICE = Words(
    sv="Nettopriset är {value} men ska vara bruttopriset minus rabatten: {expected}.",
    nb="Nettoprisen er {value}, men skal være bruttoprisen minus rabatten: {expected}.",
    en="The net price is {value} but should be the gross price less the discount: {expected}.",
)
