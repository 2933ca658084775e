"""The jobs of a printer, since it was started: what became of each, for whoever printed it.

Source: RFC 8011, 5.3 (job attributes), 5.3.7 and 5.3.8 (states and their reasons).
"""

from __future__ import annotations

import threading
from enum import IntEnum

import msgspec

from depesch.exchange.ipp.encoding import ENUM, NAME, URI, Attribute, integers, keywords, no_value, texts

MOST_KEPT = 500  # the oldest are forgotten


class JobState(IntEnum):
    """The states that a job has here, by their numbers in RFC 8011."""

    PENDING_HELD = 4  # made, its document has not come yet
    PROCESSING = 5
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


_REASONS = {
    JobState.PENDING_HELD: "job-incoming",
    JobState.PROCESSING: "job-incoming",
    JobState.CANCELED: "job-canceled-by-user",
    JobState.ABORTED: "aborted-by-system",
    JobState.COMPLETED: "job-completed-successfully",
}
ENDED = frozenset({JobState.CANCELED, JobState.ABORTED, JobState.COMPLETED})


class Job(msgspec.Struct):
    """One job; `message` says in words why it ended as it did."""

    id: int
    name: str
    user: str
    made_s: int  # since the printer was started
    state: JobState = JobState.PENDING_HELD
    message: str = ""
    ended_s: int | None = None


class Jobs:
    """The jobs of one printer; safe to ask from several threads."""

    def __init__(self) -> None:
        self._jobs: dict[int, Job] = {}
        self._last = 0
        self._lock = threading.Lock()

    def begin(self, name: str, user: str, at_s: int) -> Job:
        """Make a job and return it."""
        with self._lock:
            self._last += 1
            job = self._jobs[self._last] = Job(self._last, name, user, at_s)
            for old in [each for each in self._jobs.values() if each.state in ENDED][
                : max(0, len(self._jobs) - MOST_KEPT)
            ]:
                del self._jobs[old.id]
            return job

    def get(self, job_id: int) -> Job | None:
        """Return the job, None when there is none of that number."""
        with self._lock:
            return self._jobs.get(job_id)

    def all(self, *, ended: bool, user: str = "") -> list[Job]:
        """Return the jobs that ended, the latest first, or those that did not; of one user or of all."""
        with self._lock:
            found = [each for each in self._jobs.values() if (each.state in ENDED) == ended]
        return sorted((each for each in found if not user or each.user == user), key=lambda job: job.id, reverse=ended)

    def take(self, job: Job) -> bool:
        """Claim the job for its document; False when it has ended or another document is coming in for it."""
        with self._lock:
            if job.state is not JobState.PENDING_HELD:
                return False
            job.state = JobState.PROCESSING
            return True

    def end(self, job: Job, state: JobState, at_s: int, message: str = "") -> bool:
        """Give the job its last state; False when it has one already."""
        with self._lock:
            if job.state in ENDED:
                return False
            job.state, job.message, job.ended_s = state, message, at_s
            return True


def attributes_of(job: Job, printer_uri: str, up_s: int) -> tuple[Attribute, ...]:
    """Return what is told of a job."""
    ended = no_value("time-at-completed") if job.ended_s is None else integers("time-at-completed", job.ended_s)
    begun = (
        no_value("time-at-processing")
        if job.state is JobState.PENDING_HELD
        else integers("time-at-processing", job.made_s)
    )
    return (
        integers("job-id", job.id),
        texts("job-uri", f"{printer_uri}/{job.id}", tag=URI),
        texts("job-printer-uri", printer_uri, tag=URI),
        texts("job-name", job.name, tag=NAME),
        texts("job-originating-user-name", job.user, tag=NAME),
        integers("job-state", job.state, tag=ENUM),
        keywords("job-state-reasons", _REASONS[job.state]),
        texts("job-state-message", job.message),
        integers("job-printer-up-time", up_s),
        integers("time-at-creation", job.made_s),
        begun,
        ended,
    )
