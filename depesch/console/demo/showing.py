"""The demo from its first line to its last."""

from __future__ import annotations

import ipaddress
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from depesch.connect.hub_client import HubClient
from depesch.console.demo.agent import DemoAgent, buyer_name
from depesch.console.demo.documents import MadeDocument, make_documents
from depesch.console.demo.following import Followed, follow
from depesch.console.demo.hub_process import HubDidNotStart, running_hub, wait_until_ready
from depesch.console.demo.world import BUYERS, PEOPLE, SELLER
from depesch.console.hub import configuration_told, open_hub
from depesch.exchange.mail.catcher import Catcher
from depesch.hub.server.config import Config, load
from depesch.kit.clock import now

START_TIMEOUT_S = 120.0


def show(*, once: bool, timeout_s: float) -> int:
    """Start the hub, set up its world, send, follow, and say where everything is; return the exit status."""
    with configuration_told():
        config = load()
    log = config.home / "demo-hub.log"
    began = time.monotonic()
    _say(f"Starting a hub at {config.url}, data in {config.home}")
    with ExitStack() as stack:
        catcher = stack.enter_context(Catcher(config.home / "mails"))
        _catch_letters(catcher.port)
        process = stack.enter_context(running_hub(log))
        try:
            status = _act(config, process, catcher.port, log, stack, began=began, timeout_s=timeout_s)
            if once:
                return status
            _say("\nThe hub runs until Ctrl-C.")
            process.wait()
            _say(f"The hub ended; its log is {log}")
        except HubDidNotStart as error:
            _say(f"The hub did not start. The end of {log}:\n{error}")
        except KeyboardInterrupt:
            _say("\nStopping the hub.")
            return 0
    return 1


def _catch_letters(port: int) -> None:
    """Let the hub's own letters (activation links, notices) go to the catcher, unless somebody has set up another."""
    if "DEPESCH_MAIL_HOST" not in os.environ:
        os.environ |= {
            "DEPESCH_MAIL_HOST": "127.0.0.1", "DEPESCH_MAIL_PORT": str(port), "DEPESCH_MAIL_TLS": "none",
            "DEPESCH_MAIL_FROM": "hub@depesch.example", "DEPESCH_SUPPORT_ADDRESS": "support@depesch.example",
        }  # fmt: skip


def _act(
    config: Config, process: subprocess.Popen[bytes], mail_port: int, log: Path, stack: ExitStack, *, began: float,
    timeout_s: float,
) -> int:  # fmt: skip
    open_hub()  # while the hub itself starts
    from depesch.console.demo.setting_up import set_up

    made = make_documents(config.home / "outbox", now())
    wait_until_ready(process, config.url, log, timeout_s=START_TIMEOUT_S)
    world = set_up(config.home, mail_port=mail_port, on_loopback=_is_loopback(config.host))
    _say(f"Ready after {time.monotonic() - began:.1f} s. {SELLER.name} sends {len(made)} documents to:")
    for buyer in BUYERS:
        _say(f"  {buyer.name:<20}  {buyer.country}  wants {buyer.wants}")
    delivered = _send_and_follow(HubClient(config.url, world.token), made, timeout_s)
    _say(f"{'All' if delivered else 'Not all'} delivered {time.monotonic() - began:.1f} s after the start.")
    agent = DemoAgent(config.home)
    agent.set_up(config.url, world.agent_tokens)
    stack.enter_context(agent.running())
    connected = _agent_sends_and_collects(agent, timeout_s)
    verified = _archive_verifies()
    _say_where(config, world.passwords, world.folders, agent)
    return 0 if delivered and connected and verified else 1


def _send_and_follow(hub: HubClient, made: tuple[MadeDocument, ...], timeout_s: float) -> bool:
    _say("")
    sent = []
    for one in made:
        receipt = hub.submit(one.path.read_bytes(), file_name=one.path.name, key=f"demo-{one.number}")
        sent.append(Followed(made=one, id=receipt.id))
    delivered = follow(hub, sent, timeout_s=timeout_s)
    _say("")
    return delivered


def _agent_sends_and_collects(agent: DemoAgent, timeout_s: float) -> bool:
    laid = agent.lay()
    _say(f"\nAn agent watches {_near(agent.out)}/ and collects for two companies. {len(laid)} invoices are laid there.")
    arrived = 0
    for one, file in agent.wait_for(laid, timeout_s=timeout_s):
        arrived += 1
        _say(f"  {one.path.name}  ->  {buyer_name(one.document.receiver)}: {_near(file)}")
    if arrived < len(laid):
        _say(f"  {len(laid) - arrived} did not arrive; the agent's log is {_near(agent.log)}")
    return arrived == len(laid)


def _archive_verifies() -> bool:
    """Read every archived byte and every event again, compare the hashes, and say what came of it."""
    from depesch.hub.archive.verification import verify

    report = verify()
    whole = "verifies" if report.is_sound else "DOES NOT VERIFY: see `depesch archive verify`"
    _say(f"The archive {whole}: {report.files} files, {report.size} bytes, {report.events} events in the history.")
    return report.is_sound


def _say_where(config: Config, passwords: dict[str, str], folders: Path, agent: DemoAgent) -> None:
    _say(f"\nPortal   {config.url}/")
    for person in PEOPLE:
        company = next(each.name for each in (SELLER, *BUYERS) if each.key == person.company)
        _say(f"  {person.email:<26}  {passwords[person.email]:<16}  {company}, {person.may}")
    _say(f"API      {config.url}/api/v1/, token in {_near(config.home / 'demo-token')}")
    _say(f"Sent     {_near(config.home / 'outbox')}/")
    _say(f"Mails    {_near(config.home / 'mails')}/")
    _say(f"Folders  {_near(folders)}/")
    _say(f"Agent    {_near(agent.home)}/ with out, sent, failed and in")
    _say(f"         depesch connect status --config {_near(agent.configuration)}")
    if agent.status_port:
        _say(f"         http://127.0.0.1:{agent.status_port}/ shows how it is doing")
    _say(f"Archive  DEPESCH_HOME={_near(config.home)} depesch archive verify")


def _near(path: Path) -> str:
    """Return the path as seen from here, if that is shorter."""
    return min(str(path), os.path.relpath(path), key=len)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
