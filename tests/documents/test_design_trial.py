"""A source is tried before it is a design: hostile and careless ones are refused with the reason."""

from __future__ import annotations

import pytest

from depesch.documents.design_trial import SourceRefused, checked_source, try_source
from depesch.rendering.designs import MOST_SOURCE_BYTES
from depesch.rendering.designs.samples import samples
from depesch.rendering.jobs import Limits
from depesch.rendering.pdf import our_template
from depesch.rendering.worker import RenderingPool
from tests.hub.flows.test_designs import SIMPLE

FULL = SIMPLE + b"#v.seller.name #v.buyer.name #v.notice\n"
PRELUDE = b'#set document(title: "x")\n'
ENDLESS = PRELUDE + b"#let n = 0\n#for a in range(100000) { for b in range(100000) { n += 1 } }\n#n"
GREEDY = PRELUDE + b'#let a = "x" * 1000\n#for i in range(40) { a = a + a }\n#a.len()'


def refusal(source: bytes, pool: RenderingPool | None = None) -> SourceRefused:
    with pytest.raises(SourceRefused) as caught:
        try_source(source, pool=pool)
    return caught.value


@pytest.mark.row("D-06")
def test_d_06_our_own_template_is_a_starting_point_that_passes() -> None:
    try_source(our_template())
    try_source(FULL)


def test_the_samples_are_of_all_sorts() -> None:
    invoices = [each.invoice for each in samples()]
    assert {invoice.type_code for invoice in invoices} == {"380", "381"}
    assert {invoice.currency for invoice in invoices} == {"SEK", "EUR"}
    assert max(len(invoice.vat_breakdown) for invoice in invoices) == 3
    assert {each.send_mode for each in samples()} == {"production", "test"}


@pytest.mark.parametrize(
    "line",
    [
        '#read("/etc/passwd")', '#read("../../../etc/passwd")', '#image("/etc/hostname.png")', '#plugin("/x.wasm")',
        '#import "@preview/cetz:0.3.0"', '#import "@local/x:1.0.0"', '#json("https://hub.example/x.json")', "#nonsense",
        '#pdf.attach("a.xml", bytes("<a/>"), relationship: "data", mime-type: "text/xml")',
    ],
)  # fmt: skip
def test_files_network_and_faults_are_refused_with_their_line(line: str) -> None:
    caught = refusal(PRELUDE + line.encode())
    assert caught.code == "template-faulty"
    assert "main.typ:2" in caught.detail
    assert caught.sample == "a short invoice"


def test_what_never_ends_or_eats_memory_is_refused_and_the_next_one_passes() -> None:
    pool = RenderingPool(limits=Limits(time_s=3.0, memory_bytes=700_000_000))
    assert refusal(ENDLESS, pool).code == "timed-out"
    assert refusal(GREEDY, pool).code in ("out-of-memory", "timed-out")
    pool.limits = Limits(time_s=100.0)
    try_source(FULL, pool=pool)
    pool.close()


@pytest.mark.parametrize("missing", ["v.number", "v.seller.name", "v.notice", "row.value"])
def test_pages_that_keep_to_themselves_what_a_reader_needs_are_refused(missing: str) -> None:
    caught = refusal(FULL.replace(b"#" + missing.encode(), b"x"))
    assert caught.code == "says-too-little"


def test_a_page_without_a_title_is_refused_for_no_reader_could_name_it() -> None:
    assert refusal(FULL.replace(b"#set document(title: v.heading)\n", b"")).code == "template-faulty"


def test_what_is_too_long_or_no_text_is_refused_before_it_runs() -> None:
    with pytest.raises(SourceRefused, match="too-large"):
        checked_source(b"x" * 10_000_000)
    with pytest.raises(SourceRefused, match="not-text"):
        checked_source(b"\xff\xfe\x00")
    with pytest.raises(SourceRefused, match="not-text"):
        checked_source(b"a\0b")
    assert checked_source(b"\xef\xbb\xbf" + b"x" * (MOST_SOURCE_BYTES - 3)) == b"x" * (MOST_SOURCE_BYTES - 3)
