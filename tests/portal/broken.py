"""Broken invoices of small firms, and how each is mended by following only what the page says.

A folder of `tests/golden/broken` has the file as the firm made it (`broken.xml`), what the page says of it in each
language (`page.*.txt`), the receiver's demands where they matter (`pack.json`), and `fix.json`: rounds of steps. A step
names the finding that tells it (rule, term, place, what the page says stands there, and what it says should stand there
where one value is right) and what the person writes: `should`, or `write` where only they can know; `at` another place
that the same words speak of, `insert` what is missing, `after` which element.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
from lxml import etree

BROKEN = Path(__file__).resolve().parents[1] / "golden" / "broken"
NAMES = sorted(folder.name for folder in BROKEN.iterdir())
_COMMON = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
_STEP = re.compile(r"([A-Za-z]+)")


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that a person corrects, and the finding that told them to."""

    rule: str
    term: str
    where: str
    says: str | None = None
    should: str | None = None
    write: str | None = None
    at: str | None = None
    insert: str | None = None
    after: str | None = None


class Fix(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an invoice is mended: after each round the page is asked again."""

    about: str
    rounds: tuple[tuple[Step, ...], ...]


def fix_of(name: str) -> Fix:
    """Return how the broken invoice is mended."""
    return msgspec.json.decode((BROKEN / name / "fix.json").read_bytes(), type=Fix)


def content_of(name: str) -> bytes:
    """Return the broken invoice."""
    return (BROKEN / name / "broken.xml").read_bytes()


def followed(content: bytes, steps: tuple[Step, ...]) -> bytes:
    """Return the file with the steps taken."""
    root = etree.fromstring(content)
    for step in steps:
        _take(root, step)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _take(root: etree._Element, step: Step) -> None:
    if step.insert is not None:
        assert step.after is not None
        wrapped = etree.fromstring(f'<a xmlns:cbc="{_COMMON}">{step.insert}</a>')
        _elements(root, step.after)[0].addnext(wrapped[0])
        return
    path, _, attribute = (step.at or step.where).partition("/@")
    value = step.write or step.should
    assert value is not None, f"{step.rule}: neither the page nor the person says what to write"
    for element in _elements(root, path) if path.strip("/") else root.iter():
        if not attribute:
            element.text = value
        elif attribute in element.attrib:
            element.set(attribute, value)


def _elements(root: etree._Element, path: str) -> list[etree._Element]:
    """Return what stands at a path in local names, as the page gives it."""
    found = root.xpath(_STEP.sub(r"*[local-name()='\1']", path))
    assert isinstance(found, list)
    assert found, f"there is nothing at {path}"
    return [element for element in found if isinstance(element, etree._Element)]
