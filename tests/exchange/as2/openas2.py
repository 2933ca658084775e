"""OpenAS2 as the other party: a whole AS2 system in Java, started with keys and agreements of the test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from depesch.exchange.as2.certificates import Certificate, Identity
from tests.ports import free_port

JARS = Path(__file__).resolve().parents[3] / ".venv" / "openas2"
MISSING = "OpenAS2 is not there: run scripts/setup.sh dev with java (JDK) and maven"
IS_THERE = shutil.which("java") is not None and shutil.which("keytool") is not None and JARS.is_dir()
_WORD = "testtest"
_STARTED = "active module(s) started"
# What the Bouncy Castle of this OpenAS2 reads; the keys are those of a test.
_OLD_ENCRYPTION = (
    serialization.PrivateFormat.PKCS12.encryption_builder()
    .key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC)
    .hmac_hash(hashes.SHA1())
    .build(_WORD.encode())
)

_CONFIG = """<openas2>
  <properties as2_message_id_format="OPENAS2-$rand.UUID$@test"/>
  <certificates classname="org.openas2.cert.PKCS12CertificateFactory" filename="%home%/keys.p12" password="{word}"/>
  <partnerships classname="org.openas2.partner.XMLPartnershipFactory" filename="%home%/partnerships.xml"/>
  <loggers><logger classname="org.openas2.logging.ConsoleLogger"/></loggers>
  <commands classname="org.openas2.cmd.XMLCommandRegistry" filename="%home%/commands.xml"/>
  <commandProcessors/>
  <processor classname="org.openas2.processor.DefaultProcessor"
             pendingMDN="%home%/pending" pendingMDNinfo="%home%/pendinginfo">
    <module classname="org.openas2.processor.sender.AS2SenderModule"/>
    <module classname="org.openas2.processor.sender.MDNSenderModule"/>
    <module classname="org.openas2.processor.receiver.AS2DirectoryPollingModule" outboxdir="%home%/out"
            errordir="%home%/out-error" interval="1" sendfilename="true" mimetype="application/xml"
            defaults="sender.as2_id=brodboden, receiver.as2_id=nordbygg"/>
    <module classname="org.openas2.processor.receiver.AS2DirectoryPollingModule" outboxdir="%home%/out-later"
            errordir="%home%/out-error" interval="1" sendfilename="true" mimetype="application/xml"
            defaults="sender.as2_id=brodboden-later, receiver.as2_id=nordbygg"/>
    <module classname="org.openas2.processor.storage.MDNFileModule" filename="%home%/mdn/$rand.UUID$"
            protocol="as2" tempdir="%home%/temp"/>
    <module classname="org.openas2.processor.storage.MessageFileModule" filename="%home%/inbox/$rand.UUID$"
            protocol="as2" tempdir="%home%/temp"/>
    <module classname="org.openas2.processor.receiver.AS2ReceiverModule" port="{port}" address="127.0.0.1"
            errordir="%home%/in-error" errorformat="sender.as2_id, receiver.as2_id, headers.message-id"/>
    <module classname="org.openas2.processor.receiver.AS2MDNReceiverModule" port="{mdn_port}" address="127.0.0.1"/>
    <module classname="org.openas2.processor.resender.DirectoryResenderModule" resenddir="%home%/resend"
            errordir="%home%/resend-error" resenddelay="1"/>
  </processor>
</openas2>
"""
_PARTNERSHIP = """<partnership name="{sender}-to-{receiver}">
    <sender name="{sender}"/><receiver name="{receiver}"/>
    <attribute name="protocol" value="as2"/>
    <attribute name="content_transfer_encoding" value="binary"/>
    <attribute name="subject" value="test"/>
    <attribute name="as2_url" value="{url}"/>
    <attribute name="as2_mdn_to" value="{sender}"/>
    <attribute name="as2_mdn_options"
               value="signed-receipt-protocol=optional, pkcs7-signature; signed-receipt-micalg=optional, SHA256"/>
    {attributes}
  </partnership>"""


class OpenAs2:
    """One OpenAS2, named `brodboden`, whose partner is `nordbygg` at `url`."""

    def __init__(self, home: Path, own: Identity, partner: Certificate) -> None:
        self.home, self.port, self.mdn_port = home, free_port(), free_port()
        self._process: subprocess.Popen[bytes] | None = None
        for name in ("out", "out-later", "inbox", "mdn", "temp", "pending", "pendinginfo", "resend"):
            (home / name).mkdir(parents=True)
        self._write_keys(own, partner)
        (home / "commands.xml").write_text("<commands/>")
        config = _CONFIG.format(word=_WORD, port=self.port, mdn_port=self.mdn_port)
        (home / "config.xml").write_text(config)

    def agree(self, url: str, **attributes: str) -> None:
        """Write down what was agreed; before the start. As `brodboden-later` it wants its receipts later."""
        later = {**attributes, "as2_receipt_option": f"http://127.0.0.1:{self.mdn_port}/"}
        pairs = (("brodboden", "nordbygg", attributes), ("nordbygg", "brodboden", attributes),
                 ("brodboden-later", "nordbygg", later))  # fmt: skip
        partnerships = "".join(
            _PARTNERSHIP.format(sender=sender, receiver=receiver, url=url, attributes=_told(agreed))
            for sender, receiver, agreed in pairs
        )
        partners = "".join(
            f'<partner name="{name}" as2_id="{name}" x509_alias="{name.partition("-")[0]}" email="x@x.example"/>'
            for name in ("brodboden", "brodboden-later", "nordbygg")
        )
        (self.home / "partnerships.xml").write_text(f"<partnerships>{partners}{partnerships}</partnerships>")

    def start(self) -> None:
        """Start it and wait until it listens."""
        starts = self.log().count(_STARTED)
        with (self.home / "log.txt").open("ab") as log:
            self._process = self._run(log)
        until = time.monotonic() + 90
        while self.log().count(_STARTED) == starts:
            assert self._process.poll() is None and time.monotonic() < until, self.log()  # noqa: PT018
            time.sleep(0.1)

    def _run(self, log: BinaryIO) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            ["java", "-Xmx200m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
             "-Dorg.apache.commons.logging.Log=org.openas2.logging.Log", "-cp", f"{JARS}{os.sep}*",
             "org.openas2.app.OpenAS2Server", str(self.home / "config.xml")],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip

    def stop(self) -> None:
        """End the process that was started."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)

    def log(self) -> str:
        """Return what it said."""
        log = self.home / "log.txt"
        return log.read_text(errors="replace") if log.exists() else ""

    def received(self) -> list[bytes]:
        """Return the documents that it has taken."""
        return [path.read_bytes() for path in sorted((self.home / "inbox").iterdir())]

    def receipts(self) -> list[str]:
        """Return the receipts that it has got."""
        return [path.read_text(errors="replace") for path in sorted((self.home / "mdn").iterdir())]

    def send(self, name: str, content: bytes, *, folder: str = "out") -> None:
        """Let it send a file; from `out-later` it asks for a receipt later."""
        part = self.home / name
        part.write_bytes(content)
        part.rename(self.home / folder / name)

    def _write_keys(self, own: Identity, partner: Certificate) -> None:
        store = pkcs12.serialize_key_and_certificates(
            b"brodboden", own.private_key(), own.certificate.parsed, None,
            _OLD_ENCRYPTION,
        )  # fmt: skip
        (self.home / "keys.p12").write_bytes(store)
        (self.home / "nordbygg.pem").write_text(partner.pem)
        subprocess.run(
            ["keytool", "-J-Dkeystore.pkcs12.legacy", "-importcert", "-noprompt", "-alias", "nordbygg", "-file",
             "nordbygg.pem", "-keystore", "keys.p12", "-storetype", "PKCS12", "-storepass", _WORD],
            cwd=self.home, check=True, capture_output=True,
        )  # fmt: skip


def _told(attributes: Mapping[str, str]) -> str:
    return "".join(f'<attribute name="{name}" value="{value}"/>' for name, value in attributes.items())
