"""Search: what was typed is recognised, own entries come first, the public directory is asked over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from depesch.hub.directory.identifiers import PartyIdentifier
from depesch.hub.directory.participants import register_company
from depesch.hub.directory.public_directory import DirectoryAway, NoDirectory, PeppolDirectory
from depesch.hub.directory.search import Found, Kind, ask_directory, recognise, search
from depesch.hub.server.config import BadConfiguration, load
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.hub.directory.peppol import Directory, directory_server


@pytest.fixture
def directory() -> Iterator[Directory]:
    """The public directory, on this machine."""
    with directory_server() as found:
        yield found


def found_by(company: Company, text: str, directory: Directory | None = None) -> Found:
    asked = ask_directory(text, PeppolDirectory(directory.url) if directory else NoDirectory())
    with acting_for(company.id):
        return search(text, asked)


@pytest.mark.row("S-157")
@pytest.mark.parametrize(
    ("text", "kind", "first"),
    [
        ("0192:999000053", Kind.PARTICIPANT, "0192:999000053"),
        ("iso6523-actorid-upis::0192:999000053", Kind.PARTICIPANT, "0192:999000053"),
        ("NO 999 000 053 MVA", Kind.VAT, "vat:NO999000053"),
        ("SE556601010301", Kind.VAT, "vat:SE556601010301"),
        ("7300010000001", Kind.GLN, "0088:7300010000001"),
        ("556601-0103", Kind.ORGANISATION, "0007:5566010103"),
        ("999 000 053", Kind.ORGANISATION, "0192:999000053"),
        ("Region Västerdal", Kind.NAME, ""),
        ("7300010000002", Kind.NAME, ""),  # a wrong check digit: no number, so it is looked for as a text
        ("x", Kind.NOTHING, ""),
        ("\0\0", Kind.NOTHING, ""),
    ],
)
def test_what_was_typed_is_recognised(text: str, kind: Kind, first: str) -> None:
    found = recognise(text)
    assert found.kind is kind
    assert (str(found.identifiers[0]) if found.identifiers else "") == first


@pytest.mark.row("S-164")
@pytest.mark.parametrize("number", ["999000053", "0192:999000053", "NO999000053MVA"])
def test_a_number_finds_exactly_one(number: str, nordbygg: Company, fjordtre: Company, havneby: Company) -> None:
    register_company(fjordtre)
    register_company(havneby)
    assert [hit.name for hit in found_by(nordbygg, number).hits] == ["Fjordtre AS"]


def test_a_gln_finds_who_has_it(nordbygg: Company, fjordtre: Company) -> None:
    register_company(fjordtre, identifiers=[PartyIdentifier("0088", "7300010000001")])
    assert [hit.name for hit in found_by(nordbygg, "7300010000001").hits] == ["Fjordtre AS"]


@pytest.mark.parametrize("text", ["fjord", "TRE AS", "fjortre as"])
def test_a_name_is_found_by_a_part_and_with_a_slip(text: str, nordbygg: Company, fjordtre: Company) -> None:
    register_company(fjordtre)
    assert [hit.name for hit in found_by(nordbygg, text).hits] == ["Fjordtre AS"]


def test_signs_of_patterns_are_letters_like_others(nordbygg: Company, fjordtre: Company) -> None:
    register_company(fjordtre)
    assert found_by(nordbygg, "%%").hits == ()
    assert found_by(nordbygg, "__").hits == ()


def test_own_entries_come_before_those_of_the_public_directory(
    nordbygg: Company, fjordtre: Company, directory: Directory
) -> None:
    register_company(fjordtre)
    directory.add("Aa Fjord Kommune", "0192:987654325", "NO")
    hits = found_by(nordbygg, "fjord", directory).hits
    assert [(hit.name, hit.ways[0].on_hub) for hit in hits] == [("Fjordtre AS", True), ("Aa Fjord Kommune", False)]


@pytest.mark.row("D-17")
def test_who_is_served_by_several_is_one_hit_with_a_way_for_each(
    nordbygg: Company, fjordtre: Company, directory: Directory
) -> None:
    register_company(fjordtre)
    directory.add("FJORDTRE AS", "0192:999000053", "NO")
    (hit,) = found_by(nordbygg, "999000053", directory).hits
    assert [way.on_hub for way in hit.ways] == [True, False]
    assert directory.asked[0]["q"] == ["999000053"]


def test_a_directory_that_is_down_leaves_the_own_hits_and_says_so(
    nordbygg: Company, fjordtre: Company, directory: Directory
) -> None:
    register_company(fjordtre)
    directory.status = 503
    found = found_by(nordbygg, "fjord", directory)
    assert found.directory_away
    assert [hit.name for hit in found.hits] == ["Fjordtre AS"]


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"matches": 7}', b"[" * 5000, b'{"a":"' + b"x" * 2_100_000 + b'"}'])
def test_an_answer_that_is_none_is_a_directory_that_is_away(body: bytes, directory: Directory) -> None:
    directory.body = body
    with pytest.raises(DirectoryAway):
        PeppolDirectory(directory.url).search("x y")


def test_nobody_listening_is_a_directory_that_is_away() -> None:
    with pytest.raises(DirectoryAway):
        PeppolDirectory("http://127.0.0.1:9").search("x y")


def test_strange_entries_are_left_out_and_their_texts_made_harmless(directory: Directory) -> None:
    directory.add("Region\u202e\x00 Västerdal", "0007:2321000016")
    directory.add("Other", "whatever", scheme="other")
    found = PeppolDirectory(directory.url).search("o")
    assert [(each.name, str(each.participant)) for each in found] in (
        [], [("Region Västerdal", "0007:2321000016")],
    )  # fmt: skip
    assert [each.name for each in PeppolDirectory(directory.url).search("region")] == ["Region Västerdal"]


@pytest.mark.parametrize("url", ["http://directory.example", "ftp://x", "directory.example"])
def test_the_directorys_address_has_to_be_safe(url: str) -> None:
    with pytest.raises(BadConfiguration, match="DEPESCH_DIRECTORY_URL"):
        load({"DEPESCH_DIRECTORY_URL": url})
