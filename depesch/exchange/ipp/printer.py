"""A printer that gives documents away: each operation of a client, answered.

A job is told to be completed once whoever keeps documents has it safe, and not before.

Source: RFC 8011, 4 (operations), appendix B (status codes).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import BinaryIO

from depesch.exchange.ipp.describing import (
    CANCEL_JOB,
    CANCEL_MY_JOBS,
    CLOSE_JOB,
    CREATE_JOB,
    FORMATS,
    GET_JOB,
    GET_JOBS,
    GET_PRINTER,
    IDENTIFY,
    PRINT_JOB,
    SEND_DOCUMENT,
    VALIDATE_JOB,
    Described,
    attributes,
)
from depesch.exchange.ipp.encoding import (
    BOOLEAN,
    CHARSET,
    JOB,
    LANGUAGE,
    OPERATION,
    PRINTER,
    UNSUPPORTED,
    Attribute,
    Broken,
    Group,
    Message,
    texts,
)
from depesch.exchange.ipp.jobs import Job, Jobs, JobState, attributes_of

log = logging.getLogger(__name__)

OK = 0x0000
BAD_REQUEST, NOT_POSSIBLE, NOT_FOUND = 0x0400, 0x0404, 0x0406
TOO_LARGE, BAD_VALUES, BAD_FORMAT, BAD_CHARSET = 0x0408, 0x040B, 0x040A, 0x040D
BAD_COMPRESSION = 0x040F
INTERNAL, NOT_AN_OPERATION, BAD_VERSION, BUSY = 0x0500, 0x0501, 0x0503, 0x0507
_DESCRIPTION = frozenset({"all", "printer-description", "job-template", "media-col-database", "job-description"})


class NotKept(Exception):
    """The document is not taken: `status` for the program, the message for people."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


Keep = Callable[[BinaryIO, str], str]  # stores the document of a job of that name; returns words; raises NotKept


class _Refused(Exception):
    def __init__(self, status: int, words: str = "", unsupported: tuple[Attribute, ...] = ()) -> None:
        super().__init__(words)
        self.status = status
        self.words = words
        self.unsupported = unsupported


class Printer:
    """One printer; safe to ask from several threads."""

    def __init__(self, described: Described, keep: Keep, *, steady: Callable[[], float] = time.monotonic) -> None:
        self.described = described
        self.jobs = Jobs()
        self._keep = keep
        self._steady = steady
        self._started = steady() - 1  # a printer's time begins at 1

    def answer(self, request: Message, document: BinaryIO) -> Message:
        """Do what is asked and return the answer. Raises ConnectionError when a document does not come whole."""
        try:
            _must_be_sound(request)
            operation = _OPERATIONS.get(request.code)
            if operation is None:
                raise _Refused(NOT_AN_OPERATION, f"operation {request.code:#06x} is not supported")
            status, groups = operation(self, request, document)
            return _made(request, status, groups)
        except _Refused as refused:
            groups = (Group(UNSUPPORTED, refused.unsupported),) if refused.unsupported else ()
            return _made(request, refused.status, groups, refused.words)
        except Broken as broken:
            return _made(request, BAD_REQUEST, (), broken.detail)

    def _print_job(self, request: Message, document: BinaryIO) -> tuple[int, tuple[Group, ...]]:
        self._validate(request)
        job = self._begun(request)
        self.jobs.take(job)
        return self._kept(job, document)

    def _validate_job(self, request: Message, _document: BinaryIO) -> tuple[int, tuple[Group, ...]]:
        self._validate(request)
        return OK, ()

    def _create_job(self, request: Message, _document: BinaryIO) -> tuple[int, tuple[Group, ...]]:
        self._validate(request)
        return OK, (self._told(self._begun(request)),)

    def _send_document(self, request: Message, document: BinaryIO) -> tuple[int, tuple[Group, ...]]:
        job = self._job(request)
        self._validate(request)
        last = request.group(OPERATION).get("last-document")
        if not last or last[0].tag != BOOLEAN:
            raise _Refused(BAD_REQUEST, "last-document is missing")
        if last[0].data != b"\x01":
            raise _Refused(0x0509, "one document to a job")  # server-error-multiple-document-jobs-not-supported
        if not self.jobs.take(job):
            raise _Refused(NOT_POSSIBLE, "the job has its document, or has ended")
        return self._kept(job, document)

    def _cancel_job(self, request: Message, _document: BinaryIO) -> tuple[int, tuple[Group, ...]]:
        job = self._job(request)
        if job.state is JobState.PROCESSING or not self.jobs.end(job, JobState.CANCELED, self._up_s()):
            raise _Refused(NOT_POSSIBLE, "the document is taken already: see to it where documents are sent")
        return OK, ()

    def _cancel_my_jobs(self, request: Message, _document: BinaryIO) -> tuple[int, tuple[Group, ...]]:
        """Cancel those of the user that wait for their document; what has come is taken."""
        for job in self.jobs.all(ended=False, user=request.group(OPERATION).text("requesting-user-name", "anonymous")):
            if job.state is JobState.PENDING_HELD:
                self.jobs.end(job, JobState.CANCELED, self._up_s())
        return OK, ()

    def _close_job(self, request: Message, _document: BinaryIO) -> tuple[int, tuple[Group, ...]]:
        """End a job whose document never came."""
        job = self._job(request)
        if job.state is JobState.PENDING_HELD:
            self.jobs.end(job, JobState.ABORTED, self._up_s(), "no document came")
        return OK, ()

    def _identify(self, _request: Message, _document: BinaryIO) -> tuple[int, tuple[Group, ...]]:
        log.info("printer: somebody asks where %s is: here", self.described.name)
        return OK, ()

    def _get_job(self, request: Message, _document: BinaryIO) -> tuple[int, tuple[Group, ...]]:
        return OK, (Group(JOB, _wanted(request, self._told(self._job(request)).attributes)),)

    def _get_jobs(self, request: Message, _document: BinaryIO) -> tuple[int, tuple[Group, ...]]:
        asked = request.group(OPERATION)
        which = asked.text("which-jobs", "not-completed")
        if which not in ("completed", "not-completed"):
            unsupported = Attribute("which-jobs", asked.get("which-jobs"))
            raise _Refused(BAD_VALUES, f"which-jobs {which} is not supported", (unsupported,))
        mine, limit = asked.get("my-jobs"), asked.get("limit")
        user = asked.text("requesting-user-name") if mine and mine[0].data == b"\x01" else ""
        found = self.jobs.all(ended=which == "completed", user=user)
        if limit:
            found = found[: max(0, limit[0].number)]
        default = ("job-id", "job-uri")
        return OK, tuple(Group(JOB, _wanted(request, self._told(each).attributes, default)) for each in found)

    def _get_printer(self, request: Message, _document: BinaryIO) -> tuple[int, tuple[Group, ...]]:
        wanted = request.group(OPERATION).text("document-format")
        if wanted and wanted not in FORMATS:
            raise _Refused(BAD_FORMAT, f"{wanted} cannot be printed here, PDF can")
        queued = len(self.jobs.all(ended=False))
        told = attributes(self.described, is_busy=queued > 0, queued=queued, up_s=self._up_s())
        return OK, (Group(PRINTER, _wanted(request, told)),)

    def _validate(self, request: Message) -> None:
        asked = request.group(OPERATION)
        wanted = asked.text("document-format", FORMATS[0])
        if wanted not in FORMATS:
            unsupported = Attribute("document-format", asked.get("document-format"))
            raise _Refused(BAD_FORMAT, f"{wanted} cannot be printed here, PDF can", (unsupported,))
        compression = asked.text("compression", "none")
        if compression != "none":
            unsupported = Attribute("compression", asked.get("compression"))
            raise _Refused(BAD_COMPRESSION, f"compression {compression} is not supported", (unsupported,))

    def _begun(self, request: Message) -> Job:
        asked = request.group(OPERATION)
        name = asked.text("job-name") or asked.text("document-name") or "print"
        return self.jobs.begin(name[:255], asked.text("requesting-user-name", "anonymous")[:255], self._up_s())

    def _kept(self, job: Job, document: BinaryIO) -> tuple[int, tuple[Group, ...]]:
        """Have the document stored; whatever goes wrong, the job ends and the client is told."""
        try:
            words = self._keep(document, job.name)
        except NotKept as no:
            self.jobs.end(job, JobState.ABORTED, self._up_s(), no.words)
            raise _Refused(no.status, no.words) from no
        except Exception:
            self.jobs.end(job, JobState.ABORTED, self._up_s(), "the document did not come whole")
            raise
        self.jobs.end(job, JobState.COMPLETED, self._up_s(), words)
        return OK, (self._told(job),)

    def _told(self, job: Job) -> Group:
        return Group(JOB, attributes_of(job, self.described.uri, self._up_s()))

    def _job(self, request: Message) -> Job:
        """Return the job that the request names by its number or its address; raises _Refused."""
        asked = request.group(OPERATION)
        if numbers := asked.get("job-id"):
            job = self.jobs.get(numbers[0].number)
        else:
            number = asked.text("job-uri").rpartition("/")[2]
            job = self.jobs.get(int(number)) if number.isdecimal() and len(number) < 10 else None
            if not number:
                raise _Refused(BAD_REQUEST, "no job is named")
        if job is None:
            raise _Refused(NOT_FOUND, "there is no such job; those of before the last start are forgotten")
        return job

    def _up_s(self) -> int:
        return max(1, int(self._steady() - self._started))


_OPERATIONS: dict[int, Callable[[Printer, Message, BinaryIO], tuple[int, tuple[Group, ...]]]] = {
    PRINT_JOB: Printer._print_job,
    VALIDATE_JOB: Printer._validate_job,
    CREATE_JOB: Printer._create_job,
    SEND_DOCUMENT: Printer._send_document,
    CANCEL_JOB: Printer._cancel_job,
    GET_JOB: Printer._get_job,
    GET_JOBS: Printer._get_jobs,
    GET_PRINTER: Printer._get_printer,
    CANCEL_MY_JOBS: Printer._cancel_my_jobs,
    CLOSE_JOB: Printer._close_job,
    IDENTIFY: Printer._identify,
}


def _must_be_sound(request: Message) -> None:
    """Check what every request has to begin with: RFC 8011, 4.1.1 to 4.1.8."""
    if request.version[0] not in (1, 2):
        raise _Refused(BAD_VERSION, f"IPP {request.version[0]}.{request.version[1]} is not supported")
    if request.request_id < 1:
        raise _Refused(BAD_REQUEST, "the request has no id")
    tags = [group.tag for group in request.groups]
    if not tags or tags[0] != OPERATION or tags.count(OPERATION) > 1:
        raise _Refused(BAD_REQUEST, "the request has to begin with its one group of operation attributes")
    first = request.groups[0].attributes[:2]
    if [each.name for each in first] != ["attributes-charset", "attributes-natural-language"]:
        raise _Refused(BAD_REQUEST, "charset and language have to come first")
    if first[0].values[0].tag != CHARSET or first[1].values[0].tag != LANGUAGE:
        raise _Refused(BAD_REQUEST, "charset or language is of another kind")
    if first[0].values[0].text.lower() != "utf-8":
        raise _Refused(BAD_CHARSET, f"charset {first[0].values[0].text} is not supported")
    asked = request.groups[0]
    if request.code in _OPERATIONS and not asked.get("printer-uri") and not asked.get("job-uri"):
        raise _Refused(BAD_REQUEST, "printer-uri is missing")


def _wanted(request: Message, told: tuple[Attribute, ...], default: tuple[str, ...] = ()) -> tuple[Attribute, ...]:
    """Return of what is told that which the request asks for; `default` when it asks for nothing in particular."""
    names = [each.text for each in request.group(OPERATION).get("requested-attributes")] or list(default)
    if not names or _DESCRIPTION & set(names):
        return told
    return tuple(each for each in told if each.name in names)


def _made(request: Message, status: int, groups: tuple[Group, ...], words: str = "") -> Message:
    first = [
        texts("attributes-charset", "utf-8", tag=CHARSET),
        texts("attributes-natural-language", "en", tag=LANGUAGE),
        *([texts("status-message", words[:255])] if words else []),
    ]
    version = request.version if request.version[0] in (1, 2) else (2, 0)
    return Message(version, status, request.request_id, (Group(OPERATION, tuple(first)), *groups))
