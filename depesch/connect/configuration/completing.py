"""The settings whole: every path absolute, every default that depends on another setting filled in."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from depesch.connect.settings import Account, AgentSettings, Collecting, Log, Mail, Sending


def complete(settings: AgentSettings, path: Path) -> AgentSettings:
    """Return the settings of the file at `path` so that `home`, `sent`, `failed`, `key` and the like are never empty.

    Paths that do not begin with `/` are meant from the folder of the file; `~` is the home of who runs the agent.
    """
    base = path.absolute().parent
    home = _absolute(settings.home, base) if settings.home else base
    return replace(
        settings,
        accounts=tuple(_account(each, base) for each in settings.accounts),
        home=home,
        ca_file=_absolute(settings.ca_file, base) if settings.ca_file else None,
        mail=_mail(settings.mail, base) if settings.mail else None,
        log=_log(settings.log, base, home),
    )


def _absolute(path: Path, base: Path) -> Path:
    try:
        path = path.expanduser()
    except RuntimeError:  # no such user: the folder is told to be missing as it was written
        return base / path
    return base / path


def _account(account: Account, base: Path) -> Account:
    return replace(
        account,
        hub=account.hub.rstrip("/"),
        company=account.company or account.name,
        key=account.key or f"account/{account.name}",
        sending=tuple(_sending(each, base) for each in account.sending),
        collecting=_collecting(account.collecting, base) if account.collecting else None,
    )


def _sending(sending: Sending, base: Path) -> Sending:
    folder = _absolute(sending.folder, base)
    return replace(
        sending,
        folder=folder,
        sent=_absolute(sending.sent, base) if sending.sent else folder.parent / "sent",
        failed=_absolute(sending.failed, base) if sending.failed else folder.parent / "failed",
    )


def _collecting(collecting: Collecting, base: Path) -> Collecting:
    return replace(collecting, folder=_absolute(collecting.folder, base))


def _mail(mail: Mail, base: Path) -> Mail:
    ca_file = _absolute(mail.ca_file, base) if mail.ca_file else None
    return replace(mail, password=mail.password or "mail", ca_file=ca_file)


def _log(log: Log, base: Path, home: Path) -> Log:
    return replace(log, folder=_absolute(log.folder, base) if log.folder else home)
