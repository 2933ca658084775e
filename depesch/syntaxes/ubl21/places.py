"""Places of the model that elements stand for, and statements of elements."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lxml import etree

from depesch.kit.xml import local_name
from depesch.model.facts import Said
from depesch.syntaxes.ubl.names import CAC_NS, CBC_NS

Element = etree._Element
NAMES = {"cac": CAC_NS, "cbc": CBC_NS}
SPACE = " \t\r\n"


class Places:
    """The model's path of an element, or of the nearest element around it that has one; worked out when asked for."""

    def __init__(self, traced: Callable[[], dict[str, tuple[Element, str | None]]]) -> None:
        self._traced = traced
        self._paths: dict[Element, str] | None = None

    def exact(self, element: Element) -> str | None:
        """Return the path that the element gave itself; None when it gave none."""
        if self._paths is None:
            self._paths = {}
            for path, (source, attribute) in self._traced().items():
                if attribute is None:
                    self._paths.setdefault(source, path)
        return self._paths.get(element)

    def of(self, element: Element) -> str:
        """Return the path of the element or of the nearest one around it; empty for the document."""
        at: Element | None = element
        while at is not None:
            path = self.exact(at)
            if path is not None:
                return path
            at = at.getparent()
        return ""


def finder(expression: str) -> Callable[[Element], list[Element]]:
    """Return what finds the elements of an XPath below the root, in document order."""
    found = etree.XPath(expression, namespaces=NAMES)
    return lambda root: cast("list[Element]", found(root))


def said_by(element: Element, place: str, scheme: str | None = None) -> Said:
    """Return the statement of an element."""
    return Said(name=local_name(element), value=element.text, scheme=scheme, place=place, source=element)
