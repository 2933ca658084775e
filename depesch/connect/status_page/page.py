"""The page as HTML: without scripts, light and dark, as wide as a phone or a desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape

from depesch.connect.status_page import AccountShown, AgentShown, FileShown, RunShown
from depesch.connect.status_page.page_words import WORDS
from depesch.connect.words import LANGUAGES, said

STYLE = """
:root{color-scheme:light dark;--ground:#fff;--card:#f6f7f9;--text:#1b1f24;--quiet:#555d68;--line:#d5dae1;--link:#0b57a4;
--good:#1a6b34;--bad:#a3201d;--badground:#fdecea}
@media(prefers-color-scheme:dark){:root{--ground:#14171a;--card:#1d2126;--text:#e8eaed;--quiet:#aab2bd;--line:#39414a;
--link:#8ab9f5;--good:#7fd39a;--bad:#ff9d96;--badground:#3a1d1c}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 system-ui,sans-serif}
main,header{max-width:62rem;margin:0 auto;padding:1rem}
h1{font-size:1.4rem;margin:.5rem 0}h2{font-size:1.15rem;margin:0}h3{font-size:1rem;margin:1rem 0 .25rem}
a{color:var(--link)}a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.state{font-weight:600}.good{color:var(--good)}.bad{color:var(--bad)}.quiet{color:var(--quiet)}
nav{display:flex;gap:1rem;flex-wrap:wrap;align-items:baseline}
nav a{display:inline-block;min-height:1.5rem;min-width:1.5rem}
section{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:1rem;margin:1rem 0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.5rem 0;overflow-wrap:anywhere}
dt{color:var(--quiet)}dd{margin:0}
.counts{grid-template-columns:repeat(auto-fit,minmax(7rem,1fr))}
.counts div{border-left:3px solid var(--line);padding-left:.6rem}.counts dd{font-size:1.3rem;font-weight:600}
table{width:100%;border-collapse:collapse}
th{text-align:left;font-weight:600;color:var(--quiet)}th,td{padding:.3rem .6rem .3rem 0;vertical-align:top;
border-bottom:1px solid var(--line);overflow-wrap:anywhere}
.fault{background:var(--badground);border-left:4px solid var(--bad);padding:.5rem .75rem;margin:.5rem 0}
.fault p{margin:0}
@media(max-width:38rem){thead{position:absolute;clip-path:inset(50%);height:1px;width:1px;overflow:hidden}
tr,td{display:block;border:0;padding:.1rem 0}tr{border-bottom:1px solid var(--line);padding:.4rem 0}}
"""


def html(shown: AgentShown, language: str, at: datetime) -> str:
    """Return the whole page."""
    title = _said("title", language, machine=shown.machine)
    is_well = not shown.fault and not shown.mails and not any(each.needs_somebody for each in shown.accounts)
    state = _said("well" if is_well else "unwell", language)
    # Those that somebody has to look at stand first; among themselves all keep the order of the configuration.
    ordered = sorted(shown.accounts, key=lambda each: not each.needs_somebody)
    accounts = "".join(_account(each, language) for each in ordered)
    nothing = "" if shown.accounts or shown.fault else f"<p>{_said('empty', language)}</p>"
    fault = f'<div class="fault"><p>{escape(shown.fault)}</p></div>' if shown.fault else ""
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}: {state}</title>'
        f'<link rel="icon" href="data:,"><style>{STYLE}</style></head><body><header><h1>{title}</h1>'
        f'<p class="state {"good" if is_well else "bad"}">{state}</p>{_facts(shown, language, at)}'
        f"{_navigation(language)}</header><main>{fault}{nothing}{_mails(shown.mails, language)}{accounts}</main>"
        "</body></html>\n"
    )


def _facts(shown: AgentShown, language: str, at: datetime) -> str:
    rows = (
        ("as-of", _time(at)),
        ("since", _time(shown.started_at)),
        ("version", escape(shown.version)),
        ("configuration", escape(shown.configuration)),
    )
    return f"<dl>{''.join(f'<dt>{_said(name, language)}</dt><dd>{text}</dd>' for name, text in rows)}</dl>"


def _navigation(language: str) -> str:
    others = "".join(
        f'<a href="/?language={each}" lang="{each}" hreflang="{each}">{each}</a>'
        for each in LANGUAGES if each != language
    )  # fmt: skip
    again = f'<a href="/?language={language}">{_said("reload", language)}</a>'
    return f'<nav aria-label="Depesch">{again}<a href="/status.json">JSON</a>{others}</nav>'


def _account(account: AccountShown, language: str) -> str:
    off = "" if account.is_enabled else f' <span class="quiet">({_said("off", language)})</span>'
    counts = (
        ("waiting", account.waiting_count),
        ("on-their-way", account.on_their_way),
        ("failed", account.failed_count),
        ("delivered", account.delivered),
        ("not-collected", account.not_collected_count),
        ("collected", account.collected),
    )
    numbers = "".join(
        f"<div><dt>{_said(name, language)}</dt><dd class={_mark(name, count)}>{count}</dd></div>"
        for name, count in counts
    )
    files = _files("failed", account.failed, account.failed_count, language)
    files += _files("not-collected", account.not_collected, account.not_collected_count, language)
    files += _files("waiting", account.waiting, account.waiting_count, language)
    return (
        f'<section aria-labelledby="a-{escape(account.name)}"><h2 id="a-{escape(account.name)}">'
        f"{escape(account.company)}{off}</h2>"
        f'<p class="quiet">{escape(account.name)} · {escape(account.hub)}</p>'
        f'{"".join(_fault(each, language) for each in account.faults)}<dl class="counts">{numbers}</dl>'
        f"{files}{_runs(account.runs, language)}</section>"
    )


def _fault(run: RunShown, language: str) -> str:
    since = f" ({_said('fault-since', language, at=_time(run.fault_since))})" if run.fault_since else ""
    following = f"<p>{escape(run.fault_next)}</p>" if run.fault_next else ""
    words = f"<strong>{_said(run.direction, language)}:</strong> {escape(run.fault)}{since}"
    return f'<div class="fault"><p>{words}</p>{following}</div>'


def _files(title: str, files: tuple[FileShown, ...], count: int, language: str) -> str:
    has_reasons = any(each.reason or each.next_step for each in files)
    rows = [
        f"<tr><td><bdi>{escape(each.name)}</bdi></td><td>{_time(each.at) if each.at else ''}</td>"
        f"{_reason(each, language) if has_reasons else ''}</tr>"
        for each in files
    ]
    if not rows:
        return ""
    titles = ("file", "when", "reason") if has_reasons else ("file", "when")
    more = f'<p class="quiet">{_said("more", language, count=count - len(rows))}</p>' if count > len(rows) else ""
    return f"<h3>{_said(title, language)}</h3>{_table(titles, rows, language)}{more}"


def _reason(file: FileShown, language: str) -> str:
    following = f'<br><span class="quiet">{escape(file.next_step)}</span>' if file.next_step else ""
    again = f'<br><span class="quiet">{_said("again", language, at=_time(file.try_at))}</span>' if file.try_at else ""
    return f"<td>{escape(file.reason)}{following}{again}</td>"


def _mails(mails: tuple[FileShown, ...], language: str) -> str:
    """Return the mails that did not go; the reason names the address."""
    rows = [f"<tr><td>{_time(each.at) if each.at else ''}</td>{_reason(each, language)}</tr>" for each in mails]
    if not rows:
        return ""
    title = f'<h2 id="mails">{_said("mails", language)}</h2>'
    return f'<section aria-labelledby="mails">{title}{_table(("when", "reason"), rows, language)}</section>'


def _mark(name: str, count: int) -> str:
    """Return the class of a number: failures stand out."""
    return "bad" if name in ("failed", "not-collected") and count else "count"


def _runs(runs: Iterable[RunShown], language: str) -> str:
    rows = [
        f"<tr><td>{_said(each.direction, language)} <bdi class=quiet>{escape(each.folder)}</bdi></td>"
        f"<td>{_time(each.at)}</td><td>{escape(each.fault) or _said('worked', language)}</td></tr>"
        for each in runs
    ]
    if not rows:
        return f'<h3>{_said("runs", language)}</h3><p class="quiet">{_said("never", language)}</p>'
    return f"<h3>{_said('runs', language)}</h3>{_table(('what', 'when', 'outcome'), rows, language)}"


def _table(titles: Iterable[str], rows: Iterable[str], language: str) -> str:
    head = "".join(f"<th scope=col>{_said(name, language)}</th>" for name in titles)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _said(name: str, language: str, **values: object) -> str:
    """Return a text for HTML; `at` is HTML already."""
    kept = {key: value if key == "at" else escape(str(value)) for key, value in values.items()}
    return said(WORDS[name], language, **kept)


def _time(at: datetime) -> str:
    """Return a moment in the machine's time, to the second."""
    local = at.astimezone()
    return f'<time datetime="{at.isoformat()}">{local:%Y-%m-%d %H:%M:%S}</time>'
