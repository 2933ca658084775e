"""Where in the model the line of an element stands: lines are counted once a document, however many are asked for."""

from __future__ import annotations

from lxml import etree

from depesch.syntaxes.cii_d16b.names import ram, rsm

_TRADE, _LINE = rsm("SupplyChainTradeTransaction"), ram("IncludedSupplyChainTradeLineItem")


class LinePaths:
    """The model's paths of the lines of one document."""

    __slots__ = ("_paths", "_root")

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._paths: dict[etree._Element, str] | None = None

    def of(self, element: etree._Element) -> str:
        """Return the path of the line that an element stands in; empty when it stands in none."""
        line = next(element.iterancestors(_LINE), None)
        if line is None:
            return ""
        if self._paths is None:
            lines = (one for trade in self._root.iterchildren(_TRADE) for one in trade.iterchildren(_LINE))
            self._paths = {one: f"lines[{number}]" for number, one in enumerate(lines)}
        return self._paths.get(line, "")
