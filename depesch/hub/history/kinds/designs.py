"""How a company's documents look: its designs, and which of them a document was made with."""

from __future__ import annotations

from depesch.hub.history.event import Event, Words


class DesignSaved(Event, frozen=True, kw_only=True, tag="design.saved"):
    """Somebody made a design, or gave it a new version."""

    name: str
    number: int  # of the version
    own_source: bool
    sha256: str  # of what decides the look: the choices and the source


class DesignRuled(Event, frozen=True, kw_only=True, tag="design.ruled"):
    """Somebody changed what a design is called or for which documents it is."""

    name: str
    is_default: bool
    countries: tuple[str, ...]  # empty: any
    kinds: tuple[str, ...]  # of customers
    languages: tuple[str, ...]
    documents: tuple[str, ...]


class DesignOrderChanged(Event, frozen=True, kw_only=True, tag="design.order_changed"):
    """Somebody changed which design is looked at first."""

    names: tuple[str, ...]


class DesignRemoved(Event, frozen=True, kw_only=True, tag="design.removed"):
    """Somebody took a design out of use; documents under way keep it."""

    name: str


class DesignRestored(Event, frozen=True, kw_only=True, tag="design.restored"):
    """Somebody brought a removed design back."""

    name: str


class DocumentDesigned(Event, frozen=True, kw_only=True, tag="document.designed"):
    """The document's pages were made with one of the company's designs."""

    name: str
    number: int
    because: str  # `DesignWhy`


class DesignFailed(Event, frozen=True, kw_only=True, tag="document.design_failed"):
    """The company's design could not be used for this document: its pages were made in our own look."""

    name: str
    number: int
    code: str
    detail: str


EVENTS = (
    DesignSaved,
    DesignRuled,
    DesignOrderChanged,
    DesignRemoved,
    DesignRestored,
    DocumentDesigned,
    DesignFailed,
)

WORDS: Words = {
    "design.saved": {
        "sv": "Designen {name} sparades, version {number}.",
        "nb": "Designet {name} ble lagret, versjon {number}.",
        "en": "The design {name} was saved, version {number}.",
    },
    "design.ruled": {
        "sv": "Det ställdes in vilka dokument designen {name} gäller.",
        "nb": "Det ble stilt inn hvilke dokumenter designet {name} gjelder.",
        "en": "It was set which documents the design {name} is for.",
    },
    "design.order_changed": {
        "sv": "Designerna fick en annan ordning: {names}.",
        "nb": "Designene fikk en annen rekkefølge: {names}.",
        "en": "The designs got another order: {names}.",
    },
    "design.removed": {
        "sv": "Designen {name} togs bort.",
        "nb": "Designet {name} ble fjernet.",
        "en": "The design {name} was removed.",
    },
    "design.restored": {
        "sv": "Designen {name} togs tillbaka.",
        "nb": "Designet {name} ble hentet tilbake.",
        "en": "The design {name} was restored.",
    },
    "document.designed": {
        "sv": "Sidorna gjordes med designen {name}, version {number}: {because}.",
        "nb": "Sidene ble laget med designet {name}, versjon {number}: {because}.",
        "en": "The pages were made with the design {name}, version {number}: {because}.",
    },
    "document.design_failed": {
        "sv": "Designen {name}, version {number}, gick inte att använda för dokumentet. Sidorna fick vårt vanliga "
        "utseende. Felet: {detail}",
        "nb": "Designet {name}, versjon {number}, kunne ikke brukes for dokumentet. Sidene fikk vårt vanlige "
        "utseende. Feilen: {detail}",
        "en": "The design {name}, version {number}, could not be used for this document. Its pages have our own "
        "look. The fault: {detail}",
    },
}

_BECAUSE = {
    "customer": {"sv": "kundens kort säger så", "nb": "kundens kort sier det", "en": "the customer's card says so"},
    "rule": {"sv": "dess regel gäller", "nb": "regelen for det passer", "en": "its rule fits"},
    "default": {"sv": "den är er vanliga", "nb": "det er det vanlige deres", "en": "it is your usual one"},
}

NAMES = {"because": lambda name, language: _BECAUSE.get(name, {}).get(language, name)}

TITLES: Words = {
    "document.designed": {
        "sv": "Sidor gjorda med er design",
        "nb": "Sider laget med deres design",
        "en": "Pages made with your design",
    },
    "document.design_failed": {
        "sv": "Er design kunde inte användas",
        "nb": "Designen deres kunne ikke brukes",
        "en": "Your design could not be used",
    },
}
