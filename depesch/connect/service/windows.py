"""The agent on Windows: a task of the Task Scheduler that begins with the machine, under an account of the system.

A task and no service of the service manager: it needs no code of ours to speak with the manager, begins with nobody
signed in, is begun again when it ends, and Windows shows it beside its own. Ending it kills the agent, which loses and
doubles nothing by that. The text and the commands here are tested as text; they were not run on Windows.

Source: Microsoft, Task Scheduler Schema ([MS-TSCH] 2.5); well-known SIDs ([MS-DTYP] 2.4.2.4); `schtasks /Create /XML`;
`icacls`.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from depesch.connect.settings import AgentSettings

TASK = "Depesch Connect"
SYSTEM, LOCAL_SERVICE, ADMINISTRATORS = "S-1-5-18", "S-1-5-19", "S-1-5-32-544"
_NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"

_TASK = """<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="{namespace}">
  <RegistrationInfo>
    <Description>Depesch agent: sends and collects e-invoices</Description>
  </RegistrationInfo>
  <Triggers>
    <BootTrigger>
      <Enabled>true</Enabled>
    </BootTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{account}</UserId>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>999</Count>
    </RestartOnFailure>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Enabled>true</Enabled>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{command}</Command>
      <Arguments>{arguments}</Arguments>
      <WorkingDirectory>{folder}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""


def task(settings: AgentSettings, *, command: Sequence[str], configuration: str, account: str = SYSTEM) -> str:
    """Return the task that runs `command` with the configuration; it is stored in UTF-16, as it says."""
    arguments = [*command[1:], "run", "--config", configuration]
    return _TASK.format(
        namespace=_NAMESPACE,
        account=escape(account),
        command=escape(command[0]),
        arguments=escape(subprocess.list2cmdline(arguments)),
        folder=escape(str(settings.home)),
    )


def installing(home: Path, file: Path, *, account: str = SYSTEM) -> list[list[str]]:
    """Return the commands, to be run in turn by an administrator, that install and begin the task in `file`.

    The first leaves the agent's home, with its secrets, to the system, the administrators and the agent's account.
    """
    accounts = dict.fromkeys([SYSTEM, ADMINISTRATORS, account])
    rights = [part for each in accounts for part in ("/grant:r", f"*{each}:(OI)(CI)F")]
    return [
        ["icacls", str(home), "/inheritance:r", *rights],
        ["schtasks", "/Create", "/F", "/TN", TASK, "/XML", str(file)],
        ["schtasks", "/Run", "/TN", TASK],
    ]


def uninstalling() -> list[list[str]]:
    """Return the commands that end and remove the task; files, configuration and secrets stay."""
    return [["schtasks", "/End", "/TN", TASK], ["schtasks", "/Delete", "/F", "/TN", TASK]]
