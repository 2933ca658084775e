"""What people write for a unit, and the code (UN/ECE Recommendation 20) that it stands for beyond doubt.

Left out is what may mean two things: `ton` (metric or short), `t`, `time` (an hour in Norway only), `paket`, `krt`.
"""

from __future__ import annotations

_TABLE = """
H87 st st. stk stk. styck stycken stykk stykker pcs pcs. pc pc. pce piece pieces
EA ea each
HUR tim tim. timme timmar timer h hr hrs hour hours hur
MIN min min. minut minuter minutt minutter minute minutes
DAY dag dagar dager day days
WEE vecka veckor uke uker week weeks wee
MON mån mån. månad månader mnd mnd. måned måneder month months mon
ANN år year years ann
KGM kg kg. kilo kilogram kgm
GRM g gr gram grm
TNE tonn tonne tonnes tne
LTR l liter litre litres liters ltr
MTR m meter metre metres mtr
CMT cm centimeter centimetre cmt
MMT mm millimeter millimetre mmt
KMT km kilometer kilometre kmt
MTK m2 m² kvm kvadratmeter mtk
MTQ m3 m³ kbm kubikmeter kubikkmeter mtq
KWH kwh
PR par pair pairs
SET set sett
P1 % procent prosent percent
"""

UNITS: dict[str, str] = {
    word: code for code, *words in (row.split() for row in _TABLE.strip().splitlines()) for word in words
}
