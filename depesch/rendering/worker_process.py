"""The rendering process itself: a job is a view with its template, the answer a PDF. Started by `worker` only."""

from __future__ import annotations

from pathlib import Path

import msgspec

from depesch.kit.confined_process import serve
from depesch.rendering import RenderingFailed
from depesch.rendering.embedding import embed
from depesch.rendering.jobs import MOST_BYTES, Job, Result
from depesch.rendering.typesetting import typeset


def answer(frame: bytes) -> bytes:
    """Return the encoded Result of an encoded Job."""
    return msgspec.msgpack.encode(_render(msgspec.msgpack.decode(frame, type=Job)))


def _render(job: Job) -> Result:
    try:
        pdf = typeset(
            job.view, template=job.template, choices=job.choices, logo=job.logo, dated=job.dated, root=Path.cwd()
        )
        return Result(pdf=embed(pdf, job.xml, dated=job.dated, files=job.files) if job.xml else pdf)
    except RenderingFailed as failure:
        return Result(failure=(failure.code, failure.detail))


if __name__ == "__main__":
    serve(answer, most_bytes=MOST_BYTES)
