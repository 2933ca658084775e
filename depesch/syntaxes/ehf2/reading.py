"""Reading EHF 2 and its kin."""

from __future__ import annotations

from lxml import etree

from depesch.syntaxes import Reading
from depesch.syntaxes.ehf2.meaning import meant
from depesch.syntaxes.ehf2.plan import BiiElements
from depesch.syntaxes.ubl.names import UBL
from depesch.syntaxes.ubl.reading import Reader

_READER = Reader(BiiElements(), UBL, meant)
unread, locate, path_of = _READER.unread, _READER.locate, _READER.path_of


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`."""
    return _READER.read("ehf2", data, root)
