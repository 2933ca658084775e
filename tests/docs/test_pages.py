"""The documentation holds to the code: links lead somewhere; settings, commands, states, events are the real ones."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from depesch.console.command_line import names, parser_of
from depesch.hub.flows.models import DocumentState
from depesch.hub.flows.states import rule
from depesch.hub.server.config import OF_THE_CLIENT, PREFIX, Config
from tests.docs.pages import DOCS, PAGES, ROOT, blocks, prose
from tests.golden_files import same_as_golden

OPERATE = DOCS / "operate.md"
INDEX = DOCS / "README.md"
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PATH = re.compile(r"`((?:docs|depesch|tests|scripts|requirements|benchmarks|changes)/[\w./-]+)`")
_FIELD = re.compile(r"^    (\w+): .+?  # (.+)$", re.MULTILINE)
_SETTINGS = re.compile(r"(?<=writes them anew -->\n)(.*?)(?=<!-- end of settings -->)", re.DOTALL)
_COMMAND = re.compile(r"(?:^|[|;&(] *|do |[A-Z_]+=\S+ |=)(?:\S*/)?depesch((?: +[^|;&>\n]+)?)", re.MULTILINE)
_LOGGED = re.compile(r"""log\.(?:info|warning|error|exception)\(\s*"([a-z_.]+)\"""")
_LOG_EVENT = re.compile(r"""^    [A-Z_]+ = "([a-z_]+\.[a-z_]+)\"""", re.MULTILINE)


@each_page
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    targets = [link.partition("#")[0] for link in _LINK.findall(prose(page)) if "://" not in link]
    missing = [target for target in targets if target and not (page.parent / unquote(target)).exists()]
    assert missing == []


@each_page
def test_files_of_the_project_that_a_page_names_are_there(page: Path) -> None:
    written = {block.file for block in blocks(page) if block.file}
    named = {path.rstrip(".") for path in _PATH.findall(prose(page))} - written
    assert sorted(path for path in named if not (ROOT / path).exists() and not _is_made_later(path)) == []


def _is_made_later(path: str) -> bool:
    """Whether a page says to write it: a pattern, or what goes with an example."""
    return "NNNN" in path or path == "tests/channels/test_spool.py"


def test_the_index_names_every_page() -> None:
    text = INDEX.read_text(encoding="utf-8")
    pages = [page.relative_to(DOCS) for page in DOCS.rglob("*.md") if page != INDEX]
    assert [str(page) for page in pages if f"]({page})" not in text] == []


def settings_table() -> str:
    """Return the table of the process settings, from the fields and comments of `Config`."""
    source = (ROOT / "depesch" / "hub" / "server" / "config.py").read_text(encoding="utf-8")
    comments = dict(_FIELD.findall(source))
    rows = ["| setting | default | meaning |", "|---|---|---|"]
    for name in Config.__struct_fields__:
        default = getattr(Config(), name)
        shown = f"`{default}`" if default not in ("", None) else ""
        rows.append(f"| `{PREFIX}{name.upper()}` | {shown} | {comments[name]} |")
    return "\n".join(rows) + "\n"


def test_every_setting_stands_in_the_operators_page_as_the_code_tells_it() -> None:
    text = OPERATE.read_text(encoding="utf-8")
    same_as_golden(OPERATE, _SETTINGS.sub(lambda _: settings_table(), text))


@each_page
def test_settings_that_a_page_names_exist(page: Path) -> None:
    known = {f"{PREFIX}{name}".upper() for name in (*Config.__struct_fields__, *OF_THE_CLIENT)}
    named = set(re.findall(r"\bDEPESCH_[A-Z_]*[A-Z]\b", page.read_text(encoding="utf-8")))
    assert sorted(named - known) == []


@each_page
def test_commands_in_code_blocks_exist_with_their_options(page: Path) -> None:
    wrong = [line for line in _command_lines(page) if not _exists(line.split())]
    assert wrong == []


def _command_lines(page: Path) -> list[str]:
    """Return the words after `depesch` of each call in blocks that are commands, not programs or output."""
    calls = [block.text for block in blocks(page) if block.language in ("", "sh", "ini")]
    return [words.strip() for text in calls for words in _COMMAND.findall(text) if not words.startswith(":")]


def _exists(words: list[str]) -> bool:
    if not words or words[0].startswith("-"):
        return True
    if words[0] not in names():
        return False
    options = set(_options(parser_of([words[0]])))
    return all(word.partition("=")[0] in options for word in words if word.startswith("--"))


def _options(parser: argparse.ArgumentParser) -> list[str]:
    found: list[str] = []
    for action in parser._actions:
        found.extend(action.option_strings)
        if isinstance(action, argparse._SubParsersAction):
            for sub in action.choices.values():
                found.extend(_options(sub))
    return found


def _row(first: str) -> list[str]:
    """Return the cells of the operators' table row that names `first` in its first cell."""
    rows = [line for line in OPERATE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    found = [row for row in rows if f"`{first}`" in row.split("|")[1]]
    assert found, f"{first} stands in no table of {OPERATE.name}"
    return [cell.strip() for cell in found[0].strip("|").split("|")]


@pytest.mark.parametrize("state", list(DocumentState))
def test_every_state_is_told_with_its_owner(state: DocumentState) -> None:
    assert rule(state).owner.value in _row(state.value)[2]


def _logged() -> set[str]:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "depesch").rglob("*.py")]
    constants = _LOG_EVENT.findall((ROOT / "depesch" / "hub" / "server" / "log.py").read_text(encoding="utf-8"))
    return {*constants, *(event for source in sources for event in _LOGGED.findall(source))}


@pytest.mark.parametrize("event", sorted(_logged()))
def test_every_log_event_is_told(event: str) -> None:
    assert _row(event)
