"""The bytes of IPP: what is written is read again, and hostile bytes get a fault and no more."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesch.exchange.ipp.encoding import (
    JOB,
    MOST_BYTES,
    OPERATION,
    Attribute,
    Broken,
    Group,
    Message,
    booleans,
    collections,
    integers,
    keywords,
    no_value,
    ranges,
    read_message,
    resolutions,
    texts,
    write_message,
)

MEDIA = (collections("media-size", (integers("x-dimension", 21000), integers("y-dimension", 29700))),)
EVERYTHING = Message(
    (2, 0), 0x0002, 7,
    (
        Group(OPERATION, (texts("job-name", "Fakturor åäö"), keywords("sides", "one-sided", "two-sided"))),
        Group(JOB, (collections("media-col", MEDIA, MEDIA), booleans("ok", True), ranges("copies", 1, 9),
                    resolutions("dpi", 600), no_value("ended"), integers("low", -5))),
    ),
)  # fmt: skip


def read(data: bytes) -> Message:
    return read_message(io.BytesIO(data))


def test_what_is_written_is_read_again_and_the_document_is_left() -> None:
    stream = io.BytesIO(write_message(EVERYTHING) + b"%PDF-1.7")
    assert read_message(stream) == EVERYTHING
    assert stream.read() == b"%PDF-1.7"


def test_message_that_ends_anywhere_is_broken() -> None:
    whole = write_message(EVERYTHING)
    for size in range(len(whole)):
        with pytest.raises(Broken):
            read(whole[:size])


@pytest.mark.parametrize(
    "rest",
    [
        b"\x21\x00\x01x\x00\x04\x00\x00\x00\x01\x03",  # a value before any group
        b"\x01\x21\x00\x00\x00\x04\x00\x00\x00\x01\x03",  # a further value of nothing
        b"\x01\x34\x00\x01x\x00\x00\x21\x00\x00\x00\x04\x00\x00\x00\x01",  # a value before its member's name
        b"\x01\x34\x00\x01x\x00\x00\x4a\x00\x01y\x00\x01z",  # a member with a name of its own
        b"\x01\x34\x00\x01x\x00\x00" + b"\x4a\x00\x00\x00\x01y\x34\x00\x00\x00\x00" * 20,  # twenty deep
        b"\x01" + b"\x44\x00\x01x\xff\xff" + b"a" * 65535 + b"\x44\x00\x00\xff\xff" * 1,  # cut off
        b"\x01" + (b"\x44\x00\x01x\xff\xff" + b"a" * 65535) * (MOST_BYTES // 65535 + 1) + b"\x03",  # too much
    ],
)  # fmt: skip
def test_hostile_lengths_and_orders_are_broken(rest: bytes) -> None:
    with pytest.raises(Broken):
        read(b"\x01\x01\x00\x02\x00\x00\x00\x01" + rest)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_broken(data: bytes) -> None:
    try:
        found: Message | None = read(data)
    except Broken:
        found = None
    assert found is None or len(write_message(found)) <= len(data) + 1, "nothing is made of nothing"


def test_language_beside_a_name_is_left_out() -> None:
    data = b"\x01\x01\x00\x02\x00\x00\x00\x01\x01\x36\x00\x08job-name\x00\x09\x00\x02sv\x00\x03Fak\x03"
    assert read(data).group(OPERATION).text("job-name") == "Fak"
    assert Group(OPERATION, (Attribute("n", ()),)).text("n", "none") == "none"
