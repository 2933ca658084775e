"""The coding of incoming documents, and the registers that it goes by: accounts, suppliers, articles."""

from __future__ import annotations

from depesch.hub.history.event import Event, Words


class CodingSaved(Event, frozen=True, kw_only=True, tag="document.coded"):
    """Somebody saved the coding of an incoming document for the first time."""

    accounts: tuple[str, ...]  # numbers, each once
    rows: int


class CodingChanged(Event, frozen=True, kw_only=True, tag="document.recoded"):
    """Somebody saved another coding in its place; the one before is kept."""

    before: tuple[str, ...]
    accounts: tuple[str, ...]
    version: int


class LedgerAccountSet(Event, frozen=True, kw_only=True, tag="ledger_account.set"):
    """Somebody added an account or changed it."""

    number: str
    name: str
    account_use: str  # open, closed


class ChartImported(Event, frozen=True, kw_only=True, tag="ledger_account.imported"):
    """Somebody brought accounts along in a file."""

    file_name: str
    new: int
    changed: int


class SupplierSet(Event, frozen=True, kw_only=True, tag="supplier.set"):
    """Somebody added a supplier or changed it."""

    name: str
    number: str  # of the organisation; empty for none
    account: str  # number of the usual purchase account; empty for none


class SupplierRemoved(Event, frozen=True, kw_only=True, tag="supplier.removed"):
    """Somebody took a supplier out of the register; what was coded stays."""

    name: str


class ArticleSet(Event, frozen=True, kw_only=True, tag="article.set"):
    """Somebody added an own article or changed it."""

    number: str
    name: str
    account: str  # number of the cost account; empty for none
    suppliers: int


class ArticleRemoved(Event, frozen=True, kw_only=True, tag="article.removed"):
    """Somebody removed an own article."""

    number: str
    name: str


EVENTS = (
    CodingSaved,
    CodingChanged,
    LedgerAccountSet,
    ChartImported,
    SupplierSet,
    SupplierRemoved,
    ArticleSet,
    ArticleRemoved,
)

WORDS: Words = {
    "document.coded": {
        "sv": "Konteringen sparades: konto {accounts}.",
        "nb": "Konteringen ble lagret: konto {accounts}.",
        "en": "The coding was saved: account {accounts}.",
    },
    "document.recoded": {
        "sv": "Konteringen ändrades: konto {accounts}, förut {before}.",
        "nb": "Konteringen ble endret: konto {accounts}, før {before}.",
        "en": "The coding was changed: account {accounts}, before that {before}.",
    },
    "ledger_account.set": {
        "sv": "Kontot {number} {name} sparades ({account_use}).",
        "nb": "Kontoen {number} {name} ble lagret ({account_use}).",
        "en": "The account {number} {name} was saved ({account_use}).",
    },
    "ledger_account.imported": {
        "sv": "Kontoplanen lästes in från {file_name}: {new} nya konton, {changed} ändrade.",
        "nb": "Kontoplanen ble lest inn fra {file_name}: {new} nye kontoer, {changed} endret.",
        "en": "The chart of accounts was brought along from {file_name}: {new} new accounts, {changed} changed.",
    },
    "supplier.set": {
        "sv": "Leverantören {name} sparades.",
        "nb": "Leverandøren {name} ble lagret.",
        "en": "The supplier {name} was saved.",
    },
    "supplier.removed": {
        "sv": "Leverantören {name} togs bort ur registret.",
        "nb": "Leverandøren {name} ble fjernet fra registeret.",
        "en": "The supplier {name} was taken out of the register.",
    },
    "article.set": {
        "sv": "Artikeln {number} {name} sparades.",
        "nb": "Artikkelen {number} {name} ble lagret.",
        "en": "The article {number} {name} was saved.",
    },
    "article.removed": {
        "sv": "Artikeln {number} {name} togs bort.",
        "nb": "Artikkelen {number} {name} ble fjernet.",
        "en": "The article {number} {name} was removed.",
    },
}

_USES = {
    "open": {"sv": "används", "nb": "i bruk", "en": "in use"},
    "closed": {"sv": "stängt", "nb": "stengt", "en": "closed"},
}


def _use(name: str, language: str) -> str:
    return _USES.get(name, {}).get(language, name)


NAMES = {"account_use": _use}

TITLES: Words = {
    "document.coded": {"sv": "Konterat", "nb": "Kontert", "en": "Coded"},
    "document.recoded": {"sv": "Kontering ändrad", "nb": "Kontering endret", "en": "Coding changed"},
}
