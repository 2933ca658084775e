"""Whatever is typed, the form has an answer: nothing breaks, and what is handed over can be read again."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from depesch.documents.checking import check
from depesch.documents.reading import read
from depesch.hub.drafts.fields import FIELDS
from depesch.hub.drafts.look import content_of
from depesch.hub.drafts.storing import storable
from depesch.hub.drafts.sums import sums_of
from depesch.hub.drafts.typed import invoice_of
from tests.hub.drafts.forms import everything

PATHS = st.sampled_from([field.path for field in FIELDS]).flatmap(
    lambda path: st.lists(st.sampled_from([0, 1, 2, 7, 9999]), min_size=path.count("N"), max_size=path.count("N")).map(
        lambda numbers: _numbered(path, numbers)
    )
)
TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from([*everything().values()]),
    st.sampled_from(
        ["0", "-0", "999999999999999999", "-999999999999999999,9999999999", "0,0000000001", "1", "25", "S"]
    ),
    st.sampled_from(
        ["AE", "O", "E", "whole", "2026-02-28", "9998-12-31", "1900-01-01", "380", "381", "]]>", "<a>&amp;"]
    ),
    st.sampled_from(["\ufffe", "\x00", "\ud800", "\u2028", "\x85", "\r\n", "\u202e", "a\u0301"]),
)


def _numbered(path: str, numbers: list[int]) -> str:
    for number in numbers:
        path = path.replace("N", str(number), 1)
    return path


@given(st.dictionaries(PATHS, TEXTS, max_size=30), st.sampled_from(["sv", "nb", "en"]))
@settings(derandomize=True, deadline=None, max_examples=70, suppress_health_check=[HealthCheck.too_slow])
def test_anything_typed_gives_sums_and_a_document_that_can_be_checked(texts: dict[str, str], language: str) -> None:
    typed = invoice_of(storable(texts), language=language)
    assert {fault.path for fault in typed.faults} <= set(texts)
    sums = sums_of(typed)
    content = content_of(sums.invoice)
    assert content == content_of(sums.invoice)
    reading = read(content)
    assert check(reading).issues is not None


@given(st.dictionaries(PATHS, TEXTS, max_size=12))
@settings(derandomize=True, deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_a_sound_form_with_anything_in_it_is_written_and_read_back(texts: dict[str, str]) -> None:
    invoice = sums_of(invoice_of(everything() | storable(texts), language="sv")).invoice
    assert read(content_of(invoice)).invoice.lines[0].item is not None
