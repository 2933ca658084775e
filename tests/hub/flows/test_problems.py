"""Every problem has a title and a next step in sv, nb and en, and no blank is ever left open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import depesch.hub.flows
from depesch.documents.unreadable import Code, explain
from depesch.hub.flows.problem_words import WORDS
from depesch.hub.flows.problems import LANGUAGES, codes, problem
from depesch.model.issue import Issue, Severity
from depesch.rules.explaining import explain as explain_finding
from depesch.syntaxes import UnreadableDocument

FLOWS = Path(depesch.hub.flows.__file__).parent
BLANK = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", codes())
def test_every_problem_says_what_is_wrong_and_what_to_do(code: str, language: str) -> None:
    words = problem(code, language)
    assert words.title.endswith(".")
    assert words.what_next.endswith(".")
    assert not BLANK.search(words.title + words.detail + words.what_next)


@pytest.mark.parametrize("code", sorted(WORDS))
def test_the_languages_speak_of_the_same_values(code: str) -> None:
    blanks = {language: sorted(BLANK.findall("".join(WORDS[code][language]))) for language in LANGUAGES}
    assert blanks["sv"] == blanks["nb"] == blanks["en"]


def test_every_code_that_the_flows_give_has_words() -> None:
    given = set()
    for path in FLOWS.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        given |= set(re.findall(r'(?:ProblemNote\(code=|SubmissionRefused\(|ActionRefused\()"([a-z-]+)"', text))
    assert given
    assert given <= set(codes())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", Code)
def test_a_file_that_cannot_be_read_has_the_words_of_the_reading(code: Code, language: str) -> None:
    words = explain(UnreadableDocument(code, "what was found"), language)
    told = problem(code.value, language, {"detail": "what was found"})
    assert (told.title, told.detail, told.what_next) == (words.what, words.where, words.next)
    assert code.value not in WORDS


def test_a_detail_is_left_out_unless_all_of_it_is_known() -> None:
    assert problem("duplicate", "en", {"number": "F-1"}).detail == ""
    values = {"number": "F-1", "date": "2026-11-02", "earlier": "x"}
    assert "F-1" in problem("duplicate", "en", values).detail


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_finding_is_told_in_words_where_it_is_known(language: str) -> None:
    finding = Issue(rule="BR-CL-23", severity=Severity.FATAL, terms=("BT-130",), value="hur")
    values = {"count": "1", "first": "BR-CL-23"}
    told = problem("broken-rules", language, values, [finding]).detail
    assert told.endswith(explain_finding(finding, language).message)
    assert "BR-CL-23" not in told
    assert problem("broken-rules", language, values).detail.endswith("BR-CL-23.")


def test_the_line_of_a_broken_file_is_told() -> None:
    assert "7" in problem("not-xml", "sv", {"detail": "mismatched tag", "line": "7"}).detail


def test_an_unknown_code_still_gets_words() -> None:
    assert problem("something-new", "nb", {"detail": "x"}).detail == "x"
