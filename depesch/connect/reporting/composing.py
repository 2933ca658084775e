"""The mail that tells of one run, or of the runs that came together while mail could not go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from html import escape

import msgspec

from depesch.connect.reporting import mail_words as words
from depesch.connect.runs import Direction, FileResult, RunResult
from depesch.connect.settings import EventClass
from depesch.connect.words import said

SHOWN = 200  # files of one state in one mail


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A run as one reader is told of it: the files they want to hear of; `fault_gone` is one that ended with it."""

    run: RunResult
    fault_gone: str = ""


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """What a mail says."""

    subject: str
    text: str
    html: str


def composed(runs: Sequence[Told], *, account: str, machine: str, language: str) -> Text:
    """Return the mail on these runs of one account, of which there is at least one, the first first."""
    parts = list(_parts(runs, account, machine, language))
    foot = said(words.FOOT, language, machine=machine)
    text = "\n\n".join(["\n".join([heading, *lines]) for heading, lines in parts] + [foot]) + "\n"
    return Text(subject=_subject(runs, account, language), text=text, html=_html(parts, foot, language))


def _subject(runs: Sequence[Told], account: str, language: str) -> str:
    counts = _counts(runs, language)
    if any(each.run.fault for each in runs):
        counts.insert(0, said(words.STANDS_STILL, language))
    elif any(each.fault_gone for each in runs):
        counts.append(said(words.WELL_AGAIN_SHORT, language))
    return f"{account}: {', '.join(counts) or said(words.NOTHING, language)}"


def _counts(runs: Sequence[Told], language: str) -> list[str]:
    states = Counter(file.state for each in runs for file in each.run.files)
    return [f"{states[state]} {said(texts, language)}" for state, texts in words.STATES.items() if states[state]]


def _parts(runs: Sequence[Told], account: str, machine: str, language: str) -> Iterator[tuple[str, list[str]]]:
    """Give the headings with their lines."""
    first, last = _moment(runs[0].run.started_at), _moment(runs[-1].run.ended_at)
    texts = words.RUN if len(runs) == 1 else words.RUNS
    heading = said(texts, language, account=account, machine=machine, count=len(runs), first=first, last=last)
    yield heading, [", ".join(_counts(runs, language)) or said(words.NOTHING, language)]
    for fault, what_next in dict.fromkeys((each.run.fault, each.run.fault_next) for each in runs if each.run.fault):
        yield said(words.FAULT, language), [fault, *_next(what_next, language)]
    gone = list(dict.fromkeys(each.fault_gone for each in runs if each.fault_gone))
    if gone:
        yield (
            said(words.WELL_AGAIN_SHORT, language).capitalize(),
            [said(words.WELL_AGAIN, language, fault=fault) for fault in gone],
        )
    for direction in Direction:
        files = [file for each in runs if each.run.direction is direction for file in each.run.files]
        yield from _of_direction(direction, files, language)


def _of_direction(direction: Direction, files: Sequence[FileResult], language: str) -> Iterator[tuple[str, list[str]]]:
    for state, texts in words.STATES.items():
        of_state = [file for file in files if file.state is state]
        if not of_state:
            continue
        lines = [line for file in of_state[:SHOWN] for line in _file(file, language)]
        if len(of_state) > SHOWN:
            lines.append(said(words.MORE, language, count=len(of_state) - SHOWN))
        name = said(words.DIRECTIONS[direction], language)
        yield f"{name}: {len(of_state)} {said(texts, language)}", lines


def _file(file: FileResult, language: str) -> Iterator[str]:
    number = file.number if file.number and file.number not in file.name else ""
    yield "- " + " · ".join(part for part in (_line(file.name), _line(number), _line(file.other)) if part)
    if file.reason:
        yield f"    {said(words.REASON, language)}: {_line(file.reason)}"
        yield from (f"    {line}" for line in _next(file.next_step, language))


def _next(what_next: str, language: str) -> list[str]:
    return [f"{said(words.NEXT, language)}: {_line(what_next)}"] if what_next else []


def _line(text: str) -> str:
    """Return a stranger's text in one line: a file's name may hold anything."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:500]


def _moment(at: datetime) -> str:
    """Return a moment as the machine's clock shows it."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def _html(parts: Sequence[tuple[str, Sequence[str]]], foot: str, language: str) -> str:
    sections = "".join(
        f'<h2 style="font-size:15px;margin:20px 0 6px">{escape(heading)}</h2>'
        + "".join(f'<p style="{_style(line)}">{escape(line.strip())}</p>' for line in lines)
        for heading, lines in parts
    )
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8"></head>'
        '<body style="margin:0;padding:24px;background:#f6f3ec;color:#1d1c1a;font:15px/1.5 sans-serif">'
        '<div style="max-width:680px;margin:0 auto;padding:12px 32px 24px;background:#ffffff;border:1px solid #e3ddd0;'
        f'border-radius:10px">{sections}<p style="margin:24px 0 0;color:#5b5a55;font-size:13px">{escape(foot)}</p>'
        "</div></body></html>"
    )


def _style(line: str) -> str:
    indent = 20 if line.startswith(" ") else 0
    return f"margin:0 0 4px {indent}px;overflow-wrap:anywhere"


def only(run: RunResult, events: Collection[EventClass]) -> RunResult:
    """Return the run with the files of these event classes alone, and its fault when `agent` is among them."""
    files = tuple(file for file in run.files if file.event in events)
    if EventClass.AGENT in events:
        return msgspec.structs.replace(run, files=files)
    return msgspec.structs.replace(run, files=files, fault="", fault_next="")
