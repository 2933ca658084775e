"""`depesch connect init` and `config`: the configuration made, read, changed and checked."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from depesch.connect.words import said
from depesch.console.connect.common import (
    DONE,
    TRY_LATER,
    WRONG_CONFIGURATION,
    WRONG_USE,
    add_part,
    path_of,
    settings_of,
    tell,
    tell_faults,
)
from depesch.console.connect.texts import SAID
from depesch.console.languages import language_of

if TYPE_CHECKING:
    from depesch.connect.configuration.faults import Fault
    from depesch.connect.configuration.online import Verdict
    from depesch.connect.settings import AgentSettings


def add_init(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `init`."""
    init = add_part(parts, "init", "make a configuration without accounts, and the agent's home", _init)
    init.add_argument("--home", type=Path, metavar="FOLDER", help="for journal, log and secrets")


def add_config_parts(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `config get|set|unset|check|xsd|show`."""
    below = add_part(parts, "config", "read, change and check the configuration").add_subparsers(
        metavar="get|set|unset|check|xsd|show", required=True
    )
    get = add_part(below, "get", "print one setting, or all below it", _get)
    get.add_argument("key", metavar="KEY", help="such as accounts.nordbygg.sending.0.settle_s")
    get.add_argument("--json", action="store_true", help="as JSON")
    put = add_part(below, "set", "change settings in the file: all that are given, or none when one is wrong", _set)
    put.add_argument(
        "words", metavar="KEY=VALUE", nargs="+",
        help="such as accounts.nordbygg.sending.0.settle_s=2; a list's key once for each value. Or KEY VALUE ...",
    )  # fmt: skip
    take = add_part(below, "unset", "take a setting out of the file, so that its default counts", _unset)
    take.add_argument("key", metavar="KEY")
    check = add_part(below, "check", "say everything that is wrong with the file and on this machine", _check)
    check.add_argument("--online", action="store_true", help="ask the hubs, too: keys, companies, clock")
    check.add_argument("--json", action="store_true", help="one JSON object")
    xsd = below.add_parser("xsd", help="print the XML schema", description="Print the XML schema.")
    xsd.set_defaults(act=_xsd)
    show = add_part(below, "show", "print every setting, defaults included", _show)
    show.add_argument("--json", action="store_true", help="as JSON")


def _init(arguments: argparse.Namespace) -> int:
    from depesch.connect.configuration.beginning import default_home, first_file, first_path
    from depesch.connect.configuration.writing import replace

    path, language = arguments.config.absolute() if arguments.config else first_path(), language_of(arguments)
    if path.suffix.lower() not in (".xml", ".toml"):
        tell([f"{path}: .xml, .toml"])
        return WRONG_USE
    if path.exists():
        tell([said(SAID["exists"], language, path=path)])
        return WRONG_USE
    home = (arguments.home or default_home(path)).absolute()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace(path, first_file(path, home=home, language=language))
        path.chmod(0o644)  # nothing secret stands in it, and the service's user has to read it
    except OSError as error:
        tell([said(SAID["not-written"], language, path=error.filename or path, reason=error.strerror)])
        return WRONG_CONFIGURATION
    print(said(SAID["made"], language, path=path))
    return DONE


def _get(arguments: argparse.Namespace) -> int:
    from depesch.connect.configuration.showing import NoSuchSetting, found_at

    try:
        value = found_at(settings_of(arguments), arguments.key)
    except NoSuchSetting as error:
        tell([f"depesch: {error}"])
        return WRONG_USE
    _print(value, arguments.key, as_json=arguments.json)
    return DONE


def _show(arguments: argparse.Namespace) -> int:
    _print(settings_of(arguments), "", as_json=arguments.json)
    return DONE


def _print(value: object, key: str, *, as_json: bool) -> None:
    from depesch.connect.configuration.showing import lines, plain

    if as_json:
        print(json.dumps(plain(value), ensure_ascii=False, indent=2))
        return
    rows = list(lines(value, key))
    if [name for name, _ in rows] == [key]:
        print(rows[0][1])
        return
    width = max((len(name) for name, _ in rows), default=0)
    for name, text in rows:
        print(f"{name:<{width}}  {text}".rstrip())


class _Misplaced(Exception):
    """Some keys lead nowhere; the message has a line for each of these, and for what is wrong with the others."""


def _set(arguments: argparse.Namespace) -> int:
    language = language_of(arguments)
    wanted, strange = _wanted(arguments.words)
    if strange:
        tell([said(SAID["no-pair"], language, word=word) for word in strange])
        return WRONG_USE
    try:
        status = change_file(arguments, lambda content: _with(content, wanted, path_of(arguments), language))
    except _Misplaced as error:
        tell([str(error)])
        return WRONG_USE
    if status == DONE:
        for key, values in wanted.items():
            print(said(SAID["set"], language, key=key, value=" ".join(values)))
    return status


def _wanted(words: Sequence[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Return the values of each key, and the words that are no KEY=VALUE where the first one is."""
    if "=" not in words[0]:
        return {words[0]: list(words[1:])}, [] if words[1:] else [words[0]]
    wanted: dict[str, list[str]] = {}
    for word in words:
        key, _, value = word.partition("=")
        wanted.setdefault(key, []).append(value)
    return wanted, [word for word in words if "=" not in word or word.startswith("=")]


def _with(content: bytes, wanted: dict[str, list[str]], path: Path, language: str) -> bytes:
    """Return the file with the settings; raises _Misplaced, and tells in it what is wrong with the others too."""
    from depesch.connect.configuration import BadConfiguration
    from depesch.connect.configuration.editing import Tree
    from depesch.connect.configuration.showing import NoSuchSetting
    from depesch.connect.configuration.writing import brought

    after, misplaced = content, []
    for key, values in wanted.items():
        tree = Tree(after)  # one for each: what was begun for a key that leads nowhere is not kept
        try:
            tree.put(key, values)
            after = tree.content()
        except NoSuchSetting as error:
            misplaced.append(f"depesch: {error}")
    if misplaced:
        raise _Misplaced(
            "\n".join([*misplaced, *BadConfiguration(path, brought(path, content, after)).lines(language)])
        )
    return after


def _unset(arguments: argparse.Namespace) -> int:
    from depesch.connect.configuration.editing import Tree

    def changed(content: bytes) -> bytes:
        tree = Tree(content)
        tree.take(arguments.key)
        return tree.content()

    return change_file(arguments, changed)


def change_file(arguments: argparse.Namespace, changed: Callable[[bytes], bytes]) -> int:
    """Change the configuration by `changed`, bytes to bytes; tells what keeps it from being changed."""
    from depesch.connect.configuration import BadConfiguration
    from depesch.connect.configuration.showing import NoSuchSetting
    from depesch.connect.configuration.writing import ChangedMeanwhile, change
    from depesch.kit.xml import XmlError

    path, language = path_of(arguments), language_of(arguments)
    if path.suffix.lower() == ".toml":
        tell([said(SAID["toml"], language, path=path)])
        return WRONG_USE
    try:
        change(path, changed)
    except BadConfiguration as error:
        tell(error.lines(language))
        return WRONG_CONFIGURATION
    except XmlError as error:
        tell([f"{path}:{error.line or ''}: {error.detail}"])
        return WRONG_CONFIGURATION
    except NoSuchSetting as error:
        tell([f"depesch: {error}"])
        return WRONG_USE
    except ChangedMeanwhile:
        tell([said(SAID["meanwhile"], language, path=path)])
        return TRY_LATER
    except OSError as error:
        tell([said(SAID["not-written"], language, path=path, reason=error.strerror)])
        return WRONG_CONFIGURATION
    return DONE


def _check(arguments: argparse.Namespace) -> int:
    from depesch.connect.configuration import BadConfiguration
    from depesch.connect.configuration.reading import content_of, examine, placed
    from depesch.connect.configuration.writing import every_fault

    path, language = path_of(arguments), language_of(arguments)
    try:
        content = content_of(path)
    except BadConfiguration as error:
        faults, verdicts = error.faults, []
    else:
        faults, examined = every_fault(path, content), examine(path, content)
        # A file with faults asks nobody: a key could go out in clear text, or to the wrong place.
        asked = examined.settings if arguments.online and not examined.faults else None
        verdicts = _verdicts(asked) if asked is not None else []
        faults = placed([*faults, *(fault for each in verdicts for fault in each.faults)], examined.lines)
    if arguments.json:
        _print_check(path, faults, verdicts, language)
    else:
        for each in verdicts:
            if each.caller is not None:
                print(_whose(each, language))
        tell_faults(path, faults, language)
        if not faults:
            is_idle = examined.settings is not None and not examined.settings.accounts
            print(said(SAID["right-but-idle" if is_idle else "right"], language, path=path))
    if not faults:
        return DONE
    from depesch.connect.configuration.online import PASSING

    return TRY_LATER if all(fault.code in PASSING for fault in faults) else WRONG_CONFIGURATION


def _verdicts(settings: AgentSettings) -> list[Verdict]:
    from depesch.connect.configuration.online import verdicts

    return list(verdicts(settings))


def _whose(verdict: Verdict, language: str) -> str:
    assert verdict.caller is not None, "the hub has answered"  # noqa: S101
    company = verdict.caller.company
    clock = "?" if verdict.clock_s is None else f"{verdict.clock_s:+.0f} s"
    return said(
        SAID["caller"], language, account=verdict.account, company=company.name, number=company.organisation_number,
        country=company.country, role=verdict.caller.role, clock=clock,
    )  # fmt: skip


def _print_check(path: Path, faults: Sequence[Fault], verdicts: Sequence[Verdict], language: str) -> None:
    accounts = [
        {
            "account": each.account,
            "company": each.caller.company.name if each.caller else None,
            "organisation_number": each.caller.company.organisation_number if each.caller else None,
            "role": each.caller.role if each.caller else None,
            "clock_s": each.clock_s,
        }
        for each in verdicts
    ]
    told = [
        {
            "code": fault.code, "key": fault.key or None, "line": fault.line, "value": fault.value or None,
            "what": fault.what(language), "next": fault.next_step(language),
        }
        for fault in faults
    ]  # fmt: skip
    print(json.dumps({"path": str(path), "faults": told, "accounts": accounts}, ensure_ascii=False, indent=2))


def _xsd(arguments: argparse.Namespace) -> int:
    from depesch.connect.configuration.schema import published

    print(published(), end="")
    return DONE
