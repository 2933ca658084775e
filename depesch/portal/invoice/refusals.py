"""Why something could not be done with a draft, in words: what, and what to do next."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from depesch.hub.flows.problems import problem
from depesch.portal.formatting import language

WORDS: dict[str, Promise] = {
    "not-waiting": _("It does not wait for approval any more: somebody has dealt with it."),
    "own-work": _("You wrote some of it yourself. With four eyes, somebody else has to approve it."),
    "reason-missing": _("Say what is to be changed, so that the writer knows."),
    "not-approved": _("It is not approved yet."),
    "past": _("That time has passed. Choose one ahead."),
    "too-late": _("That is more than a year ahead. Choose a day within a year."),
    "no-time": _("Choose a day and a time."),
    "not-sent": _("It is not sent, so there is nothing to take back."),
    "template-without-customer": _("A template belongs to a customer. Add the recipient to your customers first."),
    "template-without-name": _("Give the template a name."),
    "template-name-taken": _("This customer has a template of that name already. Choose another name."),
    "file-empty": _("The file is empty."),
    "file-too-large": _("The file is too large to go inside an invoice."),
    "files-too-large": _("The files are too large together to go inside an invoice."),
    "too-many-files": _("The invoice has as many files as it can have."),
    "file-kind": _("A file of this kind cannot go inside an invoice."),
    "no-such-file": _("The file is not there any more."),
    "not-an-invoice": _("A credit note cannot be credited."),
    "not-issued": _("It has not been sent, so there is nothing to credit."),
    "not-readable": _("The document cannot be read, so a form cannot be filled from it."),
    "not-refused": _("Nothing is wrong with the document, so there is nothing to correct."),
    "changed-meanwhile": _("Somebody changed it meanwhile. Look at it as it is now, then choose again."),
    "editing": _("It is being written again."),
    "sent": _("It is sent already."),
    "discarded": _("It is thrown away."),
    "waiting_for_approval": _("It waits for approval."),
    "scheduled": _("It will be sent by itself at its hour."),
}


def refusal(code: str) -> str:
    """Return the words of a code; those of a document's problem when it is none of a draft's."""
    if code in WORDS:
        return str(WORDS[code])
    words = problem(code, language())
    return f"{words.title} {words.what_next}"
