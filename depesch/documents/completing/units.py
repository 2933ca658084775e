"""Units of measure: older codes, codes of packages without their X, and names of units, as the code that is meant.

Source: UN/ECE Recommendation 20, revision 11 (names and introduction: a package is told by its code of Recommendation
21 with an X before it), and its older revisions; UNTDID D.96A, 6411 (PCE).
"""

from __future__ import annotations

from depesch.model.codelists import codes

MUTUAL_UNIT = "ZZ"  # Recommendation 20: mutually defined

# Codes that were, and what the list has for them now.
_FORMER = {"PCE": "H87"}  # piece
# Packages that had a code of two letters of their own in Recommendation 20, which is that of Recommendation 21.
_PACKAGES = frozenset(
    {"BE", "BG", "BK", "BO", "BX", "CR", "CS", "CT", "DR", "JR", "PA", "PK", "RL", "RO", "SA", "TU", "VI"}
)
# Names that the list itself has for a code.
_NAMES = {
    "day": "DAY",
    "each": "EA",
    "gram": "GRM",
    "hour": "HUR",
    "kilogram": "KGM",
    "kilometre": "KMT",
    "kilowatt hour": "KWH",
    "litre": "LTR",
    "metre": "MTR",
    "minute [unit of time]": "MIN",
    "month": "MON",
    "one": "C62",
    "pair": "PR",
    "piece": "H87",
    "set": "SET",
    "square metre": "MTK",
    "cubic metre": "MTQ",
    "week": "WEE",
    "year": "ANN",
}


def unit_code(said: str) -> str | None:
    """Return the code of the unit, None for a word that the list does not have.

    >>> unit_code("KGM"), unit_code("PCE"), unit_code("BO"), unit_code("Month"), unit_code("wagon")
    ('KGM', 'H87', 'XBO', 'MON', None)
    """
    bare = said.strip()
    if bare in codes("unit"):
        return bare
    if bare in _PACKAGES:
        return f"X{bare}"
    return _FORMER.get(bare) or _NAMES.get(bare.lower())
