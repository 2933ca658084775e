"""The agent as a service of systemd: the unit's text, and which folders it may write.

The agent runs as a user of its own, sees the system read-only but for the folders of the configuration, and gets its
secrets as credentials: systemd, as root, reads `secrets` in the agent's home and hands it over.

Each path that may be written is a mount of its own to the service, and a file cannot be renamed from one mount to
another, even of one file system. Therefore a watched folder, its `sent` and its `failed` are opened as what they have
in common (rename(2), EXDEV).

Source: systemd.service(5), systemd.exec(5), systemd.unit(5) of systemd 250 and later.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from depesch.connect.configuration.secrets import CREDENTIAL, FOLDER
from depesch.connect.settings import AgentSettings

NAME = "depesch-connect"
UNIT = f"{NAME}.service"
USER = "depesch-connect"
SYSTEM_FOLDER = Path("/etc/systemd/system")

_UNIT = """# Written by `depesch connect service install`; `depesch connect service uninstall` removes it.
[Unit]
Description=Depesch agent: sends and collects e-invoices
Wants=network-online.target
After=network-online.target nss-lookup.target
StartLimitIntervalSec=0
{mounts}
[Service]
Type=exec
ExecStart={run}
ExecReload=/bin/sh -c 'kill -HUP ${{MAINPID}}'
Restart=always
RestartSec=10
TimeoutStopSec=60
{user}CacheDirectory={name}
Environment=SHIV_ROOT=%C/{name}
{credentials}
# What it may not: everything that watching folders and speaking HTTPS does not need.
NoNewPrivileges=yes
{hardening}LockPersonality=yes
RestrictSUIDSGID=yes
RestrictRealtime=yes
RestrictNamespaces=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
SystemCallArchitectures=native
SystemCallFilter=@system-service
MemoryMax=512M

[Install]
WantedBy={target}
"""

# A user's own manager may not drop capabilities or mount anything (systemd.exec(5), sandboxing of user services).
_OF_THE_SYSTEM = """\
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
ProtectProc=invisible
"""


def unit(
    settings: AgentSettings, *, command: Sequence[str], configuration: Path, user: str = USER, of_the_user: bool = False
) -> str:
    """Return the text of the unit that runs `command` with the configuration.

    With `of_the_user` it is one for the manager of the user who is signed in (`systemctl --user`). ValueError for a
    path that systemd could not be told.
    """
    home = settings.home
    assert home is not None, "settings are complete"  # noqa: S101
    secrets = home / FOLDER
    has_credentials = secrets.is_dir() and not of_the_user
    return _UNIT.format(
        name=NAME,
        mounts="".join(f"RequiresMountsFor={_path(folder)}\n" for folder in writable(settings)),
        run=" ".join(_word(each) for each in (*command, "run", "--config", str(configuration))),
        user="" if of_the_user else f"User={user}\n",
        credentials=f"LoadCredential={CREDENTIAL}:{_plain(secrets)}\n" if has_credentials else "",
        hardening="" if of_the_user else _hardening(settings, [configuration, Path(command[0]), Path(command[-1])]),
        target="default.target" if of_the_user else "multi-user.target",
    )


def _hardening(settings: AgentSettings, read: Sequence[Path]) -> str:
    """Return what a service of the system may not; homes and /tmp are hidden unless something of ours lies there."""
    folders = writable(settings)
    everything = [*folders, *read, *filter(None, [settings.ca_file, settings.mail.ca_file if settings.mail else None])]
    hides_homes = not any(_is_below(path, "/home", "/root", "/run/user") for path in everything)
    hides_tmp = not any(_is_below(path, "/tmp", "/var/tmp") for path in everything)  # noqa: S108  looked at, not used
    writes = "".join(f"ReadWritePaths={_path(folder)}\n" for folder in folders)
    homes = "yes" if hides_homes else "read-only"
    return f"{_OF_THE_SYSTEM}ProtectHome={homes}\nPrivateTmp={'yes' if hides_tmp else 'no'}\n{writes}"


def writable(settings: AgentSettings) -> list[Path]:
    """Return the folders below which the agent writes, none of them below another."""
    assert settings.home is not None, "settings are complete"  # noqa: S101
    assert settings.log.folder is not None, "settings are complete"  # noqa: S101
    folders = [settings.home, settings.log.folder]
    for account in settings.accounts:
        for sending in account.sending:
            together = [sending.folder, sending.sent or sending.folder, sending.failed or sending.folder]
            folders.append(Path(os.path.commonpath([os.path.normpath(folder) for folder in together])))
        if account.collecting:
            folders.append(account.collecting.folder)
    plain = list(dict.fromkeys(Path(os.path.normpath(folder)) for folder in folders))
    return [folder for folder in plain if not any(other in folder.parents for other in plain)]


def _is_below(path: Path, *above: str) -> bool:
    return any(path.is_relative_to(each) for each in above)


def _plain(path: Path) -> str:
    """Return a path as a setting takes it that goes on to the end of its line: with % doubled.

    ValueError for what some setting could not be told in any way.
    """
    text = str(path)
    if re.search(r"[\x00-\x1f\x7f\"'\\:]", text):
        raise ValueError(f"{text!r} holds a quote, a backslash, a colon or a control character")
    return text.replace("%", "%%")


def _path(path: Path) -> str:
    """Return a path as a list of a unit takes it."""
    text = _plain(path)
    return f'"{text}"' if " " in text else text


def _word(text: str) -> str:
    """Return one word of a command line (systemd.service(5), Command lines; systemd.syntax(7), Quoting)."""
    doubled = _plain(Path(text)).replace("$", "$$")
    return f'"{doubled}"' if re.search(r"[\s;]", text) else doubled
