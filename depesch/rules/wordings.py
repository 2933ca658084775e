"""Words that several rules share."""

from __future__ import annotations

from depesch.rules import Words

MISSING = Words(
    sv="”{name}” saknas. Fyll i uppgiften.",
    nb="«{name}» mangler. Fyll ut opplysningen.",
    en="“{name}” is missing. Fill it in.",
)
NO_SCHEME = Words(
    sv="”{name}” saknar uppgift om vilken sorts nummer det är. Ange numrets typ, till exempel 0007 för svenskt "
    "organisationsnummer.",
    nb="«{name}» mangler opplysning om hva slags nummer det er. Angi nummertypen, for eksempel 0192 for norsk "
    "organisasjonsnummer.",
    en="“{name}” does not say what kind of number it is. State the scheme, such as 0088 for a GLN.",
)
PERIOD_BACKWARDS = Words(
    sv="Perioden slutar före sin början. Slutdatum ska vara samma dag som startdatum eller senare.",
    nb="Perioden slutter før den begynner. Sluttdatoen skal være samme dag som startdatoen eller senere.",
    en="The period ends before it begins. The end date must be the start date or later.",
)
PERIOD_EMPTY = Words(
    sv="Perioden har varken start- eller slutdatum. Ange minst ett av dem, eller ta bort perioden.",
    nb="Perioden har verken start- eller sluttdato. Angi minst én av dem, eller fjern perioden.",
    en="The period has neither a start nor an end date. Give at least one of them, or leave the period out.",
)
NO_REASON = Words(
    sv="Det står inte varför {name_low} finns. Ange en orsak i ord eller som kod.",
    nb="Det står ikke hvorfor {name_low} finnes. Oppgi en årsak i ord eller som kode.",
    en="Nothing says why there is {name_low}. Give a reason in words or as a code.",
)
NEVER = Words(
    sv="Orsakskoden och orsaken i ord ska betyda samma sak. Läs dem och kontrollera att de stämmer överens.",
    nb="Årsakskoden og årsaken i ord skal bety det samme. Les dem og kontroller at de stemmer overens.",
    en="The reason code and the reason in words must mean the same. Read both and see that they agree.",
)
DECIMALS = Words(
    sv="”{name}” är {value} och har fler än två decimaler. Avrunda till hela ören.",
    nb="«{name}» er {value} og har flere enn to desimaler. Rund av til hele øre.",
    en="“{name}” is {value} and has more than two decimals. Round it to two.",
)
NOT_IN_LIST = Words(
    sv="”{name}” har koden {value}, som inte finns i kodlistan. Välj en kod ur listan.",
    nb="«{name}» har koden {value}, som ikke finnes i kodelisten. Velg en kode fra listen.",
    en="“{name}” has the code {value}, which is not in the code list. Choose a code from the list.",
)
NOT_A_SCHEME = Words(
    sv="”{name}” anger nummertypen {value}, som inte finns i kodlistan. Välj en typ ur listan.",
    nb="«{name}» angir nummertypen {value}, som ikke finnes i kodelisten. Velg en type fra listen.",
    en="“{name}” states the scheme {value}, which is not in the code list. Choose one from the list.",
)
WRONG_SUM = Words(
    sv="”{name}” är {value} men ska vara {expected}.",
    nb="«{name}» er {value}, men skal være {expected}.",
    en="“{name}” is {value} but should be {expected}.",
)
