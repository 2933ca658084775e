"""Reading PUF billing 2.0."""

from __future__ import annotations

from lxml import etree

from depesch.syntaxes import Reading
from depesch.syntaxes.binding import Plan
from depesch.syntaxes.puf20.names import PUF, SPECIFICATION
from depesch.syntaxes.ubl.dialect_entries import Appended
from depesch.syntaxes.ubl.names import cbc
from depesch.syntaxes.ubl.plan import Elements
from depesch.syntaxes.ubl.reading import Reader, of_another_version


class PufElements(Elements):
    """The plan of PUF: that of UBL, and the number of a building beside its street."""

    def address(self) -> Plan:
        return {**super().address(), cbc("BuildingNumber"): Appended("line_1")}


_READER = Reader(PufElements(PUF.aggregates), PUF)
unread, locate, path_of = _READER.unread, _READER.locate, _READER.path_of


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`; one that names another version is read as 2.0, and says so."""
    reading = _READER.read("puf20", data, root)
    stated = (reading.invoice.specification or SPECIFICATION).strip()
    return reading if stated == SPECIFICATION else of_another_version(reading, SPECIFICATION)
