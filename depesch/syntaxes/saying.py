"""One element as a statement of the source, for rules that speak of the writing and not of a business term."""

from __future__ import annotations

from lxml import etree

from depesch.kit.xml import local_name
from depesch.model.facts import Said


def said(element: etree._Element, place: str = "") -> Said:
    """Return what the element says: its text as it stands, its scheme, and where it belongs in the model."""
    return Said(
        name=local_name(element),
        value=element.text or "",
        scheme=element.get("schemeID"),
        place=place,
        source=element,
    )
