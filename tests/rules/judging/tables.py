"""An official rule set as a stylesheet, built when it is needed from its table in the shared folder.

For the Peppol overlay, which no package ships. The semantics are Schematron's: one mode for each pattern, in which a
node is taken by the first rule whose context fits. The result is a report in SVRL, as that of a published stylesheet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain, groupby
from typing import Any
from xml.sax.saxutils import quoteattr

from tests.rules.judging.official_sets import SETS
from tests.shared_data import shared

_NAMESPACES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "ext": "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2",
    "ubl-invoice": "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
    "ubl-creditnote": "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
    "ubl": "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
    "cn": "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
    "xs": "http://www.w3.org/2001/XMLSchema",
    "svrl": "http://purl.oclc.org/dsdl/svrl",
    "u": "utils",
}
# Rules whose pattern no name and no country tells; so the oracle has it.
_OWN_PATTERN = {
    "PEPPOL-EN16931-R008": "empty elements",
    "PEPPOL-EN16931-R080": "credit notes",
    "GR-R-009": "both are Greek",
    "GR-R-006": "both are Greek",
    "GR-R-010": "both are Greek",
}
_NATIONAL = re.compile(r"([A-Z]{2})-[RS]-")


def stylesheet(name: str) -> str:
    """Return the XSLT of the official set of that name."""
    head, *rules = map(json.loads, shared("rules", SETS[name].table).read_text("utf-8").splitlines())
    namespaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    patterns = [list(pattern) for _, pattern in groupby(rules, key=_pattern)]
    lets = [head["global_lets"], *map(_lets_of_pattern, patterns)]
    body = "".join((*chain.from_iterable(map(_variables, lets)), *(f["body"] for f in head["functions"])))
    body += "".join(_modes(patterns))
    return (
        f'<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" {namespaces} version="3.0" '
        f'exclude-result-prefixes="xs u"><xsl:output method="xml"/>{body}</xsl:stylesheet>'
    )


def _variables(lets: dict[str, str]) -> Iterator[str]:
    for name, value in lets.items():
        yield f"<xsl:variable name={quoteattr(name)} select={quoteattr(value)}/>"


def _lets_of_pattern(pattern: list[dict[str, Any]]) -> dict[str, str]:
    """Return what the table gives with each rule of a pattern: that is the pattern's, and is worked out at the root."""
    if len({rule["rule_order"] for rule in pattern}) == 1:
        return {}
    shared_by_all = set.intersection(*(set(rule["lets"].items()) for rule in pattern))
    return {name: value for name, value in pattern[0]["lets"].items() if (name, value) in shared_by_all}


def _modes(patterns: list[list[dict[str, Any]]]) -> Iterator[str]:
    """Yield one mode for each pattern, and the template that runs them all over the document."""
    runs = "".join(f'<xsl:apply-templates select="/" mode="P{n}"/>' for n in range(len(patterns)))
    yield f'<xsl:template match="/"><svrl:schematron-output>{runs}</svrl:schematron-output></xsl:template>'
    for n, pattern in enumerate(patterns):
        of_pattern = _lets_of_pattern(pattern)
        walk = f'<xsl:apply-templates select="@*|*" mode="P{n}"/>'
        yield f'<xsl:template match="/|*|@*" priority="-2" mode="P{n}">{walk}</xsl:template>'
        for (order, context), asserts in groupby(pattern, key=lambda rule: (rule["rule_order"], rule["context"])):
            tests = list(asserts)
            lets = {name: value for name, value in tests[0]["lets"].items() if name not in of_pattern}
            yield (
                f'<xsl:template match={quoteattr(context)} priority="{100_000 - order}" mode="P{n}">'
                f"<svrl:fired-rule context={quoteattr(_escaped(context))}/>"
                f"{''.join(_variables(lets))}{''.join(map(_finding, tests))}{walk}</xsl:template>"
            )


def _finding(rule: dict[str, Any]) -> str:
    is_report = rule["kind"] == "report"
    name = "svrl:successful-report" if is_report else "svrl:failed-assert"
    said = {"id": rule["id"], "flag": rule["flag"], "test": _escaped(rule["test"]), "location": "{path(.)}"}
    attributes = " ".join(f"{key}={quoteattr(value)}" for key, value in said.items())
    fails = rule["test"] if is_report else f"not({rule['test']})"
    return f"<xsl:if test={quoteattr(fails)}><{name} {attributes}/></xsl:if>"


def _escaped(value: str) -> str:
    """Return the text as it must stand in an attribute of the result, where braces would be worked out."""
    return value.replace("{", "{{").replace("}", "}}")


def _pattern(rule: dict[str, Any]) -> str:
    """Return the pattern of a rule: the table leaves many unnamed, of which each country has its own."""
    identifier: str = rule["id"]
    if rule["pattern"] or identifier in _OWN_PATTERN:
        return str(rule["pattern"] or _OWN_PATTERN[identifier])
    country = _NATIONAL.match(identifier)
    if country:
        return country[1]
    return "codes" if re.match(r"PEPPOL-EN16931-(CL|P|F)\d", identifier) else "transaction"
