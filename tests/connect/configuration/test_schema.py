"""The published schema and the reader say the same of every file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from depesch.connect.configuration import schema
from depesch.connect.configuration.reading import examine
from depesch.kit import xml
from tests.connect.configuration.files import XML
from tests.golden_files import same_as_golden

SHAPE = {
    "attribute", "stray-text", "element-in-value", "out-of-order", "unknown-key", "missing-key", "twice", "not-a-part",
    "not-a-value", "not-text", "not-fitting", "not-path", "not-choice", "not-switch", "not-number", "not-whole-number",
}  # fmt: skip
VALUES = [
    "", " ", "0", "1", "-1", "+3", "08", "2.5", ".5", "5.", "1e3", "nan", "inf", "٣", "true", "false", "TRUE", "monday",
    "sv", "24:00", "07:30", " 07:30 ", "a b", "a\tb", "a\nb", "/srv/ut", "nordbygg", "Nordbygg", "account/nordbygg",
    "account/", "https://hub.example", "99999", "70000", "99999999999999999999", "&amp;", "<to>x</to>", "starttls",
    "test",
]  # fmt: skip


def validator() -> etree.XMLSchema:
    return etree.XMLSchema(xml.parse(schema.published().encode()))


def test_the_published_schema_is_what_the_settings_make() -> None:
    same_as_golden(Path(schema.__file__).with_name("connect.xsd"), schema.xsd())


def test_the_schema_takes_a_whole_configuration() -> None:
    validator().assertValid(xml.parse(XML.encode()))


def agrees(text: str) -> None:
    """Fail unless schema and reader say the same of the file's shape."""
    valid = validator().validate(xml.parse(text.encode()))
    codes = {fault.code for fault in examine(Path("/etc/depesch/connect.xml"), text.encode()).faults}
    assert valid == (not codes & SHAPE), (validator().error_log, codes, text)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.row("S-127")
def test_schema_and_reader_agree_on_every_value_in_every_place(value: str) -> None:
    schema_of_all = validator()
    tree = xml.parse(XML.encode())
    for place in [each for each in tree.iter() if len(each) == 0]:
        kept = place.text
        inside = xml.parse(f"<x xmlns='urn:depesch:connect:1'>{value}</x>".encode())
        place.text = inside.text
        place.extend(list(inside))
        content = etree.tostring(tree)
        codes = {fault.code for fault in examine(Path("/etc/depesch/connect.xml"), content).faults}
        assert schema_of_all.validate(tree) == (not codes & SHAPE), (place.tag, value, schema_of_all.error_log, codes)
        place[:] = []
        place.text = kept


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_schema_and_reader_agree_when_elements_are_moved_doubled_or_gone(data: st.DataObject) -> None:
    tree = xml.parse(XML.encode())
    for _ in range(data.draw(st.integers(1, 3))):
        elements = [each for each in tree.iter() if each is not tree]
        if not elements:
            break
        chosen = data.draw(st.sampled_from(elements))
        parent = chosen.getparent()
        assert parent is not None
        match data.draw(st.sampled_from(["gone", "doubled", "moved", "attribute", "text", "renamed"])):
            case "gone":
                parent.remove(chosen)
            case "doubled":
                parent.append(etree.fromstring(etree.tostring(chosen, with_tail=False)))
            case "moved":
                data.draw(st.sampled_from([e for e in tree.iter() if e not in chosen.iter()])).append(chosen)
            case "attribute":
                chosen.set("id", "1")
            case "text":
                chosen.tail = "stray"
            case _:
                chosen.tag = "{urn:depesch:connect:1}folder"
    agrees(etree.tostring(tree, encoding="unicode"))
