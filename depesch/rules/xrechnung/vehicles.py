"""BR-DE-CVD: clean vehicles. A public buyer of vehicles reports how clean they are, and reads it from the invoice.

Source: XRechnung 3.0.2, profile CVD 0.9, after directive 2009/33/EC (clean vehicles).
"""

from __future__ import annotations

from depesch.model.codelists import codes
from depesch.model.invoice import Classification, Invoice, Item, ItemAttribute
from depesch.model.xrechnung import CLEAN_VEHICLES
from depesch.rules import Context, Rule, Scope, Words
from depesch.rules.billing.german_statements import said
from depesch.rules.billing.xpath import normalised
from depesch.rules.making import on
from depesch.rules.scopes import DOCUMENT, ITEM_CLASSIFICATIONS
from depesch.rules.wordings import MISSING
from depesch.rules.xrechnung.making import rule

CATEGORY_LIST, EMISSION = "CVD", "cva"
CATEGORIES = frozenset({"M1", "M2", "M3", "N1", "N2", "N3"})
EMISSIONS = frozenset({"clean", "zero-emission", "other"})


def claims_vehicles(context: Context) -> bool:
    """Return whether the document claims the profile for clean vehicles."""
    return CLEAN_VEHICLES in said(context).specifications


def _gated(scope: Scope) -> Scope:
    return Scope(name=f"vehicles: {scope.name}", nodes=scope.nodes, paths=scope.paths, only_if=claims_vehicles)


def _items(context: Context) -> list[tuple[int, Item]]:
    return [(n, line.item) for n, line in enumerate(context.invoice.lines) if line.item is not None]


def _emissions(context: Context) -> list[tuple[str, ItemAttribute]]:
    return [
        (f"lines[{n}].item.attributes[{m}]", attribute)
        for n, item in _items(context)
        for m, attribute in enumerate(item.attributes)
        if attribute.name == EMISSION
    ]


_DOCUMENT, _CLASSIFICATIONS = _gated(DOCUMENT), _gated(ITEM_CLASSIFICATIONS)
_ITEMS = Scope(
    name="vehicles: items",
    nodes=lambda context: [item for _, item in _items(context)],
    paths=lambda context: [f"lines[{n}].item" for n, _ in _items(context)],
    only_if=claims_vehicles,
)
_EMISSIONS = Scope(
    name="vehicles: emissions",
    nodes=lambda context: [attribute for _, attribute in _emissions(context)],
    paths=lambda context: [path for path, _ in _emissions(context)],
    only_if=claims_vehicles,
)


def _categories(item: Item) -> int:
    return sum(one.scheme == CATEGORY_LIST for one in item.classifications)


def _levels(item: Item) -> int:
    return sum(one.name == EMISSION for one in item.attributes)


def has_contract(invoice: Invoice, context: Context) -> bool:
    """Hold when the contract (BT-12) is named."""
    return normalised(invoice.contract_reference) != ""


def has_tender(invoice: Invoice, context: Context) -> bool:
    """Hold when the tender or lot (BT-17) is named."""
    return normalised(invoice.tender_or_lot_reference) != ""


def has_vehicle(invoice: Invoice, context: Context) -> bool:
    """Hold when a line is about a vehicle: with its category and its emission level."""
    return any(_categories(item) and _levels(item) for _, item in _items(context))


def category_has_level(item: Item, context: Context) -> bool:
    """Hold when an item with a vehicle category has one emission level."""
    return not _categories(item) or _levels(item) == 1


def level_has_category(item: Item, context: Context) -> bool:
    """Hold when an item with an emission level has one vehicle category."""
    return not _levels(item) or _categories(item) == 1


def is_known_list(classification: Classification, context: Context) -> bool:
    """Hold when the list of the classification is UNTDID 7143 or that of vehicles; none at all passes too."""
    scheme = normalised(classification.scheme)
    return scheme in ("", CATEGORY_LIST) or scheme in codes("item_classification")


def is_category(classification: Classification, context: Context) -> bool:
    """Hold when a vehicle's category is one of those in the directive."""
    return normalised(classification.scheme) != CATEGORY_LIST or normalised(classification.code) in CATEGORIES


def is_emission(attribute: ItemAttribute, context: Context) -> bool:
    """Hold when the emission level is one of the three."""
    return normalised(attribute.value) in EMISSIONS


def _all_of(values: frozenset[str]) -> str:
    return ", ".join(sorted(values))


_NO_VEHICLE = Words(
    sv="Ingen rad säger vilket slags fordon den gäller. Ange fordonsklass (lista CVD) och utsläpp (egenskapen cva).",
    nb="Ingen linje sier hva slags kjøretøy den gjelder. Oppgi kjøretøyklasse (liste CVD) og utslipp (egenskapen cva).",
    en="No line says which kind of vehicle it is about. Give its category (list CVD) and emissions (attribute cva).",
)
_NO_LEVEL = Words(
    sv="Varan har fordonsklass men inte precis en uppgift om utsläpp. Lägg till egenskapen cva en gång.",
    nb="Varen har kjøretøyklasse, men ikke nøyaktig én opplysning om utslipp. Legg til egenskapen cva én gang.",
    en="The item has a vehicle category, but not exactly one emission level. Add the attribute cva once.",
)
_NO_CATEGORY = Words(
    sv="Varan har uppgift om utsläpp men inte precis en fordonsklass. Ange klassen en gång, med listan CVD.",
    nb="Varen har opplysning om utslipp, men ikke nøyaktig én kjøretøyklasse. Oppgi klassen én gang, med listen CVD.",
    en="The item has an emission level, but not exactly one vehicle category. Give the category once, with list CVD.",
)
_WRONG_LIST = Words(
    sv="”{name}” är {value}, som inte finns. Välj en kod ur UNTDID 7143, eller CVD för fordon.",
    nb="«{name}» er {value}, som ikke finnes. Velg en kode fra UNTDID 7143, eller CVD for kjøretøy.",
    en="“{name}” is {value}, which does not exist. Choose a code of UNTDID 7143, or CVD for vehicles.",
)
_WRONG_CATEGORY = Words(
    sv="Fordonsklassen är {value} men ska vara någon av {expected}.",
    nb="Kjøretøyklassen er {value}, men skal være en av {expected}.",
    en="The vehicle category is {value} but should be one of {expected}.",
)
_WRONG_LEVEL = Words(
    sv="Utsläppet (cva) är {value} men ska vara något av {expected}.",
    nb="Utslippet (cva) er {value}, men skal være ett av {expected}.",
    en="The emission level (cva) is {value} but should be one of {expected}.",
)

VEHICLES: tuple[Rule, ...] = (
    rule("BR-DE-CVD-01", "BT-12", MISSING, on(_DOCUMENT, has_contract, "contract_reference")),
    rule("BR-DE-CVD-02", "BT-17", MISSING, on(_DOCUMENT, has_tender, "tender_or_lot_reference")),
    rule("BR-DE-CVD-03", "BT-158 BT-160", _NO_VEHICLE, on(_DOCUMENT, has_vehicle, "lines")),
    rule(
        "BR-DE-CVD-04",
        "BT-158",
        _WRONG_CATEGORY,
        on(_CLASSIFICATIONS, is_category, "code", lambda node, context: _all_of(CATEGORIES)),
    ),
    rule(
        "BR-DE-CVD-05",
        "BT-161",
        _WRONG_LEVEL,
        on(_EMISSIONS, is_emission, "value", lambda node, context: _all_of(EMISSIONS)),
    ),
    rule("BR-DE-CVD-06-a", "BT-160 BT-158", _NO_LEVEL, on(_ITEMS, category_has_level, "attributes")),
    rule("BR-DE-CVD-06-b", "BT-158 BT-160", _NO_CATEGORY, on(_ITEMS, level_has_category, "classifications")),
    rule("BR-TMP-CVD-01", "BT-158-1", _WRONG_LIST, on(_CLASSIFICATIONS, is_known_list, "scheme")),
)
