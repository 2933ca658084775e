"""Reading PUF billing 2.0."""

from __future__ import annotations

from lxml import etree

from depesch.model import invoice as model
from depesch.syntaxes import Reading
from depesch.syntaxes.binding import Entry, Plan
from depesch.syntaxes.groups import Group
from depesch.syntaxes.leaves import Number
from depesch.syntaxes.puf20.line_tax import line_tax
from depesch.syntaxes.puf20.names import PUF, SPECIFICATION
from depesch.syntaxes.ubl.dialect_entries import Again, Appended
from depesch.syntaxes.ubl.names import cbc
from depesch.syntaxes.ubl.plan import Elements
from depesch.syntaxes.ubl.reading import Reader, of_another_version


class PufElements(Elements):
    """The plan of PUF: that of UBL, the number of a building, and the VAT of a line as a tax total."""

    def address(self) -> Plan:
        return {**super().address(), cbc("BuildingNumber"): Appended("line_1")}

    def line(self, quantity: str) -> dict[str, Entry]:
        category: Plan = {
            cbc("ID"): self.category("category"),
            cbc("Percent"): Number("rate"),
            self.cac("TaxScheme"): self.vat_scheme,
        }
        item = Group(
            "item",
            model.Item,
            self.item(),
            outer={self.cac("ClassifiedTaxCategory"): Again(self.line_vat())},
            drop_empty=True,
        )
        return {
            **super().line(quantity),
            self.cac("TaxTotal"): line_tax(Group("vat", model.LineVat, category), self.says_vat),
            self.cac("Item"): item,
        }


_READER = Reader(PufElements(PUF.aggregates), PUF)
unread, locate, path_of = _READER.unread, _READER.locate, _READER.path_of


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`; one that names another version is read as 2.0, and says so."""
    reading = _READER.read("puf20", data, root)
    stated = (reading.invoice.specification or SPECIFICATION).strip()
    return reading if stated == SPECIFICATION else of_another_version(reading, SPECIFICATION)
