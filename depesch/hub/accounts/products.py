"""The catalogue of the store: what a company can ask an offer for, and what a grant does. Data, no prices: the offer
names them.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from depesch.hub.accounts.e_archive import is_limited
from depesch.hub.tenancy.models import Company

LANGUAGES = ("sv", "nb", "en")


class ProductWords(msgspec.Struct, frozen=True, kw_only=True):
    """A product in one language."""

    title: str
    text: str  # what one gets, in a sentence or two
    unit: str = ""  # what a quantity counts; empty: there is only one to have


class Product(msgspec.Struct, frozen=True, kw_only=True):
    """One thing of the catalogue. `name` is stored and never used for something else."""

    name: str
    words: Mapping[str, ProductWords]
    seats: int = 0  # licences that each piece brings
    plan: str = ""  # the plan that the company has afterwards
    makes_group: bool = False  # the company becomes the first of a group
    e_archive: bool = False  # the company sees its documents of all years

    def said(self, language: str) -> ProductWords:
        """Return the product in a language; English for one that we do not write."""
        return self.words.get(language, self.words["en"])

    @property
    def is_counted(self) -> bool:
        """Return whether one may want several."""
        return bool(self.seats)


CATALOGUE: tuple[Product, ...] = (
    Product(
        name="user",
        seats=1,
        words={
            "sv": ProductWords(
                title="Ytterligare nätverksanvändare",
                text="En licens till: en person till kan logga in, med de rättigheter ni ger.",
                unit="användare",
            ),
            "nb": ProductWords(
                title="Ekstra nettverksbruker",
                text="Én lisens til: én person til kan logge inn, med de rettighetene dere gir.",
                unit="brukere",
            ),
            "en": ProductWords(
                title="Additional network user",
                text="One more licence: one more person can sign in, with the rights you give.",
                unit="users",
            ),
        },
    ),
    Product(
        name="archive",
        plan="archive",
        words={
            "sv": ProductWords(
                title="Endast arkiv",
                text="För den som inte skickar längre: era dokument finns kvar, går att söka i och att ladda ner så "
                "länge lagen kräver det.",
            ),
            "nb": ProductWords(
                title="Bare arkiv",
                text="For den som ikke sender lenger: dokumentene deres blir værende og kan søkes i og lastes ned så "
                "lenge loven krever det.",
            ),
            "en": ProductWords(
                title="Archive only",
                text="For those who no longer send: your documents stay and can be searched and downloaded for as "
                "long as the law asks for.",
            ),
        },
    ),
    Product(
        name="e_archive",
        e_archive=True,
        words={
            "sv": ProductWords(
                title="E-arkiv",
                text="Dokument som är äldre än 90 dagar visas, söks och laddas ner som de andra. De sparas också utan "
                "e-arkivet, så länge lagen kräver det.",
            ),
            "nb": ProductWords(
                title="E-arkiv",
                text="Dokumenter som er eldre enn 90 dager, vises, søkes i og lastes ned som de andre. De oppbevares "
                "også uten e-arkivet, så lenge loven krever det.",
            ),
            "en": ProductWords(
                title="E-archive",
                text="Documents older than 90 days are shown, searched and downloaded like the others. They are kept "
                "without the e-archive, too, for as long as the law asks for.",
            ),
        },
    ),
    Product(
        name="group",
        makes_group=True,
        words={
            "sv": ProductWords(
                title="Koncern",
                text="Flera juridiska personer under ett tak: en koncernadministratör ser alla bolagen, byter mellan "
                "dem och sköter deras användare.",
            ),
            "nb": ProductWords(
                title="Konsern",
                text="Flere juridiske enheter under ett tak: en konsernadministrator ser alle selskapene, bytter "
                "mellom dem og styrer brukerne deres.",
            ),
            "en": ProductWords(
                title="Group of companies",
                text="Several legal entities under one roof: a group administrator sees all the companies, switches "
                "between them and looks after their users.",
            ),
        },
    ),
)


def catalogue(company: Company) -> tuple[Product, ...]:
    """Return what the company can ask for: the e-archive only where it would change something."""
    return tuple(each for each in CATALOGUE if not each.e_archive or is_limited(company))


def product(name: str) -> Product | None:
    """Return the product of this name; None when the catalogue has none, also when it once had."""
    return next((each for each in CATALOGUE if each.name == name), None)
