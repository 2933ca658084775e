"""Units as they are printed, to their codes (UN/ECE Recommendation 20)."""

from __future__ import annotations

from collections.abc import Mapping

from depesch.capture.layout import folded

_PRINTED: Mapping[str, str] = {
    "C62": "st stk styck stycken stykk stykke pcs pc piece pieces kpl kappale stück stuck stk. unit units unite(s) ea",
    "HUR": "tim timme timmar h time timer hour hours tunti tuntia tunnit std stunde stunden stunder hrs heure heures t",
    "DAY": "dag dagar dygn dager døgn day days päivä päivää pv tag tage jour jours",
    "MON": "mån månad månader mnd måned måneder month months kk kuukausi monat monate mois md",
    "ANN": "år year years vuosi jahr",
    "KGM": "kg kilo kilogram", "GRM": "g gram", "TNE": "ton tonn t.", "LTR": "l liter litre liters litra liter(s)",
    "MTR": "m meter metre", "MTK": "m2 m² kvm", "MTQ": "m3 m³ kbm", "KMT": "km", "KWH": "kwh", "MMT": "mm", "CMT": "cm",
    "XPK": "förp frp pkt paket pakke pack packung", "SET": "set sett sats", "PR": "par pair pairs paar pari",
    "XBX": "kart kartong box låda eske æske laatikko karton", "MIN": "min minut minuter minutter minutes",
    "WEE": "vecka veckor uke uker week weeks viikko woche", "P1": "%",
}  # fmt: skip
_CODES = {folded(word) or word: code for code, words in _PRINTED.items() for word in words.split()}


def unit_code(text: str | None) -> str | None:
    """Return the code of a printed unit, or None for one that is not known: nothing is guessed.

    >>> unit_code("st"), unit_code("tim."), unit_code("dygn"), unit_code("snurrar"), unit_code("KGM")
    ('C62', 'HUR', 'DAY', None, 'KGM')
    """
    if text is None:
        return None
    if text.upper() in _PRINTED and text.isupper():
        return text
    return _CODES.get(folded(text) or text)
