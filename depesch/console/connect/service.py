"""`depesch connect service`: the agent as a service, without anybody signed in."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from depesch.connect.words import said
from depesch.console.connect.common import (
    DONE,
    SOME_REFUSED,
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
    from depesch.connect.settings import AgentSettings

_WINDOWS = sys.platform == "win32"


def add_service_parts(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `service install|uninstall|print`."""
    below = add_part(parts, "service", "let the system run the agent, with nobody signed in").add_subparsers(
        metavar="install|uninstall|print", required=True
    )
    install = add_part(below, "install", "install and begin it: a unit of systemd, on Windows a task", _install)
    install.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    show = add_part(below, "print", "print the unit of systemd, or the task of Windows", _print)
    show.add_argument("--kind", choices=("systemd", "windows"), help="default: this machine's")
    for each in (install, show):
        each.add_argument("--run-as", metavar="USER", help="the user it runs as; made when missing")
    remove = add_part(below, "uninstall", "end and remove it; configuration, home and files stay", _uninstall)
    for each in (install, show, remove):
        each.add_argument("--user", action="store_true", help="for the user who is signed in (systemctl --user)")


def _print(arguments: argparse.Namespace) -> int:
    kind = arguments.kind or ("windows" if _WINDOWS else "systemd")
    text = _text(arguments, settings_of(arguments), kind)
    if text is None:
        return WRONG_CONFIGURATION
    print(text, end="")
    return DONE


def _text(arguments: argparse.Namespace, settings: AgentSettings, kind: str) -> str | None:
    """Return the unit or the task; None, and why, when a path cannot stand in it."""
    from depesch.connect.service import systemd, windows
    from depesch.connect.service.installing import command

    path = path_of(arguments)
    if kind == "windows":
        account = arguments.run_as or windows.SYSTEM
        return windows.task(settings, command=command(), configuration=str(path), account=account)
    try:
        return systemd.unit(
            settings, command=command(), configuration=path, user=arguments.run_as or systemd.USER,
            of_the_user=arguments.user,
        )  # fmt: skip
    except ValueError as error:
        tell([said(SAID["no-unit"], language_of(arguments), reason=error)])
        return None


def _install(arguments: argparse.Namespace) -> int:
    from depesch.connect.configuration.beginning import is_administrator
    from depesch.connect.configuration.machine import missing_things

    settings, language = settings_of(arguments), language_of(arguments)
    if not arguments.user and not is_administrator() and not arguments.dry_run:
        tell([said(SAID["not-administrator"], language)])
        return WRONG_USE
    if faults := missing_things(settings):
        tell_faults(path_of(arguments), faults, language)
        return WRONG_CONFIGURATION
    text = _text(arguments, settings, "windows" if _WINDOWS else "systemd")
    if text is None:
        return WRONG_CONFIGURATION
    if arguments.dry_run:
        print(text, end="")
        return DONE
    return _install_task(arguments, settings, text) if _WINDOWS else _install_unit(arguments, settings, text)


def _install_unit(arguments: argparse.Namespace, settings: AgentSettings, text: str) -> int:
    from depesch.connect.service import installing, systemd

    language, user = language_of(arguments), arguments.run_as or systemd.USER
    try:
        if arguments.user:
            installing.install_of_the_user(text, folder=user_folder(), tell=print)
        else:
            assert settings.home is not None, "settings are complete"  # noqa: S101
            installing.make_user(user, settings.home, print)
            if faults := installing.faults_of_user(settings, user):
                tell_faults(path_of(arguments), faults, language)
                tell([said(SAID["rights-of"], language, user=user)])
                return WRONG_CONFIGURATION
            installing.install(settings, text=text, user=user, tell=print)
    except (installing.NotInstalled, OSError, LookupError) as error:
        tell([f"depesch: {error}"])
        return WRONG_CONFIGURATION
    print(said(SAID["installed"], language, name=systemd.UNIT))
    return DONE


def _install_task(arguments: argparse.Namespace, settings: AgentSettings, text: str) -> int:
    """Register the task. Not run on Windows yet: what it runs is `windows.installing`, which is tested as text."""
    from depesch.connect.service import installing, windows

    assert settings.home is not None, "settings are complete"  # noqa: S101
    account = arguments.run_as or windows.SYSTEM
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "task.xml"
        file.write_text(text, encoding="utf-16")
        try:
            for step in windows.installing(settings.home, file, account=account):
                print(" ".join(step))
                installing.run_step(step)
        except installing.NotInstalled as error:
            tell([f"depesch: {error}"])
            return WRONG_CONFIGURATION
    print(said(SAID["installed"], language_of(arguments), name=windows.TASK))
    return DONE


def _uninstall(arguments: argparse.Namespace) -> int:
    from depesch.connect.service import installing, systemd, windows

    folder = user_folder() if arguments.user else systemd.SYSTEM_FOLDER
    try:
        if _WINDOWS:
            for step in windows.uninstalling():
                print(" ".join(step))
                installing.run_step(step)
            return DONE
        was_there = installing.uninstall(folder, of_the_user=arguments.user, tell=print)
    except (installing.NotInstalled, OSError) as error:
        tell([f"depesch: {error}"])
        return WRONG_CONFIGURATION
    tell([] if was_there else [said(SAID["no-service"], language_of(arguments), path=folder / systemd.UNIT)])
    return DONE if was_there else SOME_REFUSED


def user_folder() -> Path:
    """Return where the units of the user who is signed in lie."""
    import platformdirs

    return Path(platformdirs.user_config_dir()) / "systemd" / "user"
