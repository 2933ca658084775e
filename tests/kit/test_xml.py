"""Safe XML: what is refused, by which code, and how places are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from depesch.kit.xml import MAX_DEPTH, MAX_NODES, Wheres, XmlError, is_too_deep, parse, where


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\n", "empty"),
        (b"x", "not-xml"),
        (b"<a>", "not-xml"),
        (b"<a b='1' b='2'/>", "not-xml"),
        (b"<!DOCTYPE a><a/>", "dtd-forbidden"),
        (b"<!-- c --><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "dtd-forbidden"),
        ("<!DOCTYPE a><a/>".encode("utf-16"), "dtd-forbidden"),
        (b"<a>" * (MAX_DEPTH + 50) + b"</a>" * (MAX_DEPTH + 50), "too-deep"),
        (b"<a>" + b"<b/>" * MAX_NODES + b"</a>", "too-large"),
        (b"<a " + b'b = ""' * MAX_NODES + b"/>", "too-large"),
    ],
)
def test_what_is_refused_has_a_code(data: bytes, code: str) -> None:
    with pytest.raises(XmlError) as caught:
        parse(data)
    assert caught.value.code == code


def test_a_fault_tells_its_line() -> None:
    with pytest.raises(XmlError) as caught:
        parse(b"<a>\n<b>\n</a>")
    assert caught.value.line == 3


def test_comments_and_instructions_are_dropped() -> None:
    assert parse(b"<a><?x y?>1<!-- z -->2</a>").text == "12"


@pytest.mark.parametrize(("levels", "too_deep"), [(MAX_DEPTH, False), (MAX_DEPTH + 1, True)])
def test_depth_is_told_to_the_level(levels: int, too_deep: bool) -> None:
    root = top = etree.Element("a")
    for _ in range(levels - 1):
        top = etree.SubElement(top, "a")
    assert is_too_deep(root) is too_deep


def test_a_place_has_a_position_only_among_namesakes() -> None:
    root = parse(b"<a xmlns:x='urn:x'><b/><x:b/><b/><c/></a>")
    assert [where(child) for child in root] == ["/a/b[1]", "/a/b", "/a/b[2]", "/a/c"]


@given(st.binary(max_size=200))
def test_any_bytes_are_parsed_or_refused(data: bytes) -> None:
    try:
        parse(data)
    except XmlError:
        return


def test_many_places_are_told_as_single_ones_and_in_linear_time() -> None:
    inside = "".join(f"<x:b xmlns:x='urn:x'>{n}</x:b><c/><d><c/></d>" for n in range(300))
    root = parse(f"<a xmlns='urn:a'>{inside}<e/></a>".encode())
    places = Wheres()
    assert [places.of(element) for element in root.iter()] == [where(element) for element in root.iter()]
    wide = parse(b"<a>" + b"<b>x</b>" * 60_000 + b"</a>")
    places = Wheres()
    assert [places.of(element) for element in wide][-1] == "/a/b[60000]"
