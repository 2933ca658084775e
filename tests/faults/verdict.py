"""What a campaign came to: lost, doubled, altered, or clean."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from tests.faults.scene import Report


class Submitted(msgspec.Struct, frozen=True, kw_only=True):
    """One invoice of a client; `document_id` is None when the client never got an answer."""

    number: str
    channel: str
    sha256: str
    document_id: str | None


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of a campaign. The faults are sentences; none means clean."""

    submitted: int
    acknowledged: int
    unacknowledged_whole: int
    unacknowledged_absent: int
    delivered: Mapping[str, int]
    mail_repeats: int
    attempts: int
    kills: Mapping[str, int]
    events: int
    files: int
    elapsed_s: float
    faults: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, doubled or altered, and archive and history verify."""
        return not self.faults

    def text(self) -> str:
        """Return the figures as aligned lines for people."""
        rows = [
            ("submitted", self.submitted),
            ("acknowledged", self.acknowledged),
            ("not acknowledged, whole", self.unacknowledged_whole),
            ("not acknowledged, absent", self.unacknowledged_absent),
            *((f"delivered once by {channel}", count) for channel, count in sorted(self.delivered.items())),
            ("mail repeated under its own id", self.mail_repeats),
            ("attempts", self.attempts),
            *((f"killed: {part}", count) for part, count in sorted(self.kills.items())),
            ("archived files verified", self.files),
            ("history events verified", self.events),
            ("seconds", round(self.elapsed_s)),
            ("faults", len(self.faults)),
        ]
        lines = [f"{name:<34}{value:>8}" for name, value in rows]
        return "\n".join([*lines, *self.faults[:50]]) + "\n"


def judge(
    submitted: Sequence[Submitted],
    report: Report,
    *,
    mails: Sequence[tuple[str, str]],
    files: Mapping[str, int],
    kills: Mapping[str, int],
    elapsed_s: float,
) -> Verdict:
    """Hold what clients were told against what the hub has and what the receivers' sides got."""
    sent = {d.id: d for d in report.documents if d.direction == "out"}
    by_number = defaultdict(list)
    for document in sent.values():
        by_number[document.number].append(document)
    arrived = Counter(d.original_sha256 for d in report.documents if d.direction == "in")
    mail_ids: dict[str, set[str]] = defaultdict(set)
    for message_id, content_sha256 in mails:
        mail_ids[content_sha256].add(message_id)
    faults = list(report.faults)
    delivered: Counter[str] = Counter()
    whole = absent = 0
    for one in submitted:
        rows = by_number.get(one.number, [])
        if one.document_id is None and not rows:
            absent += 1
            continue
        whole += one.document_id is None
        if len(rows) != 1 or (one.document_id is not None and rows[0].id != one.document_id):
            faults.append(f"{one.number}: acknowledged as {one.document_id}, found as {[r.id for r in rows]}")
            continue
        if rows[0].state != "delivered":
            faults.append(f"{one.number}: {rows[0].state} {rows[0].problem_code}")
        if rows[0].original_sha256 != one.sha256:
            faults.append(f"{one.number}: the archive's original is not what was handed over")
        copies = {
            "portal_inbox": arrived[one.sha256],
            "email": len(mail_ids[one.sha256]),
            "folder": files.get(one.sha256, 0),
        }
        if copies != {channel: int(channel == one.channel) for channel in copies}:
            faults.append(f"{one.number} by {one.channel}: arrived {copies}")
        else:
            delivered[one.channel] += 1
    return Verdict(
        submitted=len(submitted),
        acknowledged=sum(one.document_id is not None for one in submitted),
        unacknowledged_whole=whole,
        unacknowledged_absent=absent,
        delivered=dict(delivered),
        mail_repeats=len(mails) - len({message_id for message_id, _ in mails}),
        attempts=sum(d.attempts for d in sent.values()),
        kills=dict(kills),
        events=report.events,
        files=report.files,
        elapsed_s=elapsed_s,
        faults=tuple(faults),
    )
