"""A printer that prints what is mailed to its own address (HP ePrint, Epson Email Print, Brother and the like).

One mail for each document, with its PDF and the PDF files that belong to it; such printers print PDF and pictures of
few kinds, and tell nobody what they left out, so other files are named in the mail's text, which is printed too, and
to the sender. The mail has no text otherwise: it would be a sheet of its own. The mail server's acceptance is all
there is: what the printer did then, nobody tells. Therefore a mail of unknown fate is not repeated by itself.

Source: there is no specification; plain SMTP, RFC 5321.
"""

from __future__ import annotations

from depesch.channels import (
    Channel,
    Check,
    File,
    MailServer,
    Outcome,
    Parcel,
    Reachable,
    Recipient,
    Refused,
    Services,
    TryLater,
    Unknown,
    Unreachable,
    file_name,
    forbid_certification,
)
from depesch.channels.letter import write_letter
from depesch.channels.mailing import LONG_WAIT_S, cannot_ask, files_inside, outcome_of
from depesch.channels.printer.settings import Settings
from depesch.exchange.mail.message import Mail, MailFile, mail_bytes, message_id_header, parse_address
from depesch.exchange.mail.smtp import hand_over
from depesch.kit.clock import now

PDF = "application/pdf"
NOT_PRINTED = {
    "sv": "Det här hör till men skrivs inte ut, eftersom det inte är PDF: {names}",
    "nb": "Dette hører med, men skrives ikke ut, siden det ikke er PDF: {names}",
    "en": "This belongs to it and is not printed, since it is no PDF: {names}",
}


def check_recipient(_settings: Settings, _recipient: Recipient, services: Services) -> Check:
    """Tell whether there is a mail server; the printer itself cannot be asked."""
    if _mail_server(services) is None:
        return Unreachable(code="printer-no-mail-server", detail="neither the company nor the hub has a mail server")
    return Reachable()


def send(settings: Settings, parcel: Parcel, services: Services) -> Outcome:
    """Hand the mail over to the mail server, whose last reply is the receipt."""
    forbid_certification(parcel)
    server = _mail_server(services)
    if server is None:
        detail = "neither the company nor the hub has a mail server"
        return TryLater(code="printer-no-mail-server", detail=detail, retry_after_s=LONG_WAIT_S)
    printed, left_out = _sorted(parcel)
    if not printed:
        return Refused(code="printer-no-pdf", detail="the document has no PDF that could be printed")
    mail = mail_bytes(_mail(settings, parcel, server, printed, left_out))
    if len(mail) > server.max_bytes:
        detail = f"the mail has {len(mail)} bytes, at most {server.max_bytes} are sent"
        return Refused(code="mail-too-large", detail=detail)
    address = parse_address(settings.address)
    handover = hand_over(server.relay, sender=server.bounces, recipient=address, mail=mail)
    return outcome_of(handover, parcel, left_out=left_out)


def find(_settings: Settings, parcel: Parcel, _services: Services) -> Unknown:
    """Say Unknown: neither SMTP nor the printer tells what became of an earlier mail."""
    return cannot_ask(parcel)


def _sorted(parcel: Parcel) -> tuple[tuple[File, ...], tuple[str, ...]]:
    """Return the files to be printed, the document itself first, and the names of those that cannot be."""
    document = parcel.rendering or parcel.main
    if document.media_type != PDF:
        return (), ()
    beside = {file.content: file for file in (*_inside(parcel), *parcel.attachments)}  # each once
    printable = tuple(file for file in beside.values() if _is_pdf(file))
    left_out = tuple(file_name(file.name, parcel.send_mode) for file in beside.values() if not _is_pdf(file))
    return (document, *printable), left_out


def _inside(parcel: Parcel) -> tuple[File, ...]:
    """Return the attachments inside the document's own file (BT-125); a file nobody can look into holds none."""
    return () if parcel.rendering is None else tuple(f for f in files_inside(parcel.main) if f != parcel.main)


def _is_pdf(file: File) -> bool:
    """Return whether a file is a PDF by what it holds, whatever it is called."""
    return b"%PDF-" in file.content[:1024]


def _mail(
    settings: Settings, parcel: Parcel, server: MailServer, printed: tuple[File, ...], left_out: tuple[str, ...]
) -> Mail:
    letter = write_letter(parcel)
    words = NOT_PRINTED.get(letter.language, NOT_PRINTED["en"])
    return Mail(
        message_id=message_id_header(parcel.message_id),
        date=parcel.created_at or now(),
        sender_name=parcel.sender_name,
        sender=server.sender,
        recipient_name=settings.name,
        recipient=parse_address(settings.address),
        subject=letter.subject,
        language=letter.language,
        text=words.format(names=", ".join(left_out)) + "\n" if left_out else "",
        html="",
        files=tuple(
            MailFile(name=_pdf_name(file_name(file.name, parcel.send_mode)), media_type=PDF, content=file.content)
            for file in printed
        ),
    )


def _pdf_name(name: str) -> str:
    """Return a name that a printer knows a PDF by."""
    return name if name.lower().endswith(".pdf") else f"{name}.pdf"


def _mail_server(services: Services) -> MailServer | None:
    return services.mail.server() if services.mail else None


CHANNEL = Channel(
    name="printer",
    title="Printer",
    titles={"sv": "Skrivare", "nb": "Skriver"},
    Settings=Settings,
    check_recipient=check_recipient,
    send=send,
    find=find,
    wants_rendering=True,
    by_choice=True,
    pdf_only=True,
    handed={
        "sv": "Lämnat till skrivarens e-post",
        "nb": "Levert til skriverens e-post",
        "en": "Handed to the printer's mail",
    },
)
