"""What the print partner answers: files in the operator's folder for them, each taken once, and what follows of it.

An answer is JSON (`{"job": ..., "letters": [{"letter": ..., "state": ..., "at": ..., "reason": ...}]}`) or CSV with
those columns. A file that cannot be used is put aside with the reason beside it; nothing is guessed.
"""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec
import structlog
from django.db import connection

from depesch.channels import Refused
from depesch.hub.flows.late_answers import ask_now, came_back
from depesch.hub.letters.desk import move
from depesch.hub.letters.models import Letter, LetterState
from depesch.hub.letters.partner import print_partner
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now as the_clock
from depesch.kit.durable import sync_folder, write_synced

log = structlog.get_logger(__name__)

MOST_BYTES = 10_000_000
AT_ONCE = 100
_ORDER = (LetterState.PACKED, LetterState.RECEIVED, LetterState.PRODUCED, LetterState.POSTED, LetterState.RETURNED)
_ANSWERED = ("received", "produced", "posted", "returned", "refused")


class AnsweredLetter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of one letter."""

    letter: UUID
    state: str
    at: datetime | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse states that there are not, and a return without its reason."""
        if self.state not in _ANSWERED:
            raise ValueError(f"{self.state[:40]!r} is no state; those are {', '.join(_ANSWERED)}")
        if self.state in ("returned", "refused") and not self.reason.strip():
            raise ValueError(f"letter {self.letter} is {self.state}, and no reason is given")
        if self.at is not None and self.at.tzinfo is None:
            raise ValueError(f"at = {self.at.isoformat()} has no time zone; write such as 2026-11-23T15:00:00+01:00")


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of letters of one job."""

    job: UUID
    letters: tuple[AnsweredLetter, ...]


class BadAnswer(ValueError):
    """A file is no answer; the message says what of it."""


def take_answers(_now: datetime) -> int:
    """Take the answers that lie in the folder and return how many letters they moved. Raises BadPartner, OSError."""
    partner = print_partner()
    if partner is None or not (folder := Path(partner.answers)).is_dir():
        return 0
    moved = 0
    for path in sorted(each for each in folder.iterdir() if each.suffix in (".json", ".csv"))[:AT_ONCE]:
        try:
            if path.is_symlink() or not path.is_file():
                raise BadAnswer("it is no plain file")
            if path.stat().st_size > MOST_BYTES:
                raise BadAnswer(f"an answer has at most {MOST_BYTES} bytes")
            moved += sum(take(each) for each in read_answers(path.name, path.read_bytes()))
        except FileNotFoundError:
            continue  # another worker was here
        except BadAnswer as error:
            log.warning("letters.answer_unusable", file=path.name, detail=str(error))
            _put_aside(path, folder / "unusable", str(error))
        else:
            _put_aside(path, folder / "taken", "")
    return moved


def read_answers(name: str, content: bytes) -> tuple[Answer, ...]:
    """Return the answers in a file; raises BadAnswer."""
    try:
        if name.endswith(".json"):
            return (msgspec.json.decode(content, type=Answer),)
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        jobs: dict[str, list[dict[str, str]]] = {}
        for row in rows:
            if None in row or any(value is None for value in row.values()):
                raise BadAnswer("a row has more or fewer columns than the first line")
            jobs.setdefault(row.pop("job", ""), []).append({key: value for key, value in row.items() if value})
        plain = [{"job": job, "letters": letters} for job, letters in jobs.items()]
        return tuple(msgspec.convert(each, Answer, strict=False) for each in plain)
    except (msgspec.MsgspecError, UnicodeDecodeError, csv.Error) as error:
        raise BadAnswer(str(error)) from error


def take(answer: Answer) -> int:
    """Note what became of the letters of a job and return how many moved. The same answer twice moves nothing.

    Raises BadAnswer when there is no such job or a letter is not in it, and then nothing of it was noted.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT letters_company_of_job_v1(%s)", [answer.job])
        company_id: UUID | None = cursor.fetchone()[0]
    if company_id is None:
        raise BadAnswer(f"there is no job {answer.job}")
    moved: list[tuple[Letter, LetterState]] = []
    with acting_for(company_id):
        rows = Letter.objects.select_for_update().filter(job_id=answer.job).defer("pdf")
        letters = {each.id: each for each in rows.order_by("id")}
        missing = [str(each.letter) for each in answer.letters if each.letter not in letters]
        if missing:
            raise BadAnswer(f"job {answer.job} has no letter {', '.join(missing[:5])}")
        for each in answer.letters:
            letter = letters[each.letter]
            before = LetterState(letter.state)
            if _is_news(before, LetterState(each.state)):
                letter.reason, letter.answered_at = each.reason.strip()[:500], each.at or the_clock()
                move(letter, LetterState(each.state), the_clock())
                moved.append((letter, before))
        for letter, before in moved:
            _tell(letter, before)
    return len(moved)


def _is_news(before: LetterState, after: LetterState) -> bool:
    """Return whether an answer leads on; answers may come late, out of order, and more than once."""
    if after is LetterState.REFUSED:
        return before in (LetterState.PACKED, LetterState.RECEIVED, LetterState.PRODUCED)
    return before in _ORDER and _ORDER.index(after) > _ORDER.index(before)


def _tell(letter: Letter, before: LetterState) -> None:
    """Let the document follow: the waiting delivery asks now; one that counted as delivered came back."""
    if before is LetterState.POSTED:
        no = Refused(code="post-returned", detail=letter.reason)
        if came_back(letter.document_id, letter.message_id, no):
            return
    ask_now(letter.message_id)


def _put_aside(path: Path, folder: Path, reason: str) -> None:
    folder.mkdir(exist_ok=True)
    if reason:
        write_synced(folder / f"{path.name}.reason.txt", f"{reason}\n".encode())
    path.replace(folder / path.name)
    sync_folder(folder)
